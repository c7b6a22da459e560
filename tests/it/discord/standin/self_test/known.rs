//! Everything that can be read is as Discord writes it, and everything that happens is told as the library reads it.

use std::{collections::BTreeSet, time::Duration};

use serenity::all::{
    CreateAllowedMentions, CreateMessage, CreateThread, GatewayIntents, Permissions, ReactionType, UserId,
};

use super::{
    super::{Standin, gateway::intents},
    bot::{Bot, channel, refused},
    raw::ask,
};

#[test]
fn whatever_is_read_is_as_discord_writes_it() {
    let discord = Standin::start();
    discord.limit("", 1000, Duration::from_secs(1));
    discord.person("noord.melder", 9012);
    let (guild, bot, category) = (discord.guild(), discord.bot(), discord.category("Crisis"));
    let room = discord.private_channel("kamer", &["noord.melder"]);
    let said = discord.say("noord.melder", room, "<@1000> hallo");
    discord.reply("noord.melder", said, "en nog iets");
    discord.react("noord.melder", said, "👍");
    discord.another_guild("elders");
    for request in [
        "GET /gateway".to_owned(),
        "GET /gateway/bot".to_owned(),
        "GET /users/@me".to_owned(),
        "GET /applications/@me".to_owned(),
        format!("GET /guilds/{guild}?with_counts=true"),
        format!("GET /guilds/{guild}/channels"),
        format!("GET /guilds/{guild}/roles"),
        format!("GET /guilds/{guild}/members/9012"),
        format!("GET /guilds/{guild}/threads/active"),
        format!("GET /channels/{category}"),
        format!("GET /channels/{room}/messages"),
        format!("GET /channels/{room}/messages/{said}"),
        format!("GET /channels/{room}/messages/pins?limit=1"),
        format!("GET /applications/{bot}/guilds/{guild}/commands?with_localizations=true"),
    ] {
        assert_eq!(ask(&discord, &request, "").status, 200, "{request}");
    }
    let asked = discord.asked();
    assert_eq!((asked.len(), asked[0].route.as_str(), asked[0].status), (14, "GET /gateway", Some(200)));
    let direct = ask(&discord, "POST /users/@me/channels", r#"{"recipient_id":"9012"}"#);
    assert_eq!(direct.body["recipients"][0]["username"], "noord.melder");
    discord.leaves("noord.melder");
    discord.expects("/members/", 10007, 1);
    assert_eq!(ask(&discord, &format!("GET /guilds/{guild}/members/9012"), "").status, 404);
    discord.close();
}

#[test]
fn whatever_happens_is_told() {
    let discord = Standin::with_privileged(intents::PRIVILEGED);
    discord.person("noord.melder", 9012);
    let room = discord.text_channel("kamer");
    let all = GatewayIntents::non_privileged() | GatewayIntents::privileged();
    let bot = Bot::start(&discord, all);
    discord.person("zuid.melder", 9020);
    discord.speaks("zuid.melder", "en-GB");
    discord.give(discord.role("wacht", 0), "zuid.melder");
    let said = discord.say("noord.melder", room, "Er is rook");
    discord.edit("noord.melder", said, "Er is brand");
    let heard = bot.until("a message", |book| book.messages.pop());
    assert_eq!(heard.content, "Er is rook", "the owner switched it on");
    discord.redeliver(said);
    assert_eq!(bot.until("the same again", |book| book.messages.pop()).id, heard.id);
    bot.asks(channel(room).pin(&bot.http, said)).expect("the bot may");
    bot.asks(channel(room).create_reaction(&bot.http, said, ReactionType::Unicode("👍".into()))).expect("the bot may");
    bot.asks(channel(room).broadcast_typing(&bot.http)).expect("the bot may");
    let thread = bot
        .asks(channel(room).create_thread_from_message(&bot.http, said, CreateThread::new("draad")))
        .expect("it may");
    bot.asks(thread.id.join_thread(&bot.http)).expect("it is in already");
    bot.asks(thread.id.add_thread_member(&bot.http, UserId::new(9020))).expect("the bot may");
    let direct = bot.asks(UserId::new(9012).create_dm_channel(&bot.http)).expect("one");
    let call = CreateMessage::new().content("<@9012>").allowed_mentions(CreateAllowedMentions::new());
    let sent = bot.asks(direct.send_message(&bot.http, call)).expect("sent");
    discord.react("noord.melder", sent.id.get(), "✅");
    discord.say_directly("noord.melder", "ja?");
    discord.delete(said);
    discord.leaves("zuid.melder");
    discord.delete_channel(room);
    let wanted = [
        "CHANNEL_DELETE",
        "CHANNEL_PINS_UPDATE",
        "GUILD_CREATE",
        "GUILD_MEMBER_ADD",
        "GUILD_MEMBER_REMOVE",
        "GUILD_MEMBER_UPDATE",
        "MESSAGE_CREATE",
        "MESSAGE_DELETE",
        "MESSAGE_REACTION_ADD",
        "MESSAGE_UPDATE",
        "READY",
        "THREAD_CREATE",
        "THREAD_DELETE",
        "THREAD_MEMBERS_UPDATE",
    ];
    let wanted: BTreeSet<_> = wanted.map(str::to_owned).into();
    let told = bot.until("the last of it", |book| {
        let told: BTreeSet<_> = book.events.iter().cloned().collect();
        told.contains("CHANNEL_DELETE").then_some(told)
    });
    assert_eq!(told, wanted);
    drop(bot);
    discord.close();
}

#[test]
fn a_token_that_is_revoked_is_good_for_nothing() {
    let discord = Standin::start();
    let mut bot = Bot::start(&discord, GatewayIntents::GUILDS);
    discord.revoke_token();
    assert!(bot.ended().to_string().contains("authentication"));
    discord.expects("^GET /users/@me$", 401, 1);
    assert_eq!(refused(bot.asks(bot.http.get_current_user())).0, 401);
    discord.close();
}

#[test]
fn permissions_are_numbered_as_the_library_numbers_them() {
    use super::super::permissions as ours;
    let known = [
        (ours::ADMINISTRATOR, Permissions::ADMINISTRATOR),
        (ours::MANAGE_CHANNELS, Permissions::MANAGE_CHANNELS),
        (ours::ADD_REACTIONS, Permissions::ADD_REACTIONS),
        (ours::VIEW_CHANNEL, Permissions::VIEW_CHANNEL),
        (ours::SEND_MESSAGES, Permissions::SEND_MESSAGES),
        (ours::MANAGE_MESSAGES, Permissions::MANAGE_MESSAGES),
        (ours::EMBED_LINKS, Permissions::EMBED_LINKS),
        (ours::READ_MESSAGE_HISTORY, Permissions::READ_MESSAGE_HISTORY),
        (ours::MENTION_EVERYONE, Permissions::MENTION_EVERYONE),
        (ours::MANAGE_ROLES, Permissions::MANAGE_ROLES),
        (ours::USE_APPLICATION_COMMANDS, Permissions::USE_APPLICATION_COMMANDS),
        (ours::MANAGE_THREADS, Permissions::MANAGE_THREADS),
        (ours::CREATE_PUBLIC_THREADS, Permissions::CREATE_PUBLIC_THREADS),
        (ours::CREATE_PRIVATE_THREADS, Permissions::CREATE_PRIVATE_THREADS),
        (ours::SEND_MESSAGES_IN_THREADS, Permissions::SEND_MESSAGES_IN_THREADS),
    ];
    for (ours, theirs) in known {
        assert_eq!(ours, theirs.bits(), "{theirs}");
    }
}
