//! What follows from what happened: levels, recommendations, and whom to call. It runs to a standstill.

use super::{
    chase::{self, ChaseKind},
    communication,
    draft::Draft,
    duplicate,
    fact::Malicious,
    ids::{EntityId, IncidentId},
    incident::{CcvoPhase, Incident, Level},
    level, link, recommendation, role,
};

/// Draws the consequences for every record that the turn touched, and for those that count together with them.
pub(super) fn follow(draft: &mut Draft<'_>) {
    for id in draft.touched() {
        if !draft.find(id).is_some_and(Incident::is_open) {
            communication::follow(draft, id);
            // Whoever reported after it waits for nothing any more.
            for waiting in duplicate::waiting_for(draft.state(), id, draft.now()) {
                duplicate::alone(draft, waiting);
            }
            continue;
        }
        role::follow(draft, id);
        level::follow(draft, id);
        let group: Vec<IncidentId> =
            recommendation::group(draft.state(), id).into_iter().map(|incident| incident.id).collect();
        for member in group {
            recommendation::follow(draft, member);
        }
        link::compare(draft, id);
        call_people(draft, id);
    }
}

/// Begins the chases that the record's state asks for, and ends those that it no longer does.
pub(super) fn call_people(draft: &mut Draft<'_>, id: IncidentId) {
    let Some(incident) = draft.find(id) else { return };
    let respond =
        needs_responders(draft, incident) && duplicate::calls_wait(draft.state(), incident, draft.now()).is_none();
    let homeless = incident.meldpunt.is_none();
    let suspected = incident.facts.general.malicious == Malicious::Suspected;
    let proposed = incident.proposal.as_ref().is_some_and(|proposal| proposal.level > incident.level);
    let activations = missing_cmts(incident);
    let asked: Vec<EntityId> = incident
        .chases
        .keys()
        .filter_map(|kind| match kind {
            ChaseKind::Activation(entity) => Some(entity.clone()),
            _ => None,
        })
        .collect();
    if respond {
        chase::open(draft, id, &ChaseKind::FirstResponders);
    }
    toggle(draft, id, &ChaseKind::Placing, homeless);
    toggle(draft, id, &ChaseKind::Suspicion, suspected);
    toggle(draft, id, &ChaseKind::Proposal, proposed);
    for entity in &activations {
        chase::open(draft, id, &ChaseKind::Activation(entity.clone()));
    }
    for entity in asked.into_iter().filter(|entity| !activations.contains(entity)) {
        chase::end(draft, id, &ChaseKind::Activation(entity), false);
    }
}

fn toggle(draft: &mut Draft<'_>, id: IncidentId, kind: &ChaseKind, wanted: bool) {
    if wanted {
        chase::open(draft, id, kind);
    } else {
        chase::end(draft, id, kind, true);
    }
}

/// From incident on the meldpunt's first responders are told, unless one of them reported it (C4).
pub(super) fn needs_responders(draft: &Draft<'_>, incident: &Incident) -> bool {
    let Some(meldpunt) = &incident.meldpunt else { return false };
    let responders = draft.duty().responders(meldpunt);
    let knows = incident.reporter.person().is_some_and(|person| responders.contains(person));
    let led = incident.active_cmt(meldpunt).is_some();
    incident.level >= Level::Incident && incident.told.as_ref() != Some(meldpunt) && !knows && !led
}

/// In a crisis and in alarm each affected entity's CMT is asked for, until somebody says yes or no (C1, C2, C3).
fn missing_cmts(incident: &Incident) -> Vec<EntityId> {
    if incident.level < Level::Crisis && incident.phase != CcvoPhase::Alarm {
        return Vec::new();
    }
    let mut entities = incident.affected();
    entities.retain(|entity| incident.active_cmt(entity).is_none() && !incident.refused.contains(entity));
    entities
}

impl Incident {
    /// A danger to health or a process down in any of its entities.
    #[must_use]
    pub fn in_danger(&self) -> bool {
        !self.endangered().is_empty()
    }
}
