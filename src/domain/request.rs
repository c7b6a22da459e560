//! What a CMT asks of the crisis centre (K2).

use serde::{Deserialize, Serialize};

use super::{command::RequestKind, ids::TextId, incident::RequestAnswer};

/// A request was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requested {
    /// What.
    pub kind: RequestKind,
    /// In whose words.
    pub text: Option<TextId>,
}

/// A request was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestAnswered {
    /// Its place in the record's list, from 0.
    pub request: u32,
    /// How.
    pub answer: RequestAnswer,
}
