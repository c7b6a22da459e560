//! Recovery clocks of time-critical processes (T6).

use serde::{Deserialize, Serialize};

use super::{
    ids::{EntityId, ProcessId},
    time::Timestamp,
};

/// A clock warned, or ran out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryWarned {
    /// Of which entity.
    pub entity: EntityId,
    /// Which process.
    pub process: ProcessId,
    /// When it must be up again.
    pub due: Timestamp,
    /// When the next warning comes.
    pub next: Option<Timestamp>,
}
