use serde_json::{Value, json};

use super::*;
use crate::platform::discord::testing::{CHANNEL, REPORTER, hub};

const ME: u64 = 7;

struct Silent;

impl Operator for Silent {
    fn tell(&self, _: &Line) {}

    fn hand_over(&self, _: &Line, _: &secrecy::SecretString) {}
}

async fn intake() -> Intake {
    let mut intake = Intake::recall(hub(""), Arc::new(Silent), Arc::default()).await.unwrap();
    intake.me = Some(UserId::new(ME));
    intake
}

fn author(id: u64) -> Value {
    json!({"id": id.to_string(), "username": "x", "discriminator": "0", "avatar": null, "bot": id == 66})
}

fn said(id: u64, by: u64, content: &str, more: &Value) -> Event {
    let mut event = json!({"type": "MESSAGE_CREATE", "id": id.to_string(), "channel_id": CHANNEL.to_string(),
        "content": content, "author": author(by), "timestamp": "2026-01-01T00:00:00Z", "edited_timestamp": null,
        "tts": false, "mention_everyone": false, "mentions": [], "mention_roles": [], "attachments": [], "embeds": [],
        "pinned": false});
    event["type"] = json!("MESSAGE_CREATE");
    for (key, value) in more.as_object().unwrap() {
        event[key] = value.clone();
    }
    read(event, 0)
}

/// In a message `type` is its own kind; in an event it is the event's.
fn read(mut event: Value, kind: u8) -> Event {
    let name = event["type"].as_str().unwrap().to_owned();
    event["type"] = json!(kind);
    match name.as_str() {
        "MESSAGE_CREATE" => Event::MessageCreate(serde_json::from_value(event).unwrap()),
        "MESSAGE_UPDATE" => Event::MessageUpdate(serde_json::from_value(event).unwrap()),
        "MESSAGE_DELETE" => Event::MessageDelete(serde_json::from_value(event).unwrap()),
        other => panic!("{other}"),
    }
}

fn edit(id: u64, content: &str, at: Option<&str>) -> Event {
    let event = json!({"type": "MESSAGE_UPDATE", "id": id.to_string(), "channel_id": CHANNEL.to_string(),
        "content": content, "author": author(REPORTER), "edited_timestamp": at, "mentions": []});
    read(event, 0)
}

fn deleted(id: u64) -> Event {
    read(json!({"type": "MESSAGE_DELETE", "id": id.to_string(), "channel_id": CHANNEL.to_string()}), 0)
}

async fn inputs(intake: &mut Intake, event: Event) -> Vec<Input> {
    intake.inputs_of(channel(&event).unwrap(), event).await
}

fn text(inputs: &[Input]) -> Option<&str> {
    inputs.first().and_then(|input| input.payload.text())
}

#[tokio::test]
async fn a_line_that_mentions_the_bot_is_an_input_once() {
    let mut intake = intake().await;
    let report = || said(100, REPORTER, "<@7> meld brand", &json!({"mentions": [author(ME)]}));
    let first = inputs(&mut intake, report()).await;
    assert_eq!((text(&first), first[0].key.as_str()), (Some("@noodklok meld brand"), "discord:100"));
    assert_eq!(first[0].from, Actor::Person("noord.melder".into()));
    assert_eq!(
        first[0].payload.place().and_then(Place::read).map(|place| matches!(place, Place::Message { .. })),
        Some(true)
    );
    assert_eq!(inputs(&mut intake, report()).await, []);
}

#[tokio::test]
async fn a_reply_speaks_to_the_bot_and_names_the_message_that_it_answers() {
    let mut intake = intake().await;
    let _ = intake.hub.memory.posted("m17", &["90"]);
    let reply = json!({"mentions": [author(ME)], "message_reference": {"message_id": "90", "channel_id": "501"}});
    let reply = inputs(&mut intake, said(101, 13, "gebeld Jan", &reply)).await;
    assert_eq!(text(&reply), Some("@noodklok gebeld Jan"));
    assert!(matches!(&reply[0].payload, Payload::Said { reply_to: Some(message), .. } if message == "m17"));
    assert_eq!(reply[0].from, Actor::Outsider("13".to_owned()));
}

#[tokio::test]
async fn machines_chatter_and_other_channels_are_none() {
    let mut intake = intake().await;
    let mentions = json!({"mentions": [author(ME)]});
    assert_eq!(inputs(&mut intake, said(100, 66, "<@7> meld x", &mentions)).await, []);
    assert_eq!(inputs(&mut intake, said(101, ME, "<@7> meld x", &mentions)).await, []);
    let webhook = json!({"mentions": [author(ME)], "webhook_id": "5"});
    assert_eq!(inputs(&mut intake, said(102, REPORTER, "<@7> meld x", &webhook)).await, []);
    assert_eq!(inputs(&mut intake, said(103, REPORTER, "goedemorgen", &json!({}))).await, []);
    let elsewhere = json!({"mentions": [author(ME)], "channel_id": "12345"});
    assert_eq!(inputs(&mut intake, said(104, REPORTER, "<@7> meld x", &elsewhere)).await, []);
    // With the right to read along, a line counts without a mention.
    assert_eq!(inputs(&mut intake, said(105, REPORTER, "!meld x", &json!({}))).await.len(), 1);
}

#[tokio::test]
async fn only_a_change_of_what_it_says_is_an_edit() {
    let mut intake = intake().await;
    let first = said(100, REPORTER, "<@7> meld brand", &json!({"mentions": [author(ME)]}));
    inputs(&mut intake, first).await;
    let later = Some("2026-01-01T00:01:00Z");
    assert_eq!(inputs(&mut intake, edit(100, "<@7> meld brand", None)).await, []);
    assert_eq!(inputs(&mut intake, edit(100, "<@7> meld brand", later)).await, []);
    let edited = inputs(&mut intake, edit(100, "<@7> meld brand, twee doden", later)).await;
    assert!(matches!(&edited[0].payload, Payload::Edited { of, .. } if of == "discord:100"));
    assert_eq!(text(&edited), Some("@noodklok meld brand, twee doden"));
    // Chatter that becomes a command counts; chatter that stays chatter does not; long ago it was somebody else's pin.
    inputs(&mut intake, said(101, REPORTER, "hallo", &json!({}))).await;
    assert_eq!(inputs(&mut intake, edit(101, "hallo allemaal", later)).await, []);
    assert_eq!(inputs(&mut intake, edit(101, "<@7> status", later)).await.len(), 1);
    assert_eq!(inputs(&mut intake, edit(99, "<@7> status", Some("2020-01-01T00:00:00Z"))).await, []);
}

#[tokio::test]
async fn only_what_was_an_input_is_missed_when_it_is_deleted() {
    let mut intake = intake().await;
    inputs(&mut intake, said(100, REPORTER, "!meld x", &json!({}))).await;
    inputs(&mut intake, said(101, REPORTER, "hallo", &json!({}))).await;
    assert_eq!(inputs(&mut intake, deleted(101)).await, []);
    let gone = inputs(&mut intake, deleted(100)).await;
    assert!(matches!(&gone[0].payload, Payload::Deleted { of, .. } if of == "discord:100"));
    assert_eq!(gone[0].from, Actor::Person("noord.melder".into()));
}
