//! Hours on duty: since when somebody holds a role in a record, and the warning when that takes too long.

use serde::{Deserialize, Serialize};

use super::{
    draft::Draft,
    ids::{IncidentId, PersonId, RoleId},
    incident::Incident,
    time::Timestamp,
};

/// Somebody's time in a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duty {
    /// Since when they hold it.
    pub since: Timestamp,
    /// When they are warned; none where no length is configured, or the warning was given.
    pub warn_at: Option<Timestamp>,
}

/// Whoever holds a role was warned of their hours on duty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DutyWarned {
    /// Which role.
    pub role: RoleId,
    /// Who holds it.
    pub holder: PersonId,
    /// Since when.
    pub since: Timestamp,
}

impl DutyWarned {
    pub(super) fn apply(&self, incident: &mut Incident) {
        if let Some(duty) = incident.duty.get_mut(&self.role) {
            duty.warn_at = None;
        }
    }
}

/// The configured length is over: it is said once, to whoever holds the role.
pub(super) fn warn(draft: &mut Draft<'_>, id: IncidentId, role: &RoleId) {
    let Some(incident) = draft.find(id).filter(|incident| incident.is_open()) else { return };
    let (holder, duty) = (incident.roles.get(role).cloned(), incident.duty.get(role).copied());
    let (Some(holder), Some(duty)) = (holder, duty) else { return };
    if duty.warn_at.is_some_and(|at| at <= draft.now()) {
        draft.record(id, DutyWarned { role: role.clone(), holder, since: duty.since });
    }
}
