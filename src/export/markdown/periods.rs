//! The course of a record in periods: as long as its level and the phase of the crisis centre stay the same.

use super::{LogRow, Record};
use crate::domain::{
    event::{Envelope, Event, Stream},
    incident::{CcvoPhase, Incident, Level},
    state::State,
    time::Timestamp,
    turn::apply,
};

/// Lines of the log between two changes of level or phase.
pub(super) struct Period<'a> {
    pub level: Level,
    pub phase: CcvoPhase,
    pub rows: Vec<&'a LogRow>,
}

impl Period<'_> {
    pub(super) fn from(&self) -> Option<Timestamp> {
        self.rows.first().map(|row| row.at)
    }
}

/// The record after each line of its log.
pub(super) fn each<'a>(record: &Record<'a>, mut see: impl FnMut(&'a LogRow, &Incident)) {
    let stream = Stream::Incident(record.incident.id);
    let mut state = State::default();
    for row in record.log {
        let (actor, event) = (row.actor.clone(), row.event.clone());
        apply(&mut state, &Envelope { stream, at: row.at, said_at: row.said_at, actor, event });
        if let Some(incident) = state.incident(record.incident.id) {
            see(row, incident);
        }
    }
}

/// The periods of a record, in order; every line of its log is in one.
pub(super) fn periods<'a>(record: &Record<'a>) -> Vec<Period<'a>> {
    let mut periods: Vec<Period<'a>> = Vec::new();
    each(record, |row, incident| {
        let (level, phase) = (incident.level, incident.phase);
        match periods.last_mut() {
            // The level of a report is set by the line after it.
            Some(last) if matches!(last.rows.as_slice(), [only] if matches!(only.event, Event::Recorded(_))) => {
                (last.level, last.phase) = (level, phase);
                last.rows.push(row);
            }
            Some(last) if (last.level, last.phase) == (level, phase) => last.rows.push(row),
            _ => periods.push(Period { level, phase, rows: vec![row] }),
        }
    });
    periods
}
