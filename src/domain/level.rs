//! Levels: issue, incident, crisis (L1, L2, L4).

use serde::{Deserialize, Serialize};

use super::{
    ids::{RuleId, TextId},
    incident::Level,
};

/// The level changed, or took effect for the first time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelSet {
    /// The level before; none at the report.
    pub from: Option<Level>,
    /// The level now.
    pub to: Level,
    /// The rule that set it; none when a person did.
    pub rule: Option<RuleId>,
    /// No person confirmed it yet.
    pub provisional: bool,
    /// Why.
    pub reason: Option<TextId>,
}

/// A level waits for a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelProposed {
    /// The level; none when the facts no longer ask for one.
    pub level: Option<Level>,
    /// Why.
    pub rule: RuleId,
}

/// A person confirmed the level as it is: no longer voorlopig, and no other one is proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelSettled {}
