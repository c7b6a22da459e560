//! An interaction is acknowledged in time, whatever else goes on.

use std::time::Duration;

use sqlx::{Connection, Executor, SqliteConnection};

use super::world::{Plan, World};

const REPORTS: &str = "meldingen-noord";
/// Discord waits for three seconds. How soon it is on a machine that does nothing else is measured elsewhere.
const LONGEST: Duration = Duration::from_millis(2_900);

fn world() -> World {
    World::started(&Plan { cast: vec!["noord.melder", "noord.voorzitter"], ..Plan::default() })
}

#[test]
fn while_the_database_is_busy() {
    let mut world = world();
    let database = world.service.data().join("noodklok.db");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let mut lock = runtime.block_on(async {
        let mut other =
            SqliteConnection::connect(&format!("sqlite:{}", database.display())).await.expect("it is there");
        other.execute("BEGIN IMMEDIATE").await.expect("nobody else writes");
        other
    });
    let asked = world.slash("noord.melder", REPORTS, "incident report", &[("text", "rook in de kelder")]);
    assert!(world.discord.acknowledged_after(&asked) < LONGEST);
    let busy = world.answer(&asked);
    assert!(!busy.says(&["genoteerd om"]) && busy.says(&["02 217 0 112"]), "whom to call meanwhile: {busy}");
    runtime.block_on(async {
        lock.execute("ROLLBACK").await.expect("it was begun");
        lock.close().await.expect("it was open");
    });
    world.sees("noord.melder", REPORTS, "that it is recorded", |message| {
        message.says(&["INC-2026-0001", "genoteerd om"])
    });
    world.sees("noord.voorzitter", REPORTS, "the call", |message| message.says(&["INC-2026-0001", "Gemeld om"]));
    world.close();
}

#[test]
fn while_a_thousand_events_come_in() {
    let mut world = world();
    let (channel, bot) = (world.room(REPORTS), world.discord.bot());
    let asked = world.slash("noord.melder", REPORTS, "incident report", &[("text", "rook in de kelder")]);
    world.answer(&asked);
    world.calls("noord.voorzitter", REPORTS, &["noord.voorzitter"], &["INC-2026-0001", "Gemeld om"]);
    let mut all = Vec::new();
    for n in 0..1_000 {
        world.discord.say("noord.melder", channel, &format!("praat {n}"));
        if n % 50 == 0 {
            let line = [("incident", "INC-2026-0001"), ("text", "alles rustig")];
            all.push(world.slash("noord.voorzitter", REPORTS, "log add", &line));
            world.discord.say("noord.melder", channel, &format!("<@{bot}> log INC-2026-0001 lijn {n}."));
        }
    }
    for asked in &all {
        let after = world.discord.acknowledged_after(asked);
        assert!(after < LONGEST, "{after:?}");
        world.answer(asked);
    }
    world.until("each line is answered", |state| {
        let said = |n: usize| {
            state.messages.values().any(|message| message.author == bot && message.says(&[&format!("lijn {n}.")]))
        };
        (0..1_000).step_by(50).all(said).then_some(())
    });
    world.close();
}

#[test]
fn what_is_delivered_twice_takes_effect_once() {
    let mut world = world();
    let asked = world.slash("noord.melder", REPORTS, "incident report", &[("text", "rook in de kelder")]);
    world.answer(&asked);
    world.calls("noord.voorzitter", REPORTS, &["noord.voorzitter"], &["INC-2026-0001", "Gemeld om"]);
    world.discord.redeliver(asked.id);
    let second = world.slash("noord.melder", REPORTS, "ping", &[]);
    world.answer(&second);
    world.service.stop();
    world.start();
    world.discord.redeliver(asked.id);
    let third = world.slash("noord.melder", REPORTS, "incident list", &[]);
    let list = world.answer(&third);
    assert!(list.says(&["INC-2026-0001"]) && !list.text().contains("INC-2026-0002"), "{list}");
    world.close();
}
