//! The engine on a small world: once, in order, after the commit, and whatever happens nothing lost.

use std::{sync::Arc, time::Duration};

use super::{
    Engine, StartError,
    port::{Act, Outcome, Payload},
    ticket::Progress,
    world_test::{FAULTS, Hands, Rooms, START, World, line, open, room_of, said},
};
use crate::{
    domain::{
        ids::{IncidentId, RoomId},
        time::{Span, Timestamp},
    },
    export::stored::verify,
    store::{StoreError, reader::Reader},
};

fn room(name: &str) -> RoomId {
    name.into()
}

fn retry() -> Outcome {
    Outcome::Retry { after: Some(Duration::from_millis(1)), reason: "busy".to_owned() }
}

#[tokio::test]
async fn a_report_is_committed_once_before_it_is_answered() {
    let world = World::new().await;
    let before = world.engine.counters().now();
    assert_eq!(world.say("k1", "!report fire").await, Progress::Done);
    let delivered = world.delivered();
    assert_eq!(delivered.len(), 1);
    assert_eq!(delivered[0].0, room("meldingen-noord"));
    assert!(delivered[0].1.contains("INC-2026-0001") && delivered[0].1.contains("fire"), "{delivered:?}");
    let work = world.engine.counters().now();
    // One for the report, one for the receipt.
    assert_eq!(work.commits - before.commits, 2);
    assert!(work.statements - before.statements <= 8, "{before:?} {work:?}");
    assert!(world.effects()[0].len() <= 25);
}

#[tokio::test]
async fn the_same_key_takes_effect_once_also_after_a_restart() {
    let mut world = World::new().await;
    world.say("k1", "!report fire").await;
    assert_eq!(world.say("k1", "!report fire").await, Progress::Done);
    let (one, two) = (world.submit("k2", "!ping"), world.submit("k2", "!ping"));
    one.done().await;
    two.done().await;
    world.restart().await;
    world.say("k1", "!report fire").await;
    assert_eq!(world.delivered().len(), 2);
    assert_eq!(world.engine.view().state.incidents().count(), 1);
}

#[tokio::test]
async fn a_ticket_knows_whether_whoever_asked_gets_an_answer() {
    let world = World::new().await;
    for (key, said, answered) in [("k1", "!ping", true), ("k2", "good morning", false)] {
        let mut input = line(key, "noord.melder", "meldingen-noord", said, START);
        if let Payload::Said { place, .. } = &mut input.payload {
            *place = Some(key.to_owned());
        }
        let mut ticket = world.engine.submit(input);
        while ticket.next().await.is_some() {}
        assert_eq!(ticket.is_answered(), answered, "{said}");
    }
}

#[tokio::test]
async fn chatter_leaves_no_trace() {
    let world = World::new().await;
    let before = world.engine.counters().now();
    assert_eq!(world.say("k1", "good morning").await, Progress::Done);
    assert_eq!(world.engine.counters().now().commits, before.commits);
    assert!(world.delivered().is_empty());
}

#[tokio::test]
async fn whoever_may_not_is_refused_at_one_place() {
    let world = World::new().await;
    world.say("k1", "!report fire").await;
    let stranger = line("k2", "nobody", "meldingen-noord", "!log INC-2026-0001 x", START);
    world.engine.submit(stranger).done().await;
    assert!(world.delivered()[1].1.contains("refused"));
    assert_eq!(world.engine.view().state.incident(IncidentId { year: 2026, n: 1 }).unwrap().version, 1);
}

#[tokio::test]
async fn inputs_that_are_ready_share_a_commit() {
    let world = World::new().await;
    let before = world.engine.counters().now();
    let tickets: Vec<_> = (0..50).map(|n| world.submit(&format!("k{n}"), "!report fire")).collect();
    for ticket in tickets {
        assert_eq!(ticket.done().await, Progress::Done);
    }
    let commits = world.engine.counters().now().commits - before.commits;
    assert!(commits < 10, "{commits}");
    assert_eq!(world.engine.view().state.incidents().count(), 50);
    let effects = world.effects();
    assert_eq!(effects.iter().collect::<std::collections::HashSet<_>>().len(), 50);
}

#[tokio::test]
async fn a_lane_that_is_down_delays_no_other_and_is_tried_again() {
    let world = World::new().await;
    let down = Outcome::Retry { after: Some(Duration::from_millis(80)), reason: "down".to_owned() };
    world.rooms.outcomes.lock().unwrap().push((room("ccvo"), down));
    assert_eq!(world.say("k1", "!report page").await, Progress::Done);
    assert_eq!(world.delivered().len(), 1, "the report room did not wait");
    let first = world.rooms.attempts.lock().unwrap().iter().find(|one| room_of(one) == room("ccvo")).cloned();
    for _ in 0..100 {
        if world.delivered().len() == 2 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let delivered = world.rooms.delivered.lock().unwrap().clone();
    assert_eq!(delivered.last().cloned(), first, "the retry is the same to the letter");
}

#[tokio::test]
async fn pages_go_before_what_is_quiet_and_the_answer_before_both() {
    let world = World::with(Rooms { one_lane: true, ..Rooms::default() }).await;
    world.say("k1", "!report quiet and page").await;
    let order: Vec<_> = world.delivered().into_iter().map(|(_, text)| text).collect();
    assert!(!order[0].contains('@') && order[1].contains("@ccvo.wacht1") && !order[2].contains('@'), "{order:?}");
    assert_eq!(world.delivered()[0].0, room("meldingen-noord"));
}

#[tokio::test]
async fn what_is_for_a_crisis_room_waits_until_it_is_open() {
    let world = World::new().await;
    let crisis = room("crisis-INC-2026-0001-noord");
    world.rooms.outcomes.lock().unwrap().extend([(crisis.clone(), retry()), (crisis.clone(), retry())]);
    world.say("k1", "!report open").await;
    world.engine.settle().await;
    for _ in 0..100 {
        if world.delivered().len() == 5 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let delivered = world.rooms.delivered.lock().unwrap().clone();
    let crisis: Vec<_> = delivered.iter().filter(|one| room_of(one) == crisis).collect();
    assert!(matches!(crisis[0].act, Act::OpenRoom { .. }));
    assert!(said(crisis[1]).contains("@noord.voorzitter"), "the page is first in the open room");
    let Act::Post { id, .. } = &crisis[2].act else { panic!("{crisis:?}") };
    let Act::Pin { target, .. } = &crisis[3].act else { panic!("{crisis:?}") };
    assert_eq!(id, target);
}

#[tokio::test]
async fn what_can_never_work_is_not_tried_again() {
    let mut world = World::new().await;
    let never = Outcome::Permanent { reason: "no such room".to_owned() };
    world.rooms.outcomes.lock().unwrap().push((room("ccvo"), never));
    assert_eq!(world.say("k1", "!report page").await, Progress::Done);
    world.restart().await;
    world.engine.settle().await;
    assert_eq!(world.rooms.attempts.lock().unwrap().len(), 2);
}

#[tokio::test]
async fn buttons_are_decided_anew_and_say_why_they_do_not_work() {
    let mut world = World::new().await;
    world.say("k1", "!report button").await;
    let buttons = match &world.rooms.delivered.lock().unwrap()[0].act {
        Act::Post { actions, .. } => actions.clone(),
        other => panic!("{other:?}"),
    };
    let [any, mine, short] = buttons.as_slice() else { panic!("{buttons:?}") };
    assert_eq!(world.press("noord.voorzitter", "p1", &any.id).await, [Progress::Done]);
    assert!(world.delivered()[1].1.starts_with("StorageWorks"));
    world.press("noord.voorzitter", "p2", &mine.id).await;
    assert!(world.delivered()[2].1.starts_with("ButtonOnly"));
    world.press("noord.melder", "p3", &mine.id).await;
    assert!(world.delivered()[3].1.starts_with("StorageWorks"));
    world.advance(Span::minutes(3));
    world.press("noord.melder", "p4", &short.id).await;
    assert!(world.delivered()[4].1.starts_with("ButtonExpired"));
    world.restart().await;
    world.press("noord.melder", "p5", &any.id).await;
    assert!(world.delivered()[5].1.starts_with("StorageWorks"), "a button works after a restart");
    world.advance(Span::hours(25));
    world.press("noord.melder", "p6", &any.id).await;
    assert!(world.delivered()[6].1.starts_with("ButtonExpired"));
    let heard = world.press("noord.melder", "p7", "nothing").await;
    assert!(matches!(heard[0], Progress::Refused { code: "unknown_action", .. }), "{heard:?}");
    assert_eq!(world.delivered().len(), 7);
}

#[tokio::test]
async fn a_timer_goes_off_in_time_and_a_late_one_once() {
    let mut world = World::new().await;
    world.say("k1", "!report timer").await;
    assert_eq!(world.engine.next_due(), Some(START.plus(Span::minutes(5))));
    world.advance(Span::minutes(4));
    world.engine.fire_due().await;
    assert_eq!(world.delivered().len(), 1, "none is early");
    world.engine.stop().await;
    world.advance(Span::hours(3));
    world.again().await;
    world.engine.fire_due().await;
    assert_eq!(world.delivered().len(), 2, "late, and once");
    let again = Timestamp(START.0).plus(Span::minutes(4)).plus(Span::hours(3)).plus(Span::minutes(10));
    assert_eq!(world.engine.next_due(), Some(again), "armed anew from now");
    world.say("k2", "!close INC-2026-0001").await;
    assert_eq!(world.engine.next_due(), None);
    world.advance(Span::hours(1));
    world.engine.fire_due().await;
    assert_eq!(world.delivered().len(), 2);
}

#[tokio::test]
async fn closed_records_are_read_when_they_are_named() {
    let mut world = World::new().await;
    world.say("k1", "!report fire").await;
    world.say("k2", "!close INC-2026-0001").await;
    world.restart().await;
    assert_eq!(world.engine.view().state.incidents().count(), 0);
    world.say("k3", "!log INC-2026-0001 later").await;
    let id = IncidentId { year: 2026, n: 1 };
    assert_eq!(world.engine.view().state.incident(id).unwrap().version, 3);
    let mut reader = Reader::open(&world.database()).await.unwrap();
    assert_eq!(verify(&mut reader, None).await.unwrap().findings, []);
}

#[tokio::test]
async fn a_redaction_leaves_no_word_behind() {
    let mut world = World::new().await;
    world.say("k1", "!report fire").await;
    world.say("k2", "!log INC-2026-0001 the-secret-word").await;
    assert!(world.delivered()[1].1.contains("the-secret-word"));
    world.say("k3", "!redact INC-2026-0001 2").await;
    world.engine.settle().await;
    let edit = world.rooms.delivered.lock().unwrap().last().cloned().unwrap();
    assert!(matches!(&edit.act, Act::Edit { target, .. } if *target == "m2"), "{edit:?}");
    assert!(said(&edit).contains("erased"));
    world.engine.stop().await;
    for entry in std::fs::read_dir(world.folder.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        assert!(!bytes.windows(15).any(|window| window == b"the-secret-word"));
    }
    let mut reader = Reader::open(&world.database()).await.unwrap();
    assert_eq!(verify(&mut reader, None).await.unwrap().findings, []);
    world.again().await;
}

#[tokio::test]
async fn a_second_process_is_told_who_works_here() {
    let world = World::new().await;
    let second = open(world.folder.path(), &world.clock, &world.rooms).await;
    let Err(StartError::Taken(_, pid)) = second else { panic!("two engines on one folder") };
    assert_eq!(pid, Some(std::process::id()));
}

#[tokio::test]
async fn a_damaged_database_stops_the_start() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("noodklok.db"), "no database at all. ".repeat(500)).unwrap();
    let clock = Arc::new(Hands::at(START));
    let start = open(folder.path(), &clock, &Arc::new(Rooms::default())).await;
    assert!(matches!(start, Err(StartError::Store(_, StoreError::Corrupt(_)))));
}

#[tokio::test]
async fn while_storage_is_down_people_are_told_and_nothing_is_lost() {
    let world = World::new().await;
    let away = world.folder.path().join("away");
    std::fs::rename(world.database(), &away).unwrap();
    let mut ticket = world.submit("k1", "!report fire");
    assert_eq!(ticket.next().await, Some(Progress::NotStored));
    assert_eq!(world.say("k2", "!ping").await, Progress::Done, "a question needs no storage");
    assert_eq!(world.say("k3", "!pong").await, Progress::Done, "neither does a mistake");
    let mut second = world.submit("k4", "!report smoke");
    assert_eq!(second.next().await, Some(Progress::NotStored));
    tokio::time::sleep(Duration::from_millis(10)).await;
    let notices = world.rooms.notices.lock().unwrap().clone();
    let down: Vec<_> = notices.iter().filter(|(_, text)| text.contains("NotStored")).collect();
    assert_eq!(down.len(), 1, "once for each room: {notices:?}");
    assert!(down[0].1.contains("02 217 0 112") && down[0].1.contains("+32 0"));
    assert_eq!(notices.iter().filter(|(to, text)| *to == room("ccvo") && text.contains("StorageDown")).count(), 1);
    assert!(notices.iter().any(|(_, text)| text.contains("UnknownCommand")));
    assert!(world.delivered().is_empty());

    world.clock.move_on(Span::minutes(12));
    std::fs::rename(&away, world.database()).unwrap();
    assert_eq!(ticket.next().await, Some(Progress::Done));
    assert_eq!(second.next().await, Some(Progress::Done));
    world.engine.settle().await;
    let delivered = world.delivered();
    let back: Vec<_> = delivered.iter().filter(|(_, text)| text.contains("StorageBack ")).collect();
    assert_eq!(back.len(), 1, "{delivered:?}");
    assert!(back[0].1.contains("INC-2026-0001") && back[0].1.contains("INC-2026-0002"));
    assert!(delivered.iter().any(|(to, text)| *to == room("ccvo") && text.contains("StorageWorks")));
    let told =
        delivered.iter().filter(|(_, text)| text.contains("StorageWasDown") && text.contains("Length(Span(720000))"));
    assert_eq!(told.count(), 2, "each room that was told hears for how long: {delivered:?}");
    assert_eq!(world.engine.view().state.incidents().count(), 2);
}

#[tokio::test]
async fn a_button_that_is_pressed_while_storage_is_down_is_answered_in_its_room() {
    let world = World::new().await;
    world.say("k1", "!report button").await;
    let button = match &world.rooms.delivered.lock().unwrap()[0].act {
        Act::Post { actions, .. } => actions[0].id.clone(),
        other => panic!("{other:?}"),
    };
    let away = world.folder.path().join("away");
    std::fs::rename(world.database(), &away).unwrap();
    let mut ticket = world.pressing("noord.melder", "p1", &button);
    assert_eq!(ticket.next().await, Some(Progress::NotStored));
    tokio::time::sleep(Duration::from_millis(10)).await;
    let notices = world.rooms.notices.lock().unwrap().clone();
    let here = |(to, text): &&(RoomId, String)| *to == room("meldingen-noord") && text.contains("NotStored");
    assert_eq!(notices.iter().filter(here).count(), 1, "{notices:?}");
    std::fs::rename(&away, world.database()).unwrap();
    assert_eq!(ticket.next().await, Some(Progress::Done));
    assert!(world.delivered().iter().any(|(to, text)| *to == room("meldingen-noord") && text.contains("StorageBack")));
}

/// A commit that was written although it is said to have failed, and one that was not.
#[test]
fn a_commit_in_doubt_takes_effect_once() {
    let _alone = FAULTS.write().unwrap_or_else(std::sync::PoisonError::into_inner);
    for point in ["before-begin", "before-commit", "after-commit", "before-receipt", "after-receipt"] {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let world = World::alone(Rooms::default()).await;
            fail::cfg(point, "1*return(full)").unwrap();
            assert_eq!(world.say("k1", "!report fire").await, Progress::Done, "{point}");
            fail::remove(point);
            world.engine.settle().await;
            let reports = world.delivered().iter().filter(|(_, text)| text.contains("UpdateGiven")).count();
            assert_eq!(reports, 1, "{point}");
            assert_eq!(world.engine.view().state.incidents().count(), 1, "{point}");
            world.engine.stop().await;
            let mut reader = Reader::open(&world.database()).await.unwrap();
            assert_eq!(verify(&mut reader, None).await.unwrap().findings, [], "{point}");
        });
    }
}

/// The thread of a connection ends after the runtime that was dropped, and finishes the statement in its hands, which
/// may be the commit. A killed process has no such thread: the next one begins when its files are closed.
fn closed(folder: &std::path::Path) {
    let open = || {
        let files = std::fs::read_dir("/proc/self/fd").into_iter().flatten().flatten();
        files.filter_map(|file| std::fs::read_link(file.path()).ok()).any(|file| file.starts_with(folder))
    };
    while open() {
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// What can never be stored holds up nothing else: whoever said it is told, and the others are recorded.
#[test]
fn a_defect_concerns_only_the_line_that_has_it() {
    let _alone = FAULTS.write().unwrap_or_else(std::sync::PoisonError::into_inner);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let world = World::alone(Rooms::default()).await;
        // Once for all together, once for the first alone.
        fail::cfg("before-commit", "2*return(defect)").unwrap();
        let tickets = ["k1", "k2", "k3"].map(|key| world.submit(key, "!report timer"));
        for ticket in tickets {
            assert_eq!(ticket.done().await, Progress::Done);
        }
        let notices = world.rooms.notices.lock().unwrap().clone();
        let [(to, text)] = notices.as_slice() else { panic!("no outage, one line: {notices:?}") };
        assert!(
            *to == room("meldingen-noord") && text.contains("NotHandled") && text.contains("02 217 0 112"),
            "{text}"
        );
        assert_eq!(world.engine.view().state.incidents().count(), 2);
        assert_eq!(world.say("k1", "!report fire").await, Progress::Done, "it was not recorded, and may be said again");
        assert_eq!(world.engine.view().state.incidents().count(), 3);

        world.advance(Span::minutes(5));
        fail::cfg("before-commit", "2*return(defect)->off").unwrap();
        world.engine.fire_due().await;
        let after = START.plus(Span::minutes(5)).plus(Span::minutes(1));
        assert_eq!(world.engine.next_due(), Some(after), "the timer is tried again");
        world.advance(Span::minutes(1));
        world.engine.fire_due().await;
        assert!(world.engine.next_due() > Some(after));
        fail::remove("before-commit");
        world.engine.stop().await;
    });
}

/// A commit holds although it is said to have failed, and nobody can ask for a while: what it decided still goes out.
#[test]
fn a_commit_in_doubt_that_holds_is_carried_out_when_storage_is_back() {
    let _alone = FAULTS.write().unwrap_or_else(std::sync::PoisonError::into_inner);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let world = World::alone(Rooms::default()).await;
        let (database, away) = (world.database(), world.folder.path().join("away"));
        let (from, to) = (database.clone(), away.clone());
        fail::cfg_callback("before-commit", move || std::fs::rename(&from, &to).unwrap()).unwrap();
        fail::cfg("after-commit", "1*return(full)").unwrap();
        let mut ticket = world.submit("k1", "!report page open");
        assert_eq!(ticket.next().await, Some(Progress::NotStored));
        fail::remove("before-commit");
        fail::remove("after-commit");
        std::fs::rename(&away, &database).unwrap();
        assert_eq!(ticket.done().await, Progress::Done);
        world.engine.settle().await;
        assert_eq!(world.engine.view().state.incidents().count(), 1);
        let about = world.delivered().into_iter().filter(|(_, text)| text.contains("UpdateGiven"));
        assert_eq!(about.count(), 4, "the answer, the page, and two in the crisis room: {:?}", world.delivered());
        world.engine.stop().await;
    });
}

/// The runtime is dropped after so many steps of the executor: as a kill, between any two steps.
#[test]
fn a_crash_between_any_two_steps_loses_nothing_and_repeats_only_what_was_under_way() {
    let _shared = FAULTS.read().unwrap_or_else(std::sync::PoisonError::into_inner);
    for steps in 0..40_u32 {
        let folder = tempfile::tempdir().unwrap();
        let (clock, rooms) = (Arc::new(Hands::at(START)), Arc::new(Rooms::default()));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let crash = async {
            let engine: Engine = open(folder.path(), &clock, &rooms).await.unwrap();
            let _ticket =
                engine.submit(line("k1", "noord.melder", "meldingen-noord", "!report page open timer", START));
            for _ in 0..steps {
                tokio::task::yield_now().await;
                std::thread::sleep(Duration::from_micros(100));
            }
        };
        runtime.block_on(crash);
        drop(runtime);
        closed(folder.path());
        let before = rooms.delivered.lock().unwrap().len();

        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let engine = open(folder.path(), &clock, &rooms).await.unwrap();
            let again = engine.submit(line("k1", "noord.melder", "meldingen-noord", "!report page open timer", START));
            assert_eq!(again.done().await, Progress::Done);
            engine.settle().await;
            assert_eq!(engine.view().state.incidents().count(), 1, "after {steps} steps");
            let mut effects: Vec<_> = rooms.delivered.lock().unwrap().iter().map(|one| one.effect.clone()).collect();
            effects.sort();
            effects.dedup();
            assert_eq!(effects.len(), 6, "after {steps} steps, {before} delivered before: nothing is missing");
            assert!(engine.next_due().is_some());
            engine.stop().await;
        });
    }
}
