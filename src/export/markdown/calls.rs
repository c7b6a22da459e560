//! Who was called for what and when, when they answered, and the telephone call to the crisis centre.

use super::{LogRow, Page, Record, dash, maybe, moment};
use crate::domain::{
    chase::ChaseKind,
    entry::about,
    event::Event,
    incident::{Call, Request},
};

/// The telephone call, each time that it became due (K4).
pub(super) fn telephone(page: &mut Page, record: &Record<'_>) {
    let row = |call: &Call| {
        let confirmed = call.confirmed.as_ref();
        vec![
            moment(call.opened_at),
            maybe(confirmed.map(|call| call.at)),
            confirmed.map_or_else(dash, |call| call.called_by.to_string()),
            confirmed.map_or_else(dash, |call| record.text(&call.answered_by)),
        ]
    };
    let rows: Vec<Vec<String>> = record.incident.calls.iter().map(row).collect();
    record.table(page, "page-telephone", &["page-due", "page-called", "page-caller", "page-picked-up"], &rows);
}

/// What was asked of the crisis centre (K2).
pub(super) fn requests(page: &mut Page, record: &Record<'_>) {
    let row = |request: &Request| {
        let answer = request.answer.as_ref();
        vec![
            moment(request.at),
            request.by.to_string(),
            record.words.word(&request.kind),
            request.text.as_ref().map_or_else(dash, |text| record.text(text)),
            answer.map_or_else(dash, |(by, answer)| format!("{} · {by}", record.words.word(answer))),
        ]
    };
    let rows: Vec<Vec<String>> = record.incident.requests.iter().map(row).collect();
    record.table(page, "page-requests", &["page-at", "page-who", "page-what", "page-text", "page-answer"], &rows);
}

/// Every call of every chase, under what it was for.
pub(super) fn called(page: &mut Page, record: &Record<'_>) {
    page.heading(2, &record.words.heading("page-calls"));
    let mut kinds: Vec<ChaseKind> = Vec::new();
    for kind in record.log.iter().filter_map(chase) {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    if kinds.is_empty() {
        page.paragraph(&record.words.heading("page-nothing"));
    }
    for kind in kinds {
        page.heading(3, &record.words.say(&about(&kind), record.now()));
        for row in record.log.iter().filter(|row| chase(row).as_ref() == Some(&kind)) {
            page.item(&format!("{} · {}", moment(row.at), step(record, row)));
        }
    }
}

/// What people were called for, or answered.
fn chase(row: &LogRow) -> Option<ChaseKind> {
    match &row.event {
        Event::ChaseOpened(body) => Some(body.kind.clone()),
        Event::ChaseCalled(body) => Some(body.kind.clone()),
        Event::ChaseEnded(body) => Some(body.kind.clone()),
        Event::CmtAnswered(body) => Some(ChaseKind::Cmt(body.entity.clone())),
        _ => None,
    }
}

/// What happened, without what it was for, which stands above it already.
fn step(record: &Record<'_>, row: &LogRow) -> String {
    let skipped = usize::from(!matches!(row.event, Event::CmtAnswered(_)));
    let clauses = row.clauses();
    let said = clauses.iter().skip(skipped).map(|clause| record.words.say(clause, row.at));
    said.collect::<Vec<_>>().join(" · ")
}
