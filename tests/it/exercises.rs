//! Exercises through the whole program: whatever is said, in any order, in drills and in real records beside them, the
//! mail of a drill goes to the addresses for exercises, and only a drill's does.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, TestRng, TestRunner},
};

use crate::{
    property::{LINES, PEOPLE, Step, step},
    world::{Example, Output, Setup, World},
};

const ADDRESS: &str = "oefening@noodklok.invalid";
const STEPS: usize = 400;

/// The example organisation as no demo, with an address for exercises.
fn organisation() -> Setup {
    let named = format!("[exercise]\nmail = [\"{ADDRESS}\"]\n");
    let changes =
        [("organisation.toml", "demo = true", "demo = false"), ("organisation.toml", "# [exercise]\n", &named)];
    Setup { config: Some(Example::changed(&changes)), real: true, ..Setup::default() }
}

fn room(person: &str) -> &'static str {
    match person.split('.').next() {
        Some("zuid") => "meldingen-zuid",
        Some("ccvo") => "ccvo",
        _ => "meldingen-noord",
    }
}

fn take(world: &mut World, step: &Step, buttons: &mut Vec<String>) -> Vec<Output> {
    let outputs = match step {
        Step::Say { who, line, record } => {
            let line = LINES[*line].split("; ").next().expect("a first part");
            let line = line.replace('@', &format!("INC-2026-{record:04}"));
            world.say(PEOPLE[*who], room(PEOPLE[*who]), &line)
        }
        Step::Wait { minutes } => world.advance(SignedDuration::from_mins(*minutes)),
        // At the console there are only people.
        Step::Alert(_) => Vec::new(),
        Step::Yes | Step::Press { .. } => match buttons.pop() {
            Some(label) => world.press("ccvo.wacht1", None, &label),
            None => Vec::new(),
        },
    };
    buttons.clear();
    buttons.extend(
        outputs.iter().filter(|output| output.room() == "ccvo").flat_map(Output::buttons).map(|button| button.label),
    );
    outputs
}

#[test]
fn no_sequence_lets_an_exercise_reach_a_real_address() {
    let setup = organisation();
    let mut world = World::with(setup);
    // The same sequence each time: what it reaches is asserted below.
    let rng = TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let steps = prop::collection::vec(step(), STEPS).new_tree(&mut runner).expect("steps").current();
    let (mut mails, mut buttons) = (Vec::new(), Vec::new());
    for drill in ["", " oefening:ja"] {
        world.say("noord.melder", "meldingen-noord", &format!("!meld rook gezondheid:ja{drill}"));
    }
    for step in &steps {
        let outputs = take(&mut world, step, &mut buttons);
        mails.extend(outputs.into_iter().filter(|output| output.kind == "mail"));
    }
    let mut exercises = BTreeMap::new();
    for id in world.incidents() {
        let exercise = world.state(&id)["exercise"].as_bool().expect("known");
        exercises.insert(id, exercise);
    }
    let mut seen = BTreeMap::new();
    for mail in &mails {
        let id = mail.first_incident().expect("a mail is about a record");
        let exercise = exercises[id];
        let to = mail.str("to").expect("a mail goes somewhere");
        let says = mail.str("subject").expect("a subject").starts_with("OEFENING");
        assert_eq!((to == ADDRESS, says), (exercise, exercise), "{mail}");
        *seen.entry(exercise).or_insert(0) += 1;
    }
    assert!(seen.values().filter(|count| **count >= 4).count() == 2, "too few mails to say anything: {seen:?}");
    world.close();
}
