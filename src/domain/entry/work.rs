//! CMTs, the log, tasks, updates, links, recovery clocks, the end of a record, and the organisation's stream.

use crate::domain::{
    actor::Actor,
    closing::StatusChanged,
    cmt::{CmtActivated, CmtAnswered, CmtStoodDown},
    communication::CommunicationOpened,
    line::Line,
    link::Linked,
    log::{Redacted, Written},
    numbering::{Configured, Numbered},
    recheck::{RecheckSet, Rechecked},
    recovery::RecoveryWarned,
    sure::{SureAsked, What},
    task::{TaskAdded, TaskAssigned, TaskReminded},
    time::Timestamp,
    update::Updated,
    words::Verbatim,
};

pub(super) fn configured(body: &Configured) -> Vec<Line> {
    vec![Line::EntryConfigured { hash: Verbatim(body.hash.clone()) }]
}

pub(super) fn numbered(body: &Numbered) -> Vec<Line> {
    vec![Line::EntryNumbered { incident: body.incident }]
}

pub(super) fn activated(body: &CmtActivated, actor: &Actor) -> Vec<Line> {
    let (entity, people, room) = (body.entity.clone(), body.members.clone(), body.room.clone());
    let place = if body.reopened { Line::EntryRoomReopened { room } } else { Line::EntryRoom { room } };
    vec![Line::EntryCmtActivated { actor: actor.clone(), entity, people }, place]
}

pub(super) fn communication(body: &CommunicationOpened, actor: &Actor) -> Line {
    let (entity, people) = (body.entity.clone(), body.members.clone());
    Line::EntryCommunicationOpened { actor: actor.clone(), entity, people }
}

pub(super) fn answered(body: &CmtAnswered) -> Line {
    Line::EntryCmtAnswered { entity: body.entity.clone(), person: body.person.clone(), answer: body.answer }
}

pub(super) fn stood_down(body: &CmtStoodDown, actor: &Actor) -> Line {
    Line::EntryCmtStoodDown { actor: actor.clone(), entity: body.entity.clone(), archive: body.archive_at }
}

pub(super) fn written(body: &Written, actor: &Actor) -> Line {
    Line::EntryWritten { actor: actor.clone(), kind: body.kind, text: body.text.clone() }
}

pub(super) fn redacted(body: &Redacted, actor: &Actor) -> Vec<Line> {
    let number = i64::try_from(body.seq).unwrap_or(i64::MAX);
    vec![Line::EntryRedacted { actor: actor.clone(), number }, Line::EntryReason { reason: body.reason.clone() }]
}

pub(super) fn task_added(body: &TaskAdded, actor: &Actor) -> Vec<Line> {
    let mut clauses = vec![Line::EntryTaskAdded { actor: actor.clone(), task: body.task, text: body.text.clone() }];
    clauses.extend(body.owner.clone().map(|person| Line::EntryOwner { person }));
    clauses.extend(body.due.map(|due| Line::EntryDue { due }));
    clauses
}

pub(super) fn task_assigned(body: &TaskAssigned, actor: &Actor) -> Line {
    Line::EntryTaskAssigned { actor: actor.clone(), task: body.task, person: body.owner.clone() }
}

pub(super) fn task_reminded(body: &TaskReminded) -> Vec<Line> {
    vec![Line::EntryTaskReminded { task: body.task }, Line::EntryAgain { next: body.next }]
}

pub(super) fn updated(body: &Updated, actor: &Actor) -> Vec<Line> {
    let mut clauses = vec![Line::EntryUpdated { actor: actor.clone(), text: body.text.clone() }];
    clauses.extend(body.next.map(|next| Line::EntryAgain { next }));
    clauses
}

pub(super) fn linked(body: &Linked, actor: &Actor) -> Line {
    Line::EntryLinked { actor: actor.clone(), other: body.other, kind: body.kind }
}

/// The last warning is the one at which the time ran out.
pub(super) fn recovery_warned(body: &RecoveryWarned, at: Timestamp) -> Vec<Line> {
    let (entity, process, due) = (body.entity.clone(), body.process.clone(), body.due);
    let mut clauses = vec![if at < due {
        Line::EntryRecoveryWarned { entity, process, due }
    } else {
        Line::EntryRecoveryRanOut { entity, process, due }
    }];
    clauses.extend(body.next.map(|next| Line::EntryAgain { next }));
    clauses
}

pub(super) fn status(body: &StatusChanged, actor: &Actor) -> Vec<Line> {
    let mut clauses = vec![Line::EntryStatus { actor: actor.clone(), from: body.from, to: body.to }];
    clauses.extend(body.reason.clone().map(|reason| Line::EntryReason { reason }));
    clauses
}

pub(super) fn sure(body: &SureAsked, actor: &Actor) -> Line {
    let (actor, until) = (actor.clone(), body.until);
    match &body.what {
        What::Alarm => Line::EntrySureAlarm { actor, until },
        What::End => Line::EntrySureEnd { actor, until },
        What::Standdown(entity) => Line::EntrySureStanddown { actor, entity: entity.clone(), until },
        What::Deescalate(to) => Line::EntrySureDeescalate { actor, to: *to, until },
    }
}

pub(super) fn recheck_set(body: &RecheckSet) -> Line {
    Line::EntryRecheckSet { number: i64::try_from(body.seq).unwrap_or(i64::MAX), at: body.at }
}

pub(super) fn rechecked(body: &Rechecked) -> Line {
    let number = i64::try_from(body.seq).unwrap_or(i64::MAX);
    Line::EntryRechecked { actor: body.by.clone(), number, text: body.text.clone() }
}
