//! Situation updates: given, passed on to the rooms that follow, and asked for in time (K5).

use serde::{Deserialize, Serialize};

use super::{
    actor::Actor,
    command::Audience,
    draft::Draft,
    event::Envelope,
    ids::{IncidentId, TextId},
    incident::Incident,
    line::Line,
    message::Message,
    public,
    time::Timestamp,
    words::Due,
};

/// A situation update.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastUpdate {
    /// What.
    pub text: TextId,
    /// By whom.
    pub by: Actor,
    /// When.
    pub at: Timestamp,
}

/// An update was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Updated {
    /// What.
    pub text: TextId,
    /// When the next one is asked for.
    pub next: Option<Timestamp>,
    /// For whom it is.
    #[serde(default, skip_serializing_if = "Audience::is_team")]
    pub audience: Audience,
}

/// An update was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UpdateAsked {
    /// When again, if none comes.
    pub next: Timestamp,
}

impl Updated {
    pub(super) fn apply(&self, incident: &mut Incident, envelope: &Envelope) {
        (incident.next_update_at, incident.update_asked) = (self.next, false);
        let update = LastUpdate { text: self.text.clone(), by: envelope.actor.clone(), at: envelope.at };
        incident.last_update = Some(update);
    }
}

impl UpdateAsked {
    pub(super) fn apply(&self, incident: &mut Incident) {
        (incident.next_update_at, incident.update_asked) = (Some(self.next), true);
    }
}

/// Gives a situation update to the rooms that follow.
pub(super) fn give(
    draft: &mut Draft<'_>,
    id: IncidentId,
    text: &TextId,
    next: Option<Timestamp>,
    audience: Audience,
) -> Result<Option<Message>, Message> {
    if audience == Audience::Public {
        return public::propose(draft, id, text);
    }
    let incident = draft.open(id)?;
    let usual = draft.now().plus(draft.organisation().escalation.update_every);
    // From vooralarm on the crisis centre needs to know in time, also when nobody said when (K5).
    let next = next.or_else(|| incident.phase.active().map(|_| usual));
    draft.record(id, Updated { text: text.clone(), next, audience });
    let when = next.map(|next| Line::NextUpdate { due: Due(next) });
    Ok(draft.unless_said(Message::of(Line::UpdateGiven { incident: id, text: text.clone() }).maybe(when)))
}

/// The time of the next update came: it is asked for, again and again until it is there.
pub(super) fn ask(draft: &mut Draft<'_>, id: IncidentId) {
    let Some(incident) = draft.find(id).filter(|incident| incident.is_open()) else { return };
    if incident.next_update_at.is_some_and(|next| next <= draft.now()) {
        let next = draft.now().plus(draft.organisation().escalation.reminder_every);
        draft.record(id, UpdateAsked { next });
    }
}
