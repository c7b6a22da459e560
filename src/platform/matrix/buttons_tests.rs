use super::*;
use crate::{
    domain::ids::RoomId,
    platform::matrix::{
        fake_test::{Fake, Fault, delivery, noted},
        send,
    },
    text::reply::Reply,
};

fn button(id: &str, label: &str) -> Button {
    Button { id: id.to_owned(), label: label.to_owned(), command: format!("!kies {id}") }
}

async fn ask(hub: &Hub, effect: &str, buttons: &[Button]) {
    let room: RoomId = "ccvo".into();
    let text = Reply::default();
    let first = hub.memory.parts("m1").await.unwrap().is_empty();
    let delivery = delivery(effect, true);
    let outcome = if first {
        send::post(hub, &delivery, &room, "m1", &text, &[], buttons).await
    } else {
        send::edit(hub, &delivery, &room, "m1", &text, &[], buttons).await
    };
    noted(outcome);
}

fn reactions(fake: &Fake) -> Vec<(String, String)> {
    let events = fake.events().into_iter().filter(|event| event.kind == "m.reaction");
    events.map(|event| (event.transaction, event.content["m.relates_to"]["key"].as_str().unwrap().to_owned())).collect()
}

#[test]
fn each_button_has_a_key_of_its_own() {
    let long = "Alarm: wij nemen de coördinatie van het hele gebouw over en bellen iedereen";
    let buttons = [button("a", "Ja"), button("b", "Ja"), button("c", long), button("d", long), button("e", " ")];
    let keys = keys(&buttons);
    assert_eq!(keys[..2], ["Ja", "Ja 2"]);
    assert!(keys.iter().all(|key| key.len() <= LONGEST_KEY && !key.is_empty()), "{keys:?}");
    assert!(keys[2].ends_with('…') && keys[3].ends_with("… 2"), "{keys:?}");
}

#[tokio::test]
async fn a_reaction_stands_for_its_button() {
    let (fake, hub) = Fake::start().await;
    ask(&hub, "a.1.0", &[button("m1.0", "✔ Ja"), button("m1.1", "Nee")]).await;
    let event: OwnedEventId = fake.events()[0].id.as_str().try_into().unwrap();
    assert_eq!(action(&hub, &event, "✔\u{FE0F} Ja").await.as_deref(), Some("m1.0"));
    assert_eq!(action(&hub, &event, "Nee").await.as_deref(), Some("m1.1"));
    assert_eq!(action(&hub, &event, "👍").await, None);
    assert_eq!(action(&hub, &EventId::parse("$ander:example").unwrap(), "Nee").await, None);
    ask(&hub, "a.2.0", &[]).await;
    assert_eq!(action(&hub, &event, "Nee").await, None, "an edit took the buttons away");
}

#[tokio::test]
async fn our_reactions_follow_the_buttons() {
    let (fake, hub) = Fake::start().await;
    let stop = Stop::default();
    let task = tokio::spawn(run(Arc::clone(&hub), stop.clone()));
    fake.faults(&[Fault::None, Fault::Duplicate]);
    ask(&hub, "a.1.0", &[button("m1.0", "Ja"), button("m1.1", "Nee"), button("m1.2", "Weet ik niet")]).await;
    fake.wait_for(3).await;
    let texts =
        |pairs: &[(&str, &str)]| pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect::<Vec<_>>();
    assert_eq!(reactions(&fake), texts(&[("a.1.0.r2", "Nee"), ("a.1.0.r3", "Weet ik niet")]));
    ask(&hub, "a.2.0", &[button("m1.3", "Nee"), button("m1.4", "Later")]).await;
    let events = fake.wait_for(6).await;
    let redacted: Vec<_> = events.iter().filter(|event| event.kind == "redact").collect();
    assert_eq!(redacted.len(), 1);
    assert_eq!(redacted[0].content["redacts"], events[2].id.as_str());
    assert_eq!(reactions(&fake)[2..], texts(&[("a.2.0.r2", "Later")]));
    stop.ask();
    task.await.unwrap();
}

#[tokio::test]
async fn after_a_limit_there_are_no_reactions() {
    let (fake, hub) = Fake::start().await;
    let mut work = Work::default();
    let job = || Job {
        room: "!ccvo:example".try_into().unwrap(),
        event: "$vraag:example".try_into().unwrap(),
        effect: "a.1.0".to_owned(),
        keys: vec!["Ja".to_owned(), "Nee".to_owned()],
    };
    fake.faults(&[Fault::None, Fault::Limited(1)]);
    assert!(work.converge(&hub, &job()).await.is_err());
    assert!(hub.limits.reactions_wait().is_some());
    assert_eq!(fake.requests(), 2);
    assert_eq!(work.ours.values().map(Vec::len).sum::<usize>(), 1, "what is there is not put again");
}
