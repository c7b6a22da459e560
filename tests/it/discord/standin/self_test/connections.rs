//! Interactions in time and late, and the gateway at its worst.

use std::time::Duration;

use serenity::all::{
    CreateCommand, CreateInteractionResponse, CreateInteractionResponseMessage, EditInteractionResponse,
    GatewayIntents, Interaction,
};

use super::{
    super::{
        Standin,
        gateway::{close, intents},
    },
    bot::{Bot, refused},
};

fn stage() -> (Standin, Bot, u64) {
    let discord = Standin::start();
    discord.person("noord.melder", 9012);
    let room = discord.text_channel("meldingen-noord");
    let bot = Bot::start(&discord, GatewayIntents::GUILDS | GatewayIntents::GUILD_MESSAGES);
    bot.registers(&discord, vec![CreateCommand::new("status").description("Hoe het staat")]);
    (discord, bot, room)
}

#[test]
fn an_interaction_is_answered_in_time_and_once() {
    let (discord, bot, room) = stage();
    let command = || match bot.interaction() {
        Interaction::Command(command) => command,
        other => panic!("not {other:?}"),
    };
    let message = || CreateInteractionResponse::Message(CreateInteractionResponseMessage::new().content("Rustig"));
    let late = discord.slash("noord.melder", room, "status", &[]);
    discord.age(&late, Duration::from_secs(4));
    let asked = command();
    discord.expects("/callback$", 10062, 1);
    assert_eq!(refused(bot.asks(asked.create_response(&bot.http, message()))), (404, 10062));
    assert!(discord.acknowledged_at(&late).is_some(), "it reached the socket");
    let twice = discord.slash("noord.melder", room, "status", &[]);
    let asked = command();
    discord.expects("^PATCH /webhooks/", 10015, 1);
    assert_eq!(
        refused(bot.asks(asked.edit_response(&bot.http, EditInteractionResponse::new().content("x")))),
        (404, 10015)
    );
    let callback = format!("POST /interactions/{}/{}/callback?with_response=true", asked.id, asked.token);
    let shown = super::raw::ask(&discord, &callback, r#"{"type":4,"data":{"content":"Rustig"}}"#);
    assert_eq!((shown.status, &shown.body["resource"]["message"]["content"]), (200, &serde_json::json!("Rustig")));
    assert!(discord.acknowledged_after(&twice) < Duration::from_secs(3));
    discord.expects("/callback$", 40060, 1);
    assert_eq!(refused(bot.asks(asked.create_response(&bot.http, message()))), (400, 40060));
    discord.expects("^POST /interactions", 50035, 1);
    discord.slash("noord.melder", room, "status", &[]);
    assert_eq!(
        refused(bot.asks(command().create_response(&bot.http, CreateInteractionResponse::Acknowledge))),
        (400, 50035)
    );
    discord.age(&twice, Duration::from_mins(15));
    discord.expects("^PATCH /webhooks/", 50027, 1);
    assert_eq!(
        refused(bot.asks(asked.edit_response(&bot.http, EditInteractionResponse::new().content("x")))),
        (401, 50027)
    );
    drop(bot);
    discord.close();
}

#[test]
fn what_was_missed_comes_when_it_resumes() {
    let (discord, bot, room) = stage();
    for cut in
        [Standin::cut_gateway, |discord: &Standin| discord.close_gateway(close::UNKNOWN), Standin::reconnect_gateway]
    {
        let resumed = discord.resumes();
        cut(&discord);
        discord.slash("noord.melder", room, "status", &[]);
        let Interaction::Command(_) = bot.interaction() else { panic!("a command") };
        bot.until("it is resumed", |book| (book.resumed > resumed).then_some(()));
    }
    assert_eq!((discord.resumes(), discord.identifies().len()), (3, 1));
    let asked = discord.slash("noord.melder", room, "status", &[]);
    discord.redeliver(asked.id);
    assert_eq!(bot.interaction().id(), bot.interaction().id(), "the same comes twice");
    drop(bot);
    discord.close();
}

#[test]
fn a_session_that_is_gone_starts_anew() {
    let (discord, bot, _) = stage();
    discord.invalidate_sessions(false);
    bot.until("ready again", |book| (book.ready == 2).then_some(()));
    assert_eq!((discord.resumes(), discord.identifies().len()), (0, 2));
    drop(bot);
    discord.close();
}

#[test]
fn everything_goes_down_and_comes_back() {
    let (discord, bot, room) = stage();
    discord.down();
    discord.disconnected();
    assert!(bot.asks(bot.http.get_current_user()).is_err());
    discord.up();
    // The library gives a session up that it cannot resume at once, and what is missed with it; here it may be quick enough.
    bot.until("connected again", |book| (book.ready + book.resumed == 2).then_some(()));
    discord.slash("noord.melder", room, "status", &[]);
    bot.until("what people do", |book| book.interactions.pop());
    assert!(bot.asks(bot.http.get_current_user()).is_ok());
    drop(bot);
    discord.close();
}

#[test]
fn heartbeats_are_owed_by_both_sides() {
    let discord = Standin::start();
    discord.heartbeat_every(Duration::from_millis(200));
    let bot = Bot::start(&discord, GatewayIntents::GUILDS);
    discord.answer_heartbeats(false);
    discord.disconnected();
    discord.answer_heartbeats(true);
    bot.until("connected again", |book| (book.resumed + book.ready > 1).then_some(()));
    drop(bot);
    discord.close();
}

#[test]
fn who_may_not_connect_is_told_why() {
    let discord = Standin::with_privileged(intents::GUILD_MEMBERS);
    let mut bot = Bot::started(&discord, GatewayIntents::GUILDS | GatewayIntents::MESSAGE_CONTENT);
    assert!(bot.ended().to_string().contains("Disallowed"), "4014");
    let bot = Bot::start(&discord, GatewayIntents::GUILDS | GatewayIntents::GUILD_MEMBERS);
    assert_eq!(discord.identifies().len(), 2);
    drop(bot);
    discord.starts_left(0);
    let mut bot = Bot::started(&discord, GatewayIntents::GUILDS);
    assert!(bot.ended().to_string().contains("authentication"), "4004");
    assert_eq!(discord.take_complaints().len(), 1);
}
