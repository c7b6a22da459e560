use serde_json::{Value, json};

use super::*;
use crate::platform::matrix::fake_test::{Fake, Fault, delivery, moved_from, noted};

fn words(text: &str) -> Reply {
    Reply { spans: vec![Span::Plain(text.to_owned())] }
}

fn room() -> RoomId {
    "ccvo".into()
}

async fn say(hub: &Hub, delivery: &Delivery, id: &str, text: &str, mentions: &[PersonId]) -> Outcome {
    post(hub, delivery, &room(), id, &words(text), mentions, &[]).await
}

async fn change(hub: &Hub, delivery: &Delivery, id: &str, text: &str, mentions: &[PersonId]) -> Outcome {
    edit(hub, delivery, &room(), id, &words(text), mentions, &[]).await
}

#[tokio::test]
async fn a_page_is_text_that_mentions() {
    let (fake, hub) = Fake::start().await;
    let mentions = ["ccvo.wacht1".into(), "zuid.melder".into()];
    let notes = noted(say(&hub, &delivery("a.1.0", true), "m1", "rook & vuur", &mentions).await);
    let events = fake.events();
    assert_eq!(events.len(), 1);
    assert_eq!((events[0].kind.as_str(), events[0].transaction.as_str()), ("m.room.message", "a.1.0"));
    let expected = json!({ "msgtype": "m.text", "body": "rook & vuur", "format": "org.matrix.custom.html",
        "formatted_body": "rook &amp; vuur", "m.mentions": { "user_ids": ["@wacht:example"] } });
    assert_eq!(events[0].content, expected);
    assert!(notes.contains(&(kind::POST, events[0].id.clone(), Some("m1".to_owned()))), "{notes:?}");
    assert!(notes.contains(&(kind::PARTS, "m1".to_owned(), Some(events[0].id.clone()))), "{notes:?}");
}

#[tokio::test]
async fn what_is_only_said_is_silent_and_what_was_not_stored_is_not() {
    let (fake, hub) = Fake::start().await;
    noted(say(&hub, &delivery("a.1.0", false), "m1", "rook", &[]).await);
    assert_eq!(notice(&hub, &room(), &words("niet opgeslagen")).await, Outcome::Delivered);
    let said: Vec<_> =
        fake.contents().into_iter().map(|said| (said["msgtype"].clone(), said["m.mentions"].clone())).collect();
    assert_eq!(said, [(json!("m.notice"), json!({})), (json!("m.text"), json!({}))]);
}

#[tokio::test]
async fn an_answer_stands_under_its_command_and_in_its_thread() {
    let (fake, hub) = Fake::start().await;
    let mut answer = delivery("a.1.0", false);
    answer.answers = Some(r#"{"event":"$vraag:example"}"#.to_owned());
    noted(say(&hub, &answer, "m1", "rook", &[]).await);
    let mut threaded = delivery("a.1.1", false);
    threaded.answers = Some(r#"{"event":"$vraag:example","thread":"$draad:example"}"#.to_owned());
    noted(say(&hub, &threaded, "m2", &"lang\n".repeat(5_000), &[]).await);
    let contents = fake.contents();
    assert_eq!(contents[0]["msgtype"], "m.notice");
    assert_eq!(contents[0]["m.relates_to"], json!({ "m.in_reply_to": { "event_id": "$vraag:example" } }));
    let in_thread = json!({ "rel_type": "m.thread", "event_id": "$draad:example",
        "m.in_reply_to": { "event_id": "$vraag:example" } });
    assert!(contents.len() > 2);
    assert!(contents[1..].iter().all(|content| content["m.relates_to"] == in_thread), "{:?}", contents[1]);
}

#[tokio::test]
async fn what_is_tried_again_is_the_same_event() {
    let (fake, hub) = Fake::start().await;
    let page = delivery("a.1.0", true);
    fake.faults(&[Fault::Limited(40), Fault::Cut]);
    let limited = say(&hub, &page, "m1", "rook", &[]).await;
    assert!(
        matches!(limited, Outcome::Retry { after: Some(after), .. } if after == Duration::from_millis(40)),
        "{limited:?}"
    );
    let cut = say(&hub, &page, "m1", "rook", &[]).await;
    assert!(matches!(cut, Outcome::Retry { after: None, .. }), "{cut:?}");
    noted(say(&hub, &page, "m1", "rook", &[]).await);
    assert_eq!((fake.events().len(), fake.requests()), (1, 3));
}

#[tokio::test]
async fn a_post_of_parts_that_fails_half_way_is_said_once() {
    let (fake, hub) = Fake::start().await;
    let long = "regel\n".repeat(7_000);
    let page = delivery("a.1.0", true);
    let called = ["ccvo.wacht1".into()];
    fake.faults(&[Fault::None, Fault::Cut]);
    assert!(matches!(say(&hub, &page, "m1", &long, &called).await, Outcome::Retry { .. }));
    noted(say(&hub, &page, "m1", &long, &called).await);
    let events = fake.events();
    assert!(events.len() > 3);
    let transactions: Vec<&str> = events.iter().map(|event| event.transaction.as_str()).collect();
    assert_eq!(transactions[..3], ["a.1.0", "a.1.0.2", "a.1.0.3"]);
    let bodies: Vec<&str> = events.iter().filter_map(|event| event.content["body"].as_str()).collect();
    assert_eq!(bodies.join("\n"), long);
    assert_eq!(events[0].content["m.mentions"], json!({ "user_ids": ["@wacht:example"] }));
    assert!(events[1..].iter().all(|event| event.content["m.mentions"] == json!({})));
    assert_eq!(hub.memory.parts("m1").await.unwrap().len(), events.len());
}

fn replaces(content: &Value) -> &str {
    assert_eq!(content["m.relates_to"]["rel_type"], "m.replace");
    content["m.relates_to"]["event_id"].as_str().unwrap()
}

#[tokio::test]
async fn an_edit_replaces_and_calls_whom_it_newly_calls() {
    let (fake, hub) = Fake::start().await;
    noted(say(&hub, &delivery("a.1.0", false), "m1", "rook", &[]).await);
    noted(change(&hub, &delivery("a.2.0", true), "m1", "vuur", &["ccvo.wacht1".into()]).await);
    let events = fake.events();
    let content = &events[1].content;
    assert_eq!(replaces(content), events[0].id);
    assert_eq!((&content["msgtype"], &content["m.new_content"]["body"]), (&json!("m.text"), &json!("vuur")));
    assert_eq!(content["m.mentions"], json!({ "user_ids": ["@wacht:example"] }));
    assert_eq!(hub.memory.parts("m1").await.unwrap().len(), 1);
}

#[tokio::test]
async fn an_edit_may_have_more_or_fewer_parts() {
    let (fake, hub) = Fake::start().await;
    noted(say(&hub, &delivery("a.1.0", false), "m1", "kort", &[]).await);
    noted(change(&hub, &delivery("a.2.0", false), "m1", &"lang\n".repeat(4_000), &[]).await);
    let grown = fake.events();
    let parts = hub.memory.parts("m1").await.unwrap();
    assert!(parts.len() > 1);
    assert_eq!(grown.len(), parts.len() + 1);
    assert_eq!(replaces(&grown[1].content), grown[0].id);
    assert!(grown[2].content["m.relates_to"].is_null());
    noted(change(&hub, &delivery("a.3.0", false), "m1", "kort", &[]).await);
    let shrunk = fake.events();
    assert_eq!(replaces(&shrunk[grown.len()].content), grown[0].id);
    for (event, part) in shrunk[grown.len() + 1..].iter().zip(&parts[1..]) {
        assert_eq!(replaces(&event.content), part.as_str());
        assert!(event.content["m.new_content"]["body"].as_str().unwrap().contains("vervallen"));
    }
    assert_eq!(shrunk.len(), grown.len() + parts.len());
    assert_eq!(hub.memory.parts("m1").await.unwrap(), parts);
}

#[tokio::test]
async fn what_is_not_known_is_posted_anew_and_pinned_again() {
    let (fake, hub) = Fake::start().await;
    noted(say(&hub, &delivery("a.1.0", false), "m1", "beeld", &[]).await);
    noted(pin(&hub, &delivery("a.1.1", false), &room(), "m1").await);
    moved_from(&hub, "m1", &"!oud:example".try_into().unwrap());
    // The post arrives, the pin does not at first.
    fake.faults(&[Fault::None, Fault::Limited(1)]);
    let step = delivery("a.2.0", true);
    assert!(matches!(change(&hub, &step, "m1", "nieuw beeld", &[]).await, Outcome::Retry { .. }));
    noted(change(&hub, &step, "m1", "nieuw beeld", &[]).await);
    let posts: Vec<_> = fake.events().into_iter().filter(|event| event.kind == "m.room.message").collect();
    assert_eq!(posts.len(), 2);
    assert!(posts[1].content["m.relates_to"].is_null());
    assert_eq!(fake.pinned(), [posts[0].id.clone(), posts[1].id.clone()]);
    noted(change(&hub, &delivery("a.3.0", true), "m2", "nooit gezien", &[]).await);
    assert_eq!(hub.memory.parts("m2").await.unwrap().len(), 1);
}

#[tokio::test]
async fn pins_converge_beside_those_of_others() {
    let (fake, hub) = Fake::start().await;
    fake.pin("$ander:example");
    noted(say(&hub, &delivery("a.1.0", false), "m1", "beeld", &[]).await);
    fake.faults(&[Fault::Cut]);
    let step = delivery("a.1.1", false);
    assert!(matches!(pin(&hub, &step, &room(), "m1").await, Outcome::Retry { .. }));
    noted(pin(&hub, &step, &room(), "m1").await);
    assert_eq!(fake.pinned(), ["$ander:example".to_owned(), fake.events()[0].id.clone()]);
    assert_eq!(fake.requests(), 2, "it was pinned already, so nothing is sent again");
}

#[tokio::test]
async fn a_missing_right_to_pin_does_not_hold_up_the_lane() {
    let (fake, hub) = Fake::start().await;
    noted(say(&hub, &delivery("a.1.0", false), "m1", "beeld", &[]).await);
    fake.faults(&[Fault::Forbidden]);
    noted(pin(&hub, &delivery("a.1.1", false), &room(), "m1").await);
    noted(pin(&hub, &delivery("a.1.2", false), &room(), "m9").await);
    assert!(fake.pinned().is_empty());
}

#[tokio::test]
async fn a_forbidden_page_is_kept() {
    let (fake, hub) = Fake::start().await;
    fake.faults(&[Fault::Forbidden]);
    let outcome = say(&hub, &delivery("a.1.0", true), "m1", "rook", &[]).await;
    assert!(matches!(outcome, Outcome::Retry { after: Some(_), .. }), "{outcome:?}");
}

#[tokio::test]
async fn each_part_of_a_drill_says_so() {
    let (fake, hub) = Fake::start().await;
    let mut drill = delivery("a.1.0", false);
    drill.exercise = true;
    noted(say(&hub, &drill, "m1", &format!("OEFENING · {}", "lang\n".repeat(4_000)), &[]).await);
    assert!(fake.events().len() > 1);
    assert!(fake.contents().iter().all(|content| content["body"].as_str().unwrap().starts_with("OEFENING · ")));
}
