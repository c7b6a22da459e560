//! The log that people write themselves, decisions, and redaction.

use serde::{Deserialize, Serialize};

use super::{command::LogKind, ids::TextId};

/// Somebody wrote in the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// What kind of line.
    pub kind: LogKind,
    /// What.
    pub text: TextId,
}

/// The free texts of an earlier line were erased; the chain stays intact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redacted {
    /// The log line.
    pub seq: u64,
    /// What was erased.
    pub texts: Vec<TextId>,
    /// Why.
    pub reason: TextId,
}
