//! The ways to reach it: a mention, a slash, a thread, a reply, an edit; and a ladder that climbs by the real clock.

use std::time::Duration;

use serde_json::json;

use super::world::{Plan, World};
use crate::config::Pace;

const ROOM: &str = "meldingen-noord";

#[test]
fn a_command_is_heard_however_it_is_sent() {
    let mut world = World::started(Plan { cast: vec!["noord.melder", "noord.voorzitter"], ..Plan::default() });
    let bot = world.bot().to_owned();
    world.say("noord.melder", ROOM, "/ping");
    world.hears("noord.melder", ROOM, &["Ik ben er"]);
    world.say_with(
        "noord.melder",
        ROOM,
        "noodklok: ping",
        json!({
            "mentions": [bot], "html": format!("<a href=\"https://matrix.to/#/{bot}\">noodklok</a>: ping"),
        }),
    );
    world.hears("noord.melder", ROOM, &["Ik ben er"]);
    // Chatter is answered by nobody, and neither is a notice.
    world.say("noord.melder", ROOM, "wie heeft er koffie?");
    world.say_with("noord.melder", ROOM, "!ping", json!({"msgtype": "m.notice"}));
    let top = world.say("noord.melder", ROOM, "even apart");
    let asked = world.say_with("noord.melder", ROOM, "!ping", json!({"thread": top, "reply_to": top}));
    let answer = world.hears("noord.melder", ROOM, &["Ik ben er"]);
    assert_eq!(answer.relates("m.thread"), Some(top.as_str()), "answered in the thread of {asked}: {answer}");
    assert!(answer.answers().is_some(), "a client without threads shows it as an answer: {answer}");
    assert_eq!(answer.msgtype(), "m.notice", "a quiet answer: {answer}");
    world.close();
}

#[test]
fn an_edit_does_not_run_a_command_again() {
    let mut world = World::started(Plan { cast: vec!["noord.melder", "noord.voorzitter"], ..Plan::default() });
    let said = world.say("noord.melder", ROOM, "!meld rook in de gang");
    world.calls("noord.melder", ROOM, &["noord.voorzitter"], &["INC-2026-0001"]);
    world.say_with("noord.melder", ROOM, "!meld rook in de zaal", json!({"edit": said}));
    world.sees("noord.melder", ROOM, "that an edit changes nothing", |seen| {
        seen.is_message()
            && seen.mentions().is_empty()
            && !seen.body().contains("genoteerd om")
            && seen.edits().is_none()
    });
    let second = world.messages(ROOM).into_iter().find(|seen| seen.says(&["INC-2026-0002"]));
    assert!(second.is_none(), "an edit opens no record: {}", second.expect("just seen"));
    world.close();
}

#[test]
fn a_ladder_climbs_until_somebody_answers() {
    let cast = vec!["noord.melder", "noord.voorzitter", "noord.kernlid1"];
    let mut world = World::started(Plan { cast, pace: Pace::Quick, ..Plan::default() });
    world.say("noord.melder", ROOM, "!meld rook in de kelder");
    world.calls("noord.melder", ROOM, &["noord.voorzitter"], &["INC-2026-0001"]);
    let call = world.calls("noord.melder", ROOM, &["noord.kernlid1"], &["INC-2026-0001"]);
    world.press("noord.kernlid1", &call, "Ik volg dit op");
    world.hears("noord.melder", ROOM, &["INC-2026-0001", "noord.kernlid1", "volgt dit op"]);
    // The next round would come after ten seconds; a business day passes in the scenarios, not here.
    let again = world.people.wait(Duration::from_secs(1), |book| {
        book.take(|seen| seen.says(&["INC-2026-0001", "opgeroepen"]) && !seen.mentions().is_empty())
    });
    assert!(again.is_none(), "nobody is called any more: {}", again.expect("just seen"));
    world.close();
}
