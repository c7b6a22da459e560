//! An interaction is acknowledged in time, whatever else goes on.

use std::time::Duration;

use sqlx::{Connection, Executor, SqliteConnection};
use tokio::time::Instant;

use super::{
    standin::message::Message,
    world::{Plan, World},
};

const REPORTS: &str = "meldingen-noord";
const ID: &str = "INC-2026-0001";
/// Discord waits for three seconds. How soon it is on a machine that does nothing else is measured elsewhere.
const LONGEST: Duration = Duration::from_millis(2_900);

fn world() -> World {
    World::started(&Plan { cast: vec!["noord.melder", "noord.voorzitter"], ..Plan::default() })
}

/// A record, whose first responder is called; the call.
fn report(world: &mut World) -> Message {
    let asked = world.slash("noord.melder", REPORTS, "incident report", &[("text", "rook in de kelder")]);
    assert!(world.answer(&asked).says(&[ID, "genoteerd om"]));
    world.calls("noord.voorzitter", REPORTS, &["noord.voorzitter"], &[ID, "Gemeld om"])
}

#[test]
fn while_the_database_is_busy() {
    let mut world = world();
    let call = report(&mut world);
    let database = world.service.data().join("noodklok.db");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let mut lock = runtime.block_on(async {
        let mut other =
            SqliteConnection::connect(&format!("sqlite:{}", database.display())).await.expect("it is there");
        other.execute("BEGIN IMMEDIATE").await.expect("nobody else writes");
        other
    });
    let line = [("incident", ID), ("text", "gevraagd.")];
    let reported = world.slash("noord.melder", REPORTS, "incident report", &[("text", "water in de kelder")]);
    let pressed = world.discord.press("noord.voorzitter", call.id, "Ik volg dit op");
    let logged = world.slash("noord.melder", REPORTS, "log add", &line);
    let looked = world.slash("noord.voorzitter", REPORTS, "incident show", &[("incident", ID)]);
    for asked in [&reported, &pressed, &logged, &looked] {
        let after = world.discord.acknowledged_after(asked);
        assert!(after < LONGEST, "{after:?}");
    }
    for asked in [&reported, &pressed, &logged] {
        let busy = world.answer(asked);
        assert!(busy.says(&["02 217 0 112"]), "whom to call meanwhile: {busy}");
    }
    runtime.block_on(async {
        lock.execute("ROLLBACK").await.expect("it was begun");
        lock.close().await.expect("it was open");
    });
    world.sees("noord.melder", REPORTS, "that it is recorded", |message| {
        message.says(&["INC-2026-0002", "genoteerd om"])
    });
    world.hears("noord.melder", REPORTS, &[ID, "noord.voorzitter", "volgt dit op"]);
    world.hears("noord.melder", REPORTS, &[ID, "(notitie)", "gevraagd."]);
    world.service.stop();
    assert_eq!(world.logged(ID, "gevraagd."), 1);
    world.close();
}

#[test]
fn while_a_thousand_events_come_in() {
    const EVENTS: usize = 1_000;
    let mut world = world();
    let call = report(&mut world);
    let (channel, bot) = (world.room(REPORTS), world.discord.bot());
    // How soon the bot may answer in the room is no part of this.
    world.discord.limit("^POST /channels/[^/]+/messages$", 100, Duration::from_secs(1));
    world.be_patient(Duration::from_mins(1));
    let (mut said, mut all, began) = (Vec::new(), Vec::new(), Instant::now());
    for n in 0..EVENTS {
        let text = if n % 10 == 0 { format!("<@{bot}> log {ID} gezegd {n}.") } else { format!("praat {n}") };
        said.push(world.discord.say("noord.melder", channel, &text));
        match n % 10 {
            3 => {
                let line = [("incident", ID), ("text", &*format!("gevraagd {n}."))];
                all.push(world.slash("noord.voorzitter", REPORTS, "log add", &line));
            }
            7 => all.push(world.discord.press("noord.voorzitter", call.id, "Ik volg dit op")),
            _ => {}
        }
    }
    assert!(began.elapsed() < LONGEST, "they came at once: {:?}", began.elapsed());
    let told = world.discord.told("MESSAGE_CREATE");
    assert_eq!(said.iter().filter(|id| told.contains(id)).count(), EVENTS, "each was sent");
    assert!(all.len() >= 100, "amid them {} times somebody typed or pressed", all.len());
    let longest = all.iter().map(|asked| world.discord.acknowledged_after(asked)).max().expect("many");
    println!("the longest of {} acknowledgements took {longest:?}", all.len());
    assert!(longest < LONGEST, "{longest:?}");
    let lines: Vec<String> = (0..EVENTS)
        .filter_map(|n| match n % 10 {
            0 => Some(format!("gezegd {n}.")),
            3 => Some(format!("gevraagd {n}.")),
            _ => None,
        })
        .collect();
    world.until("each line is answered", |state| {
        let own: Vec<_> = state.messages.values().filter(|message| message.author == bot).collect();
        let answered = |line: &String| own.iter().any(|message| message.says(&[ID, "(notitie)", line]));
        lines.iter().all(answered).then_some(())
    });
    world.service.stop();
    let record = world.record(ID);
    let log: Vec<&str> =
        record["log"].as_array().expect("a log").iter().filter_map(|line| line["text"].as_str()).collect();
    for line in &lines {
        assert_eq!(log.iter().filter(|text| text.contains(line)).count(), 1, "once in the log: {line}");
    }
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
