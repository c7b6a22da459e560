//! Handing a role over: an offer with a briefing, chased until it is accepted, refused or called off. The holder stays
//! until then.

use serde::{Deserialize, Serialize};

use super::{
    actor::Actor,
    briefing,
    chase::{self, ChaseKind},
    draft::Draft,
    ids::{IncidentId, PersonId, RoleId},
    incident::Incident,
    line::Line,
    message::{Action, Effect, Invocation, Message},
    permission::{Subject, Who, may},
    role::{self, RoleKept},
    role_posts,
};

/// A role was offered; its holder stays until the other accepts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleOffered {
    /// Which.
    pub role: RoleId,
    /// To whom.
    pub to: PersonId,
}

/// An offer ended without being accepted: refused, or called off by the holder, who stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleDeclined {
    /// Which.
    pub role: RoleId,
    /// To whom it was offered.
    pub to: PersonId,
    /// Who stays.
    pub holder: PersonId,
}

impl RoleOffered {
    pub(super) fn apply(&self, incident: &mut Incident) {
        incident.offers.insert(self.role.clone(), self.to.clone());
    }
}

impl RoleDeclined {
    pub(super) fn apply(&self, incident: &mut Incident) {
        incident.offers.remove(&self.role);
    }
}

/// Offers a role that one holds, or gives it to whoever asked for it.
pub(super) fn offer(
    draft: &mut Draft<'_>,
    id: IncidentId,
    role: &RoleId,
    to: &PersonId,
) -> Result<Option<Message>, Message> {
    let incident = draft.open(id)?;
    let holder = incident.roles.get(role).filter(|holder| draft.context.actor.is(holder)).cloned();
    let Some(holder) = holder else {
        return Err(Message::of(Line::RoleNotYours { incident: id, role: role.clone() }));
    };
    acceptable(draft, incident, role, to)?;
    let asked = incident.takeovers.get(role).is_some_and(|waiting| waiting.by == *to);
    if asked {
        return Ok(role::give(draft, id, role, to, false));
    }
    let offered = incident.offers.get(role).cloned();
    if offered.as_ref() == Some(to) {
        return Err(Message::of(Line::RoleOfferedAlready { incident: id, role: role.clone(), to: to.clone() }));
    }
    if let Some(other) = offered {
        end(draft, id, RoleDeclined { role: role.clone(), to: other, holder }, false);
    }
    draft.record(id, RoleOffered { role: role.clone(), to: to.clone() });
    let incident = draft.incident(id)?;
    // All that the next holder must know does not fit in the six lines of a call: it stands in a post of its own, just
    // below the offer, and is not said again by each further call.
    let briefing = Effect::quiet(role_posts::room(incident, role), briefing::of(incident));
    chase::open(draft, id, &ChaseKind::Handover(role.clone()));
    draft.effect(id, briefing);
    let off = Invocation::new("role decline").about(id).with("role", role);
    let line = Line::RoleIsOffered { incident: id, role: role.clone(), to: to.clone() };
    Ok(Some(Message::of(line).and(Line::RoleOfferOff { command: off.clone() }).button(Action::new("offer-off", off))))
}

/// Whether somebody can be offered the role at all; the refusal says why not, and that nothing changed.
fn acceptable(draft: &Draft<'_>, incident: &Incident, role: &RoleId, to: &PersonId) -> Result<(), Message> {
    let (id, role_id, person) = (incident.id, role.clone(), to.clone());
    if draft.context.actor.is(to) {
        return Err(Message::of(Line::RoleToYourself { incident: id, role: role_id }));
    }
    role::only_ccvo(draft, id, role, to)?;
    let organisation = draft.organisation();
    let subject = Subject { incident: Some(incident), ..Subject::default() };
    if !may(&Who::KnownInRecord, &Actor::Person(to.clone()), subject, organisation) {
        return Err(Message::of(Line::RoleNotInRecord { incident: id, role: role_id, person }));
    }
    if !organisation.reaches(to) {
        return Err(Message::of(Line::RoleUnreachable { incident: id, role: role_id, person }));
    }
    Ok(())
}

/// `role decline`: the other refuses the offer; the holder calls it off, or keeps a role that somebody asked for.
pub(super) fn decline(draft: &mut Draft<'_>, id: IncidentId, role: &RoleId) -> Result<Option<Message>, Message> {
    let incident = draft.open(id)?;
    let actor = draft.context.actor.clone();
    let offered = incident.offers.get(role).cloned();
    let asked = incident.takeovers.get(role).map(|waiting| waiting.by.clone());
    let holder = incident.roles.get(role).cloned();
    let nothing = || {
        let list = Invocation::new("role list").about(id);
        Err(Message::of(Line::RoleNothingWaits { incident: id, role: role.clone() })
            .and(Line::RoleList { command: list }))
    };
    let Some(holder) = holder else { return nothing() };
    let holds = actor.is(&holder);
    let refuses = offered.as_ref().is_some_and(|to| actor.is(to));
    let offered = offered.filter(|_| holds || refuses);
    let asked = asked.filter(|_| holds);
    if offered.is_none() && asked.is_none() {
        return nothing();
    }
    if let Some(by) = asked {
        draft.record(id, RoleKept { role: role.clone(), holder: holder.clone(), by });
    }
    if let Some(to) = offered {
        end(draft, id, RoleDeclined { role: role.clone(), to, holder: holder.clone() }, refuses);
    }
    Ok(draft.unless_said(Message::of(Line::RoleStays { incident: id, role: role.clone(), holder })))
}

fn end(draft: &mut Draft<'_>, id: IncidentId, declined: RoleDeclined, answered: bool) {
    let kind = ChaseKind::Handover(declined.role.clone());
    draft.record(id, declined);
    chase::end(draft, id, &kind, answered);
}
