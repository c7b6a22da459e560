//! The telephone call to the crisis centre, an item of its own (K4).

use serde::{Deserialize, Serialize};

use super::{
    actor::Actor,
    chase::{self, ChaseKind},
    draft::Draft,
    ids::{IncidentId, PersonId, TextId},
    incident::Incident,
    line::Line,
    message::Message,
    time::{Span, Timestamp},
};

/// How long before the report a call to the crisis centre can have been about it.
const EARLIEST: Span = Span::hours(1);

/// The telephone call to the crisis centre (K4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// When it became due.
    pub opened_at: Timestamp,
    /// Who confirmed it; none while it is open.
    pub confirmed: Option<ConfirmedCall>,
}

/// A call that was made, person to person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfirmedCall {
    /// Who called.
    pub called_by: Actor,
    /// Who answered.
    pub answered_by: TextId,
    /// When.
    pub at: Timestamp,
}

/// The call became due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallOpened {
    /// The number to call.
    pub phone: String,
}

/// Somebody confirmed that the call was made, person to person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallConfirmed {
    /// Who called whom, when.
    pub call: ConfirmedCall,
}

impl CallConfirmed {
    pub(super) fn apply(&self, incident: &mut Incident, at: Timestamp) {
        let open = incident.calls.iter_mut().find(|call| call.confirmed.is_none());
        match open {
            Some(call) => call.confirmed = Some(self.call.clone()),
            // Somebody called before the doctrine asked for it.
            None => incident.calls.push(Call { opened_at: at, confirmed: Some(self.call.clone()) }),
        }
    }
}

/// `ccvo called`: somebody, on either side, confirms that the call was made.
pub(super) fn confirm(
    draft: &mut Draft<'_>,
    id: IncidentId,
    answered_by: &TextId,
    by: Option<&PersonId>,
    at: Option<Timestamp>,
) -> Result<Option<Message>, Message> {
    let opened_at = draft.incident(id)?.opened_at;
    let actor = draft.context.actor.clone();
    let called_by = by.map_or(actor, |person| Actor::Person(person.clone()));
    // What reached the bot late was done when it was said, not when it came in.
    let said = draft.context.said_at.min(draft.now()).max(opened_at.minus(EARLIEST));
    let at = at.unwrap_or(said);
    // Somebody may have called just before they reported; an hour that was typed wrongly must not end the chase.
    if at < opened_at.minus(EARLIEST) {
        return Err(Message::of(Line::CallTooEarly { incident: id, at, opened_at }));
    }
    let call = ConfirmedCall { called_by, answered_by: answered_by.clone(), at };
    let line = Line::CallIsConfirmed { incident: id, answered_by: answered_by.clone(), at };
    draft.record(id, CallConfirmed { call });
    chase::end(draft, id, &ChaseKind::Call, true);
    Ok(draft.unless_said(Message::of(line)))
}
