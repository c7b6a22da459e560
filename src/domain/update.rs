//! Situation updates: given, passed on to the rooms that follow, and asked for in time (K5).

use serde::{Deserialize, Serialize};

use super::{ids::TextId, time::Timestamp};

/// An update was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Updated {
    /// What.
    pub text: TextId,
    /// When the next one is asked for.
    pub next: Option<Timestamp>,
}

/// An update was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UpdateAsked {
    /// When again, if none comes.
    pub next: Timestamp,
}
