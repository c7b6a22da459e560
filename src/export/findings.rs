//! What a verification found, and how it says so.

use fluent_bundle::FluentValue;

use super::{verify::Checkpoint, words::Speech};
use crate::{
    domain::organisation::Language,
    text::{Lexicon, clean},
};

/// More than so many findings are counted, not listed.
const LISTED: usize = 100;

/// Where something is wrong, and what.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The position; 0 where no event refers to it.
    pub pos: u64,
    /// What.
    pub wrong: Wrong,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wrong {
    /// The event, or its link, is not what was recorded.
    Changed,
    /// Events from here up to that position are missing.
    Missing {
        /// The last one.
        to: u64,
    },
    /// A stream skips a version here.
    Skipped {
        /// Which stream.
        stream: String,
        /// The first version that is missing.
        version: u64,
    },
    /// The event stands in another place than it was recorded in.
    Reordered,
    /// A free text that the event refers to is not what was said.
    TextChanged,
    /// A free text that the event refers to is gone, and was not erased.
    TextMissing,
    /// The chain ends before the checkpoint.
    Cut {
        /// Where it ends.
        last: u64,
    },
    /// The link at the checkpoint is another.
    OtherThanCheckpoint,
}

/// What a verification found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// How many events.
    pub events: u64,
    /// In how many streams.
    pub streams: usize,
    /// The last link, to be kept elsewhere as a checkpoint.
    pub head: Option<Checkpoint>,
    /// What it was compared with.
    pub checkpoint: Option<Checkpoint>,
    /// How many free texts were erased.
    pub erased: usize,
    /// How many of them without a line of a log that says so.
    pub erased_unsaid: usize,
    /// In order of position; empty when all is as it was recorded.
    pub findings: Vec<Finding>,
}

impl Verified {
    /// The exit status: 0, or 1 when something was found.
    #[must_use]
    pub fn status(&self) -> u8 {
        u8::from(!self.findings.is_empty())
    }

    /// The report, one line each.
    #[must_use]
    pub fn print(&self, lexicon: &Lexicon, language: Language) -> String {
        let speech = Speech { lexicon, language };
        let mut lines: Vec<String> = self.findings.iter().take(LISTED).map(|found| found.line(speech)).collect();
        let more = self.findings.len().saturating_sub(LISTED);
        if more > 0 {
            lines.push(speech.say("verify-more", &[("count", more.into())]));
        }
        if self.erased > 0 {
            let arguments = [("count", self.erased.into()), ("unsaid", self.erased_unsaid.into())];
            lines.push(speech.say("verify-erased", &arguments));
        }
        if let Some(checkpoint) = self.checkpoint.filter(|_| self.findings.is_empty()) {
            lines.push(speech.say("verify-checkpoint", &[("pos", text(checkpoint.pos))]));
        }
        if let Some(head) = self.head {
            lines.push(speech.say("verify-head", &[("checkpoint", format!("{}:{}", head.pos, head.hash).into())]));
        }
        let counts = [("events", text(self.events)), ("streams", self.streams.into())];
        lines.push(match self.findings.len() {
            0 => speech.say("verify-fine", &counts),
            found => speech.say("verify-findings", &[("count", found.into()), ("events", text(self.events))]),
        });
        lines.join("\n")
    }
}

/// A position as it is, without the marks between thousands that a number would get.
fn text(number: u64) -> FluentValue<'static> {
    number.to_string().into()
}

impl Finding {
    fn line(&self, speech: Speech<'_>) -> String {
        let pos = ("pos", text(self.pos));
        match &self.wrong {
            Wrong::Changed => speech.say("verify-changed", &[pos]),
            Wrong::Missing { to } if *to == self.pos => speech.say("verify-missing", &[pos]),
            Wrong::Missing { to } => speech.say("verify-missing-range", &[pos, ("to", text(*to))]),
            Wrong::Skipped { stream, version } => {
                speech.say("verify-skipped", &[pos, ("stream", clean(stream).into()), ("version", text(*version))])
            }
            Wrong::Reordered => speech.say("verify-reordered", &[pos]),
            Wrong::TextChanged => speech.say("verify-text-changed", &[pos]),
            Wrong::TextMissing => speech.say("verify-text-missing", &[pos]),
            Wrong::Cut { last } => speech.say("verify-cut", &[pos, ("last", text(*last))]),
            Wrong::OtherThanCheckpoint => speech.say("verify-other", &[pos]),
        }
    }
}
