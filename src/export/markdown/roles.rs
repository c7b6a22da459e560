//! Who held which role from when to when, and what became of each offer and each request for one.

use super::{LogRow, Page, Record, dash, length, maybe, moment, said};
use crate::domain::{
    event::Event,
    ids::{PersonId, RoleId},
    role::RoleTaken,
    time::Timestamp,
};

/// Roles over time, each holder a row.
pub(super) fn roles(page: &mut Page, record: &Record<'_>) {
    let taken: Vec<(&LogRow, &RoleTaken)> =
        record.log.iter().filter_map(|row| taken(row).map(|body| (row, body))).collect();
    let rows: Vec<Vec<String>> = taken
        .iter()
        .enumerate()
        .map(|(place, (row, body))| {
            let next = taken.iter().skip(place.saturating_add(1)).find(|(_, next)| next.role == body.role);
            let until = next.map(|(next, _)| said(next)).or(record.incident.closed_at);
            vec![
                record.words.role(&body.role),
                body.holder.to_string(),
                moment(said(row)),
                maybe(until),
                how(record, row, body),
            ]
        })
        .collect();
    record.table(page, "page-roles", &["page-role", "page-who", "page-held", "page-until", "page-how"], &rows);
}

fn taken(row: &LogRow) -> Option<&RoleTaken> {
    if let Event::RoleTaken(body) = &row.event { Some(body) } else { None }
}

fn how(record: &Record<'_>, row: &LogRow, body: &RoleTaken) -> String {
    let words = record.words;
    if body.unanswered {
        return words.heading("page-role-silence");
    }
    if !row.actor.is(&body.holder) {
        return words.phrase("page-role-assigned", &[("who", row.actor.to_string().into())]);
    }
    match body.before.as_ref().filter(|before| **before != body.holder) {
        Some(before) => words.phrase("page-role-from", &[("who", before.as_str().into())]),
        None => words.heading("page-role-taken"),
    }
}

/// Something that waited for an answer: an offer, or a request to the holder.
struct Waiting<'a> {
    role: &'a RoleId,
    key: &'static str,
    from: String,
    to: &'a PersonId,
    at: Timestamp,
    seq: u64,
    /// Who would hold the role if the answer is yes.
    wanted: &'a PersonId,
}

/// Offers and requests, with what became of them.
pub(super) fn handovers(page: &mut Page, record: &Record<'_>) {
    let rows: Vec<Vec<String>> =
        record.log.iter().filter_map(waiting).map(|waiting| handover(record, &waiting)).collect();
    let head = ["page-role", "page-what", "page-from-whom", "page-to-whom", "page-at", "page-answer", "page-took"];
    record.table(page, "page-handovers", &head, &rows);
}

fn waiting(row: &LogRow) -> Option<Waiting<'_>> {
    let (at, seq) = (said(row), row.seq);
    match &row.event {
        Event::RoleOffered(body) => Some(Waiting {
            role: &body.role,
            key: "page-role-offered",
            from: row.actor.to_string(),
            to: &body.to,
            at,
            seq,
            wanted: &body.to,
        }),
        Event::RoleAsked(body) => Some(Waiting {
            role: &body.role,
            key: "page-role-asked",
            from: body.by.to_string(),
            to: &body.holder,
            at,
            seq,
            wanted: &body.by,
        }),
        _ => None,
    }
}

fn handover(record: &Record<'_>, waiting: &Waiting<'_>) -> Vec<String> {
    let words = record.words;
    let later = record.log.iter().filter(|row| row.seq > waiting.seq);
    let outcome = later.into_iter().find_map(|row| Some((answer(&row.event, waiting)?, said(row))));
    vec![
        words.role(waiting.role),
        words.heading(waiting.key),
        waiting.from.clone(),
        waiting.to.to_string(),
        moment(waiting.at),
        outcome.map_or_else(
            || words.heading("page-unanswered"),
            |(key, at)| format!("{} · {}", words.heading(key), moment(at)),
        ),
        outcome.map_or_else(dash, |(_, at)| length(at.since(waiting.at))),
    ]
}

/// What an event answers to it.
fn answer(event: &Event, waiting: &Waiting<'_>) -> Option<&'static str> {
    match event {
        Event::RoleTaken(body) if body.role == *waiting.role => Some(if body.holder != *waiting.wanted {
            "page-role-lapsed"
        } else if body.unanswered {
            "page-role-silence"
        } else {
            "page-role-accepted"
        }),
        Event::RoleDeclined(body) if body.role == *waiting.role && body.to == *waiting.wanted => {
            Some("page-role-declined")
        }
        Event::RoleKept(body) if body.role == *waiting.role && body.by == *waiting.wanted => Some("page-role-kept"),
        _ => None,
    }
}
