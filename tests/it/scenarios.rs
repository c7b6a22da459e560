//! The stories of `tests/scenarios`, each played in a world of its own, and that each rule of the doctrine has one.

use std::{
    collections::BTreeSet,
    fs, panic,
    path::{Path, PathBuf},
    sync::{
        Mutex, Once,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use crate::story::{self, Deed, Story};

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let entries = fs::read_dir(folder).expect("the stories are there").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<_> =
        entries.filter(|path| path.extension().is_some_and(|extension| extension == "txt")).collect();
    files.sort();
    files
}

fn stories() -> Vec<Story> {
    let (mut stories, mut mistakes) = (Vec::new(), Vec::new());
    for path in files() {
        let name = path.file_name().expect("a file").to_string_lossy().into_owned();
        match story::parse(&name, &fs::read_to_string(&path).expect("a story is text")) {
            Ok(story) => stories.push(story),
            Err(mistake) => mistakes.push(mistake),
        }
    }
    assert!(mistakes.is_empty(), "\n{}\n", mistakes.join("\n"));
    stories
}

/// A broken contract is reported with its story; the panic that carries it is not printed as well.
fn quiet() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if thread::current().name() != Some("story") {
                usual(info);
            }
        }));
    });
}

#[test]
fn the_first_hour_is_told_in_both_languages() {
    let names: Vec<String> =
        files().iter().map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned()).collect();
    let lacks = |name: &&String| match name.strip_suffix("-en") {
        Some(dutch) => !names.iter().any(|known| known == dutch),
        None => !names.contains(&format!("{name}-en")),
    };
    let alone: Vec<_> = names.iter().filter(|name| name.starts_with('H')).filter(lacks).collect();
    assert!(alone.is_empty(), "no twin in the other language: {alone:?}");
}

/// A day of 200 inputs by at least twelve people over fourteen hours, in which the bot is away for forty minutes, in
/// both languages. What happens in it stands in the stories themselves.
#[test]
fn the_long_day_is_as_long_as_it_says() {
    let days: Vec<_> = stories().into_iter().filter(|story| story.file.starts_with("D1-")).collect();
    assert_eq!(days.len(), 2, "in Dutch and in English");
    for day in days {
        let (mut people, mut inputs, mut minutes, mut away) = (BTreeSet::new(), 0, 0, Vec::new());
        for step in &day.steps {
            match &step.deed {
                Deed::Say { who, .. } | Deed::Press { who, .. } => {
                    people.insert(who.as_str());
                    inputs += 1;
                    assert!(!step.given, "{}:{}: what is seen by it is told nowhere", day.file, step.line);
                }
                Deed::Advance(span) => minutes += span.as_mins(),
                Deed::Away(span) => {
                    minutes += span.as_mins();
                    away.push(span.as_mins());
                }
                Deed::Restart | Deed::Kill | Deed::State { .. } => {}
            }
        }
        let enough = inputs == 200 && people.len() >= 12 && minutes >= 14 * 60;
        assert!(enough, "{}: {inputs} inputs of {} people in {minutes} min", day.file, people.len());
        assert_eq!(away, [40], "{}: the bot is away once", day.file);
    }
}

/// `NOODKLOK_STORY=V1` plays only the stories whose file name begins so.
#[test]
fn every_story_goes_as_it_is_told() {
    quiet();
    let only = std::env::var("NOODKLOK_STORY").unwrap_or_default();
    let stories: Vec<_> = stories().into_iter().filter(|story| story.file.starts_with(&only)).collect();
    assert!(!stories.is_empty(), "no story begins with {only}");
    let (next, problems) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(2, usize::from) {
            let play = || {
                while let Some(story) = stories.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Err(problem) = story::run(story) {
                        problems.lock().expect("no panic holds it").push(problem);
                    }
                }
            };
            thread::Builder::new().name("story".to_owned()).spawn_scoped(scope, play).expect("a thread");
        }
    });
    let mut problems = problems.into_inner().expect("no panic held it");
    problems.sort();
    assert!(
        problems.is_empty(),
        "{} of {} stories go otherwise:\n\n{}\n",
        problems.len(),
        stories.len(),
        problems.join("\n\n")
    );
}

#[test]
fn every_rule_of_the_doctrine_has_a_story() {
    let ids = [
        "L1", "L2", "L3", "L4a", "L4b", "L4c", "C1", "C2", "C3", "C4", "K1", "K2", "K3", "K4", "K5", "K6", "K7", "K8",
        "V1", "V2", "V3", "V4", "A1", "A2", "A3", "A4", "A5", "T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "T9",
    ];
    let names: Vec<_> = stories().into_iter().map(|story| story.file).collect();
    let told = |id: &str| names.iter().any(|name| name.split(['-', '.', '_']).next() == Some(id));
    let missing: Vec<_> = ids.iter().filter(|id| !told(id)).collect();
    assert!(missing.is_empty(), "no story for {missing:?}");
}
