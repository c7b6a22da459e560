//! Noodklok itself was away: it was stopped, or the network did not reach it. Whoever relies on it hears for how long
//! and what comes late by it, and the log of each open record says so.

use serde::{Deserialize, Serialize};

use super::{
    draft::Draft,
    ids::{IncidentId, RoomId},
    incident::Incident,
    line::Line,
    message::{Effect, Message},
    organisation::RoomKind,
    tell,
    time::{Span, Timestamp},
    words::Verbatim,
};

/// How many records are named; of the others it is said how many there are.
const NAMED: usize = 5;

/// What is known of it when it is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absence {
    /// Since when nothing came in.
    pub since: Timestamp,
    /// How many lines were said to it meanwhile and are taken now.
    pub said: usize,
    /// For each call that was made or could not get out meanwhile, its record.
    pub calls: Vec<IncidentId>,
}

/// Noodklok was away, until it was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Away {
    /// Since when.
    pub since: Timestamp,
}

/// It is over. A short absence is nobody's business: everything is caught up with.
pub(super) fn over(draft: &mut Draft<'_>, absence: &Absence) {
    let length = draft.now().since(absence.since);
    let Some(told) = draft.organisation().escalation.away_told else { return };
    if length < told {
        return;
    }
    let before = |incident: &&Incident| incident.is_open() && incident.opened_at <= absence.since;
    let records: Vec<IncidentId> = draft.state().incidents().filter(before).map(|incident| incident.id).collect();
    let message = message(draft, absence, length);
    let standing = draft.organisation().rooms.values();
    let standing = standing.filter(|room| matches!(room.kind, RoomKind::Report | RoomKind::Ccvo));
    let standing: Vec<RoomId> = standing.map(|room| room.id.clone()).collect();
    for room in &standing {
        draft.effect_organisation(Effect::quiet(room.clone(), message.clone()));
    }
    for id in records {
        // Said as of its record: in the crisis room of a drill that is a message of the drill.
        let rooms = draft.find(id).map(tell::working).unwrap_or_default();
        for room in rooms.into_iter().filter(|room| !standing.contains(room)) {
            draft.effect(id, Effect::quiet(room, message.clone()));
        }
        draft.record(id, Away { since: absence.since });
    }
}

fn message(draft: &Draft<'_>, absence: &Absence, length: Span) -> Message {
    let mut message = Message::of(Line::AwayTold { since: absence.since, until: draft.now(), length });
    if absence.said > 0 {
        message = message.and(Line::AwaySaid { count: count(absence.said) });
    }
    // Where not everything is a drill, nobody counts what a drill would have called.
    let counts =
        |id: &&IncidentId| draft.organisation().demo || draft.find(**id).is_some_and(|incident| !incident.exercise);
    let calls: Vec<IncidentId> = absence.calls.iter().filter(counts).copied().collect();
    let mut records = calls.clone();
    records.sort_unstable();
    records.dedup();
    if !records.is_empty() {
        let named: Vec<String> = records.iter().take(NAMED).map(ToString::to_string).collect();
        message = message.and(Line::AwayCalls {
            count: count(calls.len()),
            records: Verbatim(named.join(", ")),
            more: count(records.len().saturating_sub(NAMED)),
        });
    }
    message.and(Line::AwayAgain {})
}

fn count(many: usize) -> i64 {
    i64::try_from(many).unwrap_or(i64::MAX)
}
