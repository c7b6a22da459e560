//! Recommendations for vooralarm and alarm (V1–V4, A1–A5, T1–T5, T7).

use serde::{Deserialize, Serialize};

use super::{
    ids::RuleId,
    organisation::{Bilingual, RulePhase},
};

/// A rule is met that was not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleMet {
    /// Its id.
    pub rule: RuleId,
    /// What it recommends.
    pub phase: RulePhase,
    /// Its sentence.
    pub text: Bilingual,
}

/// A rule that was met no longer is (T4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleWithdrawn {
    /// Its id.
    pub rule: RuleId,
}
