//! A homeserver at its default limits: what is quiet waits, what calls somebody goes first.

use std::{env, time::Duration};

use super::{
    homeserver::{Homeserver, Limits},
    main_job,
    world::{Plan, World},
};

/// At 0.2 messages a second after the first ten, the quiet answers alone would take longer than this.
const FIRST: Duration = Duration::from_secs(45);

#[test]
fn at_the_default_message_limit_a_call_does_not_wait_behind_answers() {
    let cast = vec!["noord.melder", "noord.voorzitter", "ccvo.wacht1"];
    let mut world = World::on_own(Homeserver::start(Limits::DefaultMessages), Plan { cast, ..Plan::default() });
    world.start();
    world.settle();
    // Two people type, as each is limited too.
    for n in 0..8 {
        world.say(if n % 2 == 0 { "noord.melder" } else { "noord.voorzitter" }, "meldingen-noord", "!ping");
    }
    world.say("noord.melder", "meldingen-noord", "!meld rook in de kelder gezondheid:ja");
    let page = world.account("ccvo.wacht1").to_owned();
    world.until_within(FIRST, "the crisis centre is called", |book| {
        let calls = |seen: &&super::seen::Seen| seen.who == "ccvo.wacht1" && seen.mentions() == [page.as_str()];
        book.all().iter().find(calls).map(|_| ())
    });
}

#[test]
fn the_whole_main_job_at_the_default_limits() {
    if env::var("NOODKLOK_LONG").is_err() {
        return;
    }
    let mut world = World::on_own(Homeserver::start(Limits::Defaults), main_job::dutch_plan());
    world.be_patient(Duration::from_mins(10));
    world.start();
    world.settle();
    main_job::in_dutch(&mut world);
    world.close();
}
