//! Killed at any moment and started again: nothing that was answered is gone, every pending ping goes out, and no effect
//! comes twice beyond those in flight (which the world itself checks on every output).
//!
//! `NOODKLOK_KILLS=1000` kills more often; `NOODKLOK_SEED=…` repeats what a failure printed.

use std::{
    collections::{BTreeMap, BTreeSet},
    env, thread,
    time::Duration,
};

use jiff::SignedDuration;
use noodklok::store::fault::FAILPOINTS;
use serde_json::json;

use crate::world::{Output, World};

const ROOM: &str = "meldingen-noord";

/// A small generator of its own, so that a seed means the same for ever (xorshift64*).
pub struct Dice(pub u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// Less than this.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }
}

/// What was asked for, or another one each time.
pub fn seed() -> u64 {
    let given = env::var("NOODKLOK_SEED").ok().and_then(|seed| seed.parse().ok());
    // The address of a thing on the heap differs from run to run where nothing else does.
    given.unwrap_or_else(|| u64::from(std::process::id()).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
}

fn kills() -> u64 {
    env::var("NOODKLOK_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(50)
}

/// What was sent, and what was seen of it.
#[derive(Default)]
struct Book {
    sent: u64,
    /// Reports by their word, with the line that said them.
    reports: BTreeMap<String, String>,
    /// The record that a report was answered with.
    answered: BTreeMap<String, String>,
    /// Reports with a danger to health.
    dangers: BTreeSet<String>,
    /// Log lines by their word that were sent, and those that were answered.
    lines: BTreeMap<String, String>,
    logged: BTreeSet<String>,
    /// Records for which somebody of the crisis centre was called.
    pinged: BTreeSet<String>,
}

impl Book {
    fn token(&mut self, letter: char) -> String {
        self.sent += 1;
        format!("{letter}{:04}q", self.sent)
    }

    /// Sends a report, with or without a danger to health, or a log line, each with a word and a key of its own.
    fn send(&mut self, world: &mut World, dice: &mut Dice) {
        let first = self.answered.values().next().cloned();
        let line = |key: &str, text: String| json!({"from": "noord.melder", "room": ROOM, "key": key, "text": text});
        let chance = dice.below(4);
        let sent = match first {
            Some(id) if chance == 0 => {
                let token = self.token('l');
                let sent = line(&token, format!("!log {id} {token}"));
                self.lines.insert(token, sent.to_string());
                sent
            }
            _ => {
                let token = self.token('m');
                let danger = if chance == 1 { " gezondheid:ja" } else { "" };
                let sent = line(&token, format!("!meld {token}{danger}"));
                if chance == 1 {
                    self.dangers.insert(token.clone());
                }
                self.reports.insert(token, sent.to_string());
                sent
            }
        };
        world.send_only(&sent);
    }

    fn see(&mut self, outputs: &[Output]) {
        for output in outputs.iter().filter(|output| output.kind == "post") {
            let text = output.text();
            let id = output.str("incident").unwrap_or_default().to_owned();
            if output.room() == "ccvo" && !output.mentions().is_empty() {
                self.pinged.insert(id.clone());
            }
            if output.room() != ROOM {
                continue;
            }
            for token in self
                .lines
                .keys()
                .filter(|token| text.contains(token.as_str()) || !id.is_empty() && text.contains(*token))
            {
                self.logged.insert(token.clone());
            }
            if text.contains("genoteerd") {
                let token = self.reports.keys().find(|token| text.contains(token.as_str()));
                if let Some(token) = token {
                    let before = self.answered.insert(token.clone(), id.clone());
                    assert!(before.is_none_or(|before| before == id), "{token} was recorded twice: {output}");
                }
            }
        }
    }

    /// Everything that has no answer is sent again with its key, as a platform does.
    fn send_again(&mut self, world: &mut World) {
        let open = self.reports.iter().filter(|(token, _)| !self.answered.contains_key(*token)).map(|(_, line)| line);
        let lines = self.lines.iter().filter(|(token, _)| !self.logged.contains(*token)).map(|(_, line)| line);
        let again: Vec<_> = open.chain(lines).cloned().collect();
        for line in again {
            let outputs = world.send_raw(&line);
            self.see(&outputs);
        }
    }

    /// A report that is like another waits two minutes at most for its reporter to say whether it is the same event.
    fn wait(&mut self, world: &mut World) {
        let outputs = world.advance(SignedDuration::from_mins(2));
        self.see(&outputs);
    }

    /// Holds what was promised against what is there.
    fn check(&self, world: &mut World, from: &str) {
        let missing: Vec<_> = self.reports.keys().filter(|token| !self.answered.contains_key(*token)).collect();
        assert!(missing.is_empty(), "{from}: reports that nobody ever answered: {missing:?}");
        let mut ids = BTreeSet::new();
        for (token, id) in &self.answered {
            assert!(ids.insert(id), "{from}: {id} was given to two reports");
            assert_eq!(world.state(id)["title"], token.as_str(), "{from}: what was recorded as {id} is there");
        }
        for token in &self.dangers {
            let id = &self.answered[token];
            assert!(self.pinged.contains(id), "{from}: nobody of the crisis centre was ever called for {id} ({token})");
        }
        let first = self.answered.values().next().expect("something was reported");
        let log = world.state(first)["log"].to_string();
        for token in self.lines.keys() {
            assert_eq!(log.matches(token.as_str()).count(), 1, "{from}: the log holds {token} once");
        }
    }
}

/// Sends some lines, lets it be killed, starts it again and sends what had no answer.
fn round(world: &mut World, book: &mut Book, dice: &mut Dice, failpoint: Option<&str>) {
    for _ in 0..=dice.below(5) {
        book.send(world, dice);
        if dice.below(12) == 0 {
            world.advance_only(SignedDuration::from_mins(3));
        }
    }
    if failpoint.is_some() {
        let outputs = world.until_quiet(Duration::from_secs(1));
        book.see(&outputs);
    } else {
        thread::sleep(Duration::from_micros(dice.below(60_000)));
    }
    let outputs = world.kill();
    book.see(&outputs);
    world.env("FAILPOINTS", None);
    let outputs = world.start();
    book.see(&outputs);
    book.send_again(world);
}

#[test]
fn killed_at_random_moments() {
    let (seed, kills) = (seed(), kills());
    let from = format!("NOODKLOK_SEED={seed} NOODKLOK_KILLS={kills}");
    println!("{from}");
    let mut dice = Dice(seed);
    // A folder lives through fifty kills at most, so that a long run does not drown in its own records.
    for start in (0..kills).step_by(50) {
        let (mut book, mut world) = (Book::default(), World::new());
        for _ in start..kills.min(start + 50) {
            round(&mut world, &mut book, &mut dice, None);
        }
        book.wait(&mut world);
        book.check(&mut world, &from);
        pings_go_on(&mut world, &mut book);
        world.close();
    }
}

/// The chases of all records with a danger go on after the last start.
fn pings_go_on(world: &mut World, book: &mut Book) {
    let dangers: Vec<_> = book.dangers.iter().map(|token| book.answered[token].clone()).collect();
    book.pinged.clear();
    let outputs = world.advance(SignedDuration::from_mins(11));
    book.see(&outputs);
    let silent: Vec<_> = dangers.iter().filter(|id| !book.pinged.contains(*id)).collect();
    assert!(silent.is_empty(), "the chase of {silent:?} does not go on");
}

#[test]
fn killed_at_every_named_failpoint() {
    let seed = seed();
    let from = format!("NOODKLOK_SEED={seed}");
    println!("{from}");
    assert!(!FAILPOINTS.is_empty(), "the engine names its failpoints");
    let (mut dice, mut book, mut world) = (Dice(seed), Book::default(), World::new());
    // A process that aborts is gone at once when it writes no core.
    world.shell(Some("ulimit -c 0"));
    for name in FAILPOINTS {
        let mut reached = 0;
        for passes in 0..3 {
            world.stop();
            let passed = if passes == 0 { String::new() } else { format!("{}*off->", passes + dice.below(4)) };
            world.env("FAILPOINTS", Some(&format!("{name}={passed}1*return")));
            // A failpoint on the way of the start ends the start itself.
            if let Some(outputs) = world.start_within(Duration::from_secs(2)) {
                book.see(&outputs);
                round(&mut world, &mut book, &mut dice, Some(name));
                reached += u32::from(world.died);
            } else {
                reached += u32::from(world.died);
                world.env("FAILPOINTS", None);
                let outputs = world.start();
                book.see(&outputs);
                book.send_again(&mut world);
            }
        }
        assert!(reached > 0, "{from}: {name} never ended the process");
    }
    book.wait(&mut world);
    book.check(&mut world, &from);
    pings_go_on(&mut world, &mut book);
    world.close();
}
