//! How somebody who is called was tried, and what became of it: by each chat network and each channel of their own, the
//! last time.

use super::{
    chase::ChaseKind,
    ids::PersonId,
    incident::Incident,
    line::Line,
    reach::Channel,
    time::Timestamp,
    words::{Clauses, Word},
};

/// By what somebody is called.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum By {
    /// A chat network, as in the configuration.
    Chat(String),
    /// A channel of their own.
    Own(Channel),
}

impl By {
    /// Its word in texts.
    #[must_use]
    pub fn word(&self) -> String {
        match self {
            Self::Chat(network) => format!("network-{network}"),
            Self::Own(channel) => channel.word().to_owned(),
        }
    }
}

/// The last time that somebody was called by something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Try {
    /// When.
    pub at: Timestamp,
    /// Whether it was taken; nothing: it is under way.
    pub taken: Option<bool>,
}

/// Each last try for one person, in order of time.
pub(super) fn tries(incident: &Incident, kind: &ChaseKind, person: &PersonId) -> Option<Line> {
    let tries = incident.tries.get(&(kind.clone(), person.clone()))?;
    let mut tries: Vec<(&By, &Try)> = tries.iter().collect();
    tries.sort_by_key(|(_, known)| known.at);
    let tries = Clauses(tries.into_iter().map(|(by, known)| clause(Word(by.word()), *known)).collect());
    Some(Line::TriedBy { person: person.clone(), tries })
}

/// What became of one try.
pub(super) const fn clause(channel: Word, known: Try) -> Line {
    let Try { at, taken } = known;
    match taken {
        None => Line::TryUnderWay { channel, at },
        Some(true) => Line::TryTaken { channel, at },
        Some(false) => Line::TryFailed { channel, at },
    }
}
