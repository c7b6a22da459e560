//! The mail to the crisis centre, which carries what the telephone call does not (K4): whether it went, so that nobody
//! relies on one that did not.

use serde::{Deserialize, Serialize};

use super::{
    attempt::{self, Try},
    draft::Draft,
    ids::IncidentId,
    incident::Incident,
    line::Line,
    message::Message,
    react::first_line,
    tell,
    time::Timestamp,
    words::{Verbatim, Word},
};

/// Whether a mail about a record was taken; else it never will be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// Of which record.
    pub incident: IncidentId,
    /// The mail server took it.
    pub taken: bool,
}

/// A mail to the crisis centre went, or never will.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mailed {
    /// The mail server took it.
    pub taken: bool,
}

impl Mailed {
    pub(super) fn apply(self, incident: &mut Incident, at: Timestamp) {
        incident.ccvo_mail = Some(Try { at, taken: Some(self.taken) });
    }
}

/// It is written down; whoever works on the record hears of the first that does not go.
pub(super) fn told(draft: &mut Draft<'_>, outcome: Outcome) {
    let Outcome { incident: id, taken } = outcome;
    let Some(incident) = draft.find(id) else { return };
    let known = incident.ccvo_mail.is_some_and(|mail| mail.taken == Some(false));
    if !taken && !known {
        let line = Line::CcvoMailRefused { phone: Verbatim(incident.desk.phone.clone()) };
        let message = Message::of(first_line(incident)).and(line);
        for post in tell::quietly(tell::working(incident), &message) {
            draft.effect(id, post);
        }
    }
    draft.record(id, Mailed { taken });
}

/// How the last one went.
pub(super) fn last(incident: &Incident) -> Option<Line> {
    incident.ccvo_mail.map(|mail| attempt::clause(Word("ccvo-mail".to_owned()), mail))
}
