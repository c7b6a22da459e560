//! Reporting: one line is recorded at once, however little is known (C4, L4, T9).

use serde::{Deserialize, Serialize};

use super::{
    ids::{EntityId, IncidentId, RoomId, TextId},
    message::Invocation,
    time::Timestamp,
};

/// What the reporter can be asked, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names are the options of `incident impact`")]
pub enum Question {
    Entity,
    Health,
    Capacity,
    Malicious,
    Impact,
    Reputation,
    Nbc,
    Societal,
    Other,
}

/// A report was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    /// First line.
    pub title: TextId,
    /// The rest.
    pub description: Option<TextId>,
    /// The reporting point.
    pub meldpunt: Option<EntityId>,
    /// Where it was reported.
    pub origin: RoomId,
    /// The meldpunt's report room, else the origin.
    pub report_room: RoomId,
    /// A drill.
    pub exercise: bool,
    /// Somebody known stands behind it.
    pub verified: bool,
    /// Since when it goes on.
    pub since: Option<Timestamp>,
}

/// An unknown account that reports too often: its text is added to its last record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appended {
    /// First line.
    pub title: TextId,
    /// The rest.
    pub description: Option<TextId>,
}

/// Somebody known stands behind the report (T9).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verified {}

/// The reporter is asked this now; none ends the asking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// What.
    pub question: Option<Question>,
}

/// The reporting point became known, or was named wrongly before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Located {
    /// The reporting point.
    pub meldpunt: EntityId,
    /// Its report room, else the origin.
    pub report_room: RoomId,
}
