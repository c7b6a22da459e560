//! Each kind of argument in its own way: names from the configuration, free texts from where they are kept.

use fluent_bundle::FluentValue;

use super::{
    bundle::Unsaid,
    clean::{clean, cut},
    fact,
    lexicon::{DOT, Lexicon},
    moment,
    reader::Reader,
    reply::Span,
    slots,
};
use crate::domain::{
    ids::{BuildingId, EntityId, RoleId, TextId},
    line::Line,
    message::{Arg, Invocation},
};

/// Text that nobody kept apart was mistyped or is the name of an account: its start is enough.
const LONGEST_QUOTE: usize = 100;
/// Free text in a clause: whoever needs all of it exports the record.
const LONGEST_IN_CLAUSE: usize = 160;

/// A form of an argument.
pub enum Form {
    /// Put into its place afterwards.
    Shown(Vec<Span>),
    /// Seen by the words, which choose by it: one or many, which word.
    Chosen(FluentValue<'static>),
}

/// The forms of an argument under its name and a suffix, so that each sentence can take the one that fits:
/// of a moment `-at` without its preposition and `-in` its distance alone, of a word or of what may be missing `-is`,
/// of people `-count`.
pub fn forms(arg: &Arg, lexicon: &Lexicon, reader: &Reader<'_>) -> Result<Vec<(&'static str, Form)>, Unsaid> {
    let mut forms = Vec::new();
    let shown = |text: String| Form::Shown(vec![Span::Plain(text)]);
    match arg {
        Arg::Number(number) => return Ok(vec![("", Form::Chosen((*number).into()))]),
        Arg::Due(due) => {
            forms.push(("-at", shown(moment::due_at(*due, lexicon, reader)?)));
            forms.push(("-in", shown(moment::away(*due, lexicon, reader)?)));
        }
        Arg::Word(word) => forms.push(("-is", Form::Chosen(word.clone().into()))),
        // Beside the word that stands for one that is not known.
        Arg::Entity(_) | Arg::Person(_) => forms.push(("-is", Form::Chosen("known".into()))),
        Arg::People(people) => {
            forms.push(("-count", Form::Chosen(i64::try_from(people.len()).unwrap_or(i64::MAX).into())));
        }
        _ => {}
    }
    forms.push(("", Form::Shown(spans(arg, lexicon, reader)?)));
    Ok(forms)
}

fn entity_name(id: &EntityId, reader: &Reader<'_>) -> String {
    let known = reader.organisation.entities.get(id);
    known.map_or(id.as_str(), |entity| entity.name.get(reader.language)).to_owned()
}

fn building_name(id: &BuildingId, reader: &Reader<'_>) -> String {
    let known = reader.organisation.buildings.get(id);
    known.map_or(id.as_str(), |building| building.name.get(reader.language)).to_owned()
}

/// The argument as it is shown.
pub fn spans(arg: &Arg, lexicon: &Lexicon, reader: &Reader<'_>) -> Result<Vec<Span>, Unsaid> {
    let organisation = reader.organisation;
    let language = reader.language;
    let word = |key: &str| lexicon.words(language, key, &[]);
    let plain = match arg {
        Arg::Incident(id) => id.to_string(),
        Arg::Entity(id) => entity_name(id, reader),
        Arg::Process(id) => {
            organisation.processes.get(id).map_or(id.as_str(), |process| process.name.get(language)).to_owned()
        }
        Arg::Building(id) => building_name(id, reader),
        Arg::Site(site) => {
            let entity = match &site.entity {
                Some(id) => entity_name(id, reader),
                None => word("word-unknown-entity")?,
            };
            let building = match &site.building {
                Some(id) => Some(building_name(id, reader)),
                None if site.whole => Some(word("word-unknown-building")?),
                None => None,
            };
            building.map_or_else(|| entity.clone(), |building| format!("{entity}, {building}"))
        }
        Arg::AssemblyPoint(id) => match organisation.buildings.get(id) {
            Some(building) => building.assembly_point.get(language).to_owned(),
            None => word("word-answer-unknown")?,
        },
        Arg::Instruction(id) => match organisation.buildings.get(id) {
            Some(building) => building.instruction.get(language).to_owned(),
            None => word("word-answer-unknown")?,
        },
        Arg::Facts(facts) => return fact::list(facts, lexicon, reader),
        Arg::Person(id) => id.to_string(),
        Arg::People(people) if people.is_empty() => word("word-nobody")?,
        Arg::People(people) => people.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        Arg::PhoneOf(id) => {
            let phone = organisation.people.get(id).and_then(|person| person.phone.clone());
            phone.map_or_else(|| word("phone-unknown"), Ok)?
        }
        Arg::PhoneOfEntity(id) => {
            let phone = organisation.entities.get(id).and_then(|entity| entity.phone.clone());
            phone.map_or_else(|| word("phone-unknown"), Ok)?
        }
        Arg::Room(id) => id.to_string(),
        Arg::Role(id) => role(id, lexicon, reader),
        Arg::Task(id) => id.to_string(),
        Arg::Text(id) => return text(id, lexicon, reader),
        Arg::Quote(quote) => return Ok(vec![user(&cut(&clean(quote), LONGEST_QUOTE), lexicon, reader)?]),
        Arg::At(at) => moment::at(*at, lexicon, reader)?,
        Arg::Due(due) => moment::due(*due, lexicon, reader)?,
        Arg::Length(span) => moment::length(*span, lexicon, reader)?,
        Arg::Word(key) => word(&format!("word-{key}"))?,
        Arg::Number(number) => number.to_string(),
        Arg::Both(both) => both.get(language).to_owned(),
        Arg::Command(invocation) => return Ok(vec![command(invocation, lexicon, reader)]),
        Arg::Verbatim(text) => text.clone(),
        Arg::Clauses(clauses) => return said(clauses, lexicon, reader),
    };
    Ok(vec![Span::Plain(plain)])
}

fn said(clauses: &[Line], lexicon: &Lexicon, reader: &Reader<'_>) -> Result<Vec<Span>, Unsaid> {
    let mut spans = Vec::new();
    for (n, clause) in clauses.iter().enumerate() {
        if n > 0 {
            slots::push(&mut spans, Span::Plain(DOT.to_owned()));
        }
        let short = |span| match span {
            Span::User(text) => Span::User(cut(&text, LONGEST_IN_CLAUSE)),
            other => other,
        };
        slots::extend(&mut spans, lexicon.try_line(clause, reader)?.into_iter().map(short));
    }
    Ok(spans)
}

fn text(id: &TextId, lexicon: &Lexicon, reader: &Reader<'_>) -> Result<Vec<Span>, Unsaid> {
    let span = match reader.texts.content(id) {
        Some(content) => user(&clean(&content), lexicon, reader)?,
        None => Span::Plain(lexicon.words(reader.language, "erased", &[])?),
    };
    Ok(vec![span])
}

/// A text of which nothing can be seen is said to be empty, so that nobody reads past it.
fn user(text: &str, lexicon: &Lexicon, reader: &Reader<'_>) -> Result<Span, Unsaid> {
    if text.is_empty() {
        return Ok(Span::Plain(lexicon.words(reader.language, "empty", &[])?));
    }
    Ok(Span::User(text.to_owned()))
}

/// The roles of the doctrine have names; an organisation's own ones are shown as they are.
fn role(id: &RoleId, lexicon: &Lexicon, reader: &Reader<'_>) -> String {
    let key = format!("role-{}", id.as_str().to_ascii_lowercase());
    lexicon.words(reader.language, &key, &[]).unwrap_or_else(|_| clean(id.as_str()))
}

fn command(invocation: &Invocation, lexicon: &Lexicon, reader: &Reader<'_>) -> Span {
    let hint = |key: &str| lexicon.hint(reader.language, key);
    let mut invocation = invocation.clone();
    if let Some(phrase) = invocation.phrase.take() {
        invocation.text = Some(lexicon.phrase(reader.language, &phrase));
    }
    Span::Command(clean(&reader.catalogue.print(&invocation, reader.language, &hint)))
}
