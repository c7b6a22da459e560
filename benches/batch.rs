//! Many inputs at once through the real engine, which commits them together, beside bare SQLite committing as many rows
//! in as many commits; the two in turn.

#[path = "common/bare.rs"]
mod bare;
#[path = "common/measure.rs"]
mod measure;
#[path = "common/world.rs"]
mod world;

use measure::{Noise, Result, Samples};
use noodklok::engine::ticket::{Progress, Ticket};
use tokio::time::Instant;
use world::World;

/// Inputs at once; the engine takes up to 1,024.
const TOGETHER: u32 = 512;
const ROUNDS: u64 = 40;

fn speed(ours: &Samples, yardstick: &Samples) -> f64 {
    yardstick.at(0.5) / ours.at(0.5)
}

#[tokio::main]
async fn main() -> Result {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let mut world = World::start(folder.path()).await?;
    let mut bare = bare::connect(&folder.path().join("bare.db")).await?;
    bare::table(&mut bare).await?;
    let (who, room) = ("noord.voorzitter", "meldingen-noord");
    let report = world.line(who, room, "!meld Brand op de derde verdieping".to_owned());
    world.engine.submit(report).done().await;
    let incident = format!("INC-{}-0001", world.year());

    let mut noise = Noise::new()?;
    let mut ours = Samples::named(&format!("{TOGETHER} inputs through the engine"))?;
    let mut yardstick = Samples::named("as many rows in as many bare commits")?;
    let (mut next, mut rows, mut commits) = (0, 0, 0);
    for round in 0..=ROUNDS {
        let text = |n: u32| format!("!log {incident} burgemeester is ingelicht om {round}.{n}");
        let inputs: Vec<_> = (0..TOGETHER).map(|n| world.line(who, room, text(n))).collect();
        let before = world.engine.counters().now();
        let start = Instant::now();
        let tickets: Vec<Ticket> = inputs.into_iter().map(|input| world.engine.submit(input)).collect();
        for ticket in tickets {
            if ticket.done().await != Progress::Done {
                return Err("not done".into());
            }
        }
        let took = start.elapsed();
        let after = world.engine.counters().now();
        let (written, committed) = (after.written - before.written, after.commits - before.commits);

        let start = Instant::now();
        for _ in 0..committed {
            bare::commit(&mut bare, &mut next, written / committed).await?;
        }
        let bare = start.elapsed();
        // The first round warms up.
        if round > 0 {
            noise.tick();
            ours.add(took);
            yardstick.add(bare);
            rows += written;
            commits += committed;
        }
    }
    world.engine.stop().await;
    println!("batch: inputs at once, beside bare SQLite (target: at least 0.7 x as many a second)");
    noise.print();
    println!("a round: {} rows in {} commits", rows / ROUNDS, commits / ROUNDS);
    yardstick.print(None);
    ours.print(Some(&yardstick));
    let seconds = ours.at(0.5) / 1_000_000.0;
    println!(
        "{:.0} inputs a second; {:.2} x the speed of bare SQLite",
        f64::from(TOGETHER) / seconds,
        speed(&ours, &yardstick)
    );
    Ok(())
}
