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
use sqlx::Row;
use tokio::time::Instant;
use world::World;

const EVENTS: u64 = 100_000;
const ROUNDS: usize = 20;
/// The rows that a start has no way around: the events of what is open, and their texts.
const ROWS: [&str; 2] = [noodklok::store::sql::OPEN_EVENTS, noodklok::store::sql::OPEN_TEXTS];

/// How many records the events are spread over.
#[derive(Clone, Copy)]
struct History {
    records: u64,
    /// How many of them stay open.
    open: u64,
}

/// Writes a history through the engine: reports, log entries, and what follows from them.
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
                0 => format!("!meld Brand op verdieping {n}"),
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
        world.engine.submit(line).done().await;
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
async fn select(path: &Path, statement: &'static str) -> Result<u64> {
    let mut connection = bare::connect(path).await?;
    let mut count = 0;
    let mut rows = sqlx::query(statement).fetch(&mut connection);
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
    let stored = last_position(&database).await?;
    let mut noise = Noise::new()?;
    let mut events = Samples::named("a bare SELECT of the events that are read")?;
    let mut both = Samples::named("a bare SELECT of these and their texts")?;
    let mut ours = Samples::named(name)?;
    let (mut read, mut texts, mut open) = (0, 0, 0);
    for _ in 0..ROUNDS {
        noise.tick();
        let start = Instant::now();
        read = select(&database, ROWS[0]).await?;
        events.add(start.elapsed());
        texts = select(&database, ROWS[1]).await?;
        both.add(start.elapsed());
        let start = Instant::now();
        let world = World::start(folder.path()).await?;
        ours.add(start.elapsed());
        open = world.engine.view().state.incidents().count();
        world.engine.stop().await;
    }
    println!("{stored} events stored; {open} records open, with {read} events and {texts} texts");
    noise.print();
    events.print(None);
    both.print(None);
    ours.print(Some(&events));
    ours.print(Some(&both));
    Ok(())
}

#[tokio::main]
async fn main() -> Result {
    println!("start: a cold start, beside a bare SELECT of the same rows (target 2 x)");
    measure("a start, every record open", History { records: 1_000, open: 1_000 }).await?;
    measure("a start, most records closed", History { records: 1_000, open: 20 }).await
}
