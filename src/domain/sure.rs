//! `Zeker?`: a few commands ask the same person once more, within two minutes.

use serde::{Deserialize, Serialize};

use super::{actor::Actor, ids::EntityId, incident::Level, time::Timestamp};

/// What waits for the second yes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// `ccvo alarm`.
    Alarm,
    /// `ccvo end`.
    End,
    /// `cmt standdown` of this entity.
    Standdown(EntityId),
    /// `incident deescalate` to this level.
    Deescalate(Level),
}

/// A command that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sure {
    /// Which.
    pub what: What,
    /// Whose.
    pub by: Actor,
    /// Until when.
    pub until: Timestamp,
}

/// `Zeker?` was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SureAsked {
    /// Which command waits.
    pub what: What,
    /// Until when.
    pub until: Timestamp,
}
