//! CMTs and links.

use super::{Page, Record};
use crate::domain::incident::Cmt;

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

pub(super) fn links(page: &mut Page, record: &Record<'_>) {
    if record.incident.links.is_empty() {
        return;
    }
    page.heading(2, &record.words.heading("page-links"));
    for (other, kind) in &record.incident.links {
        page.item(&format!("{other}: {}", record.words.word(kind)));
    }
}
