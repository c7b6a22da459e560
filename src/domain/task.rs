//! Tasks, with reminders at and after their time.

use serde::{Deserialize, Serialize};

use super::{
    draft::Draft,
    ids::{IncidentId, PersonId, TaskId, TextId},
    incident::Incident,
    line::Line,
    message::{Invocation, Message},
    time::Timestamp,
    words::{Due, Somebody},
};

/// A task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// What.
    pub text: TextId,
    /// Who.
    pub owner: Option<PersonId>,
    /// By when.
    pub due: Option<Timestamp>,
    /// Since when it is done.
    pub done_at: Option<Timestamp>,
    /// It was left by the end of the record, and is asked for all the same.
    pub after_end: bool,
}

/// A task was added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskAdded {
    /// Its id.
    pub task: TaskId,
    /// What.
    pub text: TextId,
    /// By when.
    pub due: Option<Timestamp>,
    /// Who.
    pub owner: Option<PersonId>,
}

/// A task got another owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskAssigned {
    /// Which.
    pub task: TaskId,
    /// Who.
    pub owner: PersonId,
}

/// A task is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskDone {
    /// Which.
    pub task: TaskId,
}

/// Its owner was reminded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskReminded {
    /// Which.
    pub task: TaskId,
    /// When again.
    pub next: Timestamp,
}

impl TaskAdded {
    pub(super) fn apply(&self, incident: &mut Incident) {
        let (text, owner, after_end) = (self.text.clone(), self.owner.clone(), !incident.is_open());
        let task = Task { text, owner, due: self.due, done_at: None, after_end };
        incident.tasks.insert(self.task, task);
    }
}

impl TaskAssigned {
    pub(super) fn apply(&self, incident: &mut Incident) {
        if let Some(task) = incident.tasks.get_mut(&self.task) {
            task.owner = Some(self.owner.clone());
        }
    }
}

impl TaskDone {
    pub(super) fn apply(&self, incident: &mut Incident, at: Timestamp) {
        if let Some(task) = incident.tasks.get_mut(&self.task) {
            task.done_at = Some(at);
        }
    }
}

/// Adds a task.
pub(super) fn add(
    draft: &mut Draft<'_>,
    id: IncidentId,
    text: &TextId,
    due: Option<Timestamp>,
    owner: Option<&PersonId>,
) -> Result<Option<Message>, Message> {
    let task = next(draft.open(id)?);
    draft.record(id, TaskAdded { task, text: text.clone(), due, owner: owner.cloned() });
    let owner = Somebody(owner.cloned());
    let line = Line::TaskIsAdded { incident: id, task, text: text.clone(), owner };
    let done = Invocation::new("task done").about(id).with("task", task);
    let when = due.map(|due| Line::TaskDue { due: Due(due) });
    Ok(draft.unless_said(Message::of(line).maybe(when).and(Line::WhenDone { command: done })))
}

fn next(incident: &Incident) -> TaskId {
    let last = incident.tasks.keys().next_back().map_or(0, |task| task.0);
    TaskId(last.saturating_add(1))
}

/// A false alarm about which the crisis centre was telephoned leaves a task: whoever withdrew it calls them again, and
/// is reminded until it is done.
pub(super) fn call_off(draft: &mut Draft<'_>, id: IncidentId, text: &TextId) -> Result<TaskId, Message> {
    let task = next(draft.incident(id)?);
    let due = draft.now().plus(draft.organisation().escalation.reminder_every);
    let owner = draft.context.actor.person().cloned();
    draft.record(id, TaskAdded { task, text: text.clone(), due: Some(due), owner });
    Ok(task)
}

/// The tasks that the end of the record left and that nobody did yet.
pub(super) fn after_the_end(incident: &Incident) -> Vec<TaskId> {
    let left = incident.tasks.iter().filter(|(_, task)| task.after_end && task.done_at.is_none());
    left.map(|(id, _)| *id).collect()
}

/// Gives a task to somebody.
pub(super) fn assign(
    draft: &mut Draft<'_>,
    id: IncidentId,
    task: TaskId,
    owner: &PersonId,
) -> Result<Option<Message>, Message> {
    let text = unfinished(draft, id, task)?;
    draft.record(id, TaskAssigned { task, owner: owner.clone() });
    let owner = Somebody(Some(owner.clone()));
    Ok(draft.unless_said(Message::of(Line::TaskGiven { incident: id, task, text, owner })))
}

/// Ends a task.
pub(super) fn done(draft: &mut Draft<'_>, id: IncidentId, task: TaskId) -> Result<Option<Message>, Message> {
    let text = unfinished(draft, id, task)?;
    draft.record(id, TaskDone { task });
    Ok(Some(Message::of(Line::TaskIsDone { incident: id, task, text })))
}

fn unfinished(draft: &Draft<'_>, id: IncidentId, task: TaskId) -> Result<TextId, Message> {
    let list = Invocation::new("task list").about(id);
    match draft.incident(id)?.tasks.get(&task) {
        None => Err(Message::of(Line::NoSuchTask { incident: id, task }).and(Line::OrType { command: list })),
        Some(known) if known.done_at.is_some() => Err(Message::of(Line::TaskWasDone { incident: id, task })),
        Some(known) => Ok(known.text.clone()),
    }
}

/// Whether its owner is still asked for it.
pub(super) fn is_wanted(incident: &Incident, task: &Task) -> bool {
    task.done_at.is_none() && (task.after_end || incident.is_open())
}

/// The time of a task came, or passed.
pub(super) fn remind(draft: &mut Draft<'_>, id: IncidentId, task: TaskId) {
    let Some(incident) = draft.find(id) else { return };
    if incident.tasks.get(&task).is_some_and(|task| is_wanted(incident, task)) {
        let next = draft.now().plus(draft.organisation().escalation.reminder_every);
        draft.record(id, TaskReminded { task, next });
    }
}
