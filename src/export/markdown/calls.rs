//! Who was called for what and when, when they answered, and the telephone call to the crisis centre.

use super::{
    LogRow, Page, Record,
    chases::{Called, Chased, chases},
    dash, length, maybe, moment, said,
};
use crate::domain::{
    event::Event,
    incident::{Call, Request},
    time::Timestamp,
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
    let row = |(place, request): (usize, &Request)| {
        let answer = request.answer.as_ref();
        let at = answered(record.log, place);
        vec![
            moment(request.at),
            request.by.to_string(),
            record.words.word(&request.kind),
            request.text.as_ref().map_or_else(dash, |text| record.text(text)),
            answer.map_or_else(dash, |(by, answer)| format!("{} · {by}", record.words.word(answer))),
            maybe(at),
            at.map_or_else(dash, |at| length(at.since(request.at))),
        ]
    };
    let rows: Vec<Vec<String>> = record.incident.requests.iter().enumerate().map(row).collect();
    let head = ["page-at", "page-who", "page-what", "page-text", "page-answer", "page-answered", "page-took"];
    record.table(page, "page-requests", &head, &rows);
}

/// When a request was answered, by its place in the record's list.
fn answered(log: &[LogRow], place: usize) -> Option<Timestamp> {
    log.iter().find_map(|row| match &row.event {
        Event::RequestAnswered(body) if usize::try_from(body.request) == Ok(place) => Some(said(row)),
        _ => None,
    })
}

/// Every chase: how it ended, and what it was for each person.
pub(super) fn called(page: &mut Page, record: &Record<'_>) {
    let words = record.words;
    page.heading(2, &words.heading("page-calls"));
    let chases = chases(record.log);
    if chases.is_empty() {
        page.paragraph(&words.heading("page-nothing"));
    }
    for chase in &chases {
        page.heading(3, &words.say(&chase.about(), record.now()));
        page.paragraph(&course(record, chase));
        let head = ["page-who", "page-called-first", "page-times-called", "page-answered", "page-took", "page-answer"];
        let head: Vec<String> = head.iter().map(|key| words.heading(key)).collect();
        let rows: Vec<Vec<String>> = chase.people().iter().map(|called| person(record, called)).collect();
        if !rows.is_empty() {
            page.table(&head, &rows);
        }
    }
}

/// When it began, the first answer, and how it ended.
fn course(record: &Record<'_>, chase: &Chased<'_>) -> String {
    let words = record.words;
    let mut course = vec![words.phrase("page-chase-began", &[("at", moment(chase.opened_at).into())])];
    if let (Some(answer), Some(took)) = (chase.first(), chase.took()) {
        let arguments =
            [("who", answer.who.to_string().into()), ("at", moment(answer.at).into()), ("took", length(took).into())];
        course.push(words.phrase("page-chase-first", &arguments));
    }
    course.push(match &chase.end {
        None => words.heading("page-chase-open"),
        Some(end) => {
            let key = if end.answered { "page-chase-answered" } else { "page-chase-called-off" };
            words.phrase(key, &[("at", moment(end.at).into())])
        }
    });
    course.join(" · ")
}

fn person(record: &Record<'_>, called: &Called<'_>) -> Vec<String> {
    let words = record.words;
    let answer = match called.answer {
        None => words.heading("page-unanswered"),
        Some(answer) => answer.coming.as_ref().map_or_else(dash, |coming| words.word(coming)),
    };
    vec![
        called.who.to_string(),
        maybe(called.first),
        called.times.to_string(),
        maybe(called.answer.map(|answer| answer.at)),
        called.took().map_or_else(dash, length),
        answer,
    ]
}
