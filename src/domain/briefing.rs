//! The briefing for whoever takes over: level, phase, leads, open calls, tasks, clocks, the last update, the last
//! decisions with who and when, and who is on duty since when.

use super::{
    incident::Incident,
    line::Line,
    message::Message,
    picture, query,
    words::{Due, Verbatim},
};

/// How many tasks and decisions stand in it; the others are behind `incident show`.
const SHOWN: usize = 5;

/// What the next holder must know.
#[must_use]
pub fn of(incident: &Incident) -> Message {
    let mut message = Message::of(Line::Briefing { incident: incident.id, title: incident.title.clone() })
        .and(Line::StatusLine { status: incident.status, level: incident.level, phase: incident.phase })
        .and(super::calling::lead(incident));
    message.lines.extend(calls(incident));
    message.lines.extend(tasks(incident));
    message.lines.extend(clocks(incident));
    message.lines.extend(said(incident));
    message.lines.extend(query::duties(incident));
    message
}

/// The telephone call, requests to the crisis centre, and members who did not answer.
fn calls(incident: &Incident) -> Vec<Line> {
    let phone = Verbatim(incident.desk.phone.clone());
    let call = incident.call_open().then_some(Line::CallNotConfirmed { phone });
    let requests = incident.requests.iter().filter(|request| request.answer.is_none());
    let requests =
        requests.map(|request| Line::RequestOf { request: request.kind, by: request.by.clone(), at: request.at });
    call.into_iter().chain(requests).chain(picture::cmts(incident)).collect()
}

fn tasks(incident: &Incident) -> Vec<Line> {
    let open: Vec<_> = incident.tasks.iter().filter(|(_, task)| task.done_at.is_none()).collect();
    let count = i64::try_from(open.len()).unwrap_or(i64::MAX);
    let shown = open.iter().take(SHOWN).map(|(id, task)| query::task(**id, task));
    let more = (open.len() > SHOWN).then_some(Line::TasksOpen { count });
    shown.chain(more).collect()
}

/// What runs out, and when the next update is due.
fn clocks(incident: &Incident) -> Vec<Line> {
    let facts = incident.facts.entities.values();
    let outages = facts.flat_map(|facts| &facts.processes).filter(|(_, outage)| outage.restored_at.is_none());
    let down = outages.map(|(process, outage)| Line::ProcessDown {
        process: process.clone(),
        since: outage.down_since,
        due: outage.due,
    });
    down.chain(incident.next_update_at.map(|at| Line::UpdateAt { at })).collect()
}

fn said(incident: &Incident) -> Vec<Line> {
    let update = incident.last_update.iter().map(|update| Line::LastUpdate {
        text: update.text.clone(),
        by: update.by.clone(),
        at: update.at,
    });
    let older = incident.decisions.len().saturating_sub(SHOWN);
    let decisions = incident.decisions.iter().skip(older).map(|decision| {
        let (text, by, at) = (decision.text.clone(), decision.by.clone(), decision.at);
        match incident.rechecks.get(&decision.seq) {
            Some(recheck) => Line::DecisionByAgain { text, by, at, next: recheck.at },
            None => Line::DecisionBy { text, by, at },
        }
    });
    update.chain(decisions).collect()
}

/// Who follows for the crisis centre, where somebody does.
#[must_use]
pub fn follower(incident: &Incident) -> Option<Line> {
    let role = super::ids::RoleId::from(super::role::FOLLOWER);
    let (person, duty) = (incident.roles.get(&role)?, incident.duty.get(&role)?);
    Some(Line::FollowedBy { person: person.clone(), since: duty.since })
}

/// Somebody's role, and since when.
#[must_use]
pub fn duty(incident: &Incident, role: &super::ids::RoleId, holder: &super::ids::PersonId) -> Line {
    let (role_id, holder) = (role.clone(), holder.clone());
    match incident.duty.get(role) {
        Some(duty) => Line::RoleHeldSince { role: role_id, holder, since: Due(duty.since) },
        None => Line::RoleHeldBy { role: role_id, holder },
    }
}
