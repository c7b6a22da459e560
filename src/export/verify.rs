//! Walks over all stored events and free texts, and says where they are not what was once recorded.
//!
//! It goes on after a finding: the stored link of the changed event is taken for true, so that each finding stands for
//! itself. What was erased is mentioned; the chain holds without it.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    str::FromStr,
};

use super::findings::{Finding, Verified, Wrong};
use crate::domain::{
    chain::{Hash, Links, text_id},
    event::Event,
    ids::TextId,
    texts,
    time::Timestamp,
};

/// A stored event, as far as the chains cover it.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// Its stream, as stored.
    pub stream: &'a str,
    /// Its place in the stream, from 1.
    pub version: u64,
    /// What its link covers.
    pub links: Links<'a>,
    /// Its stored link in the stream.
    pub h_stream: Hash,
    /// Its stored link among all.
    pub h_all: Hash,
}

/// A stored free text.
#[derive(Debug, Clone, Copy)]
pub struct Text<'a> {
    /// Its id.
    pub id: &'a TextId,
    /// What it was salted with, and what it says; none when it was erased.
    pub kept: Option<(&'a [u8], &'a str)>,
    /// When it was erased.
    pub erased_at: Option<Timestamp>,
}

/// A link among all that somebody kept elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checkpoint {
    /// Of which event.
    pub pos: u64,
    /// Its link.
    pub hash: Hash,
}

/// The text is no checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a checkpoint; one is a position, a colon and 64 hexadecimal digits")]
pub struct NotACheckpoint;

impl FromStr for Checkpoint {
    type Err = NotACheckpoint;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (pos, hash) = text.trim().split_once(':').ok_or(NotACheckpoint)?;
        Ok(Self { pos: pos.parse().map_err(|_| NotACheckpoint)?, hash: hash.parse().map_err(|_| NotACheckpoint)? })
    }
}

#[derive(Debug, Clone, Default)]
struct Chain {
    version: u64,
    hash: Hash,
    /// Versions that did not come yet, with the position at which they were missed.
    missed: BTreeMap<u64, u64>,
}

/// Takes every stored event in order of position, then every free text.
#[derive(Debug, Default)]
pub struct Verifier {
    checkpoint: Option<Checkpoint>,
    checkpoint_holds: Option<bool>,
    events: u64,
    pos: u64,
    all: Hash,
    streams: HashMap<String, Chain>,
    /// The event that refers to each text that did not come yet.
    texts: HashMap<TextId, u64>,
    redacted: BTreeSet<TextId>,
    erased: BTreeSet<TextId>,
    findings: Vec<Finding>,
}

impl Verifier {
    /// Compares with a checkpoint too.
    #[must_use]
    pub fn with(checkpoint: Option<Checkpoint>) -> Self {
        Self { checkpoint, ..Self::default() }
    }

    /// The next event.
    pub fn event(&mut self, row: Row<'_>) {
        self.events = self.events.saturating_add(1);
        let after_gap = self.place(row.links.pos);
        let link = self.in_stream(row);
        let all = self.all.all(row.h_stream);
        // After a gap nobody knows what the link followed on.
        if link.is_some_and(|link| link != row.h_stream) || (!after_gap && all != row.h_all) {
            self.find(row.links.pos, Wrong::Changed);
        }
        self.all = row.h_all;
        self.pos = self.pos.max(row.links.pos);
        if let Some(checkpoint) = self.checkpoint.filter(|checkpoint| checkpoint.pos == row.links.pos) {
            self.checkpoint_holds = Some(checkpoint.hash == row.h_all);
            if checkpoint.hash != row.h_all {
                self.find(checkpoint.pos, Wrong::OtherThanCheckpoint);
            }
        }
        self.refer(row);
    }

    /// Whether events are missing before this one.
    fn place(&mut self, pos: u64) -> bool {
        let expected = self.pos.saturating_add(1);
        if pos > expected {
            self.find(expected, Wrong::Missing { to: pos.saturating_sub(1) });
        } else if pos < expected {
            self.find(pos, Wrong::Reordered);
        }
        pos != expected
    }

    /// What the link in the stream should be; none where nobody knows what it followed on.
    fn in_stream(&mut self, row: Row<'_>) -> Option<Hash> {
        let pos = row.links.pos;
        let chain = self.streams.entry(row.stream.to_owned()).or_default();
        let expected = chain.version.saturating_add(1);
        if row.version < expected {
            // It was missed further up, or stands there twice.
            chain.missed.remove(&row.version);
            self.find(pos, Wrong::Reordered);
            return None;
        }
        // A great jump is one gap; what lies in it is not listed one by one.
        (expected..row.version).take(1).for_each(|version| {
            chain.missed.insert(version, pos);
        });
        let link = (row.version == expected).then(|| chain.hash.stream(row.links));
        chain.version = row.version;
        chain.hash = row.h_stream;
        link
    }

    /// Remembers which texts must be there.
    fn refer(&mut self, row: Row<'_>) {
        let Ok(body) = std::str::from_utf8(row.links.body) else { return };
        let mut body = serde_json::Deserializer::from_str(body);
        // What cannot be read is a matter for replay: the chain covers it all the same.
        let Ok(event) = Event::read(row.links.kind, row.links.v, &mut body) else { return };
        if let Event::Redacted(redacted) = &event {
            self.redacted.extend(redacted.texts.iter().cloned());
        }
        self.texts.extend(texts::of(&event).into_iter().map(|text| (text, row.links.pos)));
    }

    /// The next free text.
    pub fn text(&mut self, text: Text<'_>) {
        let pos = self.texts.remove(text.id);
        match text.kept {
            Some((salt, content)) if text_id(salt, content) != *text.id => {
                self.find(pos.unwrap_or(0), Wrong::TextChanged);
            }
            Some(_) => {}
            None => {
                self.erased.insert(text.id.clone());
                if text.erased_at.is_none() {
                    self.find(pos.unwrap_or(0), Wrong::TextMissing);
                }
            }
        }
    }

    /// What was found, once everything came by.
    #[must_use]
    pub fn finish(mut self) -> Verified {
        let gaps: Vec<(String, u64, u64)> = self.gaps();
        for (stream, version, pos) in gaps {
            self.find(pos, Wrong::Skipped { stream, version });
        }
        let gone: Vec<u64> = self.texts.values().copied().collect();
        for pos in gone {
            self.find(pos, Wrong::TextMissing);
        }
        if let Some(checkpoint) = self.checkpoint.filter(|_| self.checkpoint_holds.is_none()) {
            let wrong =
                if checkpoint.pos > self.pos { Wrong::Cut { last: self.pos } } else { Wrong::OtherThanCheckpoint };
            self.find(checkpoint.pos, wrong);
        }
        self.findings.sort_unstable();
        self.findings.dedup();
        Verified {
            events: self.events,
            streams: self.streams.len(),
            head: (self.events > 0).then_some(Checkpoint { pos: self.pos, hash: self.all }),
            checkpoint: self.checkpoint,
            erased: self.erased.len(),
            erased_unsaid: self.erased.difference(&self.redacted).count(),
            findings: self.findings,
        }
    }

    fn gaps(&self) -> Vec<(String, u64, u64)> {
        let gaps = self.streams.iter().flat_map(|(stream, chain)| {
            chain.missed.iter().map(move |(version, pos)| (stream.clone(), *version, *pos))
        });
        let mut gaps: Vec<_> = gaps.collect();
        gaps.sort();
        gaps
    }

    fn find(&mut self, pos: u64, wrong: Wrong) {
        self.findings.push(Finding { pos, wrong });
    }
}
