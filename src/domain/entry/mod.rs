//! What each event says in the log: what happened, by whom, by which rule and why, fit for an inquiry.
//!
//! An entry is a row of short clauses, the first of which can stand alone. When it happened stands before it.

mod calls;
mod facts;
mod pages;
mod reports;
mod rests;
mod roles;
mod work;

pub use calls::about;
pub use facts::fact;

use super::{
    actor::Actor,
    event::Event,
    line::Line,
    time::{Span, Timestamp},
    words::Verbatim,
};

/// What reached Noodklok longer than this after it was said is late.
pub const LATE: Span = Span::minutes(15);

/// Who did it, when it was recorded and when it was said.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// By whom.
    pub actor: &'a Actor,
    /// When it was recorded.
    pub at: Timestamp,
    /// When it was said.
    pub said_at: Timestamp,
}

/// The clauses of an event.
#[must_use]
pub fn entry(event: &Event, told: Told<'_>) -> Vec<Line> {
    let mut clauses = clauses(event, told);
    if told.at.since(told.said_at) > LATE {
        clauses.push(Line::EntryLate { said: told.said_at });
    }
    clauses
}

fn clauses(event: &Event, told: Told<'_>) -> Vec<Line> {
    let actor = told.actor;
    match event {
        Event::Configured(body) => work::configured(body),
        Event::Numbered(body) => work::numbered(body),
        Event::Recorded(body) => reports::recorded(body, actor),
        Event::Appended(body) => reports::appended(body, actor),
        Event::Verified(_) => vec![Line::EntryVerified { actor: actor.clone() }],
        Event::Asked(body) => vec![reports::asked(body)],
        Event::Located(body) => vec![Line::EntryLocated { actor: actor.clone(), entity: body.meldpunt.clone() }],
        Event::Stated(body) => facts::stated(body, actor),
        Event::Claimed(body) => facts::claimed(body, actor),
        Event::Moved(body) => vec![facts::moved(body, actor)],
        Event::LevelSet(body) => reports::level_set(body, actor),
        Event::LevelProposed(body) => reports::level_proposed(body),
        Event::LevelSettled(body) => reports::level_settled(body, actor),
        Event::RuleMet(body) => vec![calls::rule_met(body)],
        Event::RuleWithdrawn(body) => vec![Line::EntryRuleWithdrawn { rule: body.rule.clone() }],
        Event::ChaseOpened(body) => vec![about(&body.kind), Line::EntryChaseOpened {}],
        Event::ChaseCalled(body) => calls::called(body),
        Event::ChaseEnded(body) => calls::ended(body, actor),
        Event::ReachBegun(body) => calls::reach_begun(body),
        Event::Reached(body) => calls::reached(body),
        Event::ReachLost(body) => calls::reach_lost(body),
        Event::Mailed(body) => vec![calls::mailed(*body)],
        Event::ChatTaken(body) => calls::chat_taken(body),
        Event::ChatFailed(body) => calls::chat_failed(body),
        Event::ReachTried(body) => calls::reach_tried(body),
        Event::PhaseChanged(body) => calls::phase(body, actor),
        Event::Declined(body) => calls::declined(body, actor),
        Event::Requested(body) => calls::requested(body, actor),
        Event::RequestAnswered(body) => vec![calls::answered(body, actor)],
        Event::CallOpened(body) => vec![calls::call_opened(body)],
        Event::CallConfirmed(body) => vec![calls::call_confirmed(body, actor)],
        Event::CmtActivated(body) => work::activated(body, actor),
        Event::CmtAnswered(body) => vec![work::answered(body)],
        Event::CmtStoodDown(body) => vec![work::stood_down(body, actor)],
        Event::RoomArchived(body) => vec![Line::EntryRoomArchived { entity: body.entity.clone() }],
        Event::Written(body) => vec![work::written(body, actor)],
        Event::SourceEdited(body) => {
            vec![Line::EntrySourceEdited { actor: actor.clone(), at: body.said_at, text: body.text.clone() }]
        }
        Event::SourceDeleted(body) => vec![Line::EntrySourceDeleted { actor: actor.clone(), at: body.said_at }],
        Event::Redacted(body) => work::redacted(body, actor),
        Event::TaskAdded(body) => work::task_added(body, actor),
        Event::TaskAssigned(body) => vec![work::task_assigned(body, actor)],
        Event::TaskDone(body) => vec![Line::EntryTaskDone { actor: actor.clone(), task: body.task }],
        Event::TaskReminded(body) => work::task_reminded(body),
        Event::RoleTaken(body) => roles::taken(body, actor),
        Event::RoleOffered(body) => vec![roles::offered(body, actor)],
        Event::Updated(body) => work::updated(body, actor),
        Event::UpdateAsked(body) => vec![Line::EntryUpdateAsked {}, Line::EntryAgain { next: body.next }],
        Event::Linked(body) => vec![work::linked(body, actor)],
        Event::Compared(body) => vec![Line::EntryCompared { other: body.other }],
        Event::RecoveryWarned(body) => work::recovery_warned(body, told.at),
        Event::StatusChanged(body) => work::status(body, actor),
        Event::SureAsked(body) => vec![work::sure(body, actor)],
        Event::RoleDeclined(body) => vec![roles::declined(body, actor)],
        Event::RoleAsked(body) => roles::asked(body),
        Event::RoleKept(body) => vec![roles::kept(body)],
        Event::DutyWarned(body) => vec![roles::warned(body)],
        Event::RecheckSet(body) => vec![work::recheck_set(body)],
        Event::Rechecked(body) => vec![work::rechecked(body)],
        Event::PublicAsked(body) => vec![Line::EntryPublicAsked { actor: actor.clone(), text: body.text.clone() }],
        Event::PublicReminded(body) => {
            vec![Line::EntryPublicReminded { people: body.people.clone() }, Line::EntryAgain { next: body.next }]
        }
        Event::PublicReleased(body) => {
            vec![Line::EntryPublicReleased { actor: actor.clone(), text: body.text.clone() }]
        }
        Event::Undone(body) => {
            vec![Line::EntryUndone { actor: actor.clone(), what: body.act.word(), at: body.done_at }]
        }
        Event::CommunicationOpened(body) => vec![work::communication(body, actor)],
        Event::CommunicationArchived(body) => {
            vec![Line::EntryCommunicationArchived { entity: body.entity.clone() }]
        }
        Event::PageOpened(body) => pages::opened(body, actor),
        Event::PageAnswered(body) => pages::answered(body),
        Event::PageStopped(body) => vec![pages::stopped(body, actor)],
        Event::AlertTold(body) => vec![reports::alert(body)],
        Event::Away(body) => vec![Line::EntryAway { since: body.since, length: told.at.since(body.since) }],
        Event::LeftAlone(body) => rests::left_alone(body),
        Event::CaughtUp(body) => rests::caught_up(body),
        Event::GapWarned(body) => vec![Line::EntryRotaGap {
            whose: Verbatim(body.whose.clone()),
            from: body.gaps.first().map_or(told.at, |gap| gap.from),
        }],
        Event::GapFilled(body) => vec![Line::EntryRotaFilled {
            whose: Verbatim(body.whose.clone()),
            from: body.gaps.first().map_or(told.at, |gap| gap.from),
        }],
        Event::StandsIn(body) => vec![Line::EntryStandsIn {
            actor: actor.clone(),
            whose: Verbatim(body.whose.clone()),
            person: body.person.clone(),
            from: body.from,
            until: body.until,
        }],
        Event::Likened(body) => vec![Line::EntryLikened { other: body.other, until: body.until }],
    }
}
