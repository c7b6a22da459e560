//! The clock of the machine is set while the bot runs: a call comes once, and no later than it would have.

use std::{fs, path::PathBuf, process::Command, time::Duration};

use tokio::time::Instant;

use super::world::{Plan, World};
use crate::config::Pace;

const REPORTS: &str = "meldingen-noord";
const ID: &str = "INC-2026-0001";
const HOURS: i64 = 2 * 3_600;
/// A minute of the ladders is a second: the second of the first responders is called so long after the first.
const SECOND: Duration = Duration::from_secs(5);

/// Less than that which the clock is set by, also on a loaded machine.
const LONGEST: Duration = Duration::from_mins(1);

/// The library that moves the clock of one process.
fn library(world: &World) -> PathBuf {
    let library = world.service.data().with_file_name("offset.so");
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/clock/offset.c");
    let made = Command::new("cc").args(["-shared", "-fPIC", "-O1", "-o"]).arg(&library).args([source, "-ldl"]).status();
    assert!(made.expect("what links Rust compiles C").success());
    library
}

/// Set anew, so many seconds from the time of the machine.
fn set(world: &World, seconds: i64) {
    let file = world.service.data().with_file_name("offset");
    fs::write(file.with_extension("new"), seconds.to_string()).expect("a file");
    fs::rename(file.with_extension("new"), file).expect("a file");
}

/// A world on a clock that can be set, after a report that called the first responder; since before that.
fn world() -> (World, Instant) {
    let cast = vec!["noord.melder", "noord.voorzitter", "noord.kernlid1"];
    let mut world = World::new(&Plan { cast, pace: Pace::Quick, ..Plan::default() });
    let library = library(&world);
    world.service.finds("LD_PRELOAD", &library.display().to_string());
    let offset = library.with_file_name("offset");
    world.service.finds("NOODKLOK_CLOCK_OFFSET", &offset.display().to_string());
    set(&world, 0);
    world.start();
    world.be_patient(LONGEST);
    let began = Instant::now();
    let asked = world.slash("noord.melder", REPORTS, "incident report", &[("text", "rook in de kelder")]);
    assert!(world.answer(&asked).says(&[ID]));
    world.calls("noord.voorzitter", REPORTS, &["noord.voorzitter"], &[ID, "Gemeld om"]);
    (world, began)
}

#[test]
fn set_back_while_it_was_away_it_calls_no_later_than_it_would_have() {
    let (mut world, _) = world();
    world.service.kill();
    set(&world, -HOURS);
    let began = Instant::now();
    world.start();
    world.calls("noord.kernlid1", REPORTS, &["noord.kernlid1"], &[ID, "Gemeld om"]);
    assert!(began.elapsed() < LONGEST, "in its time: {:?}", began.elapsed());
    world.close();
}

#[test]
fn set_back_and_then_forward_it_calls_once_and_in_time() {
    let (mut world, began) = world();

    set(&world, -HOURS);
    let second = world.calls("noord.kernlid1", REPORTS, &["noord.kernlid1"], &[ID, "Gemeld om"]);
    let after = began.elapsed();
    assert!(after >= SECOND && after < LONGEST, "in its time: {after:?}");
    world.service.operator_reads(&["the wall clock jumped", "seconds=-7"]);

    // Everything is late at once, and comes once.
    set(&world, HOURS);
    world.calls("noord.kernlid1", REPORTS, &["noord.kernlid1", "noord.voorzitter"], &[ID, "Gemeld om"]);
    world.service.operator_reads(&["seconds=1"]);
    let acknowledged = world.slash("noord.kernlid1", REPORTS, "ack", &[("incident", ID)]);
    assert!(world.answer(&acknowledged).says(&[ID]));
    let calls = world.messages(REPORTS).into_iter().filter(|message| message.says(&[ID, "Gemeld om"]));
    assert_eq!(calls.count(), 3, "each of them once, as {second}");
    world.close();
}
