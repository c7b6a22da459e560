//! The bot, its homeserver or its yesterday is away, and comes back: nothing is lost and nothing happens twice.

use std::{collections::BTreeMap, env, fs, thread, time::Duration};

use serde_json::json;

use super::{
    homeserver::{Homeserver, Limits},
    proxy::{Fault, Rule},
    world::{Plan, World},
};
use crate::running::Service;

const ROOM: &str = "meldingen-noord";

/// With many messages, on a loaded machine.
const LONG: Duration = Duration::from_mins(2);

/// The shortest absence of which it speaks in a test. The homeserver's clock is the machine's: it cannot be stepped.
const SHORT: Duration = Duration::from_secs(1);

/// From the next start on.
fn says_when_away(world: &World) {
    let file = world.config().join("escalation.toml");
    let text = fs::read_to_string(&file).expect("the configuration is there");
    assert!(text.contains("away_told = \"10m\""), "the example says from when on");
    fs::write(file, text.replace("away_told = \"10m\"", "away_told = \"1s\"")).expect("a file of the test");
}

fn two() -> Plan {
    Plan { cast: vec!["noord.melder", "noord.voorzitter"], ..Plan::default() }
}

/// A record to write in, with its first responder called and answering.
fn with_record(world: &mut World) {
    world.say("noord.melder", ROOM, "!meld lek in het dak");
    world.calls("noord.melder", ROOM, &["noord.voorzitter"], &["INC-2026-0001"]);
    world.say("noord.voorzitter", ROOM, "!ontvangen INC-2026-0001");
    world.hears("noord.melder", ROOM, &["volgt dit op"]);
}

/// While one asks whether a report is of an event that is known, nobody is called a second time for it.
fn something_else(world: &mut World, id: &str) {
    let asked = world.hears("noord.melder", ROOM, &[id, "Lijkt op INC-2026-0001"]);
    world.press("noord.melder", &asked, "Nee, iets anders");
}

/// How often each word stands in the log of the record, when the binary is stopped.
fn logged(world: &World, words: &[String]) -> BTreeMap<String, usize> {
    let mut command = Service::command();
    command.args(["export", "INC-2026-0001", "--format", "json", "--config"]).arg(world.config());
    let output = command.arg("--data").arg(world.data()).output().expect("the binary was built with the tests");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
    let document: serde_json::Value = serde_json::from_str(&text).expect("an exported document");
    let log = document["log"].to_string();
    words.iter().map(|word| (word.clone(), log.matches(word.as_str()).count())).collect()
}

/// Waits until the bot has answered each of these log lines, in whatever order.
fn answered(world: &mut World, words: &[String]) {
    let bot = world.bot().to_owned();
    let (mut open, mut read) = (words.to_vec(), 0);
    world.until_within(LONG, "each line is answered", |book| {
        // Only what is new: there are hundreds of both.
        for seen in book.all()[read..].iter().filter(|seen| seen.sender == bot) {
            open.retain(|word| !seen.says(&[word]));
        }
        read = book.all().len();
        open.is_empty().then_some(())
    });
}

/// Each was logged once and answered once.
fn once(world: &mut World, words: &[String]) {
    world.stop();
    let twice: Vec<_> = logged(world, words).into_iter().filter(|(_, count)| *count != 1).collect();
    assert!(twice.is_empty(), "not once in the log: {twice:?}");
    let verified = Service::command().arg("verify").arg("--data").arg(world.data()).output().expect("it was built");
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stdout));
}

fn three_hundred(encrypted: bool) {
    let matrix = vec!["unsigned_devices = \"warn\"".to_owned()];
    let mut world = World::started(Plan { encrypted, matrix, ..two() });
    with_record(&mut world);
    world.stop();
    let words: Vec<_> = (0..300).map(|n| format!("w{n:04}q")).collect();
    let bodies: Vec<_> = words.iter().map(|word| format!("!log INC-2026-0001 {word}")).collect();
    world.people.ask("say_all", json!({"who": "noord.voorzitter", "room": world.room(ROOM), "bodies": bodies}));
    world.start();
    answered(&mut world, &words);
    let said = world.messages(ROOM);
    let twice: Vec<_> =
        words.iter().filter(|word| said.iter().filter(|seen| seen.says(&[word])).count() != 1).collect();
    assert!(twice.is_empty(), "answered more than once: {twice:?}");
    once(&mut world, &words);
}

#[test]
fn three_hundred_messages_while_away_are_each_handled_once() {
    three_hundred(false);
}

#[test]
fn three_hundred_encrypted_messages_while_away_are_each_handled_once() {
    three_hundred(true);
}

#[test]
fn the_homeserver_goes_and_comes_back() {
    let mut world = World::on_own(Homeserver::start(Limits::Raised), two());
    world.homeserver().stop();
    says_when_away(&world);
    // It starts while its homeserver is down, and says so.
    world.start();
    world.operator_reads(&[&world.homeserver().url()]);
    world.homeserver().up();
    world.settle();
    with_record(&mut world);
    world.homeserver().kill();
    thread::sleep(SHORT);
    world.homeserver().up();
    world.hears("noord.melder", ROOM, &["Ik was weg van", " s)."]);
    world.say("noord.voorzitter", ROOM, "!log INC-2026-0001 erna");
    world.hears("noord.melder", ROOM, &["erna"]);
    world.close();
}

#[test]
fn after_an_outage_the_report_rooms_hear_how_long_and_how_much_was_missed() {
    for (language, report, said, away, read) in [
        ("nl", "!meld lek in het dak", "!logboek INC-2026-0001", "Ik was weg van", "2 regels tegen mij gezegd"),
        ("en", "!incident report leak in the roof", "!log INC-2026-0001", "I was away from", "2 lines were said to me"),
    ] {
        let mut world = World::started(Plan { language, ..two() });
        world.say("noord.melder", ROOM, report);
        world.calls("noord.melder", ROOM, &["noord.voorzitter"], &["INC-2026-0001"]);
        world.stop();
        says_when_away(&world);
        world.say("noord.melder", ROOM, &format!("{said} emmers"));
        world.say("noord.voorzitter", ROOM, &format!("{said} afgesloten"));
        world.say("noord.voorzitter", ROOM, "talk among people");
        thread::sleep(SHORT);
        world.start();
        world.hears("noord.melder", ROOM, &["emmers"]);
        world.hears("noord.melder", ROOM, &["afgesloten"]);
        world.hears("noord.melder", ROOM, &[away, " s).", read]);
        world.stop();
        let absent = if language == "nl" { "Noodklok was weg sinds" } else { "Noodklok was away since" };
        assert_eq!(logged(&world, &[absent.to_owned()])[absent], 1);
        world.close();
    }
}

#[test]
fn it_logs_in_once() {
    let mut world = World::started(two());
    for _ in 0..20 {
        world.stop();
        world.start();
        world.say("noord.melder", ROOM, "!ping");
        world.hears("noord.melder", ROOM, &["Ik ben er"]);
    }
    assert_eq!(world.devices(), 1, "one device, whatever happens");
    world.close();
}

/// How long after a message it is killed, in milliseconds. Nothing else happens on the homeserver that could wake it.
const MOMENTS: [u64; 10] = [0, 3, 7, 12, 20, 35, 50, 80, 120, 250];

#[test]
fn killed_at_any_moment_it_handles_each_message_once() {
    let rounds = env::var("NOODKLOK_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(MOMENTS.len());
    let mut world = World::started(two());
    with_record(&mut world);
    let mut words = Vec::new();
    for round in 0..rounds {
        let token = format!("k{round:04}q");
        world.say("noord.voorzitter", ROOM, &format!("!log INC-2026-0001 {token}"));
        words.push(token);
        thread::sleep(Duration::from_millis(MOMENTS[round % MOMENTS.len()]));
        world.kill();
        world.start();
    }
    answered(&mut world, &words);
    once(&mut world, &words);
}

#[test]
fn yesterdays_database_beside_todays_session_still_calls() {
    let mut world = World::started(two());
    with_record(&mut world);
    world.stop();
    let (file, kept) = (world.data().join("noodklok.db"), world.data().join("kept"));
    fs::copy(&file, &kept).expect("a stopped database is one file");
    world.start();
    world.say("noord.melder", ROOM, "!meld storing aan de lift");
    something_else(&mut world, "INC-2026-0002");
    world.calls("noord.melder", ROOM, &["noord.voorzitter"], &["storing aan de lift"]);
    world.stop();
    for rest in ["noodklok.db-wal", "noodklok.db-shm"] {
        let _ = fs::remove_file(world.data().join(rest));
    }
    fs::rename(&kept, &file).expect("in one folder");
    world.start();
    // Yesterday knew nothing of the lift: it is heard again, and comes before what is said now.
    world.say("noord.melder", ROOM, "!meld geur van gas");
    something_else(&mut world, "INC-2026-0003");
    world.calls("noord.melder", ROOM, &["noord.voorzitter"], &["geur van gas"]);
    world.stop();
}

#[test]
fn what_the_network_does_to_an_answer_nobody_sees() {
    let faults = [
        Fault::limited(Duration::from_millis(300)),
        Fault::gateway(502),
        Fault::gateway(500),
        Fault::LoseAnswer,
        Fault::CutAnswer,
        Fault::Refuse,
    ];
    let mut world = World::started(Plan { proxied: true, ..two() });
    with_record(&mut world);
    let mut words = Vec::new();
    for (number, fault) in faults.into_iter().enumerate() {
        world.proxy().script(Rule { method: "PUT", path: "/send/".into(), after: 0, times: 1, fault: fault.clone() });
        world.proxy().script(Rule { method: "GET", path: "/sync".into(), after: 0, times: 1, fault });
        let token = format!("f{number:04}q");
        world.say("noord.voorzitter", ROOM, &format!("!log INC-2026-0001 {token}"));
        answered(&mut world, std::slice::from_ref(&token));
        words.push(token);
    }
    let said = world.messages(ROOM);
    for word in &words {
        assert_eq!(said.iter().filter(|seen| seen.says(&[word])).count(), 1, "{word} is answered once");
    }
    // Cut off altogether, it comes back by itself.
    world.proxy().clear();
    world.proxy().down(true);
    world.say("noord.voorzitter", ROOM, "!log INC-2026-0001 n0001q");
    world.proxy().down(false);
    answered(&mut world, &["n0001q".to_owned()]);
    words.push("n0001q".to_owned());
    once(&mut world, &words);
}
