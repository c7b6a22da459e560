//! Second thoughts: for ten minutes whoever did one of the few acts that ask `Zeker?`, withdrew a record or made it a
//! further report can take that back. The log keeps both.

use serde::{Deserialize, Serialize};

use super::{
    actor::Actor,
    calling,
    chase::{self, ChaseKind},
    closing,
    command::LinkKind,
    draft::Draft,
    duplicate,
    duty::Duty,
    event::{Envelope, Event},
    ids::{EntityId, IncidentId, PersonId, RoleId, RuleId, TaskId},
    incident::{CcvoPhase, Incident, Level, RequestAnswer, Status},
    line::Line,
    message::{Action, Invocation, Message},
    notices, page,
    react::{self, Reaction},
    role::FOLLOWER,
    role_posts,
    state::State,
    task::TaskDone,
    tell,
    time::{Span, Timestamp},
    timer::{Timer, TimerChange},
    words::{Due, Word},
};

/// How long an act can be taken back.
pub(super) const LIMIT: Span = Span::minutes(10);

/// What can be taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// The crisis centre took the lead, or handed it back (K6, K7).
    Phase {
        /// Before.
        from: CcvoPhase,
        /// After: alarm or ended.
        to: CcvoPhase,
    },
    /// The CMT of this entity was stood down (C2).
    Standdown(EntityId),
    /// The level was lowered (L4).
    Deescalate {
        /// Before.
        from: Level,
        /// After.
        to: Level,
    },
    /// It was a false alarm.
    Withdraw,
    /// It became a further report of this record (T7).
    Same(IncidentId),
}

/// An act that may still be taken back, and what it took away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undoable {
    /// What was done.
    pub act: Act,
    /// By whom; nobody else may take it back.
    pub by: Actor,
    /// When.
    pub at: Timestamp,
    before: Before,
}

/// What an act changes beside what it names, as it was before.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Before {
    provisional: bool,
    refused: Vec<EntityId>,
    follower: Option<(PersonId, Option<Duty>)>,
    next_update_at: Option<Timestamp>,
    waiting: Vec<RuleId>,
    requests: Vec<usize>,
    told: Option<EntityId>,
}

/// An act was taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undone {
    /// Which.
    pub act: Act,
    /// When it was done.
    pub done_at: Timestamp,
}

impl Act {
    /// What an event did, if that can be taken back.
    fn of(incident: &Incident, event: &Event) -> Option<Self> {
        match event {
            Event::PhaseChanged(body) if body.from != body.to => match body.to {
                to @ (CcvoPhase::Alarm | CcvoPhase::Ended) => Some(Self::Phase { from: body.from, to }),
                CcvoPhase::None | CcvoPhase::Vooralarm => None,
            },
            Event::CmtStoodDown(body) => Some(Self::Standdown(body.entity.clone())),
            Event::LevelSet(body) => {
                let from = body.from.filter(|from| body.rule.is_none() && body.to < *from)?;
                Some(Self::Deescalate { from, to: body.to })
            }
            Event::StatusChanged(body) => match body.to {
                Status::Withdrawn => Some(Self::Withdraw),
                Status::Duplicate => duplicate::first(incident).map(Self::Same),
                Status::Open | Status::Closed => None,
            },
            _ => None,
        }
    }

    /// Whether an event makes it senseless to take this act back: something newer stands in its place.
    fn is_overtaken(&self, event: &Event) -> bool {
        match (self, event) {
            (Self::Phase { .. }, Event::PhaseChanged(_))
            | (Self::Deescalate { .. }, Event::LevelSet(_))
            | (Self::Withdraw | Self::Same(_), Event::StatusChanged(_)) => true,
            (Self::Standdown(entity), Event::CmtActivated(body)) => body.entity == *entity,
            _ => false,
        }
    }

    pub(super) fn word(&self) -> Word {
        let word = match self {
            Self::Phase { to: CcvoPhase::Alarm, .. } => "act-alarm",
            Self::Phase { .. } => "act-end",
            Self::Standdown(_) => "act-standdown",
            Self::Deescalate { .. } => "act-deescalate",
            Self::Withdraw => "act-withdraw",
            Self::Same(_) => "act-same",
        };
        Word(word.to_owned())
    }

    /// What brings the same about once it is too late to take it back.
    fn instead(&self, id: IncidentId) -> Invocation {
        let about = |path: &str| Invocation::new(path).about(id);
        match self {
            Self::Phase { to: CcvoPhase::Alarm, .. } => about("ccvo end"),
            Self::Phase { from: CcvoPhase::Alarm, .. } => about("ccvo alarm"),
            Self::Phase { .. } => about("ccvo vooralarm"),
            Self::Standdown(entity) => about("cmt activate").with("entity", entity),
            Self::Deescalate { from, .. } => about("incident escalate").with("level", from.word()),
            Self::Withdraw => about("incident reopen"),
            Self::Same(other) => about("incident link").with("other", other).with("kind", LinkKind::Beside.word()),
        }
    }
}

/// Keeps what an event changes in mind, before it does.
pub(super) fn remember(incident: &mut Incident, envelope: &Envelope) {
    incident.undoable.retain(|known| !known.act.is_overtaken(&envelope.event));
    let Some(act) = Act::of(incident, &envelope.event) else { return };
    let waiting = match &envelope.event {
        Event::PhaseChanged(body) => body.rules.clone(),
        _ => Vec::new(),
    };
    let follower = RoleId::from(FOLLOWER);
    let holder = incident.roles.get(&follower).cloned();
    // Responders who answered know; those who were still silent are called again.
    let told = incident.told.clone().filter(|_| !incident.chases.contains_key(&ChaseKind::FirstResponders));
    let before = Before {
        told,
        provisional: incident.provisional,
        refused: incident.refused.clone(),
        follower: holder.map(|holder| (holder, incident.duty.get(&follower).copied())),
        next_update_at: incident.next_update_at,
        waiting,
        requests: (0..incident.requests.len()).filter(|place| unanswered(incident, *place)).collect(),
    };
    incident.undoable.push(Undoable { act, by: envelope.actor.clone(), at: envelope.at, before });
}

fn unanswered(incident: &Incident, place: usize) -> bool {
    incident.requests.get(place).is_some_and(|request| request.answer.is_none())
}

impl Undone {
    /// `done` is what [`remember`] kept; it goes from the record with this.
    pub(super) fn apply(&self, incident: &mut Incident) {
        let place = incident.undoable.iter().position(|known| known.act == self.act);
        let Some(done) = place.map(|place| incident.undoable.remove(place)) else { return };
        match &done.act {
            Act::Phase { from, .. } => phase(incident, &done, *from),
            Act::Standdown(entity) => {
                incident.refused.clone_from(&done.before.refused);
                if let Some(cmt) = incident.cmts.get_mut(entity) {
                    cmt.active = true;
                }
            }
            Act::Deescalate { from, .. } => {
                incident.level = *from;
                incident.provisional = done.before.provisional;
            }
            Act::Withdraw | Act::Same(_) => {
                incident.status = Status::Open;
                incident.closed_at = None;
                incident.next_update_at = done.before.next_update_at;
                incident.told.clone_from(&done.before.told);
            }
        }
    }
}

/// The phase that was; what the crisis centre answered by leaving it waits for its answer again.
fn phase(incident: &mut Incident, done: &Undoable, from: CcvoPhase) {
    incident.phase = from;
    incident.next_update_at = done.before.next_update_at;
    incident.refused.clone_from(&done.before.refused);
    super::role::drop_follower(incident);
    if let Some((holder, duty)) = &done.before.follower {
        incident.roles.insert(FOLLOWER.into(), holder.clone());
        incident.duty.extend(duty.map(|duty| (RoleId::from(FOLLOWER), duty)));
    }
    let answered = Some((done.at, done.by.clone()));
    let waiting = |rule: &RuleId| done.before.waiting.contains(rule);
    for rule in incident.recommendations.iter_mut().filter(|known| waiting(&known.rule)) {
        if rule.acknowledged == answered {
            rule.acknowledged = None;
        }
    }
    let by_it = (done.by.clone(), RequestAnswer::Alarm);
    for (place, request) in incident.requests.iter_mut().enumerate() {
        if done.before.requests.contains(&place) && request.answer.as_ref() == Some(&by_it) {
            request.answer = None;
        }
    }
}

/// `undo`: takes the person's own last act in the record back.
pub(super) fn decide(draft: &mut Draft<'_>, id: IncidentId) -> Result<Option<Message>, Message> {
    let incident = draft.incident(id)?;
    let actor = &draft.context.actor;
    let done = incident.undoable.iter().rev().find(|known| known.by == *actor);
    // Whoever paged by mistake means that, and not what they did before it.
    if let Some((at, n)) = page::last_of(incident, actor)
        && done.is_none_or(|done| done.at <= at)
    {
        return page::stop(draft, id, Some(n));
    }
    let Some(done) = done else { return Err(not_theirs(incident)) };
    let (act, at, until) = (done.act.clone(), done.at, done.at.plus(LIMIT));
    if draft.now() >= until {
        let command = act.instead(id);
        return Err(Message::of(Line::UndoTooLate { incident: id, what: act.word(), at, until })
            .and(Line::OrType { command: command.clone() })
            .button(Action::new("instead", command)));
    }
    let ended = matches!(act, Act::Withdraw | Act::Same(_));
    if !ended {
        draft.open(id)?;
    }
    let called_off: Vec<TaskId> = if act == Act::Withdraw { super::task::after_the_end(incident) } else { Vec::new() };
    draft.record(id, Undone { act: act.clone(), done_at: at });
    for task in called_off {
        draft.record(id, TaskDone { task });
    }
    if let Act::Same(first) = act {
        duplicate::split(draft, id, first);
    }
    for kind in closing::unanswered(draft.incident(id)?) {
        chase::open(draft, id, &kind);
    }
    let line = undone(draft.incident(id)?, &act, &draft.context.actor, at);
    Ok(draft.unless_said(Message::of(line)))
}

fn not_theirs(incident: &Incident) -> Message {
    let id = incident.id;
    match incident.undoable.last() {
        Some(done) => {
            Message::of(Line::UndoNotYours { incident: id, what: done.act.word(), by: done.by.clone(), at: done.at })
        }
        None => Message::of(Line::NothingToUndo { incident: id }),
    }
}

fn undone(incident: &Incident, act: &Act, by: &Actor, at: Timestamp) -> Line {
    let (incident, title) = (incident.id, incident.title.clone());
    Line::ActUndone { incident, title, what: act.word(), by: by.clone(), at }
}

/// Everybody whom the act reached hears that it was taken back, and its clocks run as before.
pub(super) fn told(state: &State, incident: &Incident, body: &Undone, by: &Actor) -> Reaction {
    let line = undone(incident, &body.act, by, body.done_at);
    let reaction = Reaction::default();
    let quiet = Message::of(line.clone()).and(calling::lead(incident));
    match &body.act {
        Act::Phase { .. } => {
            let next = incident.next_update_at.map(|next| Line::NextUpdate { due: Due(next) });
            let told = reaction.with(tell::of_phase(state, incident, &quiet.maybe(next)));
            let timers = std::iter::once(react::update_timer(incident)).chain(role_posts::follower_timers(incident));
            timers.fold(told, Reaction::and)
        }
        Act::Standdown(entity) => reaction
            .with(tell::quietly(tell::following(incident), &quiet))
            .and(TimerChange::Clear(Timer::Archive(entity.clone()))),
        Act::Deescalate { .. } => reaction.with(tell::quietly(tell::following(incident), &quiet)),
        Act::Withdraw => notices::rearm(reaction.with(tell::everybody_called(incident, &line)), incident)
            .and(react::update_timer(incident)),
        // Both records' people are told that they stand apart.
        Act::Same(_) => notices::rearm(reaction, incident),
    }
}

/// Says until when the act that this turn did can be taken back, by whoever did it.
pub(super) fn offer(draft: &mut Draft<'_>, id: IncidentId, answer: Option<Message>) -> Option<Message> {
    let actor = &draft.context.actor;
    let known = draft.before().incident(id).map(|before| before.undoable.as_slice()).unwrap_or_default();
    let now = draft.find(id).map(|incident| incident.undoable.as_slice()).unwrap_or_default();
    let Some(new) = now.iter().rev().find(|done| done.by == *actor && !known.contains(done)) else { return answer };
    let until = new.at.plus(LIMIT);
    let command = Invocation::new("undo").about(id);
    let mut button = Action::new("undo", command.clone());
    button.only = actor.person().cloned();
    button.until = Some(until);
    let line = Line::UndoUntil { command, until };
    draft.also(answer, line, Some(button))
}

/// The record in which the person did something last that can be taken back.
#[must_use]
pub fn last_of(state: &State, actor: &Actor) -> Option<IncidentId> {
    let own = |incident: &Incident| {
        let act = incident.undoable.iter().rev().find(|done| done.by == *actor).map(|done| done.at);
        let paged = page::last_of(incident, actor).map(|(at, _)| at);
        act.max(paged).map(|at| (at, incident.id))
    };
    state.incidents().filter_map(own).max().map(|(_, id)| id)
}
