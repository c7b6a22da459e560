//! Timers of a record, and of the organisation. Each is a row with a generation; going off is an input.

use serde::{Deserialize, Serialize};

use super::{
    chase::ChaseKind,
    ids::{EntityId, PersonId, ProcessId, RoleId, TaskId},
    time::Timestamp,
};

/// What a timer is for; at most one of each is armed in a record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Timer {
    /// The next call of a chase.
    Chase(ChaseKind),
    /// The next channel of somebody who is called and silent.
    Reach(ChaseKind, PersonId),
    /// The recovery clock of a process (T6).
    Recovery(ProcessId),
    /// A task that is due.
    Task(TaskId),
    /// The undo time after a stand-down is over.
    Archive(EntityId),
    /// A situation update is asked for (K5).
    Update,
    /// The holder of a role that another asked for stayed silent.
    TakeOver(RoleId),
    /// The hours on duty in a role reach the configured length.
    Duty(RoleId),
    /// A log line is looked at again.
    Recheck(u64),
    /// A text for the public waits to be confirmed.
    Public,
    /// The reporter was asked whether this is the same event as an earlier record.
    Likeness,
    /// Somebody's quiet hours are over.
    Rest(PersonId),
    /// The duty rotas are looked at for gaps; of the organisation, not of a record.
    Rotas,
}

/// What an event does to a timer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TimerChange {
    /// Armed, or armed anew with a higher generation.
    Arm(Timer, Timestamp),
    /// Taken away, if it was there.
    Clear(Timer),
}
