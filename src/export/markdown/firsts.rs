//! Times to first answer: how long it took before a person answered.

use super::{
    LogRow, Page, Record,
    chases::{For, chases},
    dash, length, moment, said,
};
use crate::domain::{actor::Actor, chase::ChaseKind, event::Event, time::Timestamp};

/// From when, who answered first and when.
struct First {
    what: String,
    from: Timestamp,
    answer: Option<(Timestamp, String)>,
}

pub(super) fn firsts(page: &mut Page, record: &Record<'_>) {
    let mut rows: Vec<Vec<String>> = Vec::new();
    rows.extend(report(record).map(First::row));
    rows.extend(chased(record).map(First::row));
    rows.extend(telephone(record).map(First::row));
    let head = ["page-what", "page-start", "page-first-answer", "page-who", "page-took"];
    record.table(page, "page-firsts", &head, &rows);
}

impl First {
    fn row(self) -> Vec<String> {
        let Self { what, from, answer } = self;
        let (at, who, took) =
            answer.map_or_else(|| (dash(), dash(), dash()), |(at, who)| (moment(at), who, length(at.since(from))));
        vec![what, moment(from), at, who, took]
    }
}

/// The report itself, until somebody known other than its reporter did something in it.
fn report(record: &Record<'_>) -> Option<First> {
    let first = record.log.iter().find(|row| matches!(row.event, Event::Recorded(_)))?;
    let other = |row: &&LogRow| matches!(row.actor, Actor::Person(_)) && row.actor != first.actor;
    let answer = record.log.iter().find(other);
    Some(First {
        what: record.words.heading("page-firsts-report"),
        from: said(first),
        answer: answer.map(|row| (said(row), row.actor.to_string())),
    })
}

/// Each chase; that of the telephone call is told by the call itself.
fn chased(record: &Record<'_>) -> impl Iterator<Item = First> {
    let chases = chases(record.log).into_iter().filter(|chase| chase.what != For::Chase(ChaseKind::Call));
    chases.map(|chase| First {
        what: record.words.say(&chase.about(), record.now()),
        from: chase.opened_at,
        answer: chase.first().map(|answer| (answer.at, answer.who.to_string())),
    })
}

/// The telephone call to the crisis centre (K4), each time that it became due.
fn telephone(record: &Record<'_>) -> impl Iterator<Item = First> {
    record.incident.calls.iter().map(|call| First {
        what: record.words.heading("page-telephone"),
        from: call.opened_at,
        answer: call.confirmed.as_ref().map(|confirmed| (confirmed.at, record.text(&confirmed.answered_by))),
    })
}
