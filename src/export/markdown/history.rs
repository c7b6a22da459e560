//! Level, phase and lead over time, as each event left them.

use super::{Page, Record, moment, summary};
use crate::domain::{
    event::{Envelope, Event, Stream},
    incident::Incident,
    state::State,
    turn::apply,
};

/// A row for each time that one of them changed.
pub(super) fn history(page: &mut Page, record: &Record<'_>) {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut before: Option<Vec<String>> = None;
    each(record, |row, incident| {
        let words = record.words;
        let now =
            vec![summary::level_of(incident, record), words.word(&incident.phase), summary::lead(incident, record)];
        // The level of a report is set by the line after it.
        if before.as_ref() != Some(&now) && !matches!(row.event, Event::Recorded(_)) {
            let mut cells = vec![moment(row.at), row.seq.to_string()];
            cells.extend(now.iter().cloned());
            rows.push(cells);
            before = Some(now);
        }
    });
    let head = ["page-at", "page-line", "page-level", "page-phase", "page-lead"];
    record.table(page, "page-history", &head, &rows);
}

/// The record after each line of its log.
fn each(record: &Record<'_>, mut see: impl FnMut(&super::LogRow, &Incident)) {
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
