//! Killed while it opens a crisis room: whatever was done by then, there is one room, and everybody is called in it.

use std::{collections::BTreeSet, env, thread, time::Duration};

use super::world::{Plan, World};

const ROOM: &str = "meldingen-noord";

/// How long after the command it is killed, in milliseconds: from before the commit until after the pages.
const MOMENTS: [u64; 30] = [
    0, 5, 10, 15, 20, 25, 30, 40, 50, 60, 70, 80, 90, 100, 120, 140, 160, 180, 200, 220, 240, 260, 280, 300, 330, 360,
    400, 450, 500, 600,
];

/// Every so many of the moments, so that a short run has early and late ones.
const STRIDE: usize = 4;

#[test]
fn killed_while_it_opens_a_room_it_opens_one() {
    let all = env::var("NOODKLOK_KILLS").is_ok();
    let cast = vec!["noord.melder", "noord.voorzitter", "noord.kernlid1"];
    let mut world = World::started(Plan { cast, ..Plan::default() });
    world.be_patient(Duration::from_mins(1));
    // The first kill falls into the first start on a new account, while rooms are still being joined.
    let mut opened = Vec::new();
    for moment in MOMENTS.into_iter().step_by(if all { 1 } else { STRIDE }) {
        let id = format!("INC-2026-{:04}", opened.len() + 1);
        world.say("noord.melder", ROOM, &format!("!meld storing na {moment} ms"));
        world.hears("noord.melder", ROOM, &[&id, "genoteerd om"]);
        world.say("noord.voorzitter", ROOM, &format!("!cmt activeer {id}"));
        thread::sleep(Duration::from_millis(moment));
        world.kill();
        world.start();
        let name = format!("crisis-{id}-noord");
        let room = world.until(&format!("{name} is open, killed after {moment} ms"), |book| {
            let named = book.all().iter().find(|seen| {
                seen.who == "noord.kernlid1"
                    && seen.is_state("m.room.name", "")
                    && seen.content["name"].as_str().is_some_and(|shown| shown.contains(&name))
            });
            named.map(|seen| seen.room.clone())
        });
        let called = world.account("noord.kernlid1").to_owned();
        // When the room took long, they are called where the report came in, which says why.
        world.until(&format!("a call for {name}, killed after {moment} ms"), |book| {
            let mut calls = book.all().iter().filter(|seen| seen.mentions().contains(&called.as_str()));
            calls.find(|seen| seen.room == room || seen.says(&[&name, "nog niet open"])).map(|_| ())
        });
        opened.push(name);
    }
    for name in &opened {
        let rooms = world.people.book(|book| {
            let named = book.all().iter().filter(|seen| seen.kind == "m.room.name");
            let named = named.filter(|seen| seen.content["name"].as_str().is_some_and(|shown| shown.contains(name)));
            named.map(|seen| seen.room.clone()).collect::<BTreeSet<_>>()
        });
        assert_eq!(rooms.len(), 1, "{name}: {rooms:?}");
    }
    let invited = world.people.book(|book| {
        let invites = book.all().iter().filter(|seen| seen.content["membership"] == "invite");
        invites.filter(|seen| seen.who == "noord.kernlid1").map(|seen| seen.room.clone()).collect::<BTreeSet<_>>()
    });
    // Beside the crisis rooms there are the standing rooms and the Space.
    assert!(invited.len() <= opened.len() + world.configuration.matrix.rooms.len() + 1, "a twin: {invited:?}");
}
