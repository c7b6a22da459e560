//! What a CMT asks of the crisis centre (K2).

use serde::{Deserialize, Serialize};

use super::{
    actor::Actor,
    call::CallOpened,
    chase::{self, ChaseKind},
    command::RequestKind,
    draft::Draft,
    event::Envelope,
    ids::{IncidentId, TextId},
    incident::Incident,
    line::Line,
    message::Message,
    time::Timestamp,
};

/// A request to the crisis centre (K2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// What is asked.
    pub kind: RequestKind,
    /// In whose words.
    pub text: Option<TextId>,
    /// By whom.
    pub by: Actor,
    /// When.
    pub at: Timestamp,
    /// Who answered, and what.
    pub answer: Option<(Actor, RequestAnswer)>,
}

/// How the crisis centre answers a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RequestAnswer {
    /// Seen, and taken up.
    Ack,
    /// It follows: vooralarm.
    Vooralarm,
    /// It takes the lead: alarm.
    Alarm,
    /// Refused with a reason.
    Decline,
}

/// A request was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requested {
    /// What.
    pub kind: RequestKind,
    /// In whose words.
    pub text: Option<TextId>,
}

/// A request was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestAnswered {
    /// Its place in the record's list, from 0.
    pub request: u32,
    /// How.
    pub answer: RequestAnswer,
}

impl Requested {
    pub(super) fn apply(&self, incident: &mut Incident, envelope: &Envelope) {
        incident.ccvo_told = true;
        incident.requests.push(Request {
            kind: self.kind,
            text: self.text.clone(),
            by: envelope.actor.clone(),
            at: envelope.at,
            answer: None,
        });
    }
}

impl RequestAnswered {
    pub(super) fn apply(&self, incident: &mut Incident, by: &Actor) {
        let request = usize::try_from(self.request).ok().and_then(|place| incident.requests.get_mut(place));
        if let Some(request) = request {
            request.answer = Some((by.clone(), self.answer));
        }
    }
}

/// Informs the crisis centre, asks its support, or asks it to take over; chased until answered.
pub(super) fn decide(
    draft: &mut Draft<'_>,
    id: IncidentId,
    kind: RequestKind,
    text: Option<&TextId>,
) -> Result<Option<Message>, Message> {
    let incident = draft.open(id)?;
    let place = u32::try_from(incident.requests.len()).unwrap_or(u32::MAX);
    let call_is_due = !incident.call_open();
    let phone = incident.desk.phone.clone();
    draft.record(id, Requested { kind, text: text.cloned() });
    if call_is_due {
        draft.record(id, CallOpened { phone });
    }
    chase::open(draft, id, &ChaseKind::Request(place));
    if call_is_due {
        chase::open(draft, id, &ChaseKind::Call);
    }
    Ok(Some(Message::of(Line::RequestSent { incident: id, request: kind })))
}
