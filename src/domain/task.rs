//! Tasks, with reminders at and after their time.

use serde::{Deserialize, Serialize};

use super::{
    ids::{PersonId, TaskId, TextId},
    time::Timestamp,
};

/// A task was added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskAdded {
    /// Its id.
    pub task: TaskId,
    /// What.
    pub text: TextId,
    /// By when.
    pub due: Option<Timestamp>,
    /// Who.
    pub owner: Option<PersonId>,
}

/// A task got another owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskAssigned {
    /// Which.
    pub task: TaskId,
    /// Who.
    pub owner: PersonId,
}

/// A task is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskDone {
    /// Which.
    pub task: TaskId,
}

/// Its owner was reminded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskReminded {
    /// Which.
    pub task: TaskId,
    /// When again.
    pub next: Timestamp,
}
