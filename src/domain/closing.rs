//! The end of a record: closed, withdrawn, opened again.

use serde::{Deserialize, Serialize};

use super::{ids::TextId, incident::Status};

/// Work ended, or goes on again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusChanged {
    /// Before.
    pub from: Status,
    /// Now.
    pub to: Status,
    /// Why.
    pub reason: Option<TextId>,
}
