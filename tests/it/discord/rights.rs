//! Every slash command × every kind of person, and buttons in the hands of whoever may not press them.

use std::{
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use serde_json::Value;

use super::{
    standin::{interaction::Interaction, message::Message},
    world::{Plan, World},
};
use crate::{
    rights::table::{PEOPLE, RECORD, REPORTS, ROTA, ROWS, Row, STRANGER, Said, TO_ERASE, room},
    story::caught,
};

/// So many servers are at work at a time.
const AT_ONCE: usize = 4;

fn cast() -> Vec<&'static str> {
    PEOPLE.iter().map(|(who, _)| *who).filter(|who| *who != STRANGER).collect()
}

fn asks(world: &World, who: &str, said: &Said, seq: &str) -> Interaction {
    let options = said.options(seq);
    let options: Vec<_> = options.iter().map(|(name, value)| (*name, value.as_str())).collect();
    world.slash(who, room(who), said.command, &options)
}

fn refused(answer: &Message) -> bool {
    answer.says(&["Niet uitgevoerd"])
}

/// What is refused for what somebody is, and not for how things stand.
fn forbidden(answer: &Message) -> bool {
    refused(answer)
        && ["Dit kan alleen", "ik ken je account niet", "was van"].iter().any(|why| answer.text().contains(why))
}

/// A world with the two records of the table, and their first responder called.
fn reported() -> World {
    let mut world = World::new(&Plan { cast: cast(), demo: true, ..Plan::default() });
    ROTA.clone_into(&mut world.configuration.rotas);
    world.configure();
    world.start();
    world.stranger(STRANGER, 9_900, room(STRANGER));
    for (who, report) in &REPORTS {
        let asked = asks(&world, who, report, "");
        let answer = world.answer(&asked);
        assert!(!refused(&answer), "{answer}");
    }
    world.hears("noord.voorzitter", "meldingen-noord", &[RECORD, "Gemeld om"]);
    world
}

fn log(record: &Value) -> &[Value] {
    record["log"].as_array().expect("a log")
}

/// The log without the receipts of calls, which come in their own time.
fn done(record: &Value) -> Vec<(&Value, &Value)> {
    let lines = log(record).iter().filter(|line| line["kind"] != "reach.chat_taken");
    lines.map(|line| (&line["kind"], &line["text"])).collect()
}

/// The log line with the words that a row erases.
fn line_to_erase(record: &Value) -> String {
    let line = log(record).iter().find(|line| line["text"].as_str().is_some_and(|text| text.contains(TO_ERASE)));
    line.map_or_else(|| "1".to_owned(), |line| line["seq"].to_string())
}

/// Everybody tries, first those who may not; what goes otherwise than the table says.
fn walk(row: &Row) -> Vec<String> {
    let mut world = reported();
    for (who, said) in row.before {
        let asked = asks(&world, who, said, "");
        let answer = world.discord.answer_or_none(&asked);
        assert!(!answer.as_ref().is_some_and(refused), "{who}: {said}: {answer:?}");
    }
    let before = world.record(RECORD);
    let seq = line_to_erase(&before);
    let mut problems = Vec::new();
    let (may, may_not): (Vec<_>, Vec<_>) = PEOPLE.iter().partition(|(_, rights)| row.allows(rights));
    let asked: Vec<_> = may_not.iter().map(|(who, _)| (who, asks(&world, who, &row.said, &seq))).collect();
    for (who, asked) in asked {
        let answer = world.answer(&asked);
        if !refused(&answer) {
            problems.push(format!("{who} may not `{}` and was not refused: {answer}", row.said));
        }
    }
    if done(&world.record(RECORD)) != done(&before) {
        problems.push(format!("`{}` changed the record for somebody who may not", row.said));
    }
    // What the first of them does may be done once: to the others it is refused for that, and not for who they are.
    for (n, (who, _)) in may.iter().enumerate() {
        let asked = asks(&world, who, &row.said, &seq);
        // What everybody in the room is told is no answer to anybody.
        let Some(answer) = world.discord.answer_or_none(&asked) else { continue };
        let fails = if n == 0 { refused(&answer) } else { forbidden(&answer) };
        if fails {
            problems.push(format!("{who} may `{}` and was refused: {answer}", row.said));
        }
    }
    world.service.stop();
    world.discord.close();
    problems
}

#[test]
fn every_slash_command_by_every_kind_of_person() {
    let (next, problems) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some(row) = ROWS.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let found =
                        caught(|| walk(row)).unwrap_or_else(|problem| vec![format!("`{}`: {problem}", row.said)]);
                    problems.lock().expect("no panic holds it").extend(found);
                }
            });
        }
    });
    let problems = problems.into_inner().expect("no panic held it");
    assert!(problems.is_empty(), "{} times otherwise than the table says:\n{}\n", problems.len(), problems.join("\n"));
}

#[test]
fn a_button_in_the_wrong_hands_is_refused_to_them_alone() {
    let mut world = World::started(&Plan { cast: cast(), ..Plan::default() });
    world.stranger(STRANGER, 9_900, "meldingen-noord");
    let asked = asks(&world, "noord.melder", &REPORTS[1].1, "");
    assert!(world.answer(&asked).says(&[RECORD]));
    let call = world.calls("noord.melder", "meldingen-noord", &["noord.voorzitter"], &[RECORD, "Gemeld om"]);
    assert!(!call.buttons().is_empty(), "{call}");
    let before = world.record(RECORD);
    for button in call.buttons() {
        let pressed = world.discord.press(STRANGER, call.id, &button.custom_id);
        let answer = world.answer(&pressed);
        assert!(refused(&answer) && answer.is_ephemeral(), "{}: {answer}", button.label);
    }
    assert_eq!(log(&world.record(RECORD)), log(&before), "nothing of it counts");
    world.discord.press("noord.voorzitter", call.id, "Ik volg dit op");
    world.hears("noord.melder", "meldingen-noord", &[RECORD, "noord.voorzitter", "volgt dit op"]);
    world.close();
}
