//! What must come out while nobody answers, worked out from `escalation.toml` and the lists of people by other code than
//! that which calls.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use toml::Table;

/// Who is called when by one ladder, with nobody's place left open.
pub struct Ladder {
    steps: Vec<(SignedDuration, Vec<&'static str>)>,
    every: SignedDuration,
    all: Vec<&'static str>,
}

/// People by the words of the configuration, such as `first` or `chair`.
pub type Named<'a> = &'a dyn Fn(&str) -> Vec<&'static str>;

/// The places of a list.
pub fn of_list(list: &[&'static str], word: &str) -> Vec<&'static str> {
    let nth = ["first", "second", "third", "fourth", "fifth"].iter().position(|place| *place == word);
    match (word, nth) {
        ("all", _) => list.to_vec(),
        (_, Some(nth)) => list.get(nth).copied().into_iter().collect(),
        _ => panic!("{word} is no place in a list"),
    }
}

/// A time as the configuration writes it.
pub fn time(value: &toml::Value) -> SignedDuration {
    let text = value.as_str().expect("a time is a text");
    let (number, unit) = text.split_at(text.len() - 1);
    let number: i64 = number.parse().expect("a number and a unit");
    match unit {
        "s" => SignedDuration::from_secs(number),
        "m" => SignedDuration::from_mins(number),
        "h" => SignedDuration::from_hours(number),
        _ => panic!("{text} is no time"),
    }
}

fn people(value: &toml::Value, named: Named<'_>) -> Vec<&'static str> {
    let mut people = Vec::new();
    for word in value.as_array().expect("a list") {
        for person in named(word.as_str().expect("a word")) {
            if !people.contains(&person) {
                people.push(person);
            }
        }
    }
    people
}

impl Ladder {
    /// As the table of this name has it.
    pub fn read(escalation: &Table, name: &str, named: Named<'_>) -> Self {
        let table = escalation[name].as_table().expect("a ladder is a table");
        let steps = table["steps"].as_array().expect("a list").iter();
        let steps = steps.map(|step| (time(&step["after"]), people(&step["call"], named)));
        let steps: Vec<_> = steps.filter(|(_, people)| !people.is_empty()).collect();
        Self { steps, every: time(&table["then_every"]), all: people(&table["then_call"], named) }
    }

    /// One person, again and again.
    pub fn again(person: &'static str, every: SignedDuration) -> Self {
        Self { steps: vec![(SignedDuration::ZERO, vec![person])], every, all: vec![person] }
    }

    /// Everybody who can be called is called in each step.
    pub fn each(mut self) -> Self {
        let all = self.all.clone();
        self.steps.iter_mut().for_each(|(_, people)| people.clone_from(&all));
        self
    }

    /// How long after its start everybody is called at once for the first time after the steps.
    pub fn first_round(&self) -> SignedDuration {
        self.call(self.steps.len()).0
    }

    /// How long after its start the n-th call comes, and who is called by it.
    pub fn call(&self, n: usize) -> (SignedDuration, &[&'static str]) {
        if let Some((after, people)) = self.steps.get(n) {
            return (*after, people);
        }
        let rounds = i32::try_from(n - self.steps.len() + 1).expect("few");
        (self.steps.last().expect("it has a step").0 + self.every * rounds, &self.all)
    }
}

/// How somebody is reached beside the chat.
pub struct Reached {
    /// Has an account on a network.
    pub chat: bool,
    /// The kind of output and where it goes, in order.
    pub channels: Vec<(&'static str, &'static str)>,
}

/// A ladder of a record, in a room.
pub struct Chase {
    pub record: String,
    pub room: String,
    pub opened: Timestamp,
    pub ladder: Ladder,
}

/// How the clock on the wall in Brussels shows an instant, and its date: with the rule of the European Union for these
/// two years, written out.
pub fn wall(at: Timestamp) -> (String, String) {
    let change = |text: &str| text.parse::<Timestamp>().expect("an instant");
    let (autumn, spring) = (change("2026-10-25T01:00:00Z"), change("2027-03-28T01:00:00Z"));
    let winter = at >= autumn && at < spring;
    let local = at + SignedDuration::from_hours(if winter { 1 } else { 2 });
    let hour = SignedDuration::from_hours(1);
    let twice = match () {
        () if at >= autumn - hour && at < autumn => " zomertijd",
        () if at >= autumn && at < autumn + hour => " wintertijd",
        () => "",
    };
    let text = local.to_string();
    (format!("{}{twice}", &text[11..16]), text[..10].to_owned())
}

/// The sentence that says who is called next, and when.
fn next(at: Timestamp, now: Timestamp, people: &[&str]) -> String {
    let months = ["oktober", "november", "december", "januari", "februari", "maart"];
    let ((clock, date), (_, today)) = (wall(at), wall(now));
    let month: usize = date[5..7].parse().expect("a month");
    let day = format!(" op {} {}", date[8..].trim_start_matches('0'), months[(month + 2) % 12]);
    let day = if date == today { "" } else { &day };
    let are = if people.len() == 1 { "wordt" } else { "worden" };
    let minutes = at.duration_since(now).as_mins();
    format!("Nu: zonder antwoord {are} {} opgeroepen om {clock}{day} (over {minutes} min).", people.join(", "))
}

/// One line for a call in a room, as for `seen`.
pub fn call(at: Timestamp, record: &str, room: &str, people: &[&str], next: &str) -> String {
    format!("{at} {record} {room} calls {}: {next}", people.join(", "))
}

/// One line for what goes out by a channel, as for `seen`.
pub fn reached(at: Timestamp, record: &str, kind: &str, to: &str) -> String {
    format!("{at} {record} {kind} to {to}")
}

/// When somebody looks: until when, how long the next channel waits, and when the program was away, if it was.
pub struct Span {
    pub until: Timestamp,
    pub every: SignedDuration,
    pub away: Option<(Timestamp, Timestamp)>,
}

/// Everything that a chase does until an instant, that included.
pub fn of(chase: &Chase, span: &Span, people: &BTreeMap<&str, Reached>) -> Vec<String> {
    let mut lines = Vec::new();
    let mut calls: BTreeMap<&str, Vec<Timestamp>> = BTreeMap::new();
    let mut at = chase.opened;
    for n in 0.. {
        let ((after, who), (then, whom)) = (chase.ladder.call(n), chase.ladder.call(n + 1));
        // What comes late keeps its distance from what follows.
        let planned = chase.opened + then;
        let due = if planned > at { planned } else { at + (then - after) };
        lines.push(call(at, &chase.record, &chase.room, who, &next(due, at, whom)));
        for person in who {
            calls.entry(person).or_default().push(at);
        }
        at = span.away.filter(|(from, to)| due > *from && due < *to).map_or(due, |(_, to)| to);
        if at > span.until {
            break;
        }
    }
    for (person, calls) in calls {
        let Some(reach) = people.get(person) else { continue };
        let sent = channels(reach, &calls, span.every).filter(|(at, ..)| *at <= span.until);
        lines.extend(sent.map(|(at, kind, to)| reached(at, &chase.record, kind, to)));
    }
    lines
}

/// What goes out to somebody who is called at these times. While their channels are gone through, a further call begins
/// nothing anew.
fn channels<'a>(
    reach: &'a Reached,
    calls: &[Timestamp],
    every: SignedDuration,
) -> impl Iterator<Item = (Timestamp, &'a str, &'a str)> {
    let mut sent = Vec::new();
    let mut busy = Timestamp::MIN;
    for call in calls.iter().filter(|_| !reach.channels.is_empty()) {
        if *call <= busy {
            continue;
        }
        let first = if reach.chat { *call + every } else { *call };
        for (n, (kind, to)) in reach.channels.iter().enumerate() {
            busy = first + every * i32::try_from(n).expect("few");
            sent.push((busy, *kind, *to));
        }
    }
    sent.into_iter()
}
