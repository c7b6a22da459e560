//! Pages: who was called by whom, and what they answered.

use crate::domain::{
    actor::Actor,
    line::Line,
    page::{PageAnswered, PageOpened, PageStopped},
};

pub(super) fn opened(body: &PageOpened, actor: &Actor) -> Vec<Line> {
    let (number, who, mode) = (i64::from(body.n), body.who.clone(), body.mode);
    vec![Line::EntryPageOpened { actor: actor.clone(), number, who, mode }, Line::EntryText { text: body.text.clone() }]
}

pub(super) fn answered(body: &PageAnswered) -> Vec<Line> {
    let (number, person, answer) = (i64::from(body.n), body.person.clone(), body.answer);
    let mut clauses = vec![Line::EntryPageAnswered { number, person, answer }];
    clauses.extend(body.deputy.clone().map(|person| Line::EntryPageDeputy { person }));
    clauses
}

pub(super) fn stopped(body: &PageStopped, actor: &Actor) -> Line {
    Line::EntryPageStopped { actor: actor.clone(), number: i64::from(body.n) }
}
