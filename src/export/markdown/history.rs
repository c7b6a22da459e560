//! Level, phase and lead over time, as each event left them.

use super::{Page, Record, moment, periods::each, summary};
use crate::domain::event::Event;

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
