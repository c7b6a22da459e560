//! Tasks: who made them and when, whose they were, and when and by whom they were done.

use super::{LogRow, Page, Record, dash, length, maybe, moment, said};
use crate::domain::{event::Event, ids::TaskId, incident::Task};

pub(super) fn tasks(page: &mut Page, record: &Record<'_>) {
    let rows: Vec<Vec<String>> = record.incident.tasks.iter().map(|(id, task)| row(record, *id, task)).collect();
    let head = ["page-task", "page-what", "page-made", "page-owner", "page-due", "page-done", "page-took"];
    record.table(page, "page-tasks", &head, &rows);
}

fn row(record: &Record<'_>, id: TaskId, task: &Task) -> Vec<String> {
    let find = |is: fn(&Event) -> Option<TaskId>| record.log.iter().find(|row| is(&row.event) == Some(id));
    let made = find(made);
    let done = find(done).filter(|_| task.done_at.is_some());
    let took = made.zip(done).map(|(made, done)| length(said(done).since(said(made))));
    vec![
        id.to_string(),
        record.text(&task.text),
        made.map_or_else(dash, who),
        task.owner.as_ref().map_or_else(dash, ToString::to_string),
        maybe(task.due),
        done.map_or_else(|| record.words.heading("page-task-open"), who),
        took.unwrap_or_else(dash),
    ]
}

fn who(row: &LogRow) -> String {
    format!("{} · {}", moment(said(row)), row.actor)
}

fn made(event: &Event) -> Option<TaskId> {
    if let Event::TaskAdded(body) = event { Some(body.task) } else { None }
}

fn done(event: &Event) -> Option<TaskId> {
    if let Event::TaskDone(body) = event { Some(body.task) } else { None }
}
