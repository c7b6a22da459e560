//! The engine with the real commands, core and words, on the example organisation.

use std::{sync::Arc, time::Duration};

use super::{
    Engine, Parts,
    port::{Act, Payload},
    ticket::Progress,
    world_test::{Counter, Hands, Rooms, START, line, room_of, said},
};
use crate::{
    settings::{Source, load},
    store::reader::Reader,
};

async fn start(folder: &std::path::Path, clock: &Arc<Hands>, rooms: &Arc<Rooms>) -> Engine {
    let loaded = load(Source::Embedded).unwrap();
    let parts = Parts {
        database: folder.join("noodklok.db"),
        organisation: Arc::new(loaded.organisation),
        configuration_hash: loaded.hash,
        platform: Arc::clone(rooms) as _,
        clock: Arc::clone(clock) as _,
        chance: Arc::new(Counter),
        retry_every: Duration::from_millis(30),
    };
    Engine::start(parts).await.unwrap()
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
    input.payload = Payload::Pressed { action: actions[0].id.clone() };
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
    assert!(reader.verify().await.unwrap().is_ok());
}
