//! Decisions apart: who took them, when they were said, when they were to be looked at again and what came of that.

use super::{LogRow, Page, Record, dash, moment, said};
use crate::domain::{command::LogKind, event::Event};

pub(super) fn decisions(page: &mut Page, record: &Record<'_>) {
    let mut rows = Vec::new();
    for row in record.log {
        let Event::Written(written) = &row.event else { continue };
        if written.kind == LogKind::Decision {
            let text = record.erasures.text(&written.text, row.at, record.words);
            let (due, outcome) = recheck(record, row);
            rows.push(vec![row.seq.to_string(), moment(said(row)), row.actor.to_string(), text, due, outcome]);
        }
    }
    let head = ["page-line", "page-said", "page-who", "page-what", "page-recheck", "page-outcome"];
    record.table(page, "page-decisions", &head, &rows);
}

/// When a decision was to be looked at again, the last time that somebody chose one, and what came of it.
fn recheck(record: &Record<'_>, decision: &LogRow) -> (String, String) {
    let seq = decision.seq;
    let set = record.log.iter().rev().find_map(|row| match &row.event {
        Event::RecheckSet(body) if body.seq == seq => Some((row.seq, body.at)),
        _ => None,
    });
    let Some((set, due)) = set else { return (dash(), dash()) };
    let asked =
        record.log.iter().find(|row| matches!(&row.event, Event::Rechecked(body) if body.seq == seq) && row.seq > set);
    let outcome = match asked {
        Some(asked) => outcome(record, decision, asked),
        None if record.incident.is_open() => record.words.heading("page-recheck-waits"),
        None => record.words.heading("page-recheck-lapsed"),
    };
    (moment(due), outcome)
}

/// That its writer was asked, and the decision that they wrote next.
fn outcome(record: &Record<'_>, decision: &LogRow, asked: &LogRow) -> String {
    let words = record.words;
    let next = record.log.iter().find(|row| {
        let decides = matches!(&row.event, Event::Written(written) if written.kind == LogKind::Decision);
        decides && row.seq > asked.seq && row.actor == decision.actor
    });
    let at = moment(asked.at);
    match next {
        Some(next) => words.phrase("page-recheck-next", &[("at", at.into()), ("line", next.seq.to_string().into())]),
        None => words.phrase("page-recheck-asked", &[("at", at.into())]),
    }
}
