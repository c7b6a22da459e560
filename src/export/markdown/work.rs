//! CMTs, roles, decisions, tasks and links.

use super::{Page, Record, dash, maybe, moment};
use crate::domain::{
    command::LogKind,
    event::Event,
    ids::TaskId,
    incident::{Cmt, Task},
};

pub(super) fn cmts(page: &mut Page, record: &Record<'_>) {
    let words = record.words;
    page.heading(2, &words.heading("page-cmts"));
    if record.incident.cmts.is_empty() {
        return page.paragraph(&words.heading("page-nothing"));
    }
    for (entity, cmt) in &record.incident.cmts {
        page.heading(3, &words.entity(entity));
        page.item(&format!("{} · {}", words.heading(standing(cmt)), cmt.room));
        for (person, answer) in &cmt.members {
            let answer = answer.as_ref().map_or_else(|| words.heading("page-unanswered"), |answer| words.word(answer));
            page.item(&format!("{person}: {answer}"));
        }
    }
}

const fn standing(cmt: &Cmt) -> &'static str {
    if cmt.active { "page-cmt-active" } else { "page-cmt-stood-down" }
}

pub(super) fn roles(page: &mut Page, record: &Record<'_>) {
    let incident = record.incident;
    let named = |role| record.words.role(role);
    let row = |role, person: &dyn ToString, offer| {
        vec![named(role), person.to_string(), if offer { record.words.heading("page-offered") } else { dash() }]
    };
    let held = incident.roles.iter().map(|(role, person)| row(role, person, false));
    let offered = incident.offers.iter().map(|(role, person)| row(role, person, true));
    let rows: Vec<Vec<String>> = held.chain(offered).collect();
    record.table(page, "page-roles", &["page-role", "page-who", "page-note"], &rows);
}

/// Decisions apart: who took them, and when they were said and recorded.
pub(super) fn decisions(page: &mut Page, record: &Record<'_>) {
    let mut rows = Vec::new();
    for row in record.log {
        let Event::Written(written) = &row.event else { continue };
        if written.kind == LogKind::Decision {
            let text = record.erasures.text(&written.text, row.at, record.words);
            rows.push(vec![row.seq.to_string(), moment(row.said_at), row.actor.to_string(), text]);
        }
    }
    record.table(page, "page-decisions", &["page-line", "page-said", "page-who", "page-what"], &rows);
}

pub(super) fn tasks(page: &mut Page, record: &Record<'_>) {
    let row = |(id, task): (&TaskId, &Task)| {
        vec![
            id.to_string(),
            record.text(&task.text),
            task.owner.as_ref().map_or_else(dash, ToString::to_string),
            maybe(task.due),
            maybe(task.done_at),
        ]
    };
    let rows: Vec<Vec<String>> = record.incident.tasks.iter().map(row).collect();
    record.table(page, "page-tasks", &["page-task", "page-what", "page-who", "page-due", "page-done"], &rows);
}

pub(super) fn links(page: &mut Page, record: &Record<'_>) {
    if record.incident.links.is_empty() {
        return;
    }
    page.heading(2, &record.words.heading("page-links"));
    for (other, kind) in &record.incident.links {
        page.item(&format!("{other}: {}", record.words.word(kind)));
    }
}
