//! Everything that happened, by phase of the crisis centre, and the chain that vouches for it.

use super::{Page, Record, moment};
use crate::{
    domain::{event::Event, incident::CcvoPhase},
    export::entry::sentence,
};

pub(super) fn timeline(page: &mut Page, record: &Record<'_>) {
    page.heading(2, &record.words.heading("page-timeline"));
    let mut phase: Option<CcvoPhase> = None;
    for row in record.log {
        let now = match &row.event {
            Event::PhaseChanged(changed) => changed.to,
            _ => phase.unwrap_or_default(),
        };
        if phase != Some(now) {
            let arguments = [("phase", record.words.word(&now).into()), ("at", moment(row.at).into())];
            page.heading(3, &record.words.phrase("page-from", &arguments));
            phase = Some(now);
        }
        page.labelled(&format!("{} · {}", row.seq, moment(row.at)), &sentence(row, &record.erasures, record.words));
    }
}

/// The first and the last link: whoever kept one of them can tell whether this page is of the same log.
pub(super) fn chain(page: &mut Page, record: &Record<'_>) {
    let words = record.words;
    page.heading(2, &words.heading("page-chain"));
    for (key, row) in [("page-first", record.log.first()), ("page-last", record.log.last())] {
        let Some(row) = row else { continue };
        page.labelled(&format!("{}:", words.heading(key)), &format!("{} · {}", row.seq, row.hash));
    }
}
