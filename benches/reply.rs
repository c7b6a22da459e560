//! From an input to its reply through the real engine, beside one bare durable commit, one by one in turn.

#[path = "common/bare.rs"]
mod bare;
#[path = "common/measure.rs"]
mod measure;
#[path = "common/world.rs"]
mod world;

use measure::{Noise, Result, Samples};
use noodklok::engine::{port::Input, ticket::Progress};
use tokio::time::Instant;
use world::World;

/// How many times each of the kinds is said.
const ROUNDS: u64 = 500;
/// Not measured: caches and files warm up.
const WARM: u64 = 20;

const KINDS: [&str; 5] =
    ["a report", "a report with a danger to health", "a fact", "an entry in the log", "a question (!status)"];

/// The lines of one round, about a record of their own.
fn lines(world: &mut World, n: u64) -> [Input; 5] {
    let (who, room) = ("noord.voorzitter", "meldingen-noord");
    // Each round opens two records.
    let incident = format!("INC-{}-{:04}", world.year(), 2 * n + 1);
    [
        world.line(who, room, format!("!meld Brand op verdieping {n}")),
        world.line(who, room, format!("!meld Rook in kelder {n} gezondheid:ja")),
        world.line(who, room, format!("!impact {incident} reputatie:ja")),
        world.line(who, room, format!("!log {incident} burgemeester is ingelicht om {n}")),
        world.line(who, room, "!status".to_owned()),
    ]
}

#[tokio::main]
async fn main() -> Result {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let mut world = World::start(folder.path()).await?;
    let mut bare = bare::connect(&folder.path().join("bare.db")).await?;
    bare::table(&mut bare).await?;
    let mut next = 0;
    let mut noise = Noise::new()?;
    let mut commits = Samples::named("a bare durable commit of one row")?;
    let mut all = Samples::named("input to reply, all")?;
    let mut each = KINDS.iter().map(|kind| Samples::named(kind)).collect::<Result<Vec<_>>>()?;
    let mut changes = Samples::named("input to reply, what changes something")?;
    for n in 0..ROUNDS + WARM {
        for (kind, input) in lines(&mut world, n).into_iter().enumerate() {
            let start = Instant::now();
            bare::commit(&mut bare, &mut next, 1).await?;
            let yardstick = start.elapsed();

            let start = Instant::now();
            let ticket = world.engine.submit(input);
            if ticket.done().await != Progress::Done {
                return Err("not done".into());
            }
            let replied = world.stamp.take().ok_or("no reply")?.duration_since(start);
            if n >= WARM {
                noise.tick();
                commits.add(yardstick);
                all.add(replied);
                if kind + 1 < KINDS.len() {
                    changes.add(replied);
                }
                each.iter_mut().skip(kind).take(1).for_each(|samples| samples.add(replied));
            }
        }
    }
    world.engine.stop().await;
    println!("reply: an input to its reply, beside a bare durable commit (target p50 2.5 x, p99 3 x)");
    noise.print();
    commits.print(None);
    all.print(Some(&commits));
    changes.print(Some(&commits));
    for samples in &each {
        samples.print(Some(&commits));
    }
    Ok(())
}
