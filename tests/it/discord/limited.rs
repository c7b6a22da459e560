//! Discord limits, breaks, hangs and cuts: everything arrives, once, and no limit is passed.

use std::time::Duration;

use super::{
    standin::{
        faults::{Fault, Rule},
        message::Message,
    },
    world::{Plan, World},
};

const REPORTS: &str = "meldingen-noord";
const CRISIS: &str = "crisis-inc-2026-0001-noord";
const ID: &str = "INC-2026-0001";

fn world() -> World {
    let cast = vec!["noord.melder", "noord.voorzitter", "noord.kernlid1"];
    World::started(&Plan { cast, ..Plan::default() })
}

/// A report, and the crisis team called: calls, an opened channel, a pinned picture.
fn course(world: &mut World) {
    let asked = world.slash("noord.melder", REPORTS, "incident report", &[("text", "rook in de kelder")]);
    world.discord.acknowledged(&asked);
    world.sees("noord.melder", REPORTS, "the answer", |message| message.says(&[ID, "genoteerd om"]));
    world.calls("noord.voorzitter", REPORTS, &["noord.voorzitter"], &[ID, "Gemeld om"]);
    let up = [("incident", ID), ("level", "crisis"), ("reason", "groot")];
    let asked = world.slash("noord.voorzitter", REPORTS, "incident escalate", &up);
    world.discord.acknowledged(&asked);
    world.until("the crisis team is called and the picture pinned", |state| {
        let room = state.channels.values().find(|channel| channel.name == CRISIS)?.id;
        let mut there = state.messages.values().filter(|message| message.channel == room);
        let called = there.clone().any(|message| message.says(&[ID, "kom je?"]));
        (called && there.any(|message| message.pinned.is_some())).then_some(())
    });
}

/// Nothing is there twice: no channel, and no message of the bot in a room.
fn once(world: &mut World) {
    let channels = world.discord.channels();
    assert_eq!(channels.iter().filter(|channel| channel.name == CRISIS).count(), 1);
    for room in [REPORTS, CRISIS] {
        let mut said: Vec<String> = world.messages(room).iter().map(Message::text).collect();
        let count = said.len();
        said.sort();
        said.dedup();
        assert_eq!(said.len(), count, "said twice in {room}: {}", world.discord.story());
    }
}

#[test]
fn whatever_fails_for_a_while_arrives_once() {
    let after = |global| Fault::Limited { after: Duration::from_millis(700), global };
    for fault in [after(false), after(true), Fault::Status(500), Fault::Status(502), Fault::CutBefore, Fault::CutAfter]
    {
        let mut world = world();
        // How a channel is opened once whatever happens is a story of its own.
        for route in ["^POST /channels/[^/]+/messages$", "^PUT /channels/", "^PATCH "] {
            world.discord.order(Rule::next(2, route, fault.clone()));
        }
        course(&mut world);
        once(&mut world);
        world.close();
    }
}

#[test]
fn a_burst_of_two_hundred_calls_passes_no_limit() {
    let mut world = world();
    let asked = world.slash("noord.melder", REPORTS, "incident report", &[("text", "rook in de kelder")]);
    world.answer(&asked);
    let (channel, bot) = (world.room(REPORTS), world.discord.bot());
    // Buckets as wide as the global limit is narrow: both have to be kept.
    world.discord.limit("^POST /channels/[^/]+/messages$", 30, Duration::from_secs(1));
    for n in 0..200 {
        world.discord.say("noord.melder", channel, &format!("<@{bot}> log {ID} regel nummer {n}."));
    }
    world.until("all are answered", |state| {
        let answered = |n: usize| {
            state
                .messages
                .values()
                .any(|message| message.author == bot && message.says(&[&format!("regel nummer {n}.")]))
        };
        (0..200).all(answered).then_some(())
    });
    assert_eq!(world.discord.throttled(), 0, "Discord never had to refuse");
    once_in(&world, "regel nummer");
    world.close();
}

fn once_in(world: &World, part: &str) {
    let said: Vec<String> =
        world.messages(REPORTS).iter().map(Message::text).filter(|text| text.contains(part)).collect();
    let mut different = said.clone();
    different.sort();
    different.dedup();
    assert_eq!((said.len(), different.len()), (200, 200));
}
