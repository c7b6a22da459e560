//! The words of smaller things: tasks, comparisons, recovery clocks, the end of a record.

use super::{
    closing::StatusChanged,
    command::LinkKind,
    ids::{IncidentId, PersonId, TaskId},
    incident::{Incident, Status},
    line::Line,
    message::{Action, Effect, Invocation, Message},
    public,
    react::Reaction,
    recovery::RecoveryWarned,
    role_posts,
    state::State,
    tell,
    timer::{Timer, TimerChange},
    words::{Due, Somebody},
};

fn call(incident: &Incident, message: Message, person: Option<PersonId>) -> Effect {
    Effect::post(incident.work_room(), message, person.into_iter().collect())
}

pub(super) fn task_given(incident: &Incident, id: TaskId, owner: &PersonId) -> Option<Effect> {
    let task = incident.tasks.get(&id)?;
    let given = Somebody(Some(owner.clone()));
    let line = Line::TaskGiven { incident: incident.id, task: id, text: task.text.clone(), owner: given };
    let done = Invocation::new("task done").about(incident.id).with("task", id);
    let message = Message::of(line)
        .maybe(task.due.map(|due| Line::TaskDue { due: Due(due) }))
        .and(Line::WhenDone { command: done.clone() })
        .button(Action::new("task-done", done));
    Some(call(incident, message, Some(owner.clone())))
}

pub(super) fn task_reminded(incident: &Incident, id: TaskId) -> Option<Effect> {
    let task = incident.tasks.get(&id)?;
    let done = Invocation::new("task done").about(incident.id).with("task", id);
    let owner = Somebody(task.owner.clone());
    let line = Line::TaskIsDue { incident: incident.id, task: id, text: task.text.clone(), owner };
    let message = Message::of(line)
        .maybe(task.due.map(|due| Line::TaskDue { due: Due(due) }))
        .and(Line::WhenDone { command: done.clone() })
        .button(Action::new("task-done", done));
    Some(call(incident, message, task.owner.clone()))
}

/// T7's question, once for each pair: the later record asks; it calls nobody.
pub(super) fn compared(state: &State, incident: &Incident, other: IncidentId) -> Option<Effect> {
    let earlier = state.incident(other).filter(|earlier| earlier.id < incident.id)?;
    let room = incident.desk.room.clone()?;
    let linked = |kind: LinkKind| {
        let command = Invocation::new("incident link").about(incident.id);
        command.with("other", earlier.id).with("kind", kind.word())
    };
    let line = Line::SameEvent {
        incident: incident.id,
        title: incident.title.clone(),
        other,
        other_title: earlier.title.clone(),
    };
    let message = Message::of(line)
        .and(Line::SameEventWhy {})
        .and(Line::OrType { command: linked(LinkKind::Same) })
        .button(Action::new("yes-same", linked(LinkKind::Same)))
        .button(Action::new("no-beside", linked(LinkKind::Beside)));
    Some(Effect::quiet(room, message))
}

pub(super) fn recovery_warned(incident: &Incident, body: &RecoveryWarned) -> Vec<Effect> {
    let id = incident.id;
    let restored = Invocation::new("incident impact").about(id).with("restored", &body.process);
    let line = if body.next.is_some() {
        Line::RecoveryWarning { incident: id, process: body.process.clone(), due: Due(body.due) }
    } else {
        Line::RecoveryRanOut { incident: id, process: body.process.clone(), due: Due(body.due) }
    };
    let message = Message::of(line)
        .and(Line::RecoveryThen { command: restored.clone() })
        .button(Action::new("restored", restored));
    let crisis = incident.active_cmt(&body.entity).map(|cmt| cmt.room.clone());
    let room = crisis.unwrap_or_else(|| incident.report_room.clone());
    let others = tell::following(incident).into_iter().filter(|other| *other != room).collect();
    let quiet: Vec<Effect> = tell::quietly(others, &message).collect();
    let call = Effect::post(room, message, body.people.clone());
    std::iter::once(call).chain(quiet).collect()
}

pub(super) fn status_changed(reaction: Reaction, incident: &Incident, body: &StatusChanged) -> Reaction {
    let line = match body.to {
        Status::Open => Line::Reopened { incident: incident.id },
        Status::Closed => Line::Closed { incident: incident.id },
        // Whoever was called is told by name in the same turn.
        Status::Withdrawn | Status::Duplicate => return clear(reaction, incident),
    };
    let message = Message::of(line).maybe(body.reason.clone().map(|text| Line::InTheirWords { text }));
    let told = reaction.with(tell::quietly(tell::following(incident), &message));
    if body.to == Status::Open { rearm(told, incident) } else { clear(told, incident) }
}

/// An ended record has no timer left but that of a room that waits to be archived.
fn clear(reaction: Reaction, incident: &Incident) -> Reaction {
    let processes = incident.facts.entities.values().flat_map(|facts| facts.processes.keys());
    let recovery = processes.map(|process| Timer::Recovery(process.clone()));
    let tasks = incident.tasks.keys().map(|task| Timer::Task(*task));
    let rechecks = incident.rechecks.keys().map(|seq| Timer::Recheck(*seq));
    let rests = incident.resting.keys().map(|person| Timer::Rest(person.clone()));
    let timers = recovery.chain(tasks).chain(rechecks).chain(rests).chain(role_posts::timers(incident)).chain([
        Timer::Update,
        Timer::Likeness,
        Timer::Public,
    ]);
    let timers: Vec<Timer> = timers.collect();
    timers.into_iter().fold(reaction, |reaction, timer| reaction.and(TimerChange::Clear(timer)))
}

/// The clocks of an opened record run again.
pub(super) fn rearm(reaction: Reaction, incident: &Incident) -> Reaction {
    let entities = incident.facts.entities.values();
    let outages = entities.flat_map(|facts| &facts.processes).filter(|(_, outage)| outage.restored_at.is_none());
    let recovery = outages.map(|(process, outage)| (Timer::Recovery(process.clone()), outage.due));
    let unfinished = incident.tasks.iter().filter(|(_, task)| task.done_at.is_none());
    let tasks = unfinished.filter_map(|(id, task)| task.due.map(|due| (Timer::Task(*id), due)));
    let rechecks = incident.rechecks.iter().map(|(seq, recheck)| (Timer::Recheck(*seq), recheck.at));
    let public = public::waiting(incident).and_then(|(_, text)| Some((Timer::Public, text.remind_at?)));
    let duties = incident.duty.iter().filter_map(|(role, duty)| duty.warn_at.map(|at| (Timer::Duty(role.clone()), at)));
    let rests = incident.resting.iter().map(|(person, rest)| (Timer::Rest(person.clone()), rest.until));
    let timers: Vec<(Timer, super::time::Timestamp)> =
        recovery.chain(tasks).chain(rechecks).chain(duties).chain(public).chain(rests).collect();
    timers.into_iter().fold(reaction, |reaction, (timer, at)| reaction.and(TimerChange::Arm(timer, at)))
}
