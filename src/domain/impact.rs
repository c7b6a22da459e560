//! Stating facts: what counts, what is only claimed (T9), and what was said of the wrong entity.

use serde::{Deserialize, Serialize};

use super::{
    fact::Statement,
    ids::{EntityId, TextId},
};

/// Facts that count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stated {
    /// Which.
    pub statements: Vec<Statement>,
    /// Why, where a reason is needed.
    pub reason: Option<TextId>,
}

/// Facts that are shown but count for no rule until somebody of the entity or the crisis centre confirms them (T9).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claimed {
    /// Which.
    pub statements: Vec<Statement>,
}

/// All facts of one entity turn out to be another's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// The entity that was named wrongly.
    pub from: EntityId,
    /// The right one.
    pub to: EntityId,
}
