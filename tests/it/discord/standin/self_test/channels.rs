//! Channels, threads and pins: who may do what, and what has room for more.

use std::time::Duration;

use serde_json::json;
use serenity::all::{
    ChannelType, CreateChannel, CreateMessage, CreateThread, EditChannel, EditThread, GetMessages, GuildId,
    PermissionOverwrite, PermissionOverwriteType, Permissions, UserId,
};

use super::{
    super::{Standin, channel::Overwrite, permissions},
    bot::{Bot, channel, refused},
};

fn stage() -> (Standin, Bot, GuildId) {
    let discord = Standin::start();
    discord.person("noord.voorzitter", 9014);
    discord.person("zuid.melder", 9020);
    discord.limit("", 1000, Duration::from_secs(1));
    let bot = Bot::quiet(&discord);
    let guild = GuildId::new(discord.guild());
    (discord, bot, guild)
}

fn only_for(guild: GuildId, users: &[u64]) -> Vec<PermissionOverwrite> {
    let hidden = PermissionOverwrite {
        allow: Permissions::empty(),
        deny: Permissions::VIEW_CHANNEL,
        kind: PermissionOverwriteType::Role(guild.everyone_role()),
    };
    let see = |user: &u64| PermissionOverwrite {
        allow: Permissions::VIEW_CHANNEL | Permissions::SEND_MESSAGES,
        deny: Permissions::empty(),
        kind: PermissionOverwriteType::Member(UserId::new(*user)),
    };
    users.iter().map(see).chain([hidden]).collect()
}

#[test]
fn a_channel_is_seen_by_whom_its_overwrites_let_in() {
    let (discord, bot, guild) = stage();
    let category = discord.category("Crisis 2026");
    let own = discord.bot();
    let new =
        CreateChannel::new("INC 2026 0001").category(category).topic("Brand").permissions(only_for(guild, &[own]));
    let made = bot.asks(guild.create_channel(&bot.http, new)).expect("the bot may");
    assert_eq!((made.name.as_str(), made.parent_id), ("inc-2026-0001", Some(channel(category))));
    assert!(!discord.visible_to("noord.voorzitter").contains(&made.id.get()));
    let [enters, _] = &only_for(guild, &[9014])[..] else { panic!("two") };
    bot.asks(made.id.create_permission(&bot.http, enters.clone())).expect("the bot may");
    assert!(discord.visible_to("noord.voorzitter").contains(&made.id.get()));
    assert!(!discord.visible_to("zuid.melder").contains(&made.id.get()));
    bot.asks(made.id.delete_permission(&bot.http, enters.kind)).expect("it is there");
    assert!(!discord.visible_to("noord.voorzitter").contains(&made.id.get()));
    bot.asks(made.id.edit(&bot.http, EditChannel::new().permissions(only_for(guild, &[own, 9020])))).expect("it may");
    assert!(discord.visible_to("zuid.melder").contains(&made.id.get()));
    assert_eq!(bot.asks(guild.channels(&bot.http)).expect("all of them").len(), 2);
    bot.asks(made.id.delete(&bot.http)).expect("the bot may");
    discord.expects("^GET /channels/", 10003, 1);
    assert_eq!(refused(bot.asks(made.id.to_channel(&bot.http))), (404, 10003));
    discord.close();
}

#[test]
fn the_bot_may_only_what_it_may() {
    let (discord, bot, guild) = stage();
    let room = discord.text_channel("meldingen");
    let hidden = discord.private_channel("directie", &["noord.voorzitter"]);
    discord.overwrite(hidden, Overwrite { id: discord.bot(), member: true, allow: 0, deny: permissions::VIEW_CHANNEL });
    discord.expects("^POST /channels/[^/]+/messages", 50001, 1);
    assert_eq!(refused(bot.asks(channel(hidden).say(&bot.http, "hallo"))), (403, 50001));
    let mut beyond = only_for(guild, &[discord.bot()]);
    beyond[0].allow |= Permissions::BAN_MEMBERS;
    let handed_on = only_for(guild, &[9014]).into_iter().map(|mut overwrite| {
        overwrite.allow |= Permissions::MANAGE_ROLES;
        overwrite
    });
    for overwrites in [beyond, handed_on.collect()] {
        discord.expects("^POST /guilds/", 50013, 1);
        let new = CreateChannel::new("te-veel").permissions(overwrites);
        assert_eq!(refused(bot.asks(guild.create_channel(&bot.http, new))), (403, 50013));
    }
    let sent = bot.asks(channel(room).say(&bot.http, "hallo")).expect("the bot may").id;
    discord.everybody_may(permissions::VIEW_CHANNEL);
    discord.bot_may(permissions::VIEW_CHANNEL | permissions::READ_MESSAGE_HISTORY);
    let wanted = [
        ("^POST /channels/[^/]+/messages", refused(bot.asks(channel(room).say(&bot.http, "hallo")))),
        ("^PUT /channels/[^/]+/pins/", refused(bot.asks(channel(room).pin(&bot.http, sent)))),
        ("^POST /guilds/", refused(bot.asks(guild.create_channel(&bot.http, CreateChannel::new("kamer"))))),
        ("^DELETE /channels/[^/]+$", refused(bot.asks(channel(room).delete(&bot.http)))),
        (
            "^POST /channels/[^/]+/threads",
            refused(bot.asks(channel(room).create_thread(&bot.http, CreateThread::new("draad")))),
        ),
    ];
    for (_, refusal) in wanted {
        assert_eq!(refusal, (403, 50013));
    }
    assert_eq!(discord.take_complaints().len(), 5, "nobody announced these");
    assert_eq!(discord.invalid_requests(), 8);
}

#[test]
fn a_guild_and_a_category_have_so_much_room() {
    let (discord, bot, guild) = stage();
    let category = discord.category("vol");
    let inside = |number: usize| CreateChannel::new(format!("kamer-{number}")).category(category);
    discord.limit("^POST /guilds", 1000, Duration::from_mins(1));
    for number in 0..45 {
        bot.asks(guild.create_channel(&bot.http, inside(number))).expect("there is room");
    }
    // Fifty requests in a second are the most across all routes.
    std::thread::sleep(Duration::from_millis(1100));
    for number in 45..50 {
        bot.asks(guild.create_channel(&bot.http, inside(number))).expect("there is room");
    }
    discord.expects("^POST /guilds", 50035, 1);
    assert_eq!(refused(bot.asks(guild.create_channel(&bot.http, inside(50)))), (400, 50035));
    for number in 0..449 {
        discord.text_channel(&format!("meer-{number}"));
    }
    discord.expects("^POST /guilds", 30013, 1);
    assert_eq!(refused(bot.asks(guild.create_channel(&bot.http, CreateChannel::new("nog-een")))), (400, 30013));
    discord.close();
}

#[test]
fn a_private_thread_is_seen_by_its_members() {
    let (discord, bot, _) = stage();
    let room = discord.text_channel("meldingen");
    let new = CreateThread::new("INC-2026-0051").kind(ChannelType::PrivateThread).invitable(false);
    let thread = bot.asks(channel(room).create_thread(&bot.http, new)).expect("the bot may").id;
    bot.asks(thread.add_thread_member(&bot.http, UserId::new(9014))).expect("the bot may");
    assert!(discord.visible_to("noord.voorzitter").contains(&thread.get()));
    assert!(!discord.visible_to("zuid.melder").contains(&thread.get()));
    bot.asks(thread.send_message(&bot.http, CreateMessage::new().content("<@9020> kom erbij"))).expect("the bot may");
    assert!(discord.visible_to("zuid.melder").contains(&thread.get()), "a mention brings somebody in");
    bot.asks(thread.remove_thread_member(&bot.http, UserId::new(9020))).expect("the bot may");
    assert!(!discord.visible_to("zuid.melder").contains(&thread.get()));
    assert_eq!(bot.asks(thread.get_thread_members(&bot.http)).expect("the bot may").len(), 2);
    bot.asks(thread.edit_thread(&bot.http, EditThread::new().archived(true).locked(true))).expect("the bot may");
    assert!(discord.channel("INC-2026-0051").and_then(|channel| channel.thread).is_some_and(|thread| thread.archived));
    discord.expects("/thread-members/", 50083, 1);
    assert_eq!(refused(bot.asks(thread.add_thread_member(&bot.http, UserId::new(9020)))), (400, 50083));
    discord.close();
}

#[test]
fn pins_and_history_are_read_back() {
    let (discord, bot, _) = stage();
    let room = discord.text_channel("meldingen");
    let said: Vec<_> =
        (0..5).map(|number| discord.say("noord.voorzitter", room, &format!("bericht {number}"))).collect();
    bot.asks(channel(room).pin(&bot.http, said[1])).expect("the bot may");
    let pins = super::raw::ask(&discord, &format!("GET /channels/{room}/messages/pins"), "");
    assert_eq!(
        (&pins.body["items"][0]["message"]["id"], &pins.body["has_more"]),
        (&json!(said[1].to_string()), &json!(false))
    );
    assert_eq!(bot.asks(channel(room).pins(&bot.http)).expect("the old route").len(), 1);
    let note = discord.messages(room).pop().expect("the channel says so");
    assert_eq!((note.kind, note.reference), (6, Some(said[1])));
    let contents = |filter: GetMessages| -> Vec<_> {
        let there = bot.asks(channel(room).messages(&bot.http, filter)).expect("the bot may");
        there.into_iter().map(|message| message.content).collect()
    };
    assert_eq!(contents(GetMessages::new().after(said[0]).limit(2)), ["bericht 2", "bericht 1"]);
    assert_eq!(contents(GetMessages::new().before(said[2])), ["bericht 1", "bericht 0"]);
    bot.asks(channel(room).unpin(&bot.http, said[1])).expect("the bot may");
    assert!(discord.message(said[1]).pinned.is_none());
    discord.delete(said[0]);
    discord.expects("^GET /channels/[^/]+/messages/", 10008, 1);
    assert_eq!(refused(bot.asks(channel(room).message(&bot.http, said[0]))), (404, 10008));
    discord.close();
}
