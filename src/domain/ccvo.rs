//! The crisis centre: phases, and who may change them (K1–K8, T2, T3).

use serde::{Deserialize, Serialize};

use super::{
    ids::{RuleId, TextId},
    incident::CcvoPhase,
};

/// The crisis centre changed phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhaseChanged {
    /// From.
    pub from: CcvoPhase,
    /// To.
    pub to: CcvoPhase,
    /// The recommendations that it answers.
    pub rules: Vec<RuleId>,
    /// In whose words.
    pub text: Option<TextId>,
}

/// The crisis centre saw it and does not follow: the phase stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declined {
    /// The recommendations that it answers.
    pub rules: Vec<RuleId>,
    /// Why.
    pub reason: TextId,
}
