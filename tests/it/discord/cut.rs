//! The gateway is cut again and again: nothing is lost, and nothing is done twice.

use std::{collections::BTreeSet, time::Duration};

use super::{
    standin::{gateway::close, message::Message},
    world::{Plan, World},
};

const REPORTS: &str = "meldingen-noord";
/// A session is begun at most every five seconds, and less often after ten: the whole number only where time is given.
const SESSIONS: usize = 3;
const LONG_SESSIONS: usize = 10;
const RESUMES: usize = 40;
const BACK: Duration = Duration::from_secs(100);

/// Waits until the bot has taken the session up again, or begun a new one.
fn back(world: &World, sessions: usize, resumes: usize) {
    let back = world.discord.within(BACK, |state| {
        let counted = state.gateway.resumes >= resumes || state.gateway.identifies.len() > sessions;
        (counted && state.gateway.is_connected()).then_some(())
    });
    assert!(back.is_some(), "it comes back: {}", world.discord.story());
}

#[test]
fn over_many_cuts_each_line_counts_once() {
    let mut world = World::started(&Plan { cast: vec!["noord.melder", "noord.voorzitter"], ..Plan::default() });
    let (channel, bot) = (world.room(REPORTS), world.discord.bot());
    let asked = world.slash("noord.melder", REPORTS, "incident report", &[("text", "rook in de kelder")]);
    world.answer(&asked);
    world.calls("noord.voorzitter", REPORTS, &["noord.voorzitter"], &["INC-2026-0001", "Gemeld om"]);
    world.discord.limit("^POST /channels/[^/]+/messages$", 100, Duration::from_secs(1));
    world.be_patient(Duration::from_mins(1));
    let mut said = 0;
    let mut say = |world: &World| {
        world.discord.say("noord.melder", channel, &format!("<@{bot}> log INC-2026-0001 lijn {said}."));
        said += 1;
    };
    for n in 0..RESUMES {
        let (sessions, resumes) = (world.discord.identifies().len(), world.discord.resumes());
        say(&world);
        match n % 4 {
            0 => world.discord.cut_gateway(),
            1 => world.discord.reconnect_gateway(),
            2 => world.discord.close_gateway(close::UNKNOWN),
            _ => world.discord.invalidate_sessions(true),
        }
        // While it is away.
        say(&world);
        back(&world, sessions, resumes + 1);
    }
    let wanted = if std::env::var_os("NOODKLOK_LONG").is_some() { LONG_SESSIONS } else { SESSIONS };
    for _ in 0..wanted {
        let sessions = world.discord.identifies().len();
        say(&world);
        world.discord.invalidate_sessions(false);
        say(&world);
        back(&world, sessions, usize::MAX);
    }
    let all = said;
    world.until("each line is answered", |state| {
        let answered = |n: usize| {
            state.messages.values().any(|message| message.author == bot && message.says(&[&format!("lijn {n}.")]))
        };
        (0..all).all(answered).then_some(())
    });
    let answers: Vec<String> =
        world.messages(REPORTS).iter().map(Message::text).filter(|text| text.contains("lijn ")).collect();
    let different: BTreeSet<&String> = answers.iter().collect();
    assert_eq!((answers.len(), different.len()), (all, all), "each once");
    println!("{} resumes, {} identifies", world.discord.resumes(), world.discord.identifies().len());
    assert!(world.discord.resumes() >= RESUMES / 2, "sessions are taken up again: {}", world.discord.resumes());
    world.close();
}
