//! Whom a message mentions, and whose client rings.

use std::collections::BTreeSet;

use serenity::all::{CreateAllowedMentions, CreateMessage, EditMessage, RoleId, UserId};

use super::{
    super::{Standin, permissions},
    bot::{Bot, channel, refused},
};

/// How `allowed_mentions` is filled in.
type Allow = fn(CreateAllowedMentions) -> CreateAllowedMentions;

#[test]
fn only_who_is_meant_and_may_be_rings() {
    let discord = Standin::start();
    discord.limit("", 1000, std::time::Duration::from_secs(1));
    for (name, id) in [("a", 11), ("b", 12), ("c", 13)] {
        discord.person(name, id);
    }
    let wacht = discord.role("wacht", 0);
    discord.give(wacht, "c");
    let room = discord.private_channel("kamer", &["a", "c"]);
    let bot = Bot::quiet(&discord);
    let everything = format!("<@11> <@!12> <@&{wacht}> @everyone \\@here `<@11>`");
    let none: Allow = |allow| allow;
    let checks: [(&str, Option<Allow>, &[&str]); 7] = [
        (&everything, None, &["a", "c", "owner"]),
        (&everything, Some(none), &[]),
        (&everything, Some(|allow| allow.users([UserId::new(11)])), &["a"]),
        (&everything, Some(|allow| allow.users([UserId::new(12)])), &[]),
        (&everything, Some(|allow| allow.all_roles(true)), &["c"]),
        (&everything, Some(|allow| allow.everyone(true)), &["a", "c", "owner"]),
        ("a @ everyone, <@ 11>, <#11>, <@99>", None, &[]),
    ];
    for (number, (content, allow, rings)) in checks.iter().enumerate() {
        let mut message = CreateMessage::new().content(*content);
        if let Some(allow) = allow {
            message = message.allowed_mentions(allow(CreateAllowedMentions::new()));
        }
        let sent = bot.asks(channel(room).send_message(&bot.http, message)).expect("sent");
        let rings: BTreeSet<_> = rings.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(discord.notified(sent.id.get()), rings, "{number}: {content}");
    }
    let both = CreateAllowedMentions::new().all_users(true).users([UserId::new(11)]);
    discord.expects("/messages", 50035, 1);
    let message = CreateMessage::new().content("<@11>").allowed_mentions(both);
    assert_eq!(refused(bot.asks(channel(room).send_message(&bot.http, message))), (400, 50035));
    discord.close();
}

#[test]
fn without_the_permission_everyone_is_a_word() {
    let discord = Standin::start();
    discord.person("a", 11);
    let may = permissions::VIEW_CHANNEL | permissions::SEND_MESSAGES;
    discord.everybody_may(may);
    discord.bot_may(may);
    let (room, wacht) = (discord.text_channel("kamer"), discord.role("wacht", 0));
    discord.give(wacht, "a");
    let bot = Bot::quiet(&discord);
    let sent = bot.asks(channel(room).say(&bot.http, format!("@everyone <@&{}>", RoleId::new(wacht)))).expect("sent");
    assert!(discord.message(sent.id.get()).mentions.is_empty() && !sent.mention_everyone);
    discord.close();
}

#[test]
fn an_edit_rings_nowhere_and_forgets_what_was_allowed() {
    let discord = Standin::start();
    discord.person("a", 11);
    let room = discord.text_channel("kamer");
    let bot = Bot::quiet(&discord);
    let quiet = CreateMessage::new().content("<@11>").allowed_mentions(CreateAllowedMentions::new());
    let mut sent = bot.asks(channel(room).send_message(&bot.http, quiet)).expect("sent");
    assert!(discord.message(sent.id.get()).mentions.is_empty());
    bot.asks(sent.edit(&bot.http, EditMessage::new().content("nog eens <@11>"))).expect("its own");
    assert_eq!(discord.message(sent.id.get()).mentions.users.len(), 1, "it is highlighted");
    assert!(discord.notified(sent.id.get()).is_empty());
    discord.close();
}
