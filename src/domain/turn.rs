//! One turn of the core: a command in, events, effects and timers out (design: the way of one message).

use super::{
    actor::Actor,
    alert, away, call, ccvo, ccvo_mail, chase, closing, cmt,
    command::{Ask, Command},
    communication, consequence, crisis_room,
    draft::Draft,
    duplicate, duty, duty_gap,
    event::{Envelope, Event, Stream},
    handover, heard,
    ids::{IncidentId, RoomId},
    impact, incident, level, line, link, log,
    message::{Effect, Message, Slot},
    numbering,
    organisation::Organisation,
    page, public, reach, recheck, recovery, report, request, rest, role, source, stand_in,
    state::State,
    task, texts,
    time::Timestamp,
    timer::{Timer, TimerChange},
    undo, update,
};

/// What the core is told beside the command.
#[derive(Debug, Clone)]
pub struct Context<'a> {
    /// Who asks.
    pub actor: Actor,
    /// Where they ask; none for timers.
    pub room: Option<RoomId>,
    /// Business time.
    pub now: Timestamp,
    /// When they said it.
    pub said_at: Timestamp,
    /// The calendar year in Brussels, for a new number.
    pub year: u16,
    /// The configuration.
    pub organisation: &'a Organisation,
}

/// What a turn does.
#[derive(Debug, Clone)]
pub struct Decision {
    /// The state after it.
    pub state: State,
    /// What happened, in order.
    pub events: Vec<Envelope>,
    /// What is to be done outside, in order; each with the stream that it is about.
    pub effects: Vec<(Stream, Effect)>,
    /// What happens to timers, in order.
    pub timers: Vec<(Stream, TimerChange)>,
    /// The answer in the room where it was asked, before the effects; none where an effect answers.
    pub answer: Option<Answer>,
}

/// What is answered in the room where it was asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The record that it is about.
    pub incident: Option<IncidentId>,
    /// What.
    pub message: Message,
    /// Under which name it can be edited later.
    pub slot: Option<Slot>,
}

/// Decides a command.
///
/// # Errors
/// The message says what was not done, why, and who can do it. Nothing happens then.
pub fn decide(state: &State, command: &Command, context: &Context<'_>) -> Result<Decision, Message> {
    let mut draft = Draft::new(state, context);
    let answer = match command {
        Command::Report(report) => Some(report::decide(&mut draft, report)?),
        Command::Alert(alert) => {
            alert::decide(&mut draft, alert)?;
            None
        }
        Command::OpenVooralarm { entity, title, description } => {
            Some(ccvo::open(&mut draft, entity, title, description.as_ref())?)
        }
        Command::Ask(id, ask) => {
            if draft.find(*id).is_none() {
                return Err(Message::of(line::Line::NoSuchIncident { incident: *id }));
            }
            ask_one(&mut draft, *id, ask)?
        }
        Command::Timer(id, timer) => {
            if draft.find(*id).is_some() {
                fire(&mut draft, *id, timer);
            }
            None
        }
        Command::Tried(outcome) => {
            reach::tried(&mut draft, outcome);
            None
        }
        Command::Lost(lost) => {
            reach::lost(&mut draft, lost);
            None
        }
        Command::Heard(heard) => {
            heard::told(&mut draft, heard);
            None
        }
        Command::Mailed(outcome) => {
            ccvo_mail::told(&mut draft, *outcome);
            None
        }
        Command::Back(absence) => {
            away::over(&mut draft, absence);
            None
        }
        Command::Configured { hash } => {
            if state.configuration.as_ref() != Some(hash) {
                draft.record_organisation(numbering::Configured { hash: hash.clone() });
            }
            duty_gap::look(&mut draft);
            None
        }
        Command::StandIn { rota, person, from, until } => stand_in::decide(&mut draft, rota, person, (*from, *until))?,
        Command::Rotas => {
            duty_gap::look(&mut draft);
            None
        }
    };
    consequence::follow(&mut draft);
    crisis_room::refresh(&mut draft);
    Ok(draft.finish(answer))
}

/// Whatever becomes of a message, nobody is answering a call with it.
fn follow_message(draft: &mut Draft<'_>, id: IncidentId, ask: &Ask) -> Option<Message> {
    match ask {
        Ask::Edited { said_at, text } => Some(source::edited(draft, id, *said_at, text)),
        Ask::Deleted { said_at } => Some(source::deleted(draft, id, *said_at)),
        _ => None,
    }
}

fn ask_one(draft: &mut Draft<'_>, id: IncidentId, ask: &Ask) -> Result<Option<Answer>, Message> {
    if let Some(message) = follow_message(draft, id, ask) {
        return Ok(Some(Answer { incident: Some(id), message, slot: None }));
    }
    chase::seen_by_actor(draft, id);
    let message = match ask {
        Ask::Impact(impact) => return impact::decide(draft, id, impact),
        Ask::Escalate { level, entity, reason } => level::escalate(draft, id, *level, entity.as_ref(), reason.as_ref()),
        Ask::Deescalate { level, reason, sure } => level::deescalate(draft, id, *level, reason.as_ref(), *sure),
        Ask::Withdraw { reason, call_off } => closing::withdraw(draft, id, reason, call_off.as_ref()),
        Ask::Link { other, kind } => link::decide(draft, id, *other, *kind),
        Ask::Close { reason } => closing::close(draft, id, reason.as_ref()),
        Ask::Reopen { reason } => closing::reopen(draft, id, reason.as_ref()),
        Ask::CommunicationRoom { entity } => communication::open(draft, id, entity.as_ref()),
        Ask::CmtActivate { entity } => cmt::activate(draft, id, entity.as_ref()),
        Ask::CmtStanddown { entity, sure } => cmt::stand_down(draft, id, entity.as_ref(), *sure),
        Ask::CcvoRequest { kind, text } => request::decide(draft, id, *kind, text.as_ref()),
        Ask::CcvoCalled { answered_by, by, at } => call::confirm(draft, id, answered_by, by.as_ref(), *at),
        Ask::CcvoAck => ccvo::acknowledge(draft, id),
        Ask::CcvoDecline { reason } => ccvo::decline(draft, id, reason.as_ref()),
        Ask::CcvoVooralarm { text } => ccvo::vooralarm(draft, id, text.as_ref()),
        Ask::CcvoAlarm { sure } => ccvo::alarm(draft, id, *sure),
        Ask::CcvoEnd { sure } => ccvo::end(draft, id, *sure),
        Ask::Log { kind, text, recheck } => log::write(draft, id, *kind, text, *recheck),
        Ask::LogRedact { seq, reason } => log::redact(draft, id, *seq, reason),
        Ask::TaskAdd { text, due, owner } => task::add(draft, id, text, *due, owner.as_ref()),
        Ask::TaskAssign { task, owner } => task::assign(draft, id, *task, owner),
        Ask::TaskDone { task } => task::done(draft, id, *task),
        Ask::RoleTake { role } => role::take(draft, id, role),
        Ask::RoleAssign { role, to } => role::assign(draft, id, role, to),
        Ask::RoleHandover { role, to } => handover::offer(draft, id, role, to),
        Ask::RoleDecline { role } => handover::decline(draft, id, role),
        Ask::Update { text, next, audience } => update::give(draft, id, text, *next, *audience),
        Ask::UpdateRelease { n } => public::release(draft, id, *n),
        Ask::Page { who, text, mode } => page::open(draft, id, who, text, *mode),
        Ask::PageStop { n } => page::stop(draft, id, *n),
        Ask::Ack { answer, page } => page::acknowledge(draft, id, *answer, *page),
        Ask::Undo => undo::decide(draft, id),
        Ask::Edited { .. } | Ask::Deleted { .. } => Ok(None),
    }?;
    let message = undo::offer(draft, id, message);
    let message = draft.say_left_alone(message);
    Ok(message.map(|message| Answer { incident: Some(id), message, slot: None }))
}

fn fire(draft: &mut Draft<'_>, id: IncidentId, timer: &Timer) {
    match timer {
        Timer::Chase(kind) => chase::call_next(draft, id, kind),
        Timer::Reach(kind, person) => reach::next(draft, id, kind, person),
        Timer::Recovery(process) => recovery::warn(draft, id, process),
        Timer::Task(task) => task::remind(draft, id, *task),
        Timer::Archive(entity) => cmt::archive(draft, id, entity),
        Timer::Update => update::ask(draft, id),
        Timer::TakeOver(role) => role::take_over(draft, id, role),
        Timer::Duty(role) => duty::warn(draft, id, role),
        Timer::Recheck(seq) => recheck::ask(draft, id, *seq),
        Timer::Public => public::remind(draft, id),
        Timer::Likeness => duplicate::alone(draft, id),
        Timer::Rest(person) => rest::over(draft, id, person),
        // No record has it.
        Timer::Rotas => {}
    }
}

/// Folds one event into the state.
pub fn apply(state: &mut State, envelope: &Envelope) {
    let Stream::Incident(id) = envelope.stream else {
        match &envelope.event {
            Event::Configured(body) => body.apply(state),
            Event::Numbered(body) => body.apply(state, envelope.at),
            Event::GapWarned(body) => body.apply(state, envelope.at),
            Event::GapFilled(body) => body.apply(state),
            Event::StandsIn(body) => body.apply(state, envelope.at),
            _ => {}
        }
        return;
    };
    if let Event::Recorded(body) = &envelope.event {
        let mut incident = body.apply(id, envelope);
        rest::remember(&mut incident, envelope);
        state.put(incident);
    } else if let Some(mut incident) = state.take(id) {
        apply_one(&mut incident, envelope);
        incident.version = incident.version.saturating_add(1);
        state.put(incident);
    }
}

fn apply_one(incident: &mut incident::Incident, envelope: &Envelope) {
    undo::remember(incident, envelope);
    rest::remember(incident, envelope);
    match &envelope.event {
        Event::Configured(_)
        | Event::Numbered(_)
        | Event::GapWarned(_)
        | Event::GapFilled(_)
        | Event::StandsIn(_)
        | Event::Recorded(_)
        | Event::SourceEdited(_)
        | Event::SourceDeleted(_)
        | Event::TaskReminded(_)
        | Event::Away(_)
        | Event::RecoveryWarned(_) => {}
        Event::Appended(body) => body.apply(incident),
        Event::AlertTold(body) => body.apply(incident),
        Event::Verified(_) => incident.verified = true,
        Event::Asked(body) => body.apply(incident),
        Event::Located(body) => body.apply(incident),
        Event::Stated(body) => body.apply(incident, envelope.at),
        Event::Claimed(body) => body.apply(incident, envelope),
        Event::Moved(body) => body.apply(incident),
        Event::LevelSet(body) => body.apply(incident),
        Event::LevelProposed(body) => body.apply(incident),
        Event::LevelSettled(_) => {
            incident.provisional = false;
            incident.proposal = None;
        }
        Event::RuleMet(body) => body.apply(incident, envelope.at),
        Event::RuleWithdrawn(body) => body.apply(incident, envelope.at),
        Event::ChaseOpened(body) => body.apply(incident, envelope.at),
        Event::ChaseCalled(body) => body.apply(incident),
        Event::ReachBegun(body) => body.apply(incident),
        Event::Reached(body) => body.apply(incident, envelope.at),
        Event::ReachTried(body) => body.apply(incident),
        Event::ReachLost(body) => body.apply(incident),
        Event::Mailed(body) => body.apply(incident, envelope.at),
        Event::ChatTaken(body) => body.apply(incident, envelope.at),
        Event::ChatFailed(body) => body.apply(incident, envelope.at),
        Event::ChaseEnded(body) => body.apply(incident),
        Event::PhaseChanged(body) => body.apply(incident, envelope),
        Event::Declined(_) => incident.sure = None,
        Event::Requested(body) => body.apply(incident, envelope),
        Event::RequestAnswered(body) => body.apply(incident, &envelope.actor),
        Event::CallOpened(_) => incident.calls.push(incident::Call { opened_at: envelope.at, confirmed: None }),
        Event::CallConfirmed(body) => body.apply(incident, envelope.at),
        Event::CmtActivated(body) => body.apply(incident),
        Event::CommunicationOpened(body) => body.apply(incident),
        Event::CommunicationArchived(body) => body.apply(incident),
        Event::CmtAnswered(body) => body.apply(incident),
        Event::CmtStoodDown(body) => body.apply(incident),
        Event::RoomArchived(body) => body.apply(incident),
        Event::Written(body) => body.apply(incident, envelope),
        Event::TaskAdded(body) => body.apply(incident),
        Event::TaskAssigned(body) => body.apply(incident),
        Event::TaskDone(body) => body.apply(incident, envelope.at),
        Event::RoleTaken(body) => body.apply(incident, envelope),
        Event::RoleOffered(body) => body.apply(incident),
        Event::Updated(body) => body.apply(incident, envelope),
        Event::UpdateAsked(body) => body.apply(incident),
        Event::Linked(body) => body.apply(incident),
        Event::Compared(body) => incident.compared.push(body.other),
        Event::StatusChanged(body) => body.apply(incident, envelope.at),
        Event::SureAsked(body) => body.apply(incident, &envelope.actor),
        Event::RoleDeclined(body) => body.apply(incident),
        Event::RoleAsked(body) => body.apply(incident),
        Event::RoleKept(body) => body.apply(incident),
        Event::DutyWarned(body) => body.apply(incident),
        Event::RecheckSet(body) => body.apply(incident, envelope),
        Event::Rechecked(body) => body.apply(incident),
        Event::PublicAsked(body) => body.apply(incident, &envelope.actor),
        Event::PublicReminded(body) => body.apply(incident),
        Event::PublicReleased(body) => body.apply(incident, envelope),
        Event::Likened(body) => body.apply(incident),
        Event::PageOpened(body) => body.apply(incident, &envelope.actor),
        Event::PageAnswered(body) => body.apply(incident),
        Event::PageStopped(body) => body.apply(incident),
        Event::Undone(body) => body.apply(incident),
        Event::Redacted(body) => body.apply(incident, envelope),
        Event::LeftAlone(body) => body.apply(incident),
        Event::CaughtUp(body) => body.apply(incident),
    }
    let texts = texts::of(&envelope.event);
    if !texts.is_empty() {
        incident.texts.insert_mut(incident.version.saturating_add(1), texts);
    }
}
