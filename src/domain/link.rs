//! Links between records: the same event, beside it, related (L3, T7).

use serde::{Deserialize, Serialize};

use super::{command::LinkKind, ids::IncidentId};

/// This record was linked to another; both streams say so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Linked {
    /// The other.
    pub other: IncidentId,
    /// How.
    pub kind: LinkKind,
}

/// The crisis centre was asked whether this record and another are the same event (T7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compared {
    /// The other.
    pub other: IncidentId,
}
