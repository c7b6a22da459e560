//! The crisis management team: activation, answers, stand-down (C1–C3).

use serde::{Deserialize, Serialize};

use super::{
    command::Coming,
    ids::{EntityId, PersonId, RoomId},
    time::Timestamp,
};

/// A CMT was activated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CmtActivated {
    /// Of which entity.
    pub entity: EntityId,
    /// Its crisis room.
    pub room: RoomId,
    /// The room was there already and is not archived.
    pub reopened: bool,
    /// Chair, deputies, core members and crisis communication.
    pub members: Vec<PersonId>,
}

/// A member of the CMT answered the call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CmtAnswered {
    /// Of which entity.
    pub entity: EntityId,
    /// Who.
    pub person: PersonId,
    /// How.
    pub answer: Coming,
}

/// A CMT was stood down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CmtStoodDown {
    /// Of which entity.
    pub entity: EntityId,
    /// When its room becomes read-only, after the undo time.
    pub archive_at: Timestamp,
}

/// The crisis room became read-only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomArchived {
    /// Of which entity.
    pub entity: EntityId,
}
