//! Who was left alone in their quiet hours, and what was told afterwards.

use crate::domain::{
    line::Line,
    rest::{CaughtUp, LeftAlone, Waiting, by_end},
};

pub(super) fn left_alone(body: &LeftAlone) -> Vec<Line> {
    let people = by_end(&body.people).into_iter().map(|(until, people)| Line::EntryLeftAlone { people, until });
    people.chain([what(&body.what)]).collect()
}

pub(super) fn caught_up(body: &CaughtUp) -> Vec<Line> {
    let first = Line::EntryCaughtUp { person: body.person.clone() };
    std::iter::once(first).chain(body.what.iter().map(what)).collect()
}

fn what(what: &Waiting) -> Line {
    match what {
        Waiting::Update => Line::EntryWaitsUpdate {},
        Waiting::Task(task) => Line::EntryWaitsTask { task: *task },
        Waiting::Public(n) => Line::EntryWaitsPublic { number: i64::from(*n) },
        Waiting::Recheck(seq) => Line::EntryWaitsRecheck { number: i64::try_from(*seq).unwrap_or(i64::MAX) },
    }
}
