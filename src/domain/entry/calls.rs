//! Recommendations, whoever is called for what, and the crisis centre.

use crate::domain::{
    actor::Actor,
    attempt::By,
    call::{CallConfirmed, CallOpened},
    ccvo::{Declined, PhaseChanged},
    ccvo_mail::Mailed,
    chase::{ChaseCalled, ChaseEnded, ChaseKind},
    heard::{ChatFailed, ChatTaken},
    ids::{PersonId, RuleId},
    line::Line,
    reach::{Channel, Reach, ReachBegun, ReachLost, ReachTried, Reached},
    recommendation::RuleMet,
    request::{RequestAnswered, Requested},
    words::{Clauses, Verbatim, Word},
};

pub(super) fn rule_met(body: &RuleMet) -> Line {
    Line::EntryRuleMet { rule: body.rule.clone(), phase: body.phase, text: body.text.clone() }
}

/// What people are called for.
#[must_use]
pub fn about(kind: &ChaseKind) -> Line {
    match kind {
        ChaseKind::FirstResponders => Line::EntryChaseFirstResponders {},
        ChaseKind::Ping => Line::EntryChasePing {},
        ChaseKind::Call => Line::EntryChaseCall {},
        ChaseKind::Request(place) => Line::EntryChaseRequest { number: i64::from(*place).saturating_add(1) },
        ChaseKind::Cmt(entity) => Line::EntryChaseCmt { entity: entity.clone() },
        ChaseKind::Placing => Line::EntryChasePlacing {},
        ChaseKind::Proposal => Line::EntryChaseProposal {},
        ChaseKind::Suspicion => Line::EntryChaseSuspicion {},
        ChaseKind::Activation(entity) => Line::EntryChaseActivation { entity: entity.clone() },
        ChaseKind::Page(n) => Line::EntryChasePage { number: i64::from(*n) },
        ChaseKind::Handover(role) => Line::EntryChaseHandover { role: role.clone() },
    }
}

pub(super) fn called(body: &ChaseCalled) -> Vec<Line> {
    let number = i64::try_from(body.n).unwrap_or(i64::MAX).saturating_add(1);
    let people = body.people.clone();
    let call = if body.full_round {
        Line::EntryChaseRound { number, people }
    } else {
        Line::EntryChaseCalled { number, people }
    };
    let mut clauses = vec![about(&body.kind), call];
    clauses.extend(body.next.clone().map(|(next, people)| Line::EntryChaseNext { next, people }));
    clauses
}

pub(super) fn ended(body: &ChaseEnded, actor: &Actor) -> Vec<Line> {
    let end =
        if body.answered { Line::EntryChaseAnswered { actor: actor.clone() } } else { Line::EntryChaseCalledOff {} };
    vec![about(&body.kind), end]
}

pub(super) fn reach_begun(body: &ReachBegun) -> Vec<Line> {
    let word = |channel: Channel| Word(channel.word().to_owned());
    let steps = body.steps.iter().map(|(at, channel)| Line::EntryReachStep { channel: word(*channel), at: *at });
    vec![about(&body.kind), Line::EntryReachBegun { person: body.person.clone(), channels: Clauses(steps.collect()) }]
}

pub(super) fn chat_taken(body: &ChatTaken) -> Vec<Line> {
    let network = Word(By::Chat(body.network.clone()).word());
    vec![about(&body.kind), Line::EntryChatTaken { network, people: body.people.clone() }]
}

pub(super) fn chat_failed(body: &ChatFailed) -> Vec<Line> {
    let network = Word(By::Chat(body.network.clone()).word());
    let failed = Line::EntryChatFailed { network, people: body.people.clone() };
    body.kind.as_ref().map(about).into_iter().chain([failed]).collect()
}

pub(super) const fn mailed(body: Mailed) -> Line {
    if body.taken { Line::EntryCcvoMailTaken {} } else { Line::EntryCcvoMailFailed {} }
}

pub(super) fn reached(body: &Reached) -> Vec<Line> {
    let (person, channel) = named(&body.reach);
    vec![about(&body.reach.kind), Line::EntryReached { person, channel }]
}

pub(super) fn reach_tried(body: &ReachTried) -> Vec<Line> {
    let (person, channel) = named(&body.reach);
    let end =
        if body.taken { Line::EntryReachTaken { person, channel } } else { Line::EntryReachFailed { person, channel } };
    vec![about(&body.reach.kind), end]
}

pub(super) fn reach_lost(body: &ReachLost) -> Vec<Line> {
    let (person, channel) = named(&body.reach);
    let how = Word(body.how.word().to_owned());
    vec![about(&body.reach.kind), Line::EntryReachLost { person, channel, how }]
}

fn named(reach: &Reach) -> (PersonId, Word) {
    (reach.person.clone(), Word(reach.channel.word().to_owned()))
}

pub(super) fn phase(body: &PhaseChanged, actor: &Actor) -> Vec<Line> {
    let mut clauses = vec![Line::EntryPhase { actor: actor.clone(), from: body.from, to: body.to }];
    clauses.extend(rules(&body.rules));
    clauses.extend(body.text.clone().map(|text| Line::EntryText { text }));
    clauses
}

pub(super) fn declined(body: &Declined, actor: &Actor) -> Vec<Line> {
    let mut clauses = vec![Line::EntryDeclined { actor: actor.clone() }];
    clauses.extend(rules(&body.rules));
    clauses.push(Line::EntryReason { reason: body.reason.clone() });
    clauses
}

fn rules(rules: &[RuleId]) -> Option<Line> {
    let ids: Vec<&str> = rules.iter().map(RuleId::as_str).collect();
    (!ids.is_empty()).then(|| Line::EntryRules { rules: Verbatim(ids.join(", ")) })
}

pub(super) fn requested(body: &Requested, actor: &Actor) -> Vec<Line> {
    let mut clauses = vec![Line::EntryRequested { actor: actor.clone(), kind: body.kind }];
    clauses.extend(body.text.clone().map(|text| Line::EntryText { text }));
    clauses
}

pub(super) fn answered(body: &RequestAnswered, actor: &Actor) -> Line {
    let number = i64::from(body.request).saturating_add(1);
    Line::EntryRequestAnswered { actor: actor.clone(), number, answer: body.answer }
}

pub(super) fn call_opened(body: &CallOpened) -> Line {
    Line::EntryCallOpened { phone: Verbatim(body.phone.clone()) }
}

pub(super) fn call_confirmed(body: &CallConfirmed, actor: &Actor) -> Line {
    Line::EntryCallConfirmed {
        actor: actor.clone(),
        caller: body.call.called_by.clone(),
        answered: body.call.answered_by.clone(),
        at: body.call.at,
    }
}
