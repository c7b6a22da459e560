//! Folds every stored event anew, on an empty organisation, and says what came of it.

use std::collections::BTreeMap;

use fluent_bundle::FluentValue;

use super::words::Speech;
use crate::{
    domain::{
        event::{Envelope, Stream},
        ids::IncidentId,
        organisation::Language,
        state::State,
        turn::apply,
    },
    text::{Lexicon, clean},
};

/// What does not fold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// An event cannot be read.
    Unread {
        /// Where.
        pos: u64,
        /// Why.
        reason: String,
    },
    /// An event of a record that was never reported, or a version that does not follow.
    Unfolded {
        /// Where.
        pos: u64,
        /// In which stream.
        stream: Stream,
    },
    /// The record came out otherwise than in the other fold.
    Differs(IncidentId),
    /// Numbers, accounts or configuration came out otherwise than in the other fold.
    OrganisationDiffers,
}

/// Takes every stored event in order of position.
#[derive(Debug, Default)]
pub struct Replay {
    state: State,
    counts: BTreeMap<Stream, u64>,
    problems: Vec<Problem>,
}

/// What came of it.
#[derive(Debug, Clone)]
pub struct Replayed {
    /// The state after the last event.
    pub state: State,
    /// How many events each stream has.
    pub counts: BTreeMap<Stream, u64>,
    /// What did not fold, or differed.
    pub problems: Vec<Problem>,
}

impl Replay {
    /// The next event: its position, its version in its stream, and what was read of it, or why it could not be.
    pub fn event(&mut self, pos: u64, version: u64, read: Result<Envelope, String>) {
        let envelope = match read {
            Ok(envelope) => envelope,
            Err(reason) => return self.problems.push(Problem::Unread { pos, reason }),
        };
        let stream = envelope.stream;
        let count = self.counts.entry(stream).or_default();
        *count = count.saturating_add(1);
        apply(&mut self.state, &envelope);
        let folded = match stream {
            Stream::Organisation => *count,
            Stream::Incident(id) => self.state.incident(id).map_or(0, |incident| incident.version),
        };
        if folded != version || *count != version {
            self.problems.push(Problem::Unfolded { pos, stream });
        }
    }

    /// Compares with another fold, such as the one that a running engine keeps. It may have forgotten closed records.
    pub fn compare(&mut self, other: &State) {
        let mut differs = Vec::new();
        for incident in self.state.incidents() {
            let same = other.incident(incident.id).map_or(!incident.is_open(), |known| known == incident);
            differs.extend((!same).then_some(incident.id));
        }
        differs.extend(other.incidents().map(|known| known.id).filter(|id| self.state.incident(*id).is_none()));
        differs.sort_unstable();
        self.problems.extend(differs.into_iter().map(Problem::Differs));
        let (ours, theirs) = (&self.state, other);
        if ours.numbers != theirs.numbers || ours.guests != theirs.guests || ours.configuration != theirs.configuration
        {
            self.problems.push(Problem::OrganisationDiffers);
        }
    }

    /// What came of it.
    #[must_use]
    pub fn finish(self) -> Replayed {
        Replayed { state: self.state, counts: self.counts, problems: self.problems }
    }
}

impl Replayed {
    /// The exit status: 0, or 1 when something does not fold or differs.
    #[must_use]
    pub fn status(&self) -> u8 {
        u8::from(!self.problems.is_empty())
    }

    /// The report, one line for each record and each problem.
    #[must_use]
    pub fn print(&self, lexicon: &Lexicon, language: Language) -> String {
        let speech = Speech { lexicon, language };
        let mut lines = Vec::new();
        for (stream, count) in &self.counts {
            let Stream::Incident(id) = stream else { continue };
            let count = FluentValue::from(i64::try_from(*count).unwrap_or(i64::MAX));
            let Some(incident) = self.state.incident(*id) else { continue };
            let status = lexicon.word(language, &format!("status-{}", incident.status.word()));
            let level = lexicon.word(language, &format!("level-{}", incident.level.word()));
            let arguments = [
                ("incident", id.to_string().into()),
                ("count", count),
                ("status", status.into()),
                ("level", level.into()),
            ];
            lines.push(speech.say("replay-record", &arguments));
        }
        lines.extend(self.problems.iter().map(|problem| problem.line(speech)));
        let total: u64 = self.counts.values().fold(0, |total, count| total.saturating_add(*count));
        let total = ("events", FluentValue::from(total.to_string()));
        lines.push(match self.problems.len() {
            0 => speech.say("replay-fine", &[total, ("records", self.state.incidents().count().into())]),
            found => speech.say("replay-problems", &[total, ("count", found.into())]),
        });
        lines.join("\n")
    }
}

impl Problem {
    fn line(&self, speech: Speech<'_>) -> String {
        match self {
            Self::Unread { pos, reason } => {
                speech.say("replay-unread", &[("pos", pos.to_string().into()), ("reason", clean(reason).into())])
            }
            Self::Unfolded { pos, stream } => {
                speech.say("replay-unfolded", &[("pos", pos.to_string().into()), ("stream", stream.to_string().into())])
            }
            Self::Differs(id) => speech.say("replay-differs", &[("incident", id.to_string().into())]),
            Self::OrganisationDiffers => speech.say("replay-organisation-differs", &[]),
        }
    }
}
