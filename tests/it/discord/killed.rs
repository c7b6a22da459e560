//! Killed while it opens a crisis channel, between any two steps and at moments that a seed names: one channel, one
//! picture, everybody called once, nothing recorded twice.
//!
//! `NOODKLOK_KILLS=50` kills more often; `NOODKLOK_SEED=…` repeats what a failure printed.

use std::{env, thread, time::Duration};

use super::{
    crisis::{ABSENT, ACTIVATED, CALL, ID, PICTURE, REPORTS, activate, quiet_world, report, whole},
    standin::faults::{Fault, Rule},
    world::{World, side_by_side},
};
use crate::kill::{Dice, seed};

fn world() -> World {
    let mut world = quiet_world();
    report(&mut world);
    // A new process does not know how much of a bucket the one before it used.
    world.discord.allows(SAID, 429);
    world
}

/// One request of those that open a channel.
struct Step {
    what: &'static str,
    route: &'static str,
    /// So many that look the same come before it.
    after: usize,
    saying: &'static str,
}

const fn step(what: &'static str, route: &'static str, after: usize, saying: &'static str) -> Step {
    Step { what, route, after, saying }
}

const MADE: &str = "^POST /guilds/[^/]+/channels$";
const SAID: &str = "^POST /channels/[^/]+/messages$";

/// In the order in which they are made; what only looks changes nothing between two of them.
const STEPS: [Step; 8] = [
    step("the category is made", MADE, 0, ""),
    step("the channel is made", MADE, 1, ""),
    step("the team is let in", "^PATCH /channels/[^/]+$", 0, ""),
    step("the report room is told", "^PATCH /webhooks/", 0, ACTIVATED),
    step("the channel is told who is not in it", SAID, 0, ABSENT),
    step("the team is called", SAID, 0, CALL),
    step("the picture is said", SAID, 0, PICTURE),
    step("the picture is pinned", "^PUT /channels/[^/]+/pins/", 0, ""),
];

#[test]
fn between_any_two_steps_of_opening_a_channel() {
    // Before it took effect, and after, without an answer.
    let faults = [Fault::Hang, Fault::DelayAnswer(Duration::from_mins(5))];
    let cases: Vec<_> = STEPS.iter().flat_map(|step| faults.iter().map(move |fault| (step, fault))).collect();
    side_by_side(&cases, |(step, fault)| {
        let mut world = world();
        world.discord.order(Rule::next(1, step.route, (*fault).clone()).after(step.after).saying(step.saying));
        activate(&world);
        world.until(step.what, |state| state.faults.pending().is_empty().then_some(()));
        world.service.kill();
        world.discord.order_nothing();
        world.start();
        whole(world);
    });
}

#[test]
fn at_any_other_moment() {
    let seed = seed();
    let kills = env::var("NOODKLOK_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(5);
    println!("NOODKLOK_SEED={seed} NOODKLOK_KILLS={kills}");
    let mut dice = Dice(seed);
    // From before anything was stored until the picture is pinned; and then while it comes back.
    let moments: Vec<_> = (0..kills).map(|_| (dice.below(700), dice.below(2_500))).collect();
    side_by_side(&moments, |(first, second)| {
        println!("killed after {first} ms and after {second} ms more");
        killed_after(Duration::from_millis(*first), Duration::from_millis(*second));
    });
}

fn killed_after(first: Duration, second: Duration) {
    let mut world = world();
    let (channel, bot) = (world.room(REPORTS), world.discord.bot());
    let log = |world: &World, n: usize| {
        let line = [("incident", ID), ("text", &*format!("gevraagd {n}."))];
        world.discord.say("noord.melder", channel, &format!("<@{bot}> log {ID} gezegd {n}."));
        world.slash("noord.melder", REPORTS, "log add", &line)
    };
    log(&world, 0);
    activate(&world);
    log(&world, 1);
    thread::sleep(first);
    world.service.kill();
    log(&world, 2);
    world.service.start();
    thread::sleep(second);
    world.service.kill();
    world.start();
    // An order of which nothing was stored is lost, and whoever gave it sees that it was: they give it again.
    if world.logged(ID, "activeerde het CMT") == 0 {
        let again = activate(&world);
        world.discord.acknowledged(&again);
    }
    for n in 0..3 {
        world.hears("noord.melder", REPORTS, &[ID, &format!("gezegd {n}.")]);
        assert_eq!(world.logged(ID, &format!("gezegd {n}.")), 1, "what was said is read back, and counts once");
    }
    for n in 0..3 {
        let part = format!("gevraagd {n}.");
        let often = world.logged(ID, &part);
        let answered = world.messages(REPORTS).iter().filter(|message| message.says(&[&part])).count();
        assert!(often <= 1 && answered <= often, "{part} {often} times in the log, {answered} answers");
    }
    whole(world);
}

#[test]
fn between_acknowledging_and_answering() {
    let mut world = world();
    world.discord.order(Rule::next(1, "^PATCH /webhooks/", Fault::Hang));
    let asked = world.slash("noord.melder", REPORTS, "log add", &[("incident", ID), ("text", "alles rustig")]);
    world.discord.acknowledged(&asked);
    world.until("the answer is under way", |state| state.faults.pending().is_empty().then_some(()));
    world.service.kill();
    world.discord.order_nothing();
    world.start();
    assert!(world.answer(&asked).says(&["alles rustig"]), "by the token that was kept");
    assert_eq!(world.logged(ID, "alles rustig"), 1);
    world.close();
}
