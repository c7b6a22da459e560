//! Calendars that say who is on duty: an iCalendar file beside the configuration, or at an address.

mod events;
#[cfg(test)]
mod tests;

use std::{
    collections::BTreeMap,
    fs,
    io::{self, Read as _},
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use url::Url;

use self::events::{Turn, turns};
use super::{
    faults::calendar as faults,
    heartbeat::{self, Target},
    section::{Field, Section},
    value::is_loopback,
};
use crate::domain::{
    ids::{PersonId, RotaId},
    on_duty::Unfit,
    organisation::{Language, Person},
    rota::Shift,
    time::{Span, Timestamp},
};

/// The largest calendar, in bytes.
pub const LARGEST: u64 = 2 * 1024 * 1024;
/// How often it is read again, where nothing else is said.
const EVERY: Span = Span::minutes(15);
/// Of a calendar with more mistakes than this nobody reads the rest.
const TOLD: usize = 5;

/// A calendar of the configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// Whose turns stand in it.
    pub rota: RotaId,
    /// Where it is.
    pub origin: Origin,
    /// How often it is read again.
    pub every: Duration,
}

/// Where a calendar is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// In this file.
    File(PathBuf),
    /// At this address.
    Url(Target),
}

/// Why a calendar cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// The file or the address does not give it, in the system's own words.
    Unreadable(String),
    /// It is larger than this many bytes.
    TooLarge(u64),
    /// It is no iCalendar.
    NotACalendar,
    /// Nothing stands in it.
    Empty,
    /// More stands in it than anybody plans.
    TooMuch,
    /// An entry whose times cannot be understood.
    Times(String),
    /// An entry in a time zone that nobody knows.
    Zone(String, String),
    /// An entry that is of nobody of the configuration, and when it begins.
    Nobody(String, Timestamp),
    /// Two people at the same time.
    Overlap(PersonId, PersonId, Timestamp, Timestamp),
    /// Somebody who could not be called, or could not answer.
    Unfit(PersonId, Unfit),
}

impl Problem {
    /// In a sentence.
    #[must_use]
    pub fn say(&self, language: Language) -> String {
        faults::problem(self).say(language)
    }
}

/// The turns of a calendar that are not over at this instant, if it is given.
///
/// # Errors
/// What is wrong with them, the first of it.
pub fn shifts(
    bytes: &[u8],
    people: &BTreeMap<PersonId, Person>,
    now: Option<Timestamp>,
) -> Result<Arc<[Shift]>, Vec<Problem>> {
    let text = str::from_utf8(bytes).map_err(|_| vec![Problem::NotACalendar])?;
    let mut turns = turns(text).map_err(|problem| vec![problem])?;
    turns.retain(|turn| now.is_none_or(|now| turn.until > now));
    turns.sort_by_key(|turn| (turn.from, turn.until));
    let mut problems = Vec::new();
    let mut shifts: Vec<Shift> = Vec::new();
    for turn in &turns {
        let Some(person) = person(turn, people) else {
            problems.push(Problem::Nobody(turn.title.to_string(), turn.from));
            continue;
        };
        match shifts.last_mut() {
            // One person cannot be twice on duty.
            Some(last) if last.person == person && turn.from <= last.until => last.until = last.until.max(turn.until),
            Some(last) if turn.from < last.until => {
                let until = last.until.min(turn.until);
                problems.push(Problem::Overlap(last.person.clone(), person, turn.from, until));
            }
            _ => shifts.push(Shift { from: turn.from, until: turn.until, person }),
        }
    }
    problems.truncate(TOLD);
    if problems.is_empty() { Ok(shifts.into()) } else { Err(problems) }
}

/// Whose turn it is: of whom its guests' addresses name, else of whom its title names by id or by name.
fn person(turn: &Turn, people: &BTreeMap<PersonId, Person>) -> Option<PersonId> {
    let by_mail = |address: &String| {
        let same = |person: &&Person| person.mail.as_ref().is_some_and(|mail| mail.eq_ignore_ascii_case(address));
        people.values().find(same)
    };
    let title = turn.title.trim();
    let named = |person: &&Person| {
        let name = person.name.trim();
        title.eq_ignore_ascii_case(person.id.as_str()) || title.to_lowercase() == name.to_lowercase()
    };
    let word = |person: &&Person| {
        let apart = |letter: char| letter.is_whitespace() || ",;:()/".contains(letter);
        title.split(apart).any(|word| word.eq_ignore_ascii_case(person.id.as_str()))
    };
    let found = turn.guests.iter().find_map(by_mail);
    let found = found.or_else(|| people.values().find(named)).or_else(|| people.values().find(word));
    found.map(|person| person.id.clone())
}

/// What stands in a file.
///
/// # Errors
/// Why it cannot be read.
pub fn file(path: &Path) -> Result<Vec<u8>, Problem> {
    let unreadable = |error: io::Error| Problem::Unreadable(error.to_string());
    // Opening a pipe would wait for whoever writes into it, so the kind is looked at first.
    if !fs::metadata(path).map_err(unreadable)?.is_file() {
        return Err(Problem::NotACalendar);
    }
    let mut bytes = Vec::new();
    let opened = fs::File::open(path).map_err(unreadable)?;
    opened.take(LARGEST.saturating_add(1)).read_to_end(&mut bytes).map_err(unreadable)?;
    if u64::try_from(bytes.len()).is_ok_and(|size| size > LARGEST) {
        return Err(Problem::TooLarge(LARGEST));
    }
    Ok(bytes)
}

/// The calendar of a rota, and where it is named; none where it has none, the inner one where it cannot be used.
/// `config` is the folder of the configuration.
pub(super) fn read<'r>(section: &mut Section<'r>, rota: &str, config: &Path) -> Option<(Option<Calendar>, Field<'r>)> {
    let (file, url, secret) = (section.may("calendar"), section.may("calendar_url"), section.may("calendar_url_file"));
    let fields: Vec<Field<'r>> = [&file, &url, &secret].into_iter().flatten().cloned().collect();
    let first = fields.first()?.clone();
    let refresh = section.may("refresh");
    let every = refresh.map_or(Some(EVERY), |field| field.some_time());
    let rotation: Vec<Field<'r>> =
        ["people", "start", "every", "until"].into_iter().filter_map(|key| section.may(key)).collect();
    for field in fields.iter().skip(1).chain(&rotation) {
        field.add(faults::two_sources());
    }
    let origin = if let Some(file) = file {
        file.text(300).map(|name| Origin::File(config.join(name)))
    } else if let Some(url) = url {
        plain(&url)
    } else {
        secret.and_then(|field| from_file(&field, config))
    };
    let every = every.and_then(|every| u64::try_from(every.0).ok()).map(Duration::from_millis);
    let calendar = origin.zip(every).map(|(origin, every)| Calendar { rota: rota.into(), origin, every });
    Some((calendar, first))
}

/// Whoever can change what is read on the way says who is called at night.
fn is_safe(url: &Url) -> bool {
    url.scheme() == "https" || is_loopback(url)
}

fn plain(field: &Field<'_>) -> Option<Origin> {
    let url = heartbeat::address(field.raw()?).filter(is_safe);
    if url.is_none() {
        field.add(faults::bad_address());
    }
    url.map(|url| Origin::Url(Target::Url(url)))
}

fn from_file(field: &Field<'_>, config: &Path) -> Option<Origin> {
    let file = field.secret(config)?;
    let target = Target::File(file);
    // What is wrong with the file itself was told.
    if matches!(target.url(), Ok(url) if !url.as_ref().is_some_and(is_safe)) {
        field.add(faults::bad_address());
    }
    Some(Origin::Url(target))
}
