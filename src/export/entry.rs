//! A line of the log, as stored and in words.

use std::{collections::BTreeMap, sync::Arc};

use super::words::Words;
use crate::{
    domain::{
        actor::Actor,
        entry::{Told, entry},
        event::Event,
        ids::TextId,
        line::Line,
        time::Timestamp,
    },
    text::Texts,
};

/// Between the clauses of an entry.
const DOT: &str = " · ";

/// A stored event of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct LogRow {
    /// Its number in the record's stream, from 1.
    pub seq: u64,
    /// When it was recorded.
    pub at: Timestamp,
    /// When it was said.
    pub said_at: Timestamp,
    /// By whom.
    pub actor: Actor,
    /// What.
    pub event: Event,
    /// Its link in the chain of its stream, in hexadecimal.
    pub hash: String,
}

impl LogRow {
    /// The clauses that say it.
    #[must_use]
    pub fn clauses(&self) -> Vec<Line> {
        entry(&self.event, Told { actor: &self.actor, at: self.at, said_at: self.said_at })
    }
}

/// Which texts of a record were erased, when and by whom.
#[derive(Debug, Clone, Default)]
pub struct Erasures(BTreeMap<TextId, (Actor, Timestamp)>);

/// The free texts, with the sentence that stands in the place of an erased one.
struct Shown<'a> {
    erasures: &'a Erasures,
    words: &'a Words<'a>,
    at: Timestamp,
}

impl Erasures {
    /// As the record's own log says.
    #[must_use]
    pub fn of(log: &[LogRow]) -> Self {
        let mut erasures = Self::default();
        for row in log {
            if let Event::Redacted(redacted) = &row.event {
                let by = |text: &TextId| (text.clone(), (row.actor.clone(), row.at));
                erasures.0.extend(redacted.texts.iter().map(by));
            }
        }
        erasures
    }

    /// A free text as it was written, or the sentence that stands in its place.
    #[must_use]
    pub fn text(&self, id: &TextId, at: Timestamp, words: &Words<'_>) -> String {
        let shown = Shown { erasures: self, words, at }.content(id);
        shown.map_or_else(|| words.heading("erased"), |text| text.to_string())
    }
}

impl Texts for Shown<'_> {
    fn content(&self, id: &TextId) -> Option<Arc<str>> {
        let erased = || {
            let (actor, at) = self.erasures.0.get(id)?;
            Some(self.words.say(&Line::EntryErased { actor: actor.clone(), at: *at }, self.at).into())
        };
        self.words.texts.content(id).or_else(erased)
    }
}

/// What a line of the log says: people's own lines in their own words, every other one in ours.
#[must_use]
pub fn text(row: &LogRow, erasures: &Erasures, words: &Words<'_>) -> String {
    if let Event::Written(written) = &row.event {
        return erasures.text(&written.text, row.at, words);
    }
    sentence(row, erasures, words)
}

/// What a line of the log says, with who said it, also of people's own lines.
#[must_use]
pub fn sentence(row: &LogRow, erasures: &Erasures, words: &Words<'_>) -> String {
    let shown = Shown { erasures, words, at: row.at };
    let words = words.with(&shown);
    row.clauses().iter().map(|clause| words.say(clause, row.at)).collect::<Vec<_>>().join(DOT)
}

/// The word for what a line is: for people's own lines its kind, else the stored type.
#[must_use]
pub fn kind(event: &Event) -> &'static str {
    match event {
        Event::Written(written) => written.kind.word(),
        event => event.kind(),
    }
}
