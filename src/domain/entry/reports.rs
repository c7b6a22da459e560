//! Reports and levels.

use crate::domain::{
    actor::Actor,
    alert::AlertTold,
    level::{LevelProposed, LevelSet, LevelSettled},
    line::Line,
    question::Asked,
    report::{Appended, Recorded},
};

pub(super) fn recorded(body: &Recorded, actor: &Actor) -> Vec<Line> {
    let mut clauses = vec![Line::EntryRecorded { actor: actor.clone(), title: body.title.clone() }];
    clauses.extend(body.description.clone().map(|text| Line::EntryDescription { text }));
    clauses.push(match &body.meldpunt {
        Some(entity) => Line::EntryMeldpunt { entity: entity.clone() },
        None => Line::EntryMeldpuntUnknown {},
    });
    clauses.push(Line::EntryRoom { room: body.origin.clone() });
    clauses.extend(body.since.map(|since| Line::EntrySince { since }));
    clauses.extend((!body.verified).then_some(Line::EntryUnverified {}));
    clauses.extend(body.exercise.then_some(Line::EntryExercise {}));
    clauses
}

pub(super) fn appended(body: &Appended, actor: &Actor) -> Vec<Line> {
    let mut clauses = vec![Line::EntryAppended { actor: actor.clone(), title: body.title.clone() }];
    clauses.extend(body.description.clone().map(|text| Line::EntryDescription { text }));
    clauses
}

pub(super) fn alert(body: &AlertTold) -> Line {
    let by = Actor::Source(body.source.clone());
    match (&body.text, body.firing) {
        (Some(text), true) => Line::EntryAlert { by, text: text.clone() },
        (Some(text), false) => Line::EntryAlertOver { by, text: text.clone() },
        (None, _) => Line::EntryAlertHere { by },
    }
}

pub(super) fn asked(body: &Asked) -> Line {
    body.question.map_or(Line::EntryAskedEnough {}, |question| Line::EntryAsked { question })
}

pub(super) fn level_set(body: &LevelSet, actor: &Actor) -> Vec<Line> {
    let to = body.to;
    let mut clauses = vec![match (body.from, &body.rule) {
        (None, _) => Line::EntryLevelFirst { to },
        (Some(from), Some(_)) => Line::EntryLevelByRule { from, to },
        (Some(from), None) if from == to => Line::EntryLevelKept { actor: actor.clone(), to },
        (Some(from), None) => Line::EntryLevelSet { actor: actor.clone(), from, to },
    }];
    clauses.extend(body.rule.clone().map(|rule| Line::EntryRule { rule }));
    clauses.extend(body.provisional.then_some(Line::EntryProvisional {}));
    clauses.extend(body.reason.clone().map(|reason| Line::EntryReason { reason }));
    clauses
}

pub(super) fn level_settled(body: &LevelSettled, actor: &Actor) -> Vec<Line> {
    let reason = body.reason.clone().map(|reason| Line::EntryReason { reason });
    std::iter::once(Line::EntryLevelSettled { actor: actor.clone() }).chain(reason).collect()
}

pub(super) fn level_proposed(body: &LevelProposed) -> Vec<Line> {
    let first = body.level.map_or(Line::EntryLevelNotProposed {}, |level| Line::EntryLevelProposed { level });
    vec![first, Line::EntryRule { rule: body.rule.clone() }]
}
