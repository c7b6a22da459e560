//! What networks bring beside lines and buttons: notes, places of answers, edits, deletions, doubts.

use std::sync::Arc;

use super::{
    Engine,
    port::{Act, Clock as _, Delivery, Doubt, Input, Note, Outcome, Payload},
    product_test::start,
    ticket::Progress,
    world_test::{Hands, Rooms, START, line, room_of, said},
};
use crate::{
    domain::time::{Span, Timestamp},
    store::reader::Reader,
};

struct World {
    folder: tempfile::TempDir,
    clock: Arc<Hands>,
    rooms: Arc<Rooms>,
    engine: Engine,
}

impl World {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (clock, rooms) = (Arc::new(Hands::at(START)), Arc::new(Rooms::default()));
        let engine = start(folder.path(), &clock, &rooms).await;
        Self { folder, clock, rooms, engine }
    }

    /// What comes of an input, in the room where it was said.
    async fn take(&self, input: Input) -> Vec<Delivery> {
        let before = self.rooms.delivered.lock().unwrap().len();
        assert_eq!(self.engine.submit(input).done().await, Progress::Done);
        let delivered = self.rooms.delivered.lock().unwrap();
        delivered[before..].iter().filter(|one| room_of(one).as_str() == "meldingen-noord").cloned().collect()
    }

    async fn memory(&self) -> Vec<(String, String)> {
        let mut reader = Reader::open(&self.folder.path().join("noodklok.db")).await.unwrap();
        reader.memory("matrix", "cursor").await.unwrap()
    }
}

fn noorder(key: &str, who: &str, text: &str) -> Input {
    line(key, who, "meldingen-noord", text, START)
}

fn edited(key: &str, of: &str, text: &str) -> Input {
    let payload =
        Payload::Edited { room: "meldingen-noord".into(), of: of.to_owned(), text: text.to_owned(), place: None };
    Input { payload, ..noorder(key, "noord.melder", "") }
}

fn cursor(value: Option<&str>) -> Note {
    Note { network: "matrix", kind: "cursor", key: String::new(), value: value.map(ToOwned::to_owned) }
}

fn action(delivery: &Delivery, n: usize) -> String {
    let Act::Post { actions, .. } = &delivery.act else { panic!("{delivery:?}") };
    actions[n].id.clone()
}

#[tokio::test]
async fn what_came_in_together_is_kept_with_how_far_it_was_read() {
    let world = World::new().await;
    let inputs = vec![noorder("a", "noord.melder", "!meld Rook"), noorder("b", "noord.melder", "!logboek water")];
    let before = world.engine.counters().now().commits;
    assert_eq!(world.engine.arrive(inputs.clone(), vec![cursor(Some("s1"))]).await.done().await, Progress::Done);
    assert_eq!(world.memory().await, [(String::new(), "s1".to_owned())]);
    assert_eq!(world.engine.view().state.incidents().count(), 1);
    assert!(world.engine.counters().now().commits > before);

    // The same again, as after a crash: nothing twice, and the network moves on.
    world.engine.arrive(inputs, vec![cursor(Some("s2"))]).await.done().await;
    assert_eq!(world.memory().await, [(String::new(), "s2".to_owned())]);
    assert_eq!(world.engine.view().state.incidents().count(), 1);
    world.engine.arrive(Vec::new(), vec![cursor(None)]).await.done().await;
    assert_eq!(world.memory().await, []);
}

#[tokio::test]
async fn what_the_network_notes_of_a_delivery_is_kept_with_the_receipt() {
    let world = World::new().await;
    let noted = Outcome::Noted(vec![cursor(Some("$event"))]);
    world.rooms.outcomes.lock().unwrap().push(("meldingen-noord".into(), noted));
    world.take(noorder("a", "noord.melder", "!ping")).await;
    assert_eq!(world.memory().await, [(String::new(), "$event".to_owned())]);
    world.engine.stop().await;
    let again = start(world.folder.path(), &world.clock, &world.rooms).await;
    let before = world.rooms.attempts.lock().unwrap().len();
    again.settle().await;
    assert_eq!(world.rooms.attempts.lock().unwrap().len(), before, "it was delivered");
}

#[tokio::test]
async fn an_answer_knows_where_it_belongs_and_nothing_else_does() {
    let world = World::new().await;
    let mut input = noorder("a", "noord.melder", "!meld Rook gezondheid:ja");
    input.payload = Payload::Said {
        room: "meldingen-noord".into(),
        text: "!meld Rook gezondheid:ja".to_owned(),
        reply_to: None,
        place: Some("thread 7".to_owned()),
    };
    world.take(input).await;
    let delivered = world.rooms.delivered.lock().unwrap().clone();
    let placed: Vec<&Delivery> = delivered.iter().filter(|one| one.answers.is_some()).collect();
    assert_eq!(placed.len(), 1, "{placed:?}");
    assert_eq!(placed[0].answers.as_deref(), Some("thread 7"));
    assert!(placed[0].urgent && said(placed[0]).contains("INC-2026-0001"));
    assert!(delivered.len() > 1);
}

#[tokio::test]
async fn the_log_follows_a_message_that_was_edited_or_deleted() {
    let world = World::new().await;
    world.take(noorder("a", "noord.melder", "!meld Rook in de kelder")).await;
    let answer = world.take(edited("e1", "a", "!meld Rook op zolder")).await;
    assert!(said(&answer[0]).contains("je aangepaste bericht van 14:30 staat in het logboek"), "{answer:?}");
    assert!(world.take(edited("e1", "a", "!meld Rook op zolder")).await.is_empty(), "the same edit, once");
    let payload = Payload::Deleted { room: "meldingen-noord".into(), of: "a".to_owned() };
    let deleted = Input { payload, ..noorder("d1", "noord.melder", "") };
    assert!(said(&world.take(deleted).await[0]).contains("in de chat verwijderd"));
    let log = world.take(noorder("l", "noord.melder", "!logboek toon")).await;
    let log = said(&log[0]);
    assert!(log.contains("noord.melder meldde: Rook in de kelder"), "{log}");
    assert!(log.contains("paste het bericht van 14:30 aan; het zegt nu: !meld Rook op zolder"), "{log}");
    assert_eq!(world.engine.view().state.incidents().count(), 1);
}

#[tokio::test]
async fn talk_that_is_edited_into_a_command_counts_once() {
    let world = World::new().await;
    assert!(world.take(edited("e1", "a", "!meld Rook in de kelder")).await[0].urgent);
    assert_eq!(world.engine.view().state.incidents().count(), 1);
    let answer = world.take(edited("e2", "a", "!meld Rook op zolder")).await;
    assert!(said(&answer[0]).contains("aangepaste bericht"), "{answer:?}");
    // Message and edit in one transaction: the edit waits for what it is an edit of.
    let together = vec![noorder("b", "noord.melder", "!meld Water"), edited("e3", "b", "!meld Veel water")];
    world.engine.arrive(together, Vec::new()).await.done().await;
    assert_eq!(world.engine.view().state.incidents().count(), 2);
    let payload = Payload::Deleted { room: "meldingen-noord".into(), of: "talk".to_owned() };
    assert!(world.take(Input { payload, ..noorder("d", "noord.melder", "") }).await.is_empty());
}

#[tokio::test]
async fn an_edited_question_is_said_to_change_nothing() {
    let world = World::new().await;
    world.take(noorder("a", "noord.melder", "!ping")).await;
    let answer = world.take(edited("e1", "a", "!status")).await;
    assert!(said(&answer[0]).contains("Aanpassen verandert niets"), "{answer:?}");
}

#[tokio::test]
async fn a_doubtful_device_reports_at_once_and_does_the_rest_by_another_hand() {
    let world = World::new().await;
    let doubtful = |key: &str, who: &str, text: &str| Input { doubt: Some(Doubt::Confirm), ..noorder(key, who, text) };
    world.take(doubtful("a", "noord.melder", "!meld Rook in de kelder")).await;
    assert_eq!(world.engine.view().state.incidents().count(), 1, "a report always counts");

    let text = "!opschalen INC-2026-0001 niveau:crisis reden:\"brand\"";
    let asked = world.take(doubtful("b", "noord.voorzitter", text)).await;
    assert!(said(&asked[0]).contains("toestel van noord.voorzitter is niet bevestigd"), "{asked:?}");
    let level = || world.engine.view().state.incidents().next().unwrap().level;
    assert_ne!(level(), crate::domain::incident::Level::Crisis);

    let press = |key: &str, who: &str| Input {
        payload: Payload::Pressed { action: action(&asked[0], 0), place: None },
        ..noorder(key, who, "")
    };
    let own = world.take(press("p1", "noord.voorzitter")).await;
    assert!(said(&own[0]).contains("iemand anders dan noord.voorzitter"), "{own:?}");
    let stranger = world.take(press("p2", "zuid.melder")).await;
    assert!(said(&stranger[0]).contains("Niet uitgevoerd"), "{stranger:?}");
    assert_ne!(level(), crate::domain::incident::Level::Crisis);
    world.take(press("p3", "noord.plaatsvervanger")).await;
    assert_eq!(level(), crate::domain::incident::Level::Crisis);
}

#[tokio::test]
async fn an_organisation_may_choose_to_deny_or_only_to_warn() {
    let world = World::new().await;
    world.take(noorder("a", "noord.melder", "!meld Rook in de kelder")).await;
    let say = |key: &str, doubt| Input { doubt: Some(doubt), ..noorder(key, "noord.voorzitter", "!logboek water") };
    let denied = world.take(say("b", Doubt::Deny)).await;
    assert!(said(&denied[0]).contains("Niet uitgevoerd") && said(&denied[0]).contains("Een melding telt altijd"));
    let warned = world.take(say("c", Doubt::Warn)).await;
    assert!(said(&warned[0]).contains("Let op: dit toestel"), "{warned:?}");
    let log = world.take(noorder("l", "noord.melder", "!logboek toon")).await;
    assert_eq!(said(&log[0]).matches("water").count(), 1);
}

#[tokio::test]
async fn nobody_waits_for_a_room_to_be_called() {
    let world = World::new().await;
    world.take(noorder("a", "noord.melder", "!meld Rook in de kelder")).await;
    let hour = Outcome::Retry { after: Some(std::time::Duration::from_hours(1)), reason: "down".to_owned() };
    world.rooms.outcomes.lock().unwrap().push(("crisis-INC-2026-0001-noord".into(), hour));
    let command = noorder("b", "noord.voorzitter", "!cmt activeer INC-2026-0001");
    drop(world.engine.submit(command));
    let pages = || {
        let delivered = world.rooms.delivered.lock().unwrap().clone();
        let called = |one: &Delivery| matches!(&one.act, Act::Post { mentions, .. } if !mentions.is_empty());
        delivered.into_iter().filter(|one| called(one) && said(one).contains("nog niet open")).collect::<Vec<_>>()
    };
    let deadline = tokio::time::Instant::now() + std::time::Duration::from_secs(20);
    while pages().is_empty() && tokio::time::Instant::now() < deadline {
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    let pages = pages();
    assert!(!pages.is_empty(), "the members are called where the report came in");
    assert!(pages.iter().all(|page| room_of(page).as_str() == "meldingen-noord"), "{pages:?}");
    assert!(
        said(&pages[0]).ends_with("De crisiskamer crisis-INC-2026-0001-noord is nog niet open; daarom staat dit hier.")
    );
}

#[tokio::test]
async fn after_a_network_was_away_it_is_said_for_how_long_and_what_comes_late() {
    let world = World::new().await;
    world.take(noorder("a", "noord.melder", "!meld Rook gezondheid:nee")).await;
    world.clock.move_on(Span::minutes(1));
    let since = world.clock.now();
    world.clock.move_on(Span::minutes(20));
    world.engine.fire_due().await;
    let posts = async |lines: usize, since: Timestamp| {
        let before = world.rooms.delivered.lock().unwrap().len();
        world.engine.back(since, lines, Vec::new()).await.done().await;
        let delivered = world.rooms.delivered.lock().unwrap();
        delivered[before..].iter().map(|one| (room_of(one).to_string(), said(one))).collect::<Vec<_>>()
    };
    let told = posts(2, since).await;
    let mut rooms: Vec<&str> = told.iter().map(|(room, _)| room.as_str()).collect();
    rooms.sort_unstable();
    assert_eq!(rooms, ["ccvo", "meldingen-noord", "meldingen-zuid"], "{told:?}");
    for (_, text) in &told {
        for words in ["van 14:31 tot 14:51 (20 min)", "2 regels tegen mij", "Eén oproep vertrekt nu pas: INC-2026-0001"]
        {
            assert!(text.contains(words), "{words}: {text}");
        }
    }
    // What was called before it was away reached people then.
    let told = posts(1, world.clock.now().minus(Span::minutes(10))).await;
    assert!(told[0].1.contains("één regel") && told[0].1.contains("oproep"), "{told:?}");
    assert_eq!(posts(9, world.clock.now().minus(Span(599_999))).await, [], "nobody needs to know of ten minutes less");
}
