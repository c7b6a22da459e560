//! Identifiers. Each is a type of its own, so that a room can never be taken for a person.

use std::{fmt, str::FromStr, sync::Arc};

use serde::{Deserialize, Serialize};

macro_rules! text_id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The id as configured or stored.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text.into())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

text_id! {
    /// A government service with its own teams (entiteit).
    EntityId,
    /// A person of the configuration; ids are roles, such as `noord.voorzitter`.
    PersonId,
    /// A team of the configuration.
    TeamId,
    /// A duty rota of the configuration.
    RotaId,
    /// A logical room: a configured one, or a crisis room that the bot opened.
    RoomId,
    /// A time-critical process (tijdskritiek proces).
    ProcessId,
    /// A building with an assembly point (verzamelplaats).
    BuildingId,
    /// A doctrine rule, such as `V1` or `L4b`.
    RuleId,
    /// A role within a record, such as `logger`.
    RoleId,
    /// A system that reports alerts (`[[alerts.source]]`).
    SourceId,
    /// The salted SHA-256 of a free text, in hexadecimal; the text itself stands apart so that it can be erased.
    TextId,
}

/// The one id of a record, shown as `INC-2026-0042`. The year is that of the report in Brussels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct IncidentId {
    /// Calendar year in Brussels.
    pub year: u16,
    /// Number within the year, from 1.
    pub n: u32,
}

impl fmt::Display for IncidentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "INC-{:04}-{:04}", self.year, self.n)
    }
}

impl From<IncidentId> for String {
    fn from(id: IncidentId) -> Self {
        id.to_string()
    }
}

/// The text is no incident id; an example of one is `INC-2026-0042`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an incident id; an example is INC-2026-0042")]
pub struct NotAnIncidentId;

impl FromStr for IncidentId {
    type Err = NotAnIncidentId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut parts = text.split('-');
        let (Some(word), Some(year), Some(n), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
            return Err(NotAnIncidentId);
        };
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if !word.eq_ignore_ascii_case("INC") || year.len() != 4 || n.is_empty() || !digits(year) || !digits(n) {
            return Err(NotAnIncidentId);
        }
        // A number beyond all counting is still meant as a record, one that does not exist.
        let n = n.parse().unwrap_or(u32::MAX);
        year.parse().map(|year| Self { year, n }).map_err(|_| NotAnIncidentId)
    }
}

impl TryFrom<String> for IncidentId {
    type Error = NotAnIncidentId;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

/// A task within one record, shown as `T3`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TaskId(pub u32);

impl fmt::Display for TaskId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "T{}", self.0)
    }
}

impl RoomId {
    /// The crisis room of one CMT in one record: `crisis-INC-2026-0042-noord`.
    #[must_use]
    pub fn crisis(incident: IncidentId, entity: &EntityId) -> Self {
        format!("crisis-{incident}-{entity}").into()
    }

    /// The nth communication room of one entity in one record: `communicatie-INC-2026-0042-noord`, and
    /// `communicatie-INC-2026-0042-noord-2` after the record was opened again.
    #[must_use]
    pub fn communication(incident: IncidentId, entity: &EntityId, n: u32) -> Self {
        let first = format!("communicatie-{incident}-{entity}");
        if n > 1 { format!("{first}-{n}").into() } else { first.into() }
    }
}
