//! What holds for every output, whatever the story: ids, times, targets, the manner of speaking.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use jiff::Timestamp;
use regex::Regex;
use serde_json::Value;

use super::output::{Button, Output};

/// How it stands with an effect that was printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seen {
    /// Its `done` has not come yet.
    InFlight,
    /// Its receipt is committed: it never comes again.
    Settled,
    /// It was in flight when the process was killed: it may come once more.
    MayRepeat,
}

/// A message that stands in a room.
#[derive(Debug, Clone)]
struct Standing {
    id: String,
    room: String,
    buttons: Vec<Button>,
}

/// Everything that was printed in the life of a data folder.
#[derive(Debug, Clone)]
pub struct Ledger {
    demo: bool,
    exercises: BTreeMap<String, bool>,
    effects: BTreeMap<String, Seen>,
    /// Messages, the one that changed last at the end.
    messages: Vec<Standing>,
    rooms: BTreeSet<String>,
    archived: BTreeSet<String>,
}

static PERSON: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(noord|zuid|ccvo)\.[a-z0-9]+$"));
static INCIDENT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^INC-\d{4}-\d{4,}$"));
static RFC3339: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+0[12]:00$"));
/// What only a programmer writes: debug output, unresolved text keys, hashes, module paths.
static DEBUG: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"\bSome\(|\b(Ok|Err)\(|[A-Z][A-Za-z]+(Id|stamp)\(|\b[A-Z][A-Za-z]+ \{ \w+:|\{ ?\$|\{\}|\b[0-9a-f]{40,}\b",
        r"|\b[a-z_]+::[a-z_A-Z]+|\b(word|button|hint)-[a-z]{3,}|\b[A-Z][a-z]+[A-Z][a-z]+(Error|Kind)\b|\bnull\b|\bPerson\("
    ))
});

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("the pattern is written here")
}

/// Commands whose answer is a list: they alone may be longer than six lines.
static LISTS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)^\s*[!/]\s*(incident\s+(list|lijst|show|toon)|lijst|list|toon|show|log(boek)?\s+(show|toon)|help|hulp|status",
        r"|cmt\s+(who|wie)|(task|taak)\s+(list|lijst)|(role|rol)\s+(list|lijst)|update|stand)\b"
    ))
});

impl Ledger {
    /// `rooms` are the standing ones.
    pub fn new(demo: bool, rooms: impl IntoIterator<Item = String>) -> Self {
        Self {
            demo,
            exercises: BTreeMap::new(),
            effects: BTreeMap::new(),
            messages: Vec::new(),
            rooms: rooms.into_iter().collect(),
            archived: BTreeSet::new(),
        }
    }

    /// Takes outputs in and checks each; those that only repeat what a kill cut off are left out.
    /// `done` says whether they were closed by a `done`, receipts included.
    pub fn keep(&mut self, outputs: Vec<Output>, from: Timestamp, to: Timestamp, done: bool) -> Vec<Output> {
        let mut kept = Vec::new();
        for output in outputs {
            if self.take(&output, from, to) {
                kept.push(output);
            }
        }
        if done {
            self.settled();
        }
        kept
    }

    /// Everything that was printed has its receipt.
    pub fn settled(&mut self) {
        for seen in self.effects.values_mut() {
            if *seen == Seen::InFlight {
                *seen = Seen::Settled;
            }
        }
    }

    /// What was in flight may come once more.
    pub fn killed(&mut self) {
        for seen in self.effects.values_mut() {
            if *seen == Seen::InFlight {
                *seen = Seen::MayRepeat;
            }
        }
    }

    fn take(&mut self, output: &Output, from: Timestamp, to: Timestamp) -> bool {
        if matches!(output.kind.as_str(), "done" | "state") {
            return true;
        }
        if output.kind == "error" {
            assert!(
                output.json["line"].is_u64() && output.str("code").is_some(),
                "an error names line and code: {output}"
            );
            assert!(!output.text().is_empty() && !DEBUG.is_match(output.text()), "an error is a sentence: {output}");
            return true;
        }
        let known = ["post", "edit", "pin", "open_room", "invite", "archive_room", "mail", "call", "sms", "webhook"];
        assert!(known.contains(&output.kind.as_str()), "the contract has no kind {:?}: {output}", output.kind);
        let again = self.effect(output);
        time(output, from, to);
        if let Some(incident) = output.str("incident") {
            assert!(INCIDENT.is_match(incident), "{incident} is no incident id: {output}");
        }
        self.place(output, again);
        self.manner(output);
        !again
    }

    /// Notes the effect's id; true when it is the allowed repetition of one that a kill cut off.
    fn effect(&mut self, output: &Output) -> bool {
        let effect = output.str("effect").unwrap_or_else(|| panic!("without `effect`: {output}")).to_owned();
        assert!(!effect.is_empty() && effect.len() <= 25, "an effect id has 1 to 25 characters: {effect}");
        let before = self.effects.insert(effect.clone(), Seen::InFlight);
        match before {
            None => false,
            Some(Seen::MayRepeat) => true,
            Some(_) => panic!("effect {effect} came twice, the second time as {output}"),
        }
    }

    /// Rooms, message ids, targets and buttons.
    fn place(&mut self, output: &Output, again: bool) {
        let room = output.room().to_owned();
        match output.kind.as_str() {
            "post" => {
                self.open(output);
                let id = output.str("id").unwrap_or_else(|| panic!("a post without `id`: {output}")).to_owned();
                let twice = self.messages.iter().any(|message| message.id == id);
                assert!(again || !twice, "two messages have the id {id}: {output}");
                self.messages.retain(|message| message.id != id);
                self.messages.push(Standing { id, room, buttons: output.buttons() });
            }
            "edit" | "pin" => {
                self.open(output);
                let target = output.str("target").unwrap_or_else(|| panic!("without `target`: {output}"));
                let place = self.messages.iter().position(|message| message.id == target);
                let place = place.unwrap_or_else(|| panic!("`target` {target} names no earlier message: {output}"));
                assert_eq!(self.messages[place].room, room, "`room` is that of the message {target}: {output}");
                if output.kind == "edit" {
                    let mut message = self.messages.remove(place);
                    message.buttons = output.buttons();
                    self.messages.push(message);
                }
            }
            "open_room" => {
                assert!(again || self.rooms.insert(room.clone()), "the room {room} was opened twice");
                self.rooms.insert(room.clone());
                people(&output.list("members"), output);
                let name = output.str("name").unwrap_or_default();
                let shown = name.strip_prefix("OEFENING ").unwrap_or(name);
                assert_eq!(shown, room, "a crisis room is shown by its id: {output}");
            }
            "invite" => people(&output.list("members"), output),
            "archive_room" => {
                self.open(output);
                self.archived.insert(room);
            }
            "mail" => {
                assert!(output.str("to").is_some_and(|to| to.contains('@')), "a mail goes to an address: {output}");
                assert!(output.str("subject").is_some_and(|subject| !subject.contains('\n')), "one line: {output}");
            }
            "call" | "sms" => {
                assert!(output.str("to").is_some_and(|to| to.starts_with('+')), "a person's own number: {output}");
                assert_ne!(output.str("to"), Some("02 217 0 112"), "the crisis centre is telephoned by people (K4)");
            }
            _ => {}
        }
    }

    fn open(&self, output: &Output) {
        assert!(self.rooms.contains(output.room()), "nobody opened the room {:?}: {output}", output.room());
        assert!(!self.archived.contains(output.room()), "{} is archived: {output}", output.room());
    }

    /// How it speaks (voice.md).
    fn manner(&mut self, output: &Output) {
        if !matches!(output.kind.as_str(), "post" | "edit" | "mail" | "call" | "sms" | "open_room") {
            return;
        }
        if output.kind == "open_room" {
            return self.exercise(output, output.str("name").unwrap_or_default());
        }
        let text = output.text();
        assert!(!text.trim().is_empty(), "it says nothing: {output}");
        self.exercise(output, text);
        if output.kind == "mail" {
            self.exercise(output, output.str("subject").unwrap_or_default());
        }
        if let Some(hit) = DEBUG.find(text) {
            panic!("{:?} is no word for a person: {output}", hit.as_str());
        }
        if output.is_shown() {
            people(&output.mentions(), output);
            assert!(
                output.json["mentions"].is_array() && output.json["actions"].is_array(),
                "lists, never absent: {output}"
            );
            affirmative_first(output);
            let lines = text.lines().count();
            assert!(output.mentions().is_empty() || lines <= 6, "a call has at most six lines, not {lines}: {output}");
        }
    }

    /// OEFENING is the first word of everything in an exercise, and of nothing else.
    fn exercise(&mut self, output: &Output, text: &str) {
        let says = text.starts_with("OEFENING");
        let what = if self.demo {
            true
        } else if let Some(incident) = output.str("incident") {
            *self.exercises.entry(incident.to_owned()).or_insert(says)
        } else {
            return;
        };
        assert_eq!(says, what, "OEFENING is the first word in an exercise, and only there: {output}");
    }

    /// A line that begins with a lead is answered in its room, in at most six lines.
    pub fn answered(room: &str, text: &str, outputs: &[Output]) {
        if !text.starts_with(['!', '/']) || outputs.iter().any(|output| output.kind == "error") {
            return;
        }
        let answer = outputs.iter().find(|output| output.kind == "post" && output.room() == room);
        let answer = answer.unwrap_or_else(|| panic!("`{text}` was not answered in {room}: {outputs:#?}"));
        let lines = answer.text().lines().count();
        assert!(LISTS.is_match(text) || lines <= 6, "an answer has at most six lines, not {lines}: {answer}");
    }

    /// The id of a button of the newest message that has one with this label, or one that begins so; else all labels.
    pub fn button(&self, room: Option<&str>, label: &str) -> Result<String, String> {
        let standing = || self.messages.iter().rev().filter(|message| room.is_none_or(|room| message.room == room));
        let of = |message: &Standing| {
            let exact = message.buttons.iter().find(|button| button.label == label);
            let found = exact.or_else(|| message.buttons.iter().find(|button| button.label.starts_with(label)));
            found.map(|button| button.id.clone())
        };
        standing().find_map(of).ok_or_else(|| {
            let labels =
                standing().flat_map(|message| message.buttons.iter().map(|button| format!("[{}]", button.label)));
            labels.take(30).collect::<Vec<_>>().join(" ")
        })
    }
}

fn time(output: &Output, from: Timestamp, to: Timestamp) {
    let at = output.str("at").unwrap_or_else(|| panic!("without `at`: {output}"));
    assert!(RFC3339.is_match(at), "`at` is RFC 3339 in Brussels: {at}");
    let at = output.at().unwrap_or_else(|| panic!("`at` is a time: {at}"));
    assert!(from <= at && at <= to, "{at} does not lie between {from} and {to}: {output}");
}

fn people(ids: &[String], output: &Output) {
    for id in ids {
        assert!(PERSON.is_match(id), "{id} is no person id: {output}");
    }
    let mut once = ids.to_vec();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), ids.len(), "each person once: {output}");
}

fn affirmative_first(output: &Output) {
    let buttons = output.buttons();
    let yes = |label: &str| ["Ja", "Yes"].iter().any(|word| label.split([',', ' ', ':']).next() == Some(*word));
    let no = |label: &str| {
        ["Nee", "No", "Gezien, geen", "Seen, no", "Ik kan niet", "I cannot", "Weet ik niet", "Annuleer"].iter().any(
            |word| label.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with([',', ' ', ':'])),
        )
    };
    if let Some(first) = buttons.first() {
        assert!(!no(&first.label), "the affirmative button comes first: {output}");
        assert!(yes(&first.label) || !buttons.iter().any(|button| yes(&button.label)), "Ja comes first: {output}");
    }
    let labels: BTreeSet<_> = buttons.iter().map(|button| &button.label).collect();
    assert_eq!(labels.len(), buttons.len(), "each button says something else: {output}");
    for button in &buttons {
        assert!(!button.id.is_empty() && !button.label.trim().is_empty(), "a button has id and label: {output}");
    }
}

/// The fields of the state document: a path, and what may stand there.
const DOCUMENT: &[(&str, &str)] = &[
    ("id", "text"),
    ("title", "text"),
    ("description", "text?"),
    ("status", "open|closed|withdrawn|duplicate"),
    ("exercise", "bool"),
    ("verified", "bool"),
    ("reported_by", "text"),
    ("meldpunt", "text?"),
    ("level", "issue|incident|crisis"),
    ("level_provisional", "bool"),
    ("proposed_level", "object?"),
    ("proposed_level.level", "issue|incident|crisis"),
    ("proposed_level.rule", "text"),
    ("ccvo_phase", "none|vooralarm|alarm|ended"),
    ("lead.kind", "team|cmt|ccvo"),
    ("lead.entity", "text?"),
    ("communication.kind", "text"),
    ("communication.entity", "text?"),
    ("entities", "list"),
    ("facts.general.malicious", "unknown|no|suspected|yes"),
    ("facts.general.reputation", "unknown|no|yes"),
    ("facts.general.nbc", "unknown|no|yes"),
    ("facts.general.societal", "unknown|no|yes"),
    ("facts.general.other", "unknown|no|vooralarm|alarm"),
    ("facts.entities.*.impact", "unknown|none|negative"),
    ("facts.entities.*.capacity", "unknown|one-team|several-teams|beyond"),
    ("facts.entities.*.health", "unknown|no|yes"),
    ("facts.entities.*.building", "text?"),
    ("facts.entities.*.processes", "list"),
    ("facts.entities.*.processes.*.id", "text"),
    ("facts.entities.*.processes.*.down_since", "time"),
    ("facts.entities.*.processes.*.restored_at", "time?"),
    ("facts.entities.*.processes.*.due", "time"),
    ("recommendations", "list"),
    ("recommendations.*.rule", "text"),
    ("recommendations.*.met_at", "time"),
    ("recommendations.*.withdrawn_at", "time?"),
    ("recommendations.*.acknowledged_at", "time?"),
    ("recommendations.*.acknowledged_by", "text?"),
    ("ccvo_calls", "list"),
    ("ccvo_calls.*.open", "bool"),
    ("ccvo_calls.*.opened_at", "time"),
    ("ccvo_calls.*.called_by", "text?"),
    ("ccvo_calls.*.answered_by", "text?"),
    ("ccvo_calls.*.at", "time?"),
    ("ccvo_requests", "list"),
    ("ccvo_requests.*.kind", "inform|support|takeover"),
    ("ccvo_requests.*.by", "text"),
    ("ccvo_requests.*.at", "time"),
    ("ccvo_requests.*.answered_by", "text?"),
    ("ccvo_requests.*.answer", "text?"),
    ("cmts", "list"),
    ("cmts.*.entity", "text"),
    ("cmts.*.active", "bool"),
    ("cmts.*.room", "text"),
    ("cmts.*.members", "list"),
    ("cmts.*.members.*.person", "text"),
    ("cmts.*.members.*.answer", "text?"),
    ("tasks", "list"),
    ("tasks.*.id", "any"),
    ("tasks.*.text", "text"),
    ("tasks.*.owner", "text?"),
    ("tasks.*.due", "time?"),
    ("tasks.*.done_at", "time?"),
    ("roles", "object"),
    ("links", "list"),
    ("links.*.incident", "text"),
    ("links.*.kind", "same|beside|related"),
    ("rooms", "list"),
    ("next_update_at", "time?"),
    ("log", "list"),
    ("log.*.seq", "number"),
    ("log.*.at", "time"),
    ("log.*.said_at", "time?"),
    ("log.*.actor", "text"),
    ("log.*.kind", "text"),
    ("log.*.text", "text?"),
    ("log.*.hash", "text"),
    ("opened_at", "time"),
    ("closed_at", "time?"),
];

/// Checks the form of a state document, and what must hold in each.
pub fn document(document: &Value) {
    for (path, form) in DOCUMENT {
        let parts: Vec<_> = path.split('.').collect();
        check(document, &parts, form, path);
    }
    let log = document["log"].as_array().expect("a list");
    assert!(!log.is_empty(), "a record begins with an event");
    let seqs: Vec<_> = log.iter().filter_map(|line| line["seq"].as_u64()).collect();
    assert!(seqs.windows(2).all(|pair| pair[0] < pair[1]), "`seq` rises: {seqs:?}");
    assert_eq!(document["lead"].as_object().map(serde_json::Map::len), Some(2), "`lead` has exactly two keys");
    for line in log {
        let text = line["text"].as_str().unwrap_or_default();
        assert!(!DEBUG.is_match(text), "no words for a person: {text}");
    }
    lead(document);
}

/// The table of leads, which can always be answered.
fn lead(document: &Value) {
    let meldpunt = &document["meldpunt"];
    let cmts = document["cmts"].as_array().expect("a list");
    let active = cmts.iter().any(|cmt| &cmt["entity"] == meldpunt && cmt["active"] == true);
    let (kind, entity) = match document["ccvo_phase"].as_str() {
        Some("alarm") => ("ccvo", &Value::Null),
        _ if active => ("cmt", meldpunt),
        _ => ("team", meldpunt),
    };
    assert_eq!((document["lead"]["kind"].as_str(), &document["lead"]["entity"]), (Some(kind), entity), "who leads");
}

fn check(value: &Value, path: &[&str], form: &str, whole: &str) {
    match path {
        [] => assert!(fits(value, form), "`{whole}` is {form}, not {value}"),
        ["*", rest @ ..] => {
            let items: Vec<_> = match value {
                Value::Array(items) => items.iter().collect(),
                Value::Object(items) => items.values().collect(),
                _ => Vec::new(),
            };
            for item in items {
                check(item, rest, form, whole);
            }
        }
        [name, rest @ ..] => {
            if value.is_null() {
                return; // The optional part above it is absent, which that part's own line allows or not.
            }
            let inner = value.get(name).unwrap_or_else(|| panic!("`{whole}` is never absent: {value}"));
            check(inner, rest, form, whole);
        }
    }
}

fn fits(value: &Value, form: &str) -> bool {
    if let Some(form) = form.strip_suffix('?') {
        return value.is_null() || fits(value, form);
    }
    match form {
        "any" => true,
        "text" => value.is_string(),
        "bool" => value.is_boolean(),
        "number" => value.is_u64(),
        "list" => value.is_array(),
        "object" => value.is_object(),
        "time" => value.as_str().is_some_and(|text| RFC3339.is_match(text)),
        words => value.as_str().is_some_and(|text| words.split('|').any(|word| word == text)),
    }
}
