//! What is offered, to whom, and in which order.

use std::{collections::BTreeMap, sync::Arc};

use serde_json::json;

use super::*;
use crate::{
    catalog::tests::world::{NOW, record},
    domain::{
        incident::{Level, Status},
        task::Task,
    },
    settings::{self, Source},
};

/// Texts by their ids.
#[derive(Default)]
struct Kept(BTreeMap<TextId, Arc<str>>);

impl Texts for Kept {
    fn content(&self, id: &TextId) -> Option<Arc<str>> {
        self.0.get(id).cloned()
    }
}

struct World {
    words: Words,
    state: State,
    texts: Kept,
}

impl World {
    fn new() -> Self {
        let organisation = settings::load(Source::Embedded).unwrap().organisation;
        let words = Words::embedded(Language::Nl).unwrap().of(organisation.into());
        Self { words, state: State::default(), texts: Kept::default() }
    }

    fn with(mut self, n: u32, entity: &str, title: &str, change: impl FnOnce(&mut Incident)) -> Self {
        let mut incident = record(n, "noord.melder", &format!("meldingen-{entity}"), entity);
        incident.title = format!("title {n}").into();
        self.texts.0.insert(incident.title.clone(), title.into());
        change(&mut incident);
        self.state.put(incident);
        self
    }

    /// What is offered to somebody in a room for the option that is typed last.
    fn offered(&self, who: &str, room: &str, path: &str, options: &[(&str, &str)]) -> Vec<Found> {
        let focused = |n: usize| n.saturating_add(1) == options.len();
        let options = options.iter().enumerate();
        let options: Vec<_> = options
            .map(|(n, (name, value))| json!({"name": name, "type": 3, "value": value, "focused": focused(n)}))
            .collect();
        let (name, options) = match path.split_once(' ') {
            Some((group, word)) => (group, json!([{"name": word, "type": 1, "options": options}])),
            None => (path, json!(options)),
        };
        let data = json!({"id": "1", "type": 1, "name": name, "options": options});
        let known = self.words.organisation.people.contains_key(&who.into());
        let who = if known { Actor::Person(who.into()) } else { Actor::Outsider(who.to_owned()) };
        let room = room.into();
        let asked = Asked {
            words: &self.words,
            who: &who,
            room: Some(&room),
            state: &self.state,
            texts: &self.texts,
            now: NOW,
        };
        asked.offered(&serde_json::from_value(data).unwrap())
    }

    fn names(&self, who: &str, room: &str, path: &str, options: &[(&str, &str)]) -> Vec<String> {
        self.offered(who, room, path, options).into_iter().map(|found| found.name).collect()
    }

    fn values(&self, who: &str, path: &str, options: &[(&str, &str)]) -> Vec<String> {
        self.offered(who, "meldingen-noord", path, options).into_iter().map(|found| found.value).collect()
    }
}

fn several() -> World {
    World::new()
        .with(1, "noord", "rook in de kelder", |_| {})
        .with(2, "zuid", "brandlucht op de trappen", |incident| incident.level = Level::Crisis)
        .with(3, "noord", "stroom uitgevallen", |incident| incident.exercise = true)
        .with(4, "zuid", "lek opgelost", |incident| incident.status = Status::Closed)
}

#[test]
fn open_records_of_the_room_come_first_and_say_what_they_are() {
    let world = several();
    assert_eq!(
        world.names("zuid.melder", "meldingen-noord", "log add", &[("incident", "")]),
        [
            "OEFENING · INC-2026-0003 · stroom uitgevallen · incident",
            "INC-2026-0001 · rook in de kelder · incident",
            "INC-2026-0002 · brandlucht op de trappen · crisis",
        ]
    );
    let first = |who: &str| world.offered(who, "ccvo", "ccvo ack", &[("incident", "")]).remove(0).value;
    assert_eq!((first("zuid.melder").as_str(), first("noord.melder").as_str()), ("INC-2026-0002", "INC-2026-0003"));
}

#[test]
fn records_are_found_by_number_and_by_title() {
    let world = several();
    let found = |typed| world.values("noord.melder", "log add", &[("incident", typed)]);
    assert_eq!(found("0002"), ["INC-2026-0002"]);
    assert_eq!(found("KELDER"), ["INC-2026-0001"]);
    assert_eq!(found("keldr"), ["INC-2026-0001"]);
    assert_eq!(found("oefening"), ["INC-2026-0003"]);
    assert!(found("overstroming").is_empty());
}

#[test]
fn what_ended_is_offered_where_it_can_be_opened_or_looked_at() {
    let world = several();
    let ended = world.names("ccvo.hoofd", "ccvo", "incident reopen", &[("incident", "")]);
    assert_eq!(ended, ["INC-2026-0004 · lek opgelost · gesloten"]);
    let shown = world.values("ccvo.hoofd", "incident show", &[("incident", "")]);
    assert_eq!(shown.last().map(String::as_str), Some("INC-2026-0004"));
    assert!(!world.values("ccvo.hoofd", "log add", &[("incident", "")]).contains(&"INC-2026-0004".to_owned()));
    let other = world.values("noord.voorzitter", "incident link", &[("incident", "INC-2026-0001"), ("other", "")]);
    assert_eq!(other, ["INC-2026-0003", "INC-2026-0002"]);
}

#[test]
fn an_outsider_sees_no_record_no_task_and_no_person() {
    let world = several().with(5, "noord", "x", |incident| {
        let task = Task { text: "t".into(), owner: None, due: None, done_at: None, after_end: false };
        incident.tasks.insert(crate::domain::ids::TaskId(1), task);
    });
    let seen = |path, options: &[_]| world.values("4711", path, options);
    assert!(seen("incident show", &[("incident", "")]).is_empty());
    assert!(seen("incident reopen", &[("incident", "")]).is_empty());
    assert!(seen("incident link", &[("other", "")]).is_empty());
    assert!(seen("task done", &[("incident", "INC-2026-0005"), ("task", "")]).is_empty());
    assert!(seen("task assign", &[("person", "")]).is_empty());
    assert_eq!(seen("incident report", &[("building", "gebouw-n")]), ["gebouw-noord"], "but may say where");
}

#[test]
fn what_the_organisation_has_is_offered_by_its_names() {
    let world = World::new();
    let found = |path, options: &[_]| world.values("noord.melder", path, options);
    assert_eq!(found("incident report", &[("entity", "")]), ["noord", "zuid"]);
    assert_eq!(found("incident report", &[("entity", "noord,z")]), ["noord,zuid"]);
    assert_eq!(found("incident report", &[("process", "noodlijn")]), ["noord.noodlijn"]);
    assert_eq!(found("task assign", &[("person", "ccvo.h")]), ["ccvo.hoofd"]);
    assert_eq!(found("role take", &[("role", "voorz")]), ["chair"]);
    assert!(found("incident report", &[("text", "n")]).is_empty());
    assert!(found("incident shout", &[("entity", "")]).is_empty());
    assert!(found("incident report", &[("mood", "")]).is_empty());
}

#[test]
fn tasks_are_those_of_the_record_that_are_still_to_be_done() {
    let task = |text: &str, owner: Option<&str>, done| Task {
        text: text.into(),
        owner: owner.map(Into::into),
        due: None,
        done_at: done,
        after_end: false,
    };
    let mut world = World::new().with(1, "noord", "rook", |incident| {
        let tasks = [task("a", Some("noord.kernlid1"), None), task("b", None, Some(NOW)), task("c", None, None)];
        incident.tasks.extend((1..).map(crate::domain::ids::TaskId).zip(tasks));
    });
    world.texts.0.insert("a".into(), "bel de aannemer".into());
    world.texts.0.insert("c".into(), "woord ".repeat(40).into());
    let names = world.names("noord.melder", "meldingen-noord", "task done", &[("task", "")]);
    assert_eq!(names.first().map(String::as_str), Some("T1 · bel de aannemer · noord.kernlid1"));
    assert_eq!((names.len(), names.iter().all(|name| name.chars().count() <= 100)), (2, true));
    assert_eq!(world.values("noord.melder", "task done", &[("incident", "INC-2026-0001"), ("task", "t3")]), ["T3"]);
    assert!(world.names("noord.melder", "ccvo", "task done", &[("task", "")]).is_empty(), "which record?");
}

#[test]
fn a_long_title_leaves_room_for_the_level() {
    let world = World::new().with(1, "noord", &"rook in de kelder en ".repeat(9), |_| {});
    let names = world.names("noord.melder", "meldingen-noord", "log add", &[("incident", "")]);
    assert!(names[0].ends_with("… · incident") && names[0].chars().count() <= 100, "{}", names[0]);
}
