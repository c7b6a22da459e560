//! What each event makes the bot do: who is told, what is opened, which timer runs. It sees the state and the event.

use super::{
    actor::Actor,
    calling,
    command::Audience,
    communication, crisis_room, duplicate,
    event::{Envelope, Event, Stream},
    fact::{Fact, Statement},
    ids::{BuildingId, PersonId},
    incident::{CcvoPhase, Incident},
    line::Line,
    message::{Action, Effect, Invocation, Message},
    notices, page_posts, public, reach, reach_over, recheck, recommendation, rest_posts, role_posts,
    state::State,
    tell,
    timer::{Timer, TimerChange},
    undo,
    words::{Due, Facts, Place, Somebody},
};

/// Effects and timers of one event, in order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reaction {
    /// To be done outside.
    pub effects: Vec<Effect>,
    /// What happens to timers.
    pub timers: Vec<TimerChange>,
}

impl Reaction {
    fn say(mut self, effects: impl IntoIterator<Item = Effect>) -> Self {
        self.effects.extend(effects);
        self
    }

    fn timer(mut self, timer: TimerChange) -> Self {
        self.timers.push(timer);
        self
    }
}

/// What the event makes the bot do; `state` is the one after it.
#[must_use]
pub fn react(state: &State, envelope: &Envelope) -> Reaction {
    let Stream::Incident(id) = envelope.stream else { return of_all(envelope) };
    let Some(incident) = state.incident(id) else { return Reaction::default() };
    let none = Reaction::default();
    match &envelope.event {
        Event::Recorded(_) | Event::Located(_) => none.say(recorded_elsewhere(incident)),
        Event::Stated(body) => stated(incident, &body.statements, &envelope.actor),
        Event::Claimed(body) => none.say(claimed(incident, body)),
        Event::Moved(_) | Event::LevelSet(_) | Event::LevelSettled(_) => {
            none.say(level_changed(incident, &envelope.event))
        }
        Event::LevelProposed(body) => none.say(body.level.and_then(|level| proposed_lower(incident, level))),
        Event::RuleMet(body) => none.say(calling::rule_met(incident, body)),
        Event::RuleWithdrawn(body) => none.say(calling::rule_withdrawn(incident, &body.rule)),
        Event::ChaseCalled(body) => {
            let timer = Timer::Chase(body.kind.clone());
            let change = match &body.next {
                Some((at, _)) => TimerChange::Arm(timer, *at),
                None => TimerChange::Clear(timer),
            };
            none.say(calling::called(incident, body, envelope.at)).timer(change)
        }
        Event::ReachBegun(body) => reach::begun(none, body),
        Event::Reached(body) => reach::sent(none, incident, body),
        Event::ChaseEnded(body) => {
            let told = none.say(calling::ended(incident, body)).with(reach_over::told(incident, body, &envelope.actor));
            reach::ended(told, incident, &body.kind).timer(TimerChange::Clear(Timer::Chase(body.kind.clone())))
        }
        Event::PhaseChanged(body) => {
            let told = none.say(phase_changed(state, incident, body, &envelope.actor)).timer(update_timer(incident));
            let ended = body.to.active().is_none().then(role_posts::follower_gone);
            ended.into_iter().flatten().fold(told, Reaction::timer)
        }
        Event::Declined(body) => none.say(declined(incident, &body.reason, &envelope.actor)),
        Event::RequestAnswered(body) => none.say(calling::request_answered(incident, body, &envelope.actor)),
        Event::CallConfirmed(body) => none.say(call_confirmed(incident, body)),
        Event::CommunicationOpened(body) => none.say(communication::opened(incident, body)),
        Event::CommunicationArchived(body) => none.say(communication::archived(incident, &body.entity)),
        Event::CmtActivated(body) => crisis_room::activated(none, incident, body),
        Event::CmtAnswered(body) => none.say(crisis_room::answered(incident, body)),
        Event::CmtStoodDown(body) => {
            let timer = TimerChange::Arm(Timer::Archive(body.entity.clone()), body.archive_at);
            none.say(crisis_room::stood_down(incident, body)).timer(timer)
        }
        Event::RoomArchived(body) => none.say(crisis_room::archived(incident, &body.entity)),
        Event::Updated(body) => none.say(updated(incident, body, &envelope.actor)).timer(update_timer(incident)),
        Event::UpdateAsked(body) => {
            none.say([update_asked(incident)]).timer(TimerChange::Arm(Timer::Update, body.next))
        }
        Event::TaskAdded(body) => {
            let given = body.owner.as_ref().and_then(|owner| notices::task_given(incident, body.task, owner));
            let reaction = none.say(given);
            match body.due {
                Some(due) => reaction.timer(TimerChange::Arm(Timer::Task(body.task), due)),
                None => reaction,
            }
        }
        Event::TaskAssigned(body) => none.say(notices::task_given(incident, body.task, &body.owner)),
        Event::TaskReminded(body) => none
            .say(notices::task_reminded(incident, body.task))
            .timer(TimerChange::Arm(Timer::Task(body.task), body.next)),
        Event::TaskDone(body) => none.timer(TimerChange::Clear(Timer::Task(body.task))),
        Event::RoleTaken(body) => role_posts::taken(none, incident, body),
        Event::RoleDeclined(body) => none.say([role_posts::declined(incident, body, &envelope.actor)]),
        Event::RoleAsked(body) => role_posts::asked(none, incident, body),
        Event::RoleKept(body) => role_posts::kept(none, incident, body),
        Event::DutyWarned(body) => none.say([role_posts::warned(incident, body)]),
        Event::Compared(body) => none.say(notices::compared(state, incident, body.other)),
        Event::RecoveryWarned(body) => {
            let timer = Timer::Recovery(body.process.clone());
            let change = match body.next {
                Some(next) => TimerChange::Arm(timer, next),
                None => TimerChange::Clear(timer),
            };
            none.say(notices::recovery_warned(incident, body)).timer(change)
        }
        Event::StatusChanged(body) => notices::status_changed(none, incident, body),
        Event::RecheckSet(body) => none.timer(TimerChange::Arm(Timer::Recheck(body.seq), body.at)),
        Event::Rechecked(body) => none.say([recheck::asked(incident, body)]),
        Event::PublicAsked(body) => {
            let change = body.remind_at.map(|at| TimerChange::Arm(Timer::Public, at));
            change.into_iter().fold(none.say(public::asked(incident, body.n)), Reaction::timer)
        }
        Event::PublicReminded(body) => {
            none.say(public::asked(incident, body.n)).timer(TimerChange::Arm(Timer::Public, body.next))
        }
        Event::PublicReleased(body) => {
            none.say(public::released(incident, body, &envelope.actor)).timer(TimerChange::Clear(Timer::Public))
        }
        Event::Likened(body) => {
            none.say(duplicate::asked(state, incident, body)).timer(TimerChange::Arm(Timer::Likeness, body.until))
        }
        Event::LeftAlone(body) => rest_posts::begun(none, body),
        Event::CaughtUp(body) => none.say([rest_posts::caught_up(incident, body)]),
        Event::PageAnswered(body) => none.say(page_posts::answered(incident, body)),
        Event::PageStopped(body) => none.say(page_posts::stopped(incident, body, &envelope.actor)),
        Event::Undone(body) => undo::told(state, incident, body, &envelope.actor),
        Event::Linked(_) if incident.likened.is_none() => none.timer(TimerChange::Clear(Timer::Likeness)),
        _ => none,
    }
}

/// What an event of the organisation makes it do.
fn of_all(envelope: &Envelope) -> Reaction {
    let told = match &envelope.event {
        Event::GapWarned(body) => Some(body.told()),
        Event::StandsIn(body) => Some(body.told(&envelope.actor)),
        _ => None,
    };
    Reaction::default().say(told)
}

impl Reaction {
    pub(super) fn with(self, effects: impl IntoIterator<Item = Effect>) -> Self {
        self.say(effects)
    }

    pub(super) fn and(self, timer: TimerChange) -> Self {
        self.timer(timer)
    }
}

fn head(incident: &Incident) -> Line {
    Line::Head { incident: incident.id, title: incident.title.clone(), site: incident.site(true) }
}

/// The meldpunt's report room, when the report came in somewhere else.
fn elsewhere(incident: &Incident) -> Vec<super::ids::RoomId> {
    let rooms = std::iter::once(incident.report_room.clone());
    rooms.filter(|room| *room != incident.origin).collect()
}

fn recorded_elsewhere(incident: &Incident) -> Vec<Effect> {
    let line = Line::ReportedElsewhere {
        incident: incident.id,
        title: incident.title.clone(),
        site: incident.site(true),
        by: incident.reporter.clone(),
        at: incident.opened_at,
        room: incident.origin.clone(),
    };
    tell::quietly(elsewhere(incident), &Message::of(line)).collect()
}

fn stated(incident: &Incident, statements: &[Statement], by: &Actor) -> Reaction {
    let mut reaction = Reaction::default();
    for statement in statements {
        match &statement.fact {
            Fact::Building(Some(building)) => reaction.effects.push(assembly_point(incident, building)),
            Fact::ProcessDown { process, due, warnings, .. } => {
                let first = warnings.first().copied().unwrap_or(*due);
                reaction.timers.push(TimerChange::Arm(Timer::Recovery(process.clone()), first));
            }
            Fact::ProcessRestored { process } => {
                reaction.timers.push(TimerChange::Clear(Timer::Recovery(process.clone())));
            }
            _ => {}
        }
    }
    // The first facts come with the report itself; later ones go to the crisis centre while it follows (K5).
    if incident.phase.active().is_some() && !statements.is_empty() {
        let facts = Facts(statements.iter().map(|statement| statement.fact.clone()).collect());
        let entity = statements.iter().find_map(|statement| statement.entity.clone());
        let place = Place(entity.or_else(|| incident.meldpunt.clone()));
        let line = Line::FollowFacts { incident: incident.id, facts, place, by: by.clone() };
        reaction.effects.extend(to_ccvo(incident, Message::of(line)));
    }
    reaction
}

/// A post of its own: where people gather, and one line of instruction.
fn assembly_point(incident: &Incident, building: &BuildingId) -> Effect {
    let (point, instruction) =
        (super::words::AssemblyPoint(building.clone()), super::words::Instruction(building.clone()));
    let line = Line::AssemblyPoint { incident: incident.id, building: building.clone(), point };
    Effect::quiet(incident.origin.clone(), Message::of(line).and(Line::AssemblyInstruction { instruction }))
}

/// Claims go to the entity that they are about, with one tap to confirm them (T9). Its first responder is called for
/// them; at the meldpunt the call of the report itself carries them, while that is still to come.
fn claimed(incident: &Incident, body: &super::impact::Claimed) -> Vec<Effect> {
    let carried = |to: &super::impact::ToldOf| {
        Some(&to.entity) == incident.meldpunt.as_ref() && incident.told != incident.meldpunt
    };
    let told = body.told.iter().filter(|to| !carried(to));
    let post = |to: &super::impact::ToldOf| {
        let message = calling::with_claims(Message::of(head(incident)), incident, Some(&to.entity));
        Effect::post(to.room.clone(), message, to.people.clone())
    };
    told.map(post).collect()
}

fn level_changed(incident: &Incident, event: &Event) -> Vec<Effect> {
    let line = match event {
        Event::LevelSet(body) => {
            let Some(from) = body.from else { return Vec::new() };
            match &body.rule {
                Some(rule) => {
                    let why = super::words::Word(format!("why-{}", rule.as_str().to_lowercase()));
                    Line::LevelByFacts { incident: incident.id, from, to: body.to, rule: rule.clone(), why }
                }
                None => Line::LevelByPerson { incident: incident.id, from, to: body.to },
            }
        }
        _ => return Vec::new(),
    };
    tell::quietly(tell::following(incident), &Message::of(line)).collect()
}

/// A lower level waits for somebody who may deescalate; a higher one is chased.
fn proposed_lower(incident: &Incident, level: super::incident::Level) -> Option<Effect> {
    if level >= incident.level {
        return None;
    }
    let command = Invocation::new("incident deescalate").about(incident.id).with("level", level.word());
    let message = Message::of(Line::LowerProposed { incident: incident.id, level: incident.level, proposed: level })
        .and(Line::OrType { command: command.clone() })
        .button(Action::new("deescalate-to", command).about(level.word()));
    Some(Effect::quiet(incident.work_room(), message))
}

fn to_ccvo(incident: &Incident, message: Message) -> Option<Effect> {
    incident.desk.room.clone().map(|room| Effect::quiet(room, message))
}

pub(super) fn update_timer(incident: &Incident) -> TimerChange {
    match incident.next_update_at {
        Some(next) => TimerChange::Arm(Timer::Update, next),
        None => TimerChange::Clear(Timer::Update),
    }
}

fn phase_changed(state: &State, incident: &Incident, body: &super::ccvo::PhaseChanged, by: &Actor) -> Vec<Effect> {
    let (id, by) = (incident.id, by.clone());
    let title = incident.title.clone();
    let line = match body.to {
        CcvoPhase::Vooralarm if body.from == CcvoPhase::Vooralarm => Line::StillVooralarm { incident: id, title, by },
        CcvoPhase::Vooralarm if body.from == CcvoPhase::Alarm => Line::BackToVooralarm { incident: id, title, by },
        CcvoPhase::Alarm if body.from == CcvoPhase::Alarm => Line::StillAlarm { incident: id, title, by },
        CcvoPhase::Vooralarm => Line::NowVooralarm { incident: id, title, by },
        CcvoPhase::Alarm => Line::NowAlarm { incident: id, title, by },
        CcvoPhase::Ended | CcvoPhase::None => Line::NowEnded { incident: id, title, by },
    };
    let said = body.text.clone().map(|text| Line::InTheirWords { text });
    let next = incident.next_update_at.map(|next| Line::NextUpdate { due: Due(next) });
    let call = incident
        .call_open()
        .then(|| Line::CallNotConfirmed { phone: super::words::Verbatim(incident.desk.phone.clone()) });
    let message = Message::of(line).maybe(said).and(calling::lead(incident)).maybe(next).maybe(call);
    tell::of_phase(state, incident, &message)
}

fn declined(incident: &Incident, reason: &super::ids::TextId, by: &Actor) -> Vec<Effect> {
    let line = Line::CcvoDeclined { incident: incident.id, by: by.clone(), reason: reason.clone() };
    let message = Message::of(line).and(Line::DecisionsStay {}).and(calling::lead(incident));
    let rooms = tell::and_ccvo(tell::working(incident), incident);
    tell::quietly(rooms, &message).collect()
}

fn call_confirmed(incident: &Incident, body: &super::call::CallConfirmed) -> Vec<Effect> {
    let line = Line::Notified {
        incident: incident.id,
        by: body.call.called_by.clone(),
        answered_by: body.call.answered_by.clone(),
        at: body.call.at,
    };
    let report_room = vec![incident.report_room.clone()];
    let rooms = if incident.ccvo_told { tell::and_ccvo(report_room, incident) } else { report_room };
    tell::quietly(rooms, &Message::of(line)).collect()
}

fn updated(incident: &Incident, body: &super::update::Updated, by: &Actor) -> Vec<Effect> {
    let line = Line::SituationUpdate {
        incident: incident.id,
        title: incident.title.clone(),
        text: body.text.clone(),
        by: by.clone(),
    };
    let next = body.next.map(|next| Line::NextUpdate { due: Due(next) });
    let rooms = tell::following(incident);
    let rooms = if body.audience == Audience::Ccvo { tell::and_ccvo(rooms, incident) } else { rooms };
    tell::quietly(rooms, &Message::of(line).maybe(next)).collect()
}

/// The update is asked of whoever keeps the log or speaks for the meldpunt: its liaison, logger, chair or reporter.
pub(super) fn update_wanted_from(incident: &Incident) -> Option<PersonId> {
    let holders = ["liaison", "logger", "chair"].map(super::ids::RoleId::from);
    let role = holders.iter().find_map(|role| incident.roles.get(role));
    let chair = incident.meldpunt.as_ref().and_then(|meldpunt| incident.active_cmt(meldpunt));
    let chair = chair.and_then(|cmt| cmt.members.first()).map(|(person, _)| person);
    role.or(chair).or(incident.reporter.person()).cloned()
}

fn update_asked(incident: &Incident) -> Effect {
    let person = update_wanted_from(incident);
    let command = Invocation::new("update").about(incident.id).hinting("update");
    let line = Line::UpdateWanted { incident: incident.id, title: incident.title.clone() };
    let message = Message::of(line)
        .and(Line::UpdateWantedFrom { person: Somebody(person.clone()) })
        .and(Line::OrType { command });
    let room = incident.work_room();
    Effect::post(room, message, person.into_iter().collect())
}

pub(super) fn first_line(incident: &Incident) -> Line {
    head(incident)
}

/// The gravest rule that waits for an answer with its sentence, the others by their ids: it must fit on a telephone.
pub(super) fn rule_lines(incident: &Incident) -> Vec<Line> {
    let mut waiting = recommendation::unanswered(incident);
    waiting.sort_by_key(|rule| std::cmp::Reverse(rule.phase));
    let Some((gravest, others)) = waiting.split_first() else { return Vec::new() };
    let first = Line::Recommended { rule: gravest.rule.clone(), phase: gravest.phase, text: gravest.text.clone() };
    let others: Vec<&str> = others.iter().map(|rule| rule.rule.as_str()).collect();
    let others =
        (!others.is_empty()).then(|| Line::AlsoRecommended { rules: super::words::Verbatim(others.join(", ")) });
    std::iter::once(first).chain(others).collect()
}
