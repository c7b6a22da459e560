//! The gateway is cut again and again, at points that a seed names, while people type, press and talk: nothing is lost,
//! and nothing is done twice.
//!
//! `NOODKLOK_LONG=1` begins ten sessions anew and not three; `NOODKLOK_SEED=…` repeats what a failure printed.

use std::{env, thread, time::Duration};

use super::{
    standin::{gateway::close, message::Message},
    world::{Plan, World},
};
use crate::kill::{Dice, seed};

const REPORTS: &str = "meldingen-noord";
const ID: &str = "INC-2026-0001";
const RESUMES: usize = 40;
/// Discord lets a session be begun at most every five seconds: the whole number only where time is given.
const SESSIONS: usize = 3;
const LONG_SESSIONS: usize = 10;
/// What is done in each round.
const DOINGS: u64 = 4;

struct Story {
    world: World,
    dice: Dice,
    rounds: usize,
}

impl Story {
    /// Two records are open, so that a line without a record is asked about: then a button writes it.
    fn begin() -> Self {
        let seed = seed();
        println!("NOODKLOK_SEED={seed}");
        let mut world = World::started(&Plan { cast: vec!["noord.melder", "noord.voorzitter"], ..Plan::default() });
        world.be_patient(Duration::from_mins(1));
        for (text, id) in [("rook in de kelder", ID), ("inbraak op het gelijkvloers", "INC-2026-0002")] {
            let asked = world.slash("noord.melder", REPORTS, "incident report", &[("text", text)]);
            assert!(world.answer(&asked).says(&[id]));
        }
        world.calls("noord.voorzitter", REPORTS, &["noord.voorzitter"], &[ID, "Gemeld om"]);
        world.discord.limit("^POST /channels/[^/]+/messages$", 100, Duration::from_secs(1));
        Self { world, dice: Dice(seed), rounds: 0 }
    }

    /// People do four things, and the gateway is cut before, between or after them.
    fn round(&mut self, earliest: u64, cut: impl Fn(&World, u64)) {
        let n = self.rounds;
        self.rounds += 1;
        let text = format!("gekozen {n}.");
        let asked = self.world.slash("noord.voorzitter", REPORTS, "log add", &[("text", &text)]);
        let which = self.world.answer(&asked);
        let buttons = which.buttons();
        let button = buttons.iter().find(|button| button.label.contains(ID)).expect("a button for it");
        let (at, how) = (earliest + self.dice.below(DOINGS + 1 - earliest), self.dice.below(4));
        for doing in 0..=DOINGS {
            if doing == at {
                cut(&self.world, how);
            }
            thread::sleep(Duration::from_millis(self.dice.below(25)));
            match doing {
                0 => drop(self.world.discord.press("noord.voorzitter", which.id, &button.custom_id)),
                1 => {
                    let line = [("incident", ID), ("text", &*format!("gevraagd {n}."))];
                    self.world.slash("noord.melder", REPORTS, "log add", &line);
                }
                2 => self.say(&format!("gezegd {n}.")),
                3 => self.say(&format!("herhaald {n}.")),
                _ => {}
            }
        }
    }

    fn say(&self, text: &str) {
        let (channel, bot) = (self.world.room(REPORTS), self.world.discord.bot());
        self.world.discord.say("noord.melder", channel, &format!("<@{bot}> log {ID} {text}"));
    }

    /// Waits until it is back; by then so many sessions were resumed and begun.
    fn back(&mut self, resumes: usize, sessions: usize) {
        self.world.until(&format!("it is back, {resumes} resumed and {sessions} begun"), |state| {
            let gateway = &state.gateway;
            let there = gateway.resumes == resumes && gateway.identifies.len() == sessions;
            (there && gateway.is_connected()).then_some(())
        });
    }

    /// Each line is answered once and stands in the log once.
    fn end(mut self) {
        let (bot, rounds) = (self.world.discord.bot(), self.rounds);
        let lines: Vec<String> = (0..rounds)
            .flat_map(|n| ["gekozen", "gevraagd", "gezegd", "herhaald"].map(|how| format!("{how} {n}.")))
            .collect();
        self.world.until("each line is answered", |state| {
            let own: Vec<_> = state.messages.values().filter(|message| message.author == bot).collect();
            lines.iter().all(|line| own.iter().any(|own| written(own, line))).then_some(())
        });
        // What is under way is done before it ends.
        self.world.service.stop();
        let record = self.world.record(ID);
        let log = record["log"].as_array().expect("a log");
        let answers = self.world.messages(REPORTS);
        for line in &lines {
            let logged = log.iter().filter(|entry| entry["text"].as_str().is_some_and(|text| text.contains(line)));
            assert_eq!(logged.count(), 1, "once in the log: {line}");
            let answered = answers.iter().filter(|answer| written(answer, line));
            assert_eq!(answered.count(), 1, "answered once: {line}");
        }
        self.world.close();
    }
}

/// Says that this line stands in the log.
fn written(message: &Message, line: &str) -> bool {
    message.says(&[ID, "(notitie)", line])
}

#[test]
fn over_forty_resumes_each_line_counts_once() {
    let mut story = Story::begin();
    for n in 1..=RESUMES {
        story.round(0, |world, how| match how {
            0 => world.discord.cut_gateway(),
            1 => world.discord.reconnect_gateway(),
            2 => world.discord.close_gateway(close::UNKNOWN),
            _ => world.discord.invalidate_sessions(true),
        });
        story.back(n, 1);
    }
    story.end();
}

#[test]
fn over_sessions_begun_anew_each_line_counts_once() {
    let mut story = Story::begin();
    let sessions = if env::var_os("NOODKLOK_LONG").is_some() { LONG_SESSIONS } else { SESSIONS };
    for n in 1..=sessions {
        // What is pressed or typed without a session reaches nobody, and whoever did it is told by Discord.
        story.round(2, |world, _| world.discord.invalidate_sessions(false));
        story.back(0, n + 1);
    }
    story.end();
}
