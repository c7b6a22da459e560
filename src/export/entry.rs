//! A line of the log, as stored and in words.

use std::collections::BTreeMap;

use super::words::Words;
use crate::domain::{
    actor::Actor,
    entry::{Told, entry},
    event::Event,
    ids::TextId,
    line::Line,
    time::Timestamp,
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
pub struct Erasures {
    lines: BTreeMap<u64, Line>,
    texts: BTreeMap<TextId, u64>,
}

impl Erasures {
    /// As the record's own log says.
    #[must_use]
    pub fn of(log: &[LogRow]) -> Self {
        let mut erasures = Self::default();
        for row in log {
            if let Event::Redacted(redacted) = &row.event {
                let line = Line::EntryErased { actor: row.actor.clone(), at: row.at };
                erasures.lines.insert(redacted.seq, line);
                erasures.texts.extend(redacted.texts.iter().map(|text| (text.clone(), redacted.seq)));
            }
        }
        erasures
    }

    /// "Erased by … at …", where the log says so of this line.
    #[must_use]
    pub fn line(&self, seq: u64) -> Option<&Line> {
        self.lines.get(&seq)
    }

    /// A free text as it was written, or the sentence that stands in its place.
    #[must_use]
    pub fn text(&self, id: &TextId, at: Timestamp, words: &Words<'_>) -> String {
        if let Some(content) = words.content(id) {
            return content;
        }
        let line = self.texts.get(id).and_then(|seq| self.line(*seq));
        words.say(line.unwrap_or(&Line::EntryErasedUnsaid {}), at)
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
    let mut clauses: Vec<String> = row.clauses().iter().map(|clause| words.say(clause, row.at)).collect();
    clauses.extend(erasures.line(row.seq).map(|line| words.say(line, row.at)));
    clauses.join(DOT)
}

/// The word for what a line is: for people's own lines its kind, else the stored type.
#[must_use]
pub fn kind(event: &Event) -> &'static str {
    match event {
        Event::Written(written) => written.kind.word(),
        event => event.kind(),
    }
}
