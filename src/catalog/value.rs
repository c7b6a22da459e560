//! One value of one option, read as its type.

use super::{
    Situation, clean,
    model::{Kind, Opt},
    when,
};
use crate::domain::{
    fact::Answer,
    ids::{BuildingId, EntityId, IncidentId, PersonId, ProcessId, RoleId, TaskId},
    organisation::Bilingual,
    page::Paged,
    time::Timestamp,
};

/// A value that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Yes, no or unknown.
    Answer(Answer),
    /// The English word of a choice.
    Choice(String),
    /// An entity.
    Entity(EntityId),
    /// A building.
    Building(BuildingId),
    /// A process.
    Process(ProcessId),
    /// A person.
    Person(PersonId),
    /// One person, or a team.
    Paged(Paged),
    /// A role.
    Role(RoleId),
    /// A record.
    Incident(IncidentId),
    /// A task.
    Task(TaskId),
    /// An instant.
    Time(Timestamp),
    /// An instant that was past already, so tomorrow was meant.
    Tomorrow(Timestamp),
    /// A whole number.
    Number(u64),
    /// Free text.
    Text(String),
}

/// Why a value cannot be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// It is none of what is allowed.
    Allowed,
    /// It is a team, and one person is needed.
    Team,
    /// It is a time too far away.
    Far,
    /// It is not past.
    NotPast,
    /// It is not still to come.
    NotFuture,
}

/// Reads one value.
pub fn read(option: &Opt, raw: &str, situation: &Situation<'_>) -> Result<Value, Wrong> {
    if option.kind == Kind::Text {
        let text = clean::line(raw);
        return if clean::is_blank(&text) { Err(Wrong::Allowed) } else { Ok(Value::Text(text)) };
    }
    let text = clean::visible(raw);
    let word = text.to_lowercase();
    let organisation = situation.organisation;
    let found = match option.kind {
        Kind::Answer => answer(&word).map(Value::Answer),
        Kind::YesNo => answer(&word).filter(|answer| *answer != Answer::Unknown).map(Value::Answer),
        Kind::Choice => choice(option, &word).map(Value::Choice),
        Kind::Entity => {
            let entities = organisation.entities.values();
            named(&word, entities.map(|entity| (&entity.id, entity.id.as_str(), Some(&entity.name)))).map(Value::Entity)
        }
        Kind::Building => {
            let buildings = organisation.buildings.values();
            named(&word, buildings.map(|building| (&building.id, building.id.as_str(), Some(&building.name))))
                .map(Value::Building)
        }
        Kind::Process => {
            let processes = organisation.processes.values();
            named(&word, processes.map(|process| (&process.id, process.id.as_str(), Some(&process.name))))
                .map(Value::Process)
        }
        Kind::Person => return person(&word, situation),
        Kind::PersonOrTeam => return paged(&word, situation),
        Kind::Role => role(option, &word).map(Value::Role),
        Kind::Incident => word.parse().ok().map(Value::Incident),
        Kind::Task => task(&word).map(Value::Task),
        Kind::Number => word.trim_start_matches('#').parse().ok().map(Value::Number),
        Kind::Future => {
            let when = when::future(&word, situation.now)?;
            return Ok(if when.tomorrow { Value::Tomorrow(when.at) } else { Value::Time(when.at) });
        }
        Kind::Past => return when::past(&word, situation.said_at.min(situation.now)).map(Value::Time),
        Kind::Text => None,
    };
    found.ok_or(Wrong::Allowed)
}

/// The same value as an id or English word, and a time as an instant, so that it means the same later.
pub fn canonical(option: &Opt, raw: &str, situation: &Situation<'_>) -> String {
    match read(option, raw, situation) {
        Ok(Value::Answer(answer)) => answer.word().to_owned(),
        Ok(Value::Choice(word) | Value::Text(word)) => word,
        Ok(Value::Entity(id)) => id.to_string(),
        Ok(Value::Building(id)) => id.to_string(),
        Ok(Value::Process(id)) => id.to_string(),
        Ok(Value::Person(id) | Value::Paged(Paged::Person(id))) => id.to_string(),
        Ok(Value::Paged(Paged::Team(id))) => id.to_string(),
        Ok(Value::Role(id)) => id.to_string(),
        Ok(Value::Incident(id)) => id.to_string(),
        Ok(Value::Task(id)) => id.to_string(),
        Ok(Value::Number(number)) => number.to_string(),
        Ok(Value::Time(at) | Value::Tomorrow(at)) => when::written(at).unwrap_or_else(|| raw.to_owned()),
        Err(_) => raw.to_owned(),
    }
}

fn answer(word: &str) -> Option<Answer> {
    match word {
        "yes" | "ja" => Some(Answer::Yes),
        "no" | "nee" => Some(Answer::No),
        "unknown" | "onbekend" => Some(Answer::Unknown),
        _ => None,
    }
}

fn choice(option: &Opt, word: &str) -> Option<String> {
    option.choices.iter().find(|choice| choice.id == word || choice.nl == word).map(|choice| choice.id.clone())
}

/// By id, by either name, or by the last part of the id where only one has it.
fn named<'a, Id: Clone + 'a>(
    word: &str,
    known: impl Iterator<Item = (&'a Id, &'a str, Option<&'a Bilingual>)> + Clone,
) -> Option<Id> {
    let same = |text: &str| text.to_lowercase() == word;
    let exact =
        known.clone().find(|(_, id, name)| same(id) || name.is_some_and(|name| same(&name.nl) || same(&name.en)));
    if let Some((id, ..)) = exact {
        return Some(id.clone());
    }
    let mut ending = known.filter(|(_, id, _)| id.rsplit_once('.').is_some_and(|(_, last)| same(last)));
    let first = ending.next()?;
    ending.next().is_none().then(|| first.0.clone())
}

fn person(word: &str, situation: &Situation<'_>) -> Result<Value, Wrong> {
    let word = word.trim_start_matches("<@").trim_end_matches('>').trim_start_matches('@');
    let organisation = situation.organisation;
    let same = |text: &str| text.to_lowercase() == word;
    if let Some(person) = organisation.people.values().find(|person| same(person.id.as_str()) || same(&person.name)) {
        return Ok(Value::Person(person.id.clone()));
    }
    let team = organisation.teams.keys().any(|team| same(team.as_str()));
    Err(if team { Wrong::Team } else { Wrong::Allowed })
}

/// A team that shares its id with a person is that person alone.
fn paged(word: &str, situation: &Situation<'_>) -> Result<Value, Wrong> {
    if let Ok(Value::Person(person)) = person(word, situation) {
        return Ok(Value::Paged(Paged::Person(person)));
    }
    let team = situation.organisation.teams.keys().find(|team| team.as_str().to_lowercase() == word.trim_matches('@'));
    team.map(|team| Value::Paged(Paged::Team(team.clone()))).ok_or(Wrong::Allowed)
}

fn role(option: &Opt, word: &str) -> Option<RoleId> {
    if let Some(usual) = choice(option, word) {
        return Some(RoleId::from(usual));
    }
    let letters = word.chars().all(|c| c.is_alphanumeric() || c == '-');
    let fits = letters && word.starts_with(char::is_alphabetic) && word.chars().count() <= 32;
    fits.then(|| RoleId::from(word))
}

fn task(word: &str) -> Option<TaskId> {
    word.strip_prefix('t').unwrap_or(word).parse().ok().filter(|n| *n > 0).map(TaskId)
}

/// Whether a value has the form of its type, whatever the organisation holds.
pub fn is_word(option: &Opt, raw: &str) -> bool {
    let word = clean::word(raw);
    match option.kind {
        Kind::Answer | Kind::YesNo => answer(&word).is_some(),
        Kind::Choice => choice(option, &word).is_some(),
        Kind::Role => role(option, &word).is_some(),
        Kind::Incident => word.parse::<IncidentId>().is_ok(),
        Kind::Task => task(&word).is_some(),
        Kind::Number => word.parse::<u64>().is_ok(),
        Kind::Entity
        | Kind::Building
        | Kind::Process
        | Kind::Person
        | Kind::PersonOrTeam
        | Kind::Future
        | Kind::Past
        | Kind::Text => !word.is_empty(),
    }
}

/// Whether it is an English word or an id, as commands that were never typed carry them.
pub fn is_id(option: &Opt, raw: &str) -> bool {
    match option.kind {
        Kind::Answer => matches!(raw, "yes" | "no" | "unknown"),
        Kind::YesNo => matches!(raw, "yes" | "no"),
        Kind::Choice => option.choices.iter().any(|choice| choice.id == raw),
        _ => is_word(option, raw),
    }
}
