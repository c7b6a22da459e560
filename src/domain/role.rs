//! Roles within a record; a handover is an offer that must be accepted.

use serde::{Deserialize, Serialize};

use super::{
    draft::Draft,
    ids::{IncidentId, PersonId, RoleId},
    incident::Incident,
    line::Line,
    message::Message,
};

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

impl RoleTaken {
    pub(super) fn apply(&self, incident: &mut Incident) {
        incident.roles.insert(self.role.clone(), self.holder.clone());
        incident.offers.remove(&self.role);
    }
}

impl RoleOffered {
    pub(super) fn apply(&self, incident: &mut Incident) {
        incident.offers.insert(self.role.clone(), self.to.clone());
    }
}

/// Takes a role that is free, or that was offered.
pub(super) fn take(draft: &mut Draft<'_>, id: IncidentId, role: &RoleId) -> Result<Option<Message>, Message> {
    let Some(person) = draft.context.actor.person().cloned() else {
        return Err(Message::of(Line::NotCalled { incident: id }));
    };
    let incident = draft.open(id)?;
    let holder = incident.roles.get(role).cloned();
    let offered = incident.offers.get(role) == Some(&person);
    match holder {
        Some(holder) if holder == person => {
            Err(Message::of(Line::RoleHeldAlready { incident: id, role: role.clone(), holder }))
        }
        Some(holder) if !offered => {
            Err(Message::of(Line::RoleHeldByOther { incident: id, role: role.clone(), holder }))
        }
        before => {
            draft.record(id, RoleTaken { role: role.clone(), holder: person.clone(), before });
            Ok(Some(Message::of(Line::RoleIsTaken { incident: id, role: role.clone(), holder: person })))
        }
    }
}

/// The chair gives a role to somebody.
pub(super) fn assign(
    draft: &mut Draft<'_>,
    id: IncidentId,
    role: &RoleId,
    to: &PersonId,
) -> Result<Option<Message>, Message> {
    let before = draft.open(id)?.roles.get(role).cloned();
    draft.record(id, RoleTaken { role: role.clone(), holder: to.clone(), before });
    Ok(Some(Message::of(Line::RoleIsTaken { incident: id, role: role.clone(), holder: to.clone() })))
}

/// Offers a role that one holds; the holder stays until the other accepts.
pub(super) fn hand_over(
    draft: &mut Draft<'_>,
    id: IncidentId,
    role: &RoleId,
    to: &PersonId,
) -> Result<Option<Message>, Message> {
    let incident = draft.open(id)?;
    let holder = incident.roles.get(role);
    if holder.is_none() || holder != draft.context.actor.person() {
        return Err(Message::of(Line::RoleNotYours { incident: id, role: role.clone() }));
    }
    draft.record(id, RoleOffered { role: role.clone(), to: to.clone() });
    Ok(draft.unless_said(Message::of(Line::RoleIsOffered { incident: id, role: role.clone(), to: to.clone() })))
}
