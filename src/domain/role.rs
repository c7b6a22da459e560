//! Roles within a record: who holds which, taken, given, and asked for while somebody else holds it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    chase::{self, ChaseKind},
    draft::Draft,
    duty::Duty,
    event::Envelope,
    ids::{IncidentId, PersonId, RoleId},
    incident::{CcvoPhase, Incident},
    line::Line,
    message::{Invocation, Message},
    time::{Span, Timestamp},
    words::Due,
};

/// The crisis centre's officer who follows the record: whoever acknowledged it, until they hand it over.
pub const FOLLOWER: &str = "follower";

/// How long the holder may be silent before the role goes to whoever asked for it.
const SILENCE: Span = Span::minutes(5);

/// Somebody holds a role from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleTaken {
    /// Which.
    pub role: RoleId,
    /// Who.
    pub holder: PersonId,
    /// Who held it before.
    pub before: Option<PersonId>,
    /// When the holder is warned of their hours on duty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warn_at: Option<Timestamp>,
    /// They asked for it, and whoever held it did not answer.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unanswered: bool,
}

/// Somebody asked for a role that another holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleAsked {
    /// Which.
    pub role: RoleId,
    /// Who asks.
    pub by: PersonId,
    /// Who holds it.
    pub holder: PersonId,
    /// When it goes over if the holder stays silent.
    pub at: Timestamp,
}

/// The holder keeps a role that another asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleKept {
    /// Which.
    pub role: RoleId,
    /// Who keeps it.
    pub holder: PersonId,
    /// Who asked.
    pub by: PersonId,
}

/// A request for a role that waits for its holder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Takeover {
    /// Who asks.
    pub by: PersonId,
    /// When it goes over by itself.
    pub at: Timestamp,
}

impl RoleTaken {
    pub(super) fn apply(&self, incident: &mut Incident, envelope: &Envelope) {
        incident.roles.insert(self.role.clone(), self.holder.clone());
        incident.offers.remove(&self.role);
        incident.takeovers.remove(&self.role);
        incident.duty.insert(self.role.clone(), Duty { since: envelope.at, warn_at: self.warn_at });
    }
}

impl RoleAsked {
    pub(super) fn apply(&self, incident: &mut Incident) {
        incident.takeovers.insert(self.role.clone(), Takeover { by: self.by.clone(), at: self.at });
    }
}

impl RoleKept {
    pub(super) fn apply(&self, incident: &mut Incident) {
        incident.takeovers.remove(&self.role);
    }
}

/// An ended record has no offer and no request left.
pub(super) fn drop_waiting(incident: &mut Incident) {
    (incident.offers, incident.takeovers) = (BTreeMap::new(), BTreeMap::new());
}

/// The crisis centre handed the lead back: nobody follows the record any more (K7).
pub(super) fn drop_follower(incident: &mut Incident) {
    let follower = RoleId::from(FOLLOWER);
    incident.roles.remove(&follower);
    incident.duty.remove(&follower);
    incident.offers.remove(&follower);
    incident.takeovers.remove(&follower);
}

/// Takes a role that is free or was offered; one that somebody holds is asked for.
pub(super) fn take(draft: &mut Draft<'_>, id: IncidentId, role: &RoleId) -> Result<Option<Message>, Message> {
    let Some(person) = draft.context.actor.person().cloned() else {
        return Err(Message::of(Line::NotCalled { incident: id }));
    };
    let incident = draft.open(id)?;
    only_ccvo(draft, id, role, &person)?;
    let holder = incident.roles.get(role).cloned();
    let offered = incident.offers.get(role) == Some(&person);
    match holder {
        Some(holder) if holder == person => {
            Err(Message::of(Line::RoleHeldAlready { incident: id, role: role.clone(), holder }))
        }
        Some(holder) if !offered => ask_for(draft, id, role, person, holder),
        _ => Ok(give(draft, id, role, &person, false)),
    }
}

/// The holder is asked; their silence is a yes after a while, for they may be out of reach.
fn ask_for(
    draft: &mut Draft<'_>,
    id: IncidentId,
    role: &RoleId,
    by: PersonId,
    holder: PersonId,
) -> Result<Option<Message>, Message> {
    if let Some(waiting) = draft.open(id)?.takeovers.get(role) {
        let (by, due) = (waiting.by.clone(), Due(waiting.at));
        return Err(Message::of(Line::RoleAskedAlready { incident: id, role: role.clone(), by, due }));
    }
    let at = draft.now().plus(SILENCE);
    draft.record(id, RoleAsked { role: role.clone(), by, holder: holder.clone(), at });
    let line = Line::RoleAskedFor { incident: id, role: role.clone(), holder, due: Due(at) };
    Ok(draft.unless_said(Message::of(line)))
}

/// The holder did not answer in time.
pub(super) fn take_over(draft: &mut Draft<'_>, id: IncidentId, role: &RoleId) {
    let Some(incident) = draft.find(id).filter(|incident| incident.is_open()) else { return };
    let waiting = incident.takeovers.get(role).filter(|waiting| waiting.at <= draft.now());
    if let Some(by) = waiting.map(|waiting| waiting.by.clone()) {
        give(draft, id, role, &by, true);
    }
}

/// The role changes hands; an offer of it that waits is answered, or called off.
pub(super) fn give(
    draft: &mut Draft<'_>,
    id: IncidentId,
    role: &RoleId,
    to: &PersonId,
    unanswered: bool,
) -> Option<Message> {
    let incident = draft.find(id)?;
    let accepted = incident.offers.get(role) == Some(to);
    let before = incident.roles.get(role).cloned();
    let warn_at = draft.organisation().escalation.duty_warning.map(|length| draft.now().plus(length));
    let taken = RoleTaken { role: role.clone(), holder: to.clone(), before, warn_at, unanswered };
    draft.record(id, taken);
    chase::end(draft, id, &ChaseKind::Handover(role.clone()), accepted);
    draft.unless_said(Message::of(Line::RoleIsTaken { incident: id, role: role.clone(), holder: to.clone() }))
}

/// The chair gives a role to somebody; the crisis centre's own is not theirs to give.
pub(super) fn assign(
    draft: &mut Draft<'_>,
    id: IncidentId,
    role: &RoleId,
    to: &PersonId,
) -> Result<Option<Message>, Message> {
    let incident = draft.open(id)?;
    if incident.roles.get(role) == Some(to) {
        return Err(Message::of(Line::RoleHeldAlready { incident: id, role: role.clone(), holder: to.clone() }));
    }
    if let Some(person) = draft.context.actor.person() {
        only_ccvo(draft, id, role, person)?;
    }
    only_ccvo(draft, id, role, to)?;
    Ok(give(draft, id, role, to, false))
}

/// Only somebody of the crisis centre follows a record for it.
pub(super) fn only_ccvo(draft: &Draft<'_>, id: IncidentId, role: &RoleId, person: &PersonId) -> Result<(), Message> {
    if role.as_str() != FOLLOWER || draft.organisation().is_ccvo(person) {
        return Ok(());
    }
    let line = Line::RoleOnlyCcvo { incident: id, role: role.clone(), person: person.clone() };
    Err(Message::of(line).and(Line::RoleList { command: Invocation::new("role list").about(id) }))
}

/// The officer who entered a phase follows the record, unless somebody does already (K5).
pub(super) fn follow(draft: &mut Draft<'_>, id: IncidentId) {
    let Some(incident) = draft.find(id) else { return };
    let before = draft.before().incident(id).map_or(CcvoPhase::None, |before| before.phase);
    let follower = RoleId::from(FOLLOWER);
    let Some(officer) = draft.context.actor.person().cloned() else { return };
    let entered = incident.phase.active().is_some() && incident.phase != before;
    if entered && !incident.roles.contains_key(&follower) && draft.organisation().is_ccvo(&officer) {
        let warn_at = draft.organisation().escalation.duty_warning.map(|length| draft.now().plus(length));
        let taken = RoleTaken { role: follower, holder: officer, before: None, warn_at, unanswered: false };
        draft.record(id, taken);
    }
}
