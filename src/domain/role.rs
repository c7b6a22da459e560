//! Roles within a record; a handover is an offer that must be accepted.

use serde::{Deserialize, Serialize};

use super::ids::{PersonId, RoleId};

/// Somebody holds a role from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleTaken {
    /// Which.
    pub role: RoleId,
    /// Who.
    pub holder: PersonId,
    /// Who held it before.
    pub before: Option<PersonId>,
}

/// A role was offered; its holder stays until the other accepts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleOffered {
    /// Which.
    pub role: RoleId,
    /// To whom.
    pub to: PersonId,
}
