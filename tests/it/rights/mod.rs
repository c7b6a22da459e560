//! Every command × every kind of person, at the console: whoever may not is refused in words, and nothing changes.
//! Whoever may is not refused, and what the command does is in the record.

pub mod table;

use std::{
    fs,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use serde_json::Value;

use self::table::{PEOPLE, RECORD, REPORTS, ROTA, ROWS, Row, Said, TO_ERASE, room};
use crate::{
    story::caught,
    world::{Example, Output, Setup, World},
};

fn say(world: &mut World, person: &str, said: &Said, seq: &str) -> Vec<Output> {
    world.say(person, room(person), &said.line(seq))
}

fn refused(person: &str, outputs: &[Output]) -> bool {
    let answer = outputs.iter().find(|output| output.kind == "post" && output.room() == room(person));
    answer.is_some_and(|answer| answer.text().contains("Niet uitgevoerd"))
}

fn shown(outputs: &[Output]) -> String {
    let lines: Vec<_> = outputs.iter().map(ToString::to_string).collect();
    format!("\n{}", lines.join("\n"))
}

fn log_length(state: &Value) -> usize {
    state["log"].as_array().map_or(0, Vec::len)
}

fn base() -> World {
    let config = Example::copied();
    let organisation = config.path().join("organisation.toml");
    let example = fs::read_to_string(&organisation).expect("a text");
    fs::write(organisation, example + ROTA).expect("a file");
    let mut world = World::with(Setup { config: Some(config), ..Setup::default() });
    for (person, report) in REPORTS {
        say(&mut world, person, &report, "");
    }
    world.stop();
    world
}

/// Everybody tries; what goes otherwise than the table says.
fn walk(mut world: World, row: &Row) -> Vec<String> {
    let mut problems = Vec::new();
    world.start();
    for (person, said) in row.before {
        let outputs = say(&mut world, person, said, "");
        assert!(!refused(person, &outputs), "{person}: {said}, before {}:{}", row.said, shown(&outputs));
    }
    let before = world.state(RECORD);
    let (command, seq) = (row.said.to_string(), line_to_erase(&before));
    let (may, may_not): (Vec<_>, Vec<_>) = PEOPLE.iter().partition(|(_, rights)| row.allows(rights));
    for (person, _) in may_not {
        let outputs = say(&mut world, person, &row.said, &seq);
        if !refused(person, &outputs) {
            problems.push(format!("{person} may not `{command}` and was not refused:{}", shown(&outputs)));
        } else if outputs.iter().any(|output| output.room() != room(person)) {
            problems.push(format!("{person} may not `{command}`, and others saw something of it:{}", shown(&outputs)));
        }
        if world.state(RECORD) != before {
            problems.push(format!("{person} may not `{command}` and the record changed"));
            break;
        }
    }
    world.stop();
    for (person, _) in may {
        let mut world = world.copy();
        world.start();
        let outputs = say(&mut world, person, &row.said, &seq);
        if refused(person, &outputs) {
            problems.push(format!("{person} may `{command}` and was refused:{}", shown(&outputs)));
            continue;
        }
        let new = outputs.iter().filter_map(|output| output.first_incident()).any(|id| id == "INC-2026-0003");
        let said = row.says.is_some_and(|words| outputs.iter().any(|output| output.text().contains(words)));
        let did = new || said || log_length(&world.state(RECORD)) > log_length(&before);
        if did == row.looks {
            let what = if row.looks { "it only looks, and the log grew" } else { "nothing of it is in the log" };
            problems.push(format!("{person}: `{command}`: {what}:{}", shown(&outputs)));
        }
    }
    problems
}

/// The log line with the words that a row erases.
fn line_to_erase(state: &Value) -> String {
    let log = state["log"].as_array().expect("a list");
    let line = log.iter().find(|line| line["text"].as_str().is_some_and(|text| text.contains(TO_ERASE)));
    line.map_or_else(|| "1".to_owned(), |line| line["seq"].to_string())
}

#[test]
fn every_command_by_every_kind_of_person() {
    let base = Mutex::new(base());
    let (next, problems) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                while let Some(row) = ROWS.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let world = base.lock().expect("no panic holds it").copy();
                    let found = caught(|| walk(world, row))
                        .unwrap_or_else(|problem| vec![format!("`{}`: {problem}", row.said)]);
                    problems.lock().expect("no panic holds it").extend(found);
                }
            });
        }
    });
    let problems = problems.into_inner().expect("no panic held it");
    assert!(problems.is_empty(), "{} times otherwise than the table says:\n{}\n", problems.len(), problems.join("\n"));
}

/// An account that nobody knows may do for its own report what any reporter may, and nothing else.
#[test]
fn a_reporter_whom_nobody_knows() {
    let mut world = World::new();
    world.say("passant", "meldingen-noord", "!meld rook uit het dak");
    let refused_all =
        ["!status", "!toon INC-2026-0001", "!log INC-2026-0001 tekst", "!opschalen INC-2026-0001 niveau:crisis"];
    for command in refused_all {
        let outputs = world.say("passant", "meldingen-noord", command);
        assert!(refused("passant", &outputs), "{command}:{}", shown(&outputs));
    }
    for command in
        ["!impact INC-2026-0001 gezondheid:ja", "!gebeld INC-2026-0001 permanentie", "!intrekken INC-2026-0001 vergist"]
    {
        let outputs = world.say("passant", "meldingen-noord", command);
        assert!(!refused("passant", &outputs), "{command}:{}", shown(&outputs));
    }
    let outputs = world.say("voorbijganger", "meldingen-noord", "!intrekken INC-2026-0001 het is niets");
    assert!(refused("voorbijganger", &outputs), "{}", shown(&outputs));
    world.close();
}

/// The entity that counts is that of the fact being set, or the one given; not that of the room or of the record.
#[test]
fn the_entity_decides() {
    let mut world = base();
    world.start();
    let outputs = world.say("zuid.melder", "meldingen-noord", "!impact INC-2026-0001 gezondheid:nee entiteit:zuid");
    assert!(!refused("zuid.melder", &outputs) && world.state(RECORD)["facts"]["entities"]["zuid"]["health"] == "no");
    let outputs = world.say("zuid.voorzitter", "meldingen-zuid", "!cmt activeer INC-2026-0001 entiteit:noord");
    assert!(refused("zuid.voorzitter", &outputs), "{}", shown(&outputs));
    let outputs = world.say("zuid.voorzitter", "meldingen-zuid", "!cmt activeer INC-2026-0001 entiteit:zuid");
    assert!(!refused("zuid.voorzitter", &outputs), "{}", shown(&outputs));
    assert_eq!(world.state(RECORD)["cmts"][0]["entity"], "zuid");
    world.close();
}
