//! Killed while it opens a crisis channel, between any two steps and at moments that a seed names: one channel, one
//! picture, everybody called once, nothing recorded twice.
//!
//! `NOODKLOK_KILLS=50` kills more often; `NOODKLOK_SEED=…` repeats what a failure printed.

use std::{env, thread, time::Duration};

use super::{
    standin::{
        channel::kind,
        faults::{Fault, Rule},
        interaction::Interaction,
        message::Message,
        state::State,
    },
    world::{Plan, World, side_by_side},
};
use crate::kill::{Dice, seed};

const REPORTS: &str = "meldingen-noord";
const CRISIS: &str = "crisis-inc-2026-0001-noord";
const ID: &str = "INC-2026-0001";
/// Those of the crisis team who have an account.
const TEAM: [&str; 3] = ["noord.voorzitter", "noord.kernlid1", "noord.kernlid2"];
/// What only the call says, only the picture, only what the report room is told, and only what the channel is told of
/// those who are not in it.
const CALL: &str = "kom je?";
const PICTURE: &str = "nog niets van";
const ACTIVATED: &str = "CMT noord geactiveerd";
const ABSENT: &str = "Niet in dit kanaal";

fn world() -> World {
    let mut cast = vec!["noord.melder"];
    cast.extend(TEAM);
    let mut world = World::started(&Plan { cast, ..Plan::default() });
    // What an attempt may have made is looked for only once it must have been made.
    world.be_patient(Duration::from_mins(1));
    // A new process does not know how much of a bucket the one before it used.
    world.discord.allows(SAID, 429);
    let asked = world.slash("noord.melder", REPORTS, "incident report", &[("text", "rook in de kelder")]);
    world.answer(&asked);
    world.calls("noord.voorzitter", REPORTS, &["noord.voorzitter"], &[ID, "Gemeld om"]);
    world
}

fn activate(world: &World) -> Interaction {
    world.slash("noord.voorzitter", REPORTS, "cmt activate", &[("incident", ID)])
}

/// What the bot said anywhere for everybody to see.
fn said<'s>(state: &'s State, part: &str) -> Vec<&'s Message> {
    let own = state.messages.values().filter(|message| message.author == state.me.id && message.only_for.is_none());
    own.filter(|message| message.says(&[ID, part]) || message.says(&[part]) && part == ABSENT).collect()
}

/// Waits until all is done, stops it, and looks at what there is: one channel that the team sees and nobody else does,
/// one call of the whole team, one pinned picture, and one word of it where the report came in.
fn whole(mut world: World) {
    let call = world.until("the crisis channel is whole", |state| {
        let channel = state.channels.values().find(|channel| channel.name == CRISIS)?;
        let inside = TEAM.iter().all(|who| state.sees(channel, state.named(who).id));
        let pinned = said(state, PICTURE).iter().any(|picture| picture.pinned.is_some());
        let told = !said(state, ACTIVATED).is_empty() && !said(state, ABSENT).is_empty();
        said(state, CALL).first().filter(|_| inside && pinned && told).map(|call| call.channel)
    });
    // A call does not wait for a room that takes long to open: then it was made where the report came in.
    let room = [CRISIS, REPORTS].into_iter().find(|room| world.room(room) == call).expect("a room of this incident");
    world.calls("noord.kernlid1", room, &TEAM, &[ID, CALL]);
    // What is under way is done before it ends.
    world.service.stop();
    let channels = world.discord.channels();
    let named = channels.iter().filter(|channel| channel.name == CRISIS);
    assert_eq!(named.count(), 1, "one channel\n{}", world.discord.story());
    let categories = channels.iter().filter(|channel| channel.kind == kind::CATEGORY);
    assert_eq!(categories.count(), 1, "one category\n{}", world.discord.story());
    for part in [CALL, PICTURE, ACTIVATED, ABSENT] {
        let often = world.until(part, |state| Some(said(state, part).len()));
        assert_eq!(often, 1, "once: {part}\n{}", world.discord.story());
    }
    assert!(!world.discord.visible_to("noord.melder").contains(&world.room(CRISIS)));
    assert_eq!(world.logged(ID, "activeerde het CMT"), 1, "recorded once");
    world.close();
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
