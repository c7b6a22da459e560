//! The end of a record's log, as it is shown in a room.

use std::collections::BTreeMap;

use super::{
    actor::Actor,
    entry::{Told, entry},
    event::{Envelope, Event},
    ids::IncidentId,
    line::Line,
    message::Message,
    time::Timestamp,
    words::Clauses,
};

/// How many lines are shown at most.
pub const LINES: u64 = 20;

/// The last events of a record with their numbers, oldest first, one line each.
#[must_use]
pub fn page(incident: IncidentId, rows: &[(u64, Envelope)]) -> Message {
    let (Some((first, _)), Some((last, _))) = (rows.first(), rows.last()) else {
        return Message::of(Line::NoSuchIncident { incident });
    };
    let erased = erased(rows);
    let mut message = Message::of(Line::LogShown { incident, from: number(*first), to: number(*last) });
    for (seq, Envelope { at, said_at, actor, event, .. }) in rows {
        let mut clauses = entry(event, Told { actor, at: *at, said_at: *said_at });
        if let Some((actor, at)) = erased.get(seq) {
            clauses.push(Line::EntryErased { actor: actor.clone(), at: *at });
        }
        message = message.and(Line::LogLine { seq: number(*seq), at: *at, clauses: Clauses(clauses) });
    }
    let earlier = first.saturating_sub(1);
    message.maybe((earlier > 0).then(|| Line::LogEarlier { incident, count: number(earlier) }))
}

/// Which lines were erased, by whom and when. A redaction comes after its line, so that it is among the last ones too.
fn erased(rows: &[(u64, Envelope)]) -> BTreeMap<u64, (Actor, Timestamp)> {
    let redactions = rows.iter().filter_map(|(_, envelope)| match &envelope.event {
        Event::Redacted(redacted) => Some((redacted.seq, (envelope.actor.clone(), envelope.at))),
        _ => None,
    });
    redactions.collect()
}

fn number(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
