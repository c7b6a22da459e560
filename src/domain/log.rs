//! The log that people write themselves, decisions, and redaction.

use serde::{Deserialize, Serialize};

use super::{
    actor::Actor,
    command::LogKind,
    draft::Draft,
    event::Envelope,
    ids::{IncidentId, TextId},
    incident::Incident,
    line::Line,
    message::Message,
    recheck::RecheckSet,
    time::Timestamp,
    words::Due,
};

/// A decision that stands in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Its log line.
    pub seq: u64,
    /// What.
    pub text: TextId,
    /// By whom.
    pub by: Actor,
    /// When it was recorded.
    pub at: Timestamp,
}

/// Somebody wrote in the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// What kind of line.
    pub kind: LogKind,
    /// What.
    pub text: TextId,
}

/// The free texts of an earlier line were erased; the chain stays intact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redacted {
    /// The log line.
    pub seq: u64,
    /// What was erased.
    pub texts: Vec<TextId>,
    /// Why.
    pub reason: TextId,
}

impl Written {
    pub(super) fn apply(&self, incident: &mut Incident, envelope: &Envelope) {
        if self.kind == LogKind::Decision {
            let seq = incident.version.saturating_add(1);
            let (text, by) = (self.text.clone(), envelope.actor.clone());
            incident.decisions.push(Decision { seq, text, by, at: envelope.at });
        }
    }
}

impl Redacted {
    pub(super) fn apply(&self, incident: &mut Incident, envelope: &Envelope) {
        incident.redacted.insert_mut(self.seq, (envelope.actor.clone(), envelope.at));
    }
}

/// Writes a line; also in a closed record, whose log stays open.
pub(super) fn write(
    draft: &mut Draft<'_>,
    id: IncidentId,
    kind: LogKind,
    text: &TextId,
    recheck: Option<Timestamp>,
) -> Result<Option<Message>, Message> {
    draft.record(id, Written { kind, text: text.clone() });
    let line = draft.incident(id)?.version;
    let seq = i64::try_from(line).unwrap_or(i64::MAX);
    let written = Message::of(Line::LogWritten { incident: id, log: kind, seq, text: text.clone() });
    let Some(at) = recheck else { return Ok(Some(written)) };
    // A record that ended has no clocks left.
    if !draft.incident(id)?.is_open() {
        return Ok(Some(written.and(Line::RecheckNot {})));
    }
    draft.record(id, RecheckSet { seq: line, kind, text: text.clone(), at });
    Ok(Some(written.and(Line::RecheckAt { due: Due(at) })))
}

/// Erases the free texts of an earlier line; the chain keeps what it needs to verify.
pub(super) fn redact(
    draft: &mut Draft<'_>,
    id: IncidentId,
    seq: u64,
    reason: &TextId,
) -> Result<Option<Message>, Message> {
    let incident = draft.incident(id)?;
    let number = i64::try_from(seq).unwrap_or(i64::MAX);
    if seq == 0 || seq > incident.version {
        let last = i64::try_from(incident.version).unwrap_or(i64::MAX);
        return Err(Message::of(Line::RedactNoLine { incident: id, seq: number, last }));
    }
    // What is gone cannot be erased again; a second entry would only hide who did it and when.
    if let Some((by, at)) = incident.redacted.get(&seq) {
        return Err(Message::of(Line::RedactedBefore { incident: id, seq: number, by: by.clone(), at: *at }));
    }
    let Some(texts) = incident.texts.get(&seq).cloned() else {
        return Err(Message::of(Line::NothingToRedact { incident: id, seq: number }));
    };
    draft.record(id, Redacted { seq, texts, reason: reason.clone() });
    Ok(Some(Message::of(Line::LogRedacted { incident: id, seq: number, by: draft.context.actor.clone() })))
}
