//! Killed while it opens a crisis channel, and at any other moment: one channel, everybody called, nothing recorded twice.

use std::time::Duration;

use super::{
    standin::{
        channel::kind,
        faults::{Fault, Rule},
    },
    world::{Plan, World},
};

const REPORTS: &str = "meldingen-noord";
const CRISIS: &str = "crisis-inc-2026-0001-noord";
const ID: &str = "INC-2026-0001";

fn world() -> World {
    let cast = vec!["noord.melder", "noord.voorzitter", "noord.kernlid1", "noord.kernlid2"];
    let mut world = World::started(&Plan { cast, ..Plan::default() });
    let asked = world.slash("noord.melder", REPORTS, "incident report", &[("text", "rook in de kelder")]);
    world.answer(&asked);
    world.calls("noord.voorzitter", REPORTS, &["noord.voorzitter"], &[ID, "Gemeld om"]);
    world
}

fn activate(world: &World) {
    let asked = world.slash("noord.voorzitter", REPORTS, "cmt activate", &[("incident", ID)]);
    world.discord.acknowledged(&asked);
}

/// One channel, in which the team is, is called and has the picture.
fn whole(world: &mut World) {
    world.until("the crisis channel is whole", |state| {
        let channel = state.channels.values().find(|channel| channel.name == CRISIS)?;
        let inside = ["noord.voorzitter", "noord.kernlid1", "noord.kernlid2"]
            .iter()
            .all(|who| state.sees(channel, state.named(who).id));
        let there: Vec<_> = state.messages.values().filter(|message| message.channel == channel.id).collect();
        // A call does not wait for a room that takes long to open: then it was made where the report came in.
        let called = state.messages.values().any(|message| message.says(&[ID, "kom je?"]));
        let pinned = there.iter().filter(|message| message.pinned.is_some()).count();
        (inside && called && pinned == 1).then_some(())
    });
    let channels = world.discord.channels();
    assert_eq!(channels.iter().filter(|channel| channel.name == CRISIS).count(), 1, "one channel");
    assert!(!world.discord.visible_to("noord.melder").contains(&world.room(CRISIS)));
}

#[test]
fn between_any_two_steps_of_opening_a_channel() {
    // The category, the channel, its overwrites, what is said in it, the pin: before, and after it took effect.
    let steps = [
        "^POST /guilds/[^/]+/channels$",
        "^PATCH /channels/[^/]+$",
        "^PUT /channels/[^/]+/permissions/",
        "^PUT /channels/[^/]+/(messages/)?pins/",
    ];
    // Each kill after a channel was asked for waits until Discord must have made it: all of them where time is given.
    let all = std::env::var_os("NOODKLOK_LONG").is_some();
    let faults = [Fault::Hang, Fault::DelayAnswer(Duration::from_mins(5))];
    for (n, step) in steps.into_iter().enumerate() {
        for (_, fault) in faults.iter().enumerate().filter(|(m, _)| all || m % 2 == n % 2) {
            for passed in 0..if all { 2 } else { 1 } {
                killed_at(Rule::next(1, step, fault.clone()).after(passed));
            }
        }
    }
}

fn killed_at(rule: Rule) {
    let mut world = world();
    world.be_patient(Duration::from_mins(1));
    world.discord.order(rule);
    activate(&world);
    // Where that step is not made so often, it is killed when all is done.
    world.discord.within(Duration::from_secs(4), |state| state.faults.pending().is_empty().then_some(()));
    world.service.kill();
    world.discord.order_nothing();
    world.start();
    whole(&mut world);
    world.service.stop();
    world.discord.take_complaints();
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
    world.close();
}

#[test]
fn where_the_server_is_full_the_room_is_a_thread() {
    let mut world = world();
    for n in world.discord.channels().len()..499 {
        world.discord.text_channel(&format!("vol-{n}"));
    }
    activate(&world);
    world.until("the crisis room is a private thread that the team sees", |state| {
        let thread = state.channels.values().find(|channel| channel.kind == kind::PRIVATE_THREAD)?;
        state.sees(thread, state.named("noord.kernlid1").id).then_some(())
    });
    world.service.operator_reads(&["500"]);
    world.service.stop();
    world.discord.take_complaints();
}
