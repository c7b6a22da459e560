//! Who does something.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::ids::{PersonId, SourceId};

/// Who does something: a person or a system of the configuration, an account that nobody knows, or the bot
/// by itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Actor {
    /// A person of the configuration.
    Person(PersonId),
    /// An account that the configuration does not know.
    Outsider(String),
    /// A system of the configuration that reports alerts; what it says is claimed (T9).
    Source(SourceId),
    /// The bot: a timer, or the start.
    Bot,
}

impl Actor {
    /// The person, if it is one of the configuration.
    #[must_use]
    pub const fn person(&self) -> Option<&PersonId> {
        match self {
            Self::Person(person) => Some(person),
            Self::Outsider(_) | Self::Source(_) | Self::Bot => None,
        }
    }

    /// Whether it is this person.
    #[must_use]
    pub fn is(&self, person: &PersonId) -> bool {
        self.person() == Some(person)
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person(person) => f.write_str(person.as_str()),
            Self::Outsider(account) => f.write_str(account),
            Self::Source(source) => f.write_str(source.as_str()),
            Self::Bot => f.write_str("noodklok"),
        }
    }
}
