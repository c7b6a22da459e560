//! Recovery clocks of time-critical processes (T6).

use serde::{Deserialize, Serialize};

use super::{
    draft::Draft,
    ids::{EntityId, IncidentId, PersonId, ProcessId},
    time::Timestamp,
};

/// A clock warned, or ran out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryWarned {
    /// Of which entity.
    pub entity: EntityId,
    /// Which process.
    pub process: ProcessId,
    /// When it must be up again.
    pub due: Timestamp,
    /// When the next warning comes.
    pub next: Option<Timestamp>,
    /// Who is called for it.
    pub people: Vec<PersonId>,
}

/// Warns before the clock of a process runs out, and when it does.
pub(super) fn warn(draft: &mut Draft<'_>, id: IncidentId, process: &ProcessId) {
    let now = draft.now();
    let Some(incident) = draft.find(id).filter(|incident| incident.is_open()) else { return };
    let down = incident.facts.entities.iter().find_map(|(entity, facts)| {
        let outage = facts.processes.get(process)?;
        outage.restored_at.is_none().then_some((entity.clone(), outage))
    });
    let Some((entity, outage)) = down else { return };
    let next = outage.warnings.iter().copied().chain([outage.due]).find(|at| *at > now);
    let due = outage.due;
    let chair = draft.organisation().cmt(&entity).and_then(|team| team.chair.clone());
    let people = chair.into_iter().collect();
    let warned = RecoveryWarned { entity, process: process.clone(), due, next, people };
    draft.record(id, warned);
}
