//! The record as a page of Markdown, for an inquiry: who knew, decided and did what, and when.

mod calls;
mod chases;
mod decisions;
mod facts;
mod firsts;
mod history;
mod open;
mod page;
mod periods;
mod roles;
mod summary;
mod tasks;
mod timeline;
mod work;

use page::Page;

use super::{
    entry::{Erasures, LogRow},
    words::Words,
};
use crate::{
    domain::{
        ids::TextId,
        incident::Incident,
        time::{Span, Timestamp},
    },
    text::{brussels, time::twice},
};

/// A record with what its sections need.
struct Record<'a> {
    incident: &'a Incident,
    log: &'a [LogRow],
    erasures: Erasures,
    words: &'a Words<'a>,
}

/// The page of a record; `log` are the events of its stream, in order.
#[must_use]
pub fn markdown(incident: &Incident, log: &[LogRow], words: &Words<'_>) -> String {
    let record = Record { incident, log, erasures: Erasures::of(log), words };
    let mut page = Page::default();
    summary::title(&mut page, &record);
    summary::summary(&mut page, &record);
    firsts::firsts(&mut page, &record);
    history::history(&mut page, &record);
    facts::facts(&mut page, &record);
    facts::recommendations(&mut page, &record);
    calls::telephone(&mut page, &record);
    calls::requests(&mut page, &record);
    calls::called(&mut page, &record);
    work::cmts(&mut page, &record);
    decisions::decisions(&mut page, &record);
    tasks::tasks(&mut page, &record);
    roles::roles(&mut page, &record);
    roles::handovers(&mut page, &record);
    work::links(&mut page, &record);
    open::open(&mut page, &record);
    timeline::timeline(&mut page, &record);
    timeline::chain(&mut page, &record);
    page.end()
}

impl Record<'_> {
    /// The last thing that the record says of time: whatever is said of it now is said then.
    fn now(&self) -> Timestamp {
        self.log.last().map_or(self.incident.opened_at, |row| row.at)
    }

    fn text(&self, id: &TextId) -> String {
        self.erasures.text(id, self.now(), self.words)
    }

    /// A section, and that there is nothing in it where that is so.
    fn table(&self, page: &mut Page, heading: &str, head: &[&str], rows: &[Vec<String>]) {
        page.heading(2, &self.words.heading(heading));
        if rows.is_empty() {
            return page.paragraph(&self.words.heading("page-nothing"));
        }
        let head: Vec<String> = head.iter().map(|key| self.words.heading(key)).collect();
        page.table(&head, rows);
    }
}

/// An instant in full; with its offset in the night in which the clock shows an hour twice.
fn moment(at: Timestamp) -> String {
    let full = brussels(at);
    let clock: String = full.chars().take(19).map(|letter| if letter == 'T' { ' ' } else { letter }).collect();
    if twice(at).is_none() {
        return clock;
    }
    let offset: String = full.chars().skip(full.chars().count().saturating_sub(6)).collect();
    format!("{clock} {offset}")
}

/// When somebody did what a line says; the bot says nothing later than it does it.
const fn said(row: &LogRow) -> Timestamp {
    row.said_at
}

/// How long something took, in hours, minutes and seconds; what was answered before it was asked took nothing.
fn length(span: Span) -> String {
    let seconds = span.0.max(0) / 1_000;
    format!("{}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

/// An instant, or a dash while there is none.
fn maybe(at: Option<Timestamp>) -> String {
    at.map_or_else(dash, moment)
}

fn dash() -> String {
    "–".to_owned()
}
