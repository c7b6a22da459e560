//! Calls in the chat: each attempt is written down, and where the chat is down nobody waits for the time of their own
//! channels.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use super::{
    Engine,
    port::{Act, Delivery, Outcome},
    product_test::start_with,
    ticket::Progress,
    world_test::{Hands, Rooms, START, line},
};
use crate::domain::{
    attempt::By,
    chase::ChaseKind,
    ids::PersonId,
    incident::Incident,
    reach::Channel,
    time::{Span, Timestamp},
};

const CHAIR: &str = "noord.voorzitter";

/// The chair has these chats, and text messages and mail beside them.
async fn start(folder: &std::path::Path, clock: &Arc<Hands>, rooms: &Arc<Rooms>, chats: &[&str]) -> Engine {
    start_with(folder, clock, rooms, |organisation| {
        let chair = organisation.people.get_mut(&PersonId::from(CHAIR)).unwrap();
        chair.chats = chats.iter().map(|chat| (*chat).to_owned()).collect();
        chair.channels = vec![Channel::Sms, Channel::Mail];
        // In an exercise only these are called.
        organisation.exercise_phone = vec!["+3220000099".to_owned()];
        organisation.exercise_mail = vec!["oefening@noodklok.invalid".to_owned()];
    })
    .await
}

/// The text messages and mails so far, each once.
fn outside(rooms: &Rooms) -> (usize, usize) {
    let delivered = rooms.delivered.lock().unwrap();
    let count = |of: fn(&Act) -> bool| {
        let those = delivered.iter().filter(|one| of(&one.act)).map(|one| &one.effect);
        those.collect::<BTreeSet<_>>().len()
    };
    (count(|act| matches!(act, Act::Text { .. })), count(|act| matches!(act, Act::Mail { .. })))
}

fn incident(engine: &Engine) -> Incident {
    engine.view().state.incidents().next().cloned().unwrap()
}

/// How the chair was called in the chat on this network, the last time.
fn in_chat(engine: &Engine, network: &str) -> Option<(Timestamp, bool)> {
    let incident = incident(engine);
    let tries = incident.tries.get(&(ChaseKind::FirstResponders, CHAIR.into()))?;
    let known = tries.get(&By::Chat(network.to_owned()))?;
    Some((known.at, known.taken.unwrap()))
}

async fn until(mut there: impl FnMut() -> bool) {
    for _ in 0..2_000 {
        if there() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("it never came");
}

#[tokio::test]
async fn who_cannot_have_heard_the_chat_is_reached_by_their_own_channel_at_once_and_the_log_says_why() {
    let retry = Outcome::Retry { after: None, reason: "away".to_owned() };
    let never = Outcome::Permanent { reason: "no such room".to_owned() };
    let busy = Outcome::Retry { after: Some(Duration::from_millis(1)), reason: "slowly".to_owned() };
    let away = vec![retry.clone(), retry.clone()];
    for (outcomes, texts) in [(away, 1), (vec![never.clone()], 1), (vec![retry], 0), (vec![busy.clone(), busy], 0)] {
        let folder = tempfile::tempdir().unwrap();
        let (clock, rooms) = (Arc::new(Hands::at(START)), Arc::new(Rooms::default()));
        let engine = start(folder.path(), &clock, &rooms, &["rooms"]).await;
        let of_room = |outcome| ("meldingen-noord".into(), outcome);
        // The answer to whoever reports gets through, the call behind it does not.
        let answered = std::iter::once(Outcome::Delivered);
        rooms.outcomes.lock().unwrap().extend(answered.chain(outcomes.clone()).map(of_room));
        let report = line("k1", "noord.melder", "meldingen-noord", "!meld Brand", START);
        assert_eq!(engine.submit(report).done().await, Progress::Done);
        until(|| rooms.outcomes.lock().unwrap().is_empty()).await;
        until(|| outside(&rooms).0 >= texts).await;
        let taken = outcomes != [never.clone()];
        until(|| in_chat(&engine, "rooms") == Some((START, taken))).await;
        engine.settle().await;
        assert_eq!(outside(&rooms), (texts, 0), "{outcomes:?}");
        // The next one keeps its distance, and the first is not sent again in its time.
        clock.move_on(Span::minutes(1));
        engine.fire_due().await;
        engine.settle().await;
        assert_eq!(outside(&rooms), (1, texts), "{outcomes:?}");
        assert_eq!(incident(&engine).reaching.len(), 1 - texts);
        engine.stop().await;
    }
}

#[tokio::test]
async fn who_can_hear_it_on_another_network_waits_as_always() {
    let retry = Outcome::Retry { after: None, reason: "away".to_owned() };
    for (chats, there, texts) in [
        (vec!["here", "there"], Some(true), 0),
        (vec!["there"], Some(true), 1),
        // What became of it on a network where they are not is nothing of theirs.
        (vec!["here"], None, 0),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let rooms = Rooms { networks: vec!["here", "there"], ..Rooms::default() };
        let (clock, rooms) = (Arc::new(Hands::at(START)), Arc::new(rooms));
        let engine = start(folder.path(), &clock, &rooms, &chats).await;
        let of_network = |outcome| ("there".into(), outcome);
        let outcomes = [Outcome::Delivered, retry.clone(), retry.clone()];
        rooms.outcomes.lock().unwrap().extend(outcomes.map(of_network));
        let report = line("k1", "noord.melder", "meldingen-noord", "!meld Brand", START);
        assert_eq!(engine.submit(report).done().await, Progress::Done);
        until(|| rooms.outcomes.lock().unwrap().is_empty()).await;
        until(|| outside(&rooms).0 >= texts).await;
        until(|| in_chat(&engine, "there") == there.map(|taken| (START, taken))).await;
        let here = chats.contains(&"here").then_some((START, true));
        until(|| in_chat(&engine, "here") == here).await;
        engine.settle().await;
        assert_eq!(outside(&rooms), (texts, 0), "{chats:?}");
        engine.stop().await;
    }
}

/// The chair is told of a report by a text message that is put off, and answers in the chat meanwhile.
async fn answered_meanwhile(folder: &std::path::Path, clock: &Arc<Hands>, rooms: &Arc<Rooms>) -> Engine {
    let engine = start(folder, clock, rooms, &[]).await;
    let put_off = Outcome::Retry { after: Some(Duration::from_secs(1)), reason: "busy".to_owned() };
    rooms.outcomes.lock().unwrap().push(("mail".into(), put_off));
    let report = line("k1", "noord.melder", "meldingen-noord", "!meld Brand", START);
    assert_eq!(engine.submit(report).done().await, Progress::Done);
    until(|| rooms.outcomes.lock().unwrap().is_empty()).await;
    let late = engine.figures().traffic["rooms"].oldest_page;
    assert_eq!(late, Some(START), "a page that waits is late, by whatever it goes");
    let answer = line("k2", CHAIR, "meldingen-noord", "!ontvangen INC-2026-0001", START);
    assert_eq!(engine.submit(answer).stored().await, Progress::Done);
    engine
}

#[tokio::test]
async fn what_waits_is_sent_to_nobody_once_it_was_answered_also_by_the_next_start() {
    for restarted in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let (clock, rooms) = (Arc::new(Hands::at(START)), Arc::new(Rooms::default()));
        let mut engine = answered_meanwhile(folder.path(), &clock, &rooms).await;
        if restarted {
            engine.stop().await;
            engine = start(folder.path(), &clock, &rooms, &[]).await;
        }
        engine.settle().await;
        until(|| engine.figures().traffic.values().all(|traffic| traffic.waiting == 0)).await;
        assert_eq!(outside(&rooms), (0, 0), "restarted: {restarted}");
        engine.stop().await;
    }
}

#[tokio::test]
async fn a_call_that_waits_in_a_chat_alarms_nobody_who_answered_meanwhile() {
    let folder = tempfile::tempdir().unwrap();
    let (clock, rooms) = (Arc::new(Hands::at(START)), Arc::new(Rooms::default()));
    let engine = start(folder.path(), &clock, &rooms, &["rooms"]).await;
    let slowly = Outcome::Retry { after: Some(Duration::from_millis(500)), reason: "slowly".to_owned() };
    let outcomes = [Outcome::Delivered, slowly].map(|outcome| ("meldingen-noord".into(), outcome));
    rooms.outcomes.lock().unwrap().extend(outcomes);
    let report = line("k1", "noord.melder", "meldingen-noord", "!meld Brand", START);
    assert_eq!(engine.submit(report).done().await, Progress::Done);
    let calls =
        |delivery: &Delivery| matches!(&delivery.act, Act::Post { text, .. } if text.plain().contains("Gemeld om"));
    let attempts = || rooms.attempts.lock().unwrap().iter().filter(|one| calls(one)).cloned().collect::<Vec<_>>();
    until(|| attempts().len() == 1).await;
    assert!(attempts()[0].calls(), "the chair is called: {:?}", attempts());
    let answer = line("k2", CHAIR, "meldingen-noord", "!ontvangen INC-2026-0001", START);
    assert_eq!(engine.submit(answer).stored().await, Progress::Done);
    until(|| attempts().len() == 2).await;
    assert!(!attempts()[1].calls(), "it is said, and alarms nobody: {:?}", attempts());
    engine.stop().await;
}
