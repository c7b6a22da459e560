//! A calendar that says otherwise while it runs.

use std::{sync::Arc, time::Duration};

use super::{
    Engine, Parts,
    port::Act,
    world_test::{Counter, Hands, Rooms, START, line, room_of, said},
};
use crate::{
    domain::{
        rota::{Rota, Shift, Turns},
        time::Span,
    },
    settings::{Source, load},
};

#[tokio::test]
async fn whoever_a_calendar_names_is_called_from_then_on_and_its_end_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let (clock, rooms) = (Arc::new(Hands::at(START)), Arc::new(Rooms::default()));
    let mut loaded = load(Source::Embedded).unwrap();
    let turns = Turns::Calendar([].into());
    let rota = Rota { id: "wacht".into(), team: None, entity: Some("noord".into()), turns, overrides: Vec::new() };
    loaded.organisation.rotas.insert(rota.id.clone(), rota);
    let parts = Parts {
        database: folder.path().join("noodklok.db"),
        organisation: Arc::new(loaded.organisation),
        configuration_hash: loaded.hash,
        platform: Arc::clone(&rooms) as _,
        clock: Arc::clone(&clock) as _,
        chance: Arc::new(Counter),
        retry_every: Duration::from_millis(30),
        patience: Duration::from_millis(50),
    };
    let engine = Engine::start(parts).await.unwrap();
    let say = async |key: &str, text: &str| {
        engine.submit(line(key, "noord.melder", "meldingen-noord", text, START)).done().await;
        rooms.delivered.lock().unwrap().clone()
    };
    let delivered = say("k1", "!wachtdienst").await;
    assert!(said(delivered.last().unwrap()).contains("nu heeft niemand wacht"), "{delivered:?}");
    assert_eq!(delivered.len(), 1, "of a calendar that was never read no gap is told");

    let turn = |from, hours, who: &str| Shift { from, until: from.plus(Span::hours(hours)), person: who.into() };
    let shifts = [turn(START, 24, "noord.kernlid2"), turn(START.plus(Span::hours(24)), 24, "noord.kernlid1")];
    engine.shifts("wacht".into(), shifts.into()).await.done().await;
    let delivered = rooms.delivered.lock().unwrap().clone();
    let warned = said(delivered.last().unwrap());
    assert!(warned.contains("vanaf 14:30 op 25 november heeft niemand wacht"), "{warned}");
    let delivered = say("k2", "!wachtdienst").await;
    let shown = said(delivered.last().unwrap());
    assert!(shown.contains("noord: nu noord.kernlid2") && shown.contains("Daarna noord.kernlid1"), "{shown}");
    let delivered = say("k3", "!meld lek in het dak").await;
    let called = delivered.iter().filter_map(|one| match &one.act {
        Act::Post { mentions, .. } if !mentions.is_empty() => Some((room_of(one).to_string(), mentions.clone())),
        _ => None,
    });
    assert_eq!(called.collect::<Vec<_>>(), [("meldingen-noord".to_owned(), vec!["noord.kernlid2".into()])]);

    let before = rooms.delivered.lock().unwrap().len();
    engine.shifts("wacht".into(), [turn(START, 48, "noord.kernlid2")].into()).await.done().await;
    assert_eq!(rooms.delivered.lock().unwrap().len(), before, "the same gap is not told again");
    engine.stop().await;
}
