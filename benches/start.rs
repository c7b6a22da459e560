//! A start with a hundred thousand events in the store, beside a bare SELECT of the same rows; the two in turn.

#[path = "common/bare.rs"]
mod bare;
#[path = "common/measure.rs"]
mod measure;
#[path = "common/world.rs"]
mod world;

use std::path::Path;

use futures_util::TryStreamExt;
use measure::{Noise, Result, Samples};
use noodklok::engine::ticket::Progress;
use sqlx::Row;
use tokio::time::Instant;
use world::World;

const EVENTS: u64 = 100_000;
const ROUNDS: usize = 30;
const ROWS: &str = "SELECT pos, stream, version, at, said_at, type, v, actor, cause, body, h_stream, h_all FROM event \
                    ORDER BY stream, version";

/// How many records the events are spread over.
#[derive(Clone, Copy)]
struct History {
    records: u64,
    /// How many of them stay open.
    open: u64,
}

/// Writes a history through the engine: reports, facts, log entries, and what follows from them.
async fn write(folder: &Path, history: History) -> Result {
    let mut world = World::start(folder).await?;
    let (who, room) = ("noord.voorzitter", "meldingen-noord");
    let year = world.year();
    let mut events = 0;
    let mut n = 0_u64;
    while events < EVENTS {
        let mut tickets = Vec::new();
        for _ in 0..512 {
            let id = format!("INC-{year}-{:04}", n % history.records + 1);
            let text = match n / history.records {
                0 if n % 10 == 5 => format!("!meld Rook in kelder {n} gezondheid:ja"),
                0 => format!("!meld Brand op verdieping {n}"),
                1 => format!("!impact {id} reputatie:ja"),
                _ => format!("!log {id} burgemeester is ingelicht om {n}"),
            };
            let line = world.line(who, room, text);
            tickets.push(world.engine.submit(line));
            n += 1;
        }
        for ticket in tickets {
            ticket.done().await;
        }
        events = last_position(&folder.join("noodklok.db")).await?;
    }
    for n in history.open..history.records {
        let line = world.line(who, room, format!("!incident sluit INC-{year}-{:04} alles hersteld", n + 1));
        if world.engine.submit(line).done().await != Progress::Done {
            return Err("not closed".into());
        }
    }
    world.engine.stop().await;
    Ok(())
}

async fn last_position(path: &Path) -> Result<u64> {
    let mut connection = bare::connect(path).await?;
    let row = sqlx::query("SELECT MAX(pos) FROM event").fetch_one(&mut connection).await?;
    Ok(u64::try_from(row.try_get::<i64, _>(0)?)?)
}

/// Reads the rows one by one, and nothing else.
async fn select(path: &Path) -> Result<u64> {
    let mut connection = bare::connect(path).await?;
    let mut count = 0;
    let mut rows = sqlx::query(ROWS).fetch(&mut connection);
    while let Some(row) = rows.try_next().await? {
        std::hint::black_box(&row);
        count += 1;
    }
    Ok(count)
}

async fn measure(name: &str, history: History) -> Result {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    write(folder.path(), history).await?;
    let database = folder.path().join("noodklok.db");
    let mut noise = Noise::new()?;
    let mut yardstick = Samples::named("a bare SELECT of every event")?;
    let mut ours = Samples::named(name)?;
    let mut rows = 0;
    for _ in 0..ROUNDS {
        noise.tick();
        let start = Instant::now();
        rows = select(&database).await?;
        yardstick.add(start.elapsed());
        let start = Instant::now();
        let world = World::start(folder.path()).await?;
        ours.add(start.elapsed());
        world.engine.stop().await;
    }
    println!("{rows} events in {} records, {} of them open", history.records, history.open);
    noise.print();
    yardstick.print(None);
    ours.print(Some(&yardstick));
    Ok(())
}

#[tokio::main]
async fn main() -> Result {
    println!("start: a cold start, beside a bare SELECT of the same rows (target 2 x)");
    measure("a start, every record open", History { records: 1_000, open: 1_000 }).await?;
    measure("a start, most records closed", History { records: 1_000, open: 20 }).await
}
