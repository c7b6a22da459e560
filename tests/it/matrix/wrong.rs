//! A configuration that the homeserver does not agree with: a sentence that says what is wrong, and the rest goes on.

use std::fs;

use super::world::{Plan, World};

const ROOM: &str = "meldingen-noord";

fn two() -> Plan {
    Plan { cast: vec!["noord.melder", "ccvo.wacht1"], ..Plan::default() }
}

/// Replaces the line of `[matrix]` that begins so.
fn replace(world: &mut World, begins: &str, by: &[&str]) {
    world.configuration.matrix.lines.retain(|line| !line.starts_with(begins));
    world.configuration.matrix.lines.extend(by.iter().map(|line| (*line).to_owned()));
    world.configure();
}

#[test]
fn a_wrong_token_is_named() {
    let mut world = World::new(two());
    replace(&mut world, "password_file", &["access_token_file = \"matrix-token\"", "device_id = \"NOODKLOK\""]);
    fs::write(world.config().join("matrix-token"), "syt_wrong\n").expect("a file");
    world.start();
    let said = world.operator_reads(&["access_token_file"]);
    assert!(!said.contains("syt_wrong"), "a secret is never printed: {said}");
}

#[test]
fn a_wrong_password_is_named() {
    let mut world = World::new(two());
    fs::write(world.config().join("matrix-password"), "not this one\n").expect("a file");
    world.start();
    let said = world.operator_reads(&["password_file"]);
    assert!(!said.contains("not this one"), "a secret is never printed: {said}");
}

#[test]
fn a_homeserver_that_is_not_there_is_named_and_tried_again() {
    let mut world = World::new(two());
    let nowhere = format!("http://{}", crate::ports::free());
    replace(&mut world, "homeserver", &[&format!("homeserver = {nowhere:?}")]);
    world.start();
    world.operator_reads(&[&nowhere]);
    world.stop();
}

#[test]
fn a_room_that_is_not_there_is_named_and_the_others_work() {
    let mut world = World::new(two());
    let (right, wrong) = (world.room(ROOM), "!nergens:localhost");
    world.configuration.matrix.rooms.insert(ROOM.to_owned(), wrong.to_owned());
    world.configure();
    world.start();
    world.operator_reads(&[wrong]);
    world.say("ccvo.wacht1", "ccvo", "!ping");
    world.hears("ccvo.wacht1", "ccvo", &["Ik ben er"]);
    world.stop();
    world.configuration.matrix.rooms.insert(ROOM.to_owned(), right);
    world.configure();
    world.start();
    world.settle();
    world.say("noord.melder", ROOM, "!ping");
    world.hears("noord.melder", ROOM, &["Ik ben er"]);
    world.close();
}
