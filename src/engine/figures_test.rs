//! What is seen of the engine from outside: figures of what goes out, and the pulse of the writer.

use std::{sync::Arc, time::Duration};

use super::{
    Engine,
    figures::Traffic,
    port::{Clock as _, Outcome},
    product_test::start,
    ticket::Progress,
    world_test::{Hands, Rooms, START, line},
};
use crate::domain::time::Span;

async fn report(engine: &Engine, key: &str) {
    let input = line(key, "noord.melder", "meldingen-noord", "!meld rook in de kelder", START);
    assert_eq!(engine.submit(input).done().await, Progress::Done);
}

#[tokio::test]
async fn what_goes_out_is_counted_by_how_it_ended_and_the_oldest_page_is_that_which_is_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::new(Hands::at(START));
    let rooms = Arc::new(Rooms { networks: vec!["one", "two"], ..Rooms::default() });
    rooms.down.lock().unwrap().push("two");
    let engine = start(folder.path(), &clock, &rooms).await;
    assert_eq!(engine.figures().inputs, 0);

    report(&engine, "k1").await;
    let figures = engine.figures();
    let (one, two) = (figures.traffic["one"], figures.traffic["two"]);
    assert_eq!(figures.inputs, 1);
    assert!(one.delivered > 1 && two.retried > 0, "{figures:?}");
    assert_eq!(one, Traffic { delivered: one.delivered, ..Traffic::default() });
    assert_eq!((two.delivered, two.waiting as u64, two.oldest_page), (0, one.delivered, Some(START)));
    assert!(two.longest > 0 && two.longest <= two.waiting, "{two:?}");

    // A later page does not make the oldest one younger.
    clock.move_on(Span::minutes(5));
    engine.fire_due().await;
    assert!(clock.now() > START);
    assert_eq!(engine.figures().traffic["two"].oldest_page, Some(START));

    // A refusal is counted as such, and what got through waits no more.
    rooms.outcomes.lock().unwrap().push(("meldingen-noord".into(), Outcome::Permanent { reason: "no".to_owned() }));
    rooms.down.lock().unwrap().clear();
    let through = tokio::time::timeout(Duration::from_secs(20), async {
        while engine.figures().traffic["two"].waiting > 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    });
    through.await.unwrap();
    let two = engine.figures().traffic["two"];
    assert_eq!((two.refused, two.longest, two.oldest_page), (1, 0, None), "{two:?}");
    engine.stop().await;
}

#[tokio::test]
async fn the_writer_turns_while_nothing_can_be_stored_and_stores_again_afterwards() {
    let folder = tempfile::tempdir().unwrap();
    let (clock, rooms) = (Arc::new(Hands::at(START)), Arc::new(Rooms::default()));
    let engine = start(folder.path(), &clock, &rooms).await;
    let pulse = engine.pulse(Some(Duration::from_millis(20)));
    let silent = engine.pulse(None);
    let wait = async |wanted: &str, holds: &dyn Fn() -> bool| {
        let deadline = tokio::time::Instant::now() + Duration::from_secs(20);
        while !holds() {
            assert!(tokio::time::Instant::now() < deadline, "{wanted}");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    let minute = Duration::from_mins(1);
    wait("it turns and stores", &|| pulse.turned(minute) && pulse.stored(minute) && silent.turned(minute)).await;
    assert!(!silent.stored(minute), "nothing is stored where nobody wants to know");

    // Where the database was, a folder stands now: nothing is stored any more, and the writer still takes questions.
    let (database, aside) = (folder.path().join("noodklok.db"), folder.path().join("aside.db"));
    std::fs::rename(&database, &aside).unwrap();
    std::fs::create_dir(&database).unwrap();
    wait("it stores no more", &|| !pulse.stored(Duration::from_millis(500))).await;
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    assert!(!pulse.stored(Duration::from_secs(1)), "still nothing is stored");
    assert!(pulse.turned(Duration::from_millis(1_300)), "the writer turns");

    std::fs::remove_dir(&database).unwrap();
    std::fs::rename(&aside, &database).unwrap();
    wait("it stores again", &|| pulse.stored(Duration::from_millis(500))).await;
    engine.stop().await;
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(!pulse.turned(Duration::from_millis(10)), "an engine that stopped turns no more");
}
