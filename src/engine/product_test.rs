//! The engine with the real commands, core and words, on the example organisation.

use std::{sync::Arc, time::Duration};

use super::{
    Engine, Parts,
    port::{Act, Payload},
    ticket::Progress,
    world_test::{Counter, Hands, Rooms, START, line, room_of, said},
};
use crate::{
    domain::organisation::Organisation,
    export::stored::verify,
    settings::{Source, load},
    store::reader::Reader,
};

pub async fn start(folder: &std::path::Path, clock: &Arc<Hands>, rooms: &Arc<Rooms>) -> Engine {
    start_with(folder, clock, rooms, |_| {}).await
}

/// On the example organisation, changed in this way.
pub async fn start_with(
    folder: &std::path::Path,
    clock: &Arc<Hands>,
    rooms: &Arc<Rooms>,
    change: impl Fn(&mut Organisation),
) -> Engine {
    let mut loaded = load(Source::Embedded).unwrap();
    change(&mut loaded.organisation);
    let parts = Parts {
        database: folder.join("noodklok.db"),
        organisation: Arc::new(loaded.organisation),
        configuration_hash: loaded.hash,
        platform: Arc::clone(rooms) as _,
        clock: Arc::clone(clock) as _,
        chance: Arc::new(Counter),
        retry_every: Duration::from_millis(30),
        patience: Duration::from_millis(50),
    };
    Engine::start(parts).await.unwrap()
}

#[tokio::test]
async fn the_log_is_shown_in_the_language_of_the_room_and_says_what_was_erased() {
    let folder = tempfile::tempdir().unwrap();
    let (clock, rooms) = (Arc::new(Hands::at(START)), Arc::new(Rooms::default()));
    let engine = start(folder.path(), &clock, &rooms).await;
    let say = async |key: &str, who: &str, text: &str| {
        engine.submit(line(key, who, "meldingen-noord", text, START)).done().await;
        let delivered = rooms.delivered.lock().unwrap().clone();
        said(delivered.iter().rfind(|one| room_of(one).as_str() == "meldingen-noord").unwrap())
    };
    say("k1", "noord.melder", "!meld Brand op de derde verdieping").await;
    let shown = say("k2", "noord.melder", "!logboek toon").await;
    assert!(shown.contains("Logboek van INC-2026-0001, regel 1 tot"), "{shown}");
    assert!(shown.contains("\n1 · 14:30 · noord.melder meldde: Brand op de derde verdieping"), "{shown}");
    assert!(!shown.contains("noodklok export"), "{shown}");

    // Lines that wait together: the log has those that were said before it was asked for.
    let two = [("w1", "!logboek water in de kelder"), ("w2", "!logboek toon")];
    let tickets = two.map(|(key, text)| engine.submit(line(key, "noord.melder", "meldingen-noord", text, START)));
    for ticket in tickets {
        ticket.done().await;
    }
    let shown = say("k3", "noord.melder", "!logboek toon").await;
    let written = shown.lines().find(|line| line.contains("water in de kelder")).unwrap();
    let seq = written.split(' ').next().unwrap();
    let posts = rooms.delivered.lock().unwrap().iter().filter(|one| said(one).contains(written)).count();
    assert_eq!(posts, 2);

    say("k4", "noord.voorzitter", &format!("!log redact INC-2026-0001 {seq} naam van een slachtoffer")).await;
    let shown = say("k5", "noord.melder", "!logboek toon").await;
    assert!(!shown.contains("water in de kelder"), "{shown}");
    assert!(shown.contains("gewist door noord.voorzitter om 14:30"), "{shown}");

    for n in 0..20 {
        say(&format!("n{n}"), "noord.melder", "!logboek nog een regel").await;
    }
    let shown = say("k6", "noord.melder", "!logboek toon").await;
    assert!(shown.contains("eerdere regels. Alles staat in: noodklok export INC-2026-0001"), "{shown}");
    assert_eq!(shown.lines().count(), 22, "{shown}");
}

#[tokio::test]
async fn a_danger_to_health_pings_the_crisis_centre_and_every_button_reads_back() {
    let folder = tempfile::tempdir().unwrap();
    let (clock, rooms) = (Arc::new(Hands::at(START)), Arc::new(Rooms::default()));
    let engine = start(folder.path(), &clock, &rooms).await;
    let text = "!incident report Brand op de derde verdieping health:yes";
    let report = line("k1", "noord.melder", "meldingen-noord", text, START);
    assert_eq!(engine.submit(report).done().await, Progress::Done);

    let delivered = rooms.delivered.lock().unwrap().clone();
    let first = delivered.iter().find(|one| room_of(one).as_str() == "meldingen-noord").unwrap();
    assert!(said(first).contains("INC-2026-0001") && said(first).starts_with("OEFENING"), "{}", said(first));
    let ping = delivered.iter().find(|one| room_of(one).as_str() == "ccvo").unwrap();
    let Act::Post { mentions, actions, .. } = &ping.act else { panic!("{ping:?}") };
    assert_eq!(mentions.iter().map(ToString::to_string).collect::<Vec<_>>(), ["ccvo.wacht1"]);
    assert_eq!(actions.len(), 3);

    let mut input = line("k2", "ccvo.wacht1", "ccvo", "", START);
    input.payload = Payload::Pressed { action: actions[0].id.clone(), place: None };
    assert_eq!(engine.submit(input).done().await, Progress::Done);
    let phase = engine.view().state.incidents().next().unwrap().phase;
    assert_eq!(phase, crate::domain::incident::CcvoPhase::Vooralarm);
    let state = engine.view();
    engine.stop().await;
    drop(engine);

    let engine = start(folder.path(), &clock, &rooms).await;
    let before: Vec<_> = state.state.incidents().collect();
    let view = engine.view();
    assert_eq!(view.state.incidents().collect::<Vec<_>>(), before, "a restart gives the same state");
    assert_eq!(engine.next_due(), state.next_due());
    let mut reader = Reader::open(&folder.path().join("noodklok.db")).await.unwrap();
    assert_eq!(verify(&mut reader, None).await.unwrap().findings, []);
}
