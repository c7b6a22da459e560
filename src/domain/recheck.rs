//! Looking again: what was written in the log, mostly a decision, may ask to be looked at again at a chosen time.

use serde::{Deserialize, Serialize};

use super::{
    actor::Actor,
    command::LogKind,
    draft::Draft,
    event::Envelope,
    ids::{IncidentId, TextId},
    incident::Incident,
    line::Line,
    message::{Effect, Invocation, Message},
    time::Timestamp,
};

/// A log line that is looked at again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recheck {
    /// What kind of line.
    pub kind: LogKind,
    /// What it says.
    pub text: TextId,
    /// Who wrote it.
    pub by: Actor,
    /// When it was written.
    pub written_at: Timestamp,
    /// When it is looked at again.
    pub at: Timestamp,
}

/// A log line is to be looked at again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecheckSet {
    /// The log line.
    pub seq: u64,
    /// What kind of line.
    pub kind: LogKind,
    /// What it says.
    pub text: TextId,
    /// When.
    pub at: Timestamp,
}

/// Its time came: whoever wrote it was asked whether it still holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rechecked {
    /// The log line.
    pub seq: u64,
    /// What kind of line.
    pub kind: LogKind,
    /// What it says.
    pub text: TextId,
    /// Who wrote it.
    pub by: Actor,
    /// When it was written.
    pub written_at: Timestamp,
}

impl RecheckSet {
    pub(super) fn apply(&self, incident: &mut Incident, envelope: &Envelope) {
        let recheck = Recheck {
            kind: self.kind,
            text: self.text.clone(),
            by: envelope.actor.clone(),
            written_at: envelope.at,
            at: self.at,
        };
        incident.rechecks.insert(self.seq, recheck);
    }
}

impl Rechecked {
    pub(super) fn apply(&self, incident: &mut Incident) {
        incident.rechecks.remove(&self.seq);
    }
}

/// The time of a log line came. In a record that ended nobody needs to look any more.
pub(super) fn ask(draft: &mut Draft<'_>, id: IncidentId, seq: u64) {
    let Some(incident) = draft.find(id).filter(|incident| incident.is_open()) else { return };
    let Some(Recheck { kind, text, by, written_at, .. }) = incident.rechecks.get(&seq).cloned() else { return };
    draft.record(id, Rechecked { seq, kind, text, by, written_at });
}

/// Whoever wrote it is asked, where the work is done.
pub(super) fn asked(incident: &Incident, body: &Rechecked) -> Effect {
    let line = Line::RecheckDue {
        incident: incident.id,
        log: body.kind,
        seq: i64::try_from(body.seq).unwrap_or(i64::MAX),
        by: body.by.clone(),
        at: body.written_at,
        text: body.text.clone(),
    };
    let command = Invocation::new("log").about(incident.id).with("kind", body.kind.word()).hinting("catalogue-text");
    let message = Message::of(line).and(Line::RecheckQuestion { command });
    let mentions = body.by.person().cloned().into_iter().collect();
    Effect::post(incident.work_room(), message, mentions)
}
