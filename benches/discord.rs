//! How soon an interaction of Discord is acknowledged, and what both networks take in memory beside one: the built binary
//! on the stand-in that the tests use, which stamps at its socket before it looks at a request.
#![allow(dead_code, missing_docs, unused_imports, reason = "most of what the tests have is not used here")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "what is unexpected ends the measurement"
)]

#[path = "common/measure.rs"]
mod measure;

#[path = "../tests/it/config.rs"]
mod config;
#[path = "../tests/it/ports.rs"]
mod ports;
#[path = "../tests/it/running.rs"]
mod running;

#[path = "common/discord.rs"]
mod discord;

#[path = "common/matrix.rs"]
mod matrix;

#[path = "common/mirror.rs"]
mod mirror;

use std::{thread, time::Duration};

use tokio::time::Instant;

use self::{
    discord::world::{Plan, World},
    matrix::world as rooms,
    measure::{Noise, Result, Samples},
    mirror::world::Both,
    running::Service,
};

/// Commands a second, and how many: the last takes fifty minutes.
const PACES: [(u32, usize); 3] = [(50, 3_000), (10, 3_000), (1, 3_000)];
/// How long nothing happens before memory is looked at.
const REST: Duration = Duration::from_mins(1);
/// So often each.
const RUNS: usize = 3;

/// Each command writes a line into the log of a record: one durable commit.
fn acknowledged(pace: u32, count: usize, noise: &mut Noise) -> Result {
    let mut samples = Samples::named(&format!("acknowledged, {pace} commands/s"))?;
    let mut world = World::started(&Plan { cast: vec!["noord.melder", "noord.voorzitter"], ..Plan::default() });
    let report = world.slash("noord.melder", "meldingen-noord", "incident report", &[("text", "rook in de kelder")]);
    world.answer(&report);
    let start = Instant::now();
    let mut asked = Vec::with_capacity(count);
    for (n, due) in (0..count).zip((0..).map(|n| start + Duration::from_secs(1) / pace * n)) {
        thread::sleep(due.saturating_duration_since(Instant::now()));
        let text = format!("regel {n}");
        let line = [("incident", "INC-2026-0001"), ("text", text.as_str())];
        asked.push(world.slash("noord.melder", "meldingen-noord", "log add", &line));
        if n % 10 == 0 {
            noise.tick();
        }
    }
    for one in &asked {
        samples.add(world.discord.acknowledged_after(one));
    }
    samples.print(None);
    // Everything that was asked is answered too.
    asked.last().map(|one| world.discord.answer_to(one));
    world.service.stop();
    Ok(())
}

fn kib(service: &Service) -> Result<u64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", service.process()))?;
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:")).ok_or("not in the status")?;
    Ok(line.trim().trim_end_matches(" kB").parse()?)
}

fn memory() -> Result {
    let (mut one, mut both) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let world = rooms::World::started(rooms::Plan::default());
        thread::sleep(REST);
        one.push(kib(&world.service)?);
        world.close();
        let world = Both::started(&[]);
        thread::sleep(REST);
        both.push(kib(&world.matrix.service)?);
        world.close();
    }
    for (name, mut sizes) in [("RssAnon, Matrix alone", one), ("RssAnon, Matrix and Discord", both)] {
        sizes.sort_unstable();
        let median = sizes.get(sizes.len() / 2).ok_or("no run")?;
        println!("{name:<44} n {}   median {median} KiB   all {sizes:?}", sizes.len());
    }
    Ok(())
}

fn main() -> Result {
    let mut noise = Noise::new()?;
    for (pace, count) in PACES {
        acknowledged(pace, count, &mut noise)?;
    }
    noise.print();
    memory()
}
