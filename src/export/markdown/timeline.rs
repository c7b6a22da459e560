//! Everything that happened, by period, and the chain that vouches for it.

use super::{Page, Record, moment, periods::periods};
use crate::export::entry::sentence;

pub(super) fn timeline(page: &mut Page, record: &Record<'_>) {
    let words = record.words;
    page.heading(2, &words.heading("page-timeline"));
    for period in periods(record) {
        let Some(from) = period.from() else { continue };
        let arguments = [
            ("level", words.word(&period.level).into()),
            ("phase", words.word(&period.phase).into()),
            ("at", moment(from).into()),
        ];
        page.heading(3, &words.phrase("page-period", &arguments));
        for row in period.rows {
            page.labelled(&format!("{} · {}", row.seq, moment(row.at)), &sentence(row, &record.erasures, words));
        }
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
