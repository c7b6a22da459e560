//! The end of a record: closed, withdrawn, opened again.

use serde::{Deserialize, Serialize};

use super::{
    chase::{self, ChaseKind},
    draft::Draft,
    ids::{IncidentId, TextId},
    incident::{CcvoPhase, Cmt, Incident, Status},
    line::Line,
    message::{Invocation, Message},
    recommendation, role, task, tell,
    time::Timestamp,
    words::Word,
};

/// Work ended, or goes on again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusChanged {
    /// Before.
    pub from: Status,
    /// Now.
    pub to: Status,
    /// Why.
    pub reason: Option<TextId>,
}

impl StatusChanged {
    pub(super) fn apply(&self, incident: &mut Incident, at: Timestamp) {
        incident.status = self.to;
        incident.closed_at = (self.to != Status::Open).then_some(at);
        // Whoever was told before it ended is told again when it goes on.
        incident.told = None;
        if self.to != Status::Open {
            (incident.next_update_at, incident.update_asked) = (None, false);
            incident.question = None;
            role::drop_waiting(incident);
            incident.likened = None;
        }
    }
}

/// A false alarm: every chase stops and everybody called is told. Phase and level are left to people.
pub(super) fn withdraw(
    draft: &mut Draft<'_>,
    id: IncidentId,
    reason: &TextId,
    call_off: Option<&TextId>,
) -> Result<Option<Message>, Message> {
    let incident = draft.open(id)?;
    if incident.phase == CcvoPhase::Alarm {
        let end = Invocation::new("ccvo end").about(id);
        return Err(Message::of(Line::WithdrawLed { incident: id }).and(Line::OrType { command: end }));
    }
    let line = Line::WithdrawnForAll { incident: id, title: incident.title.clone(), reason: reason.clone() };
    let called = incident.calls.iter().any(|call| call.confirmed.is_some());
    for effect in tell::everybody_called(incident, &line) {
        draft.effect(id, effect);
    }
    change(draft, id, Status::Withdrawn, Some(reason))?;
    chase::end_all(draft, id);
    let message = draft.unless_said(Message::of(line));
    if let Some(text) = call_off.filter(|_| called) {
        task::call_off(draft, id, text)?;
        let phone = super::words::Verbatim(draft.incident(id)?.desk.phone.clone());
        return Ok(draft.also(message, Line::CallTheCcvoOff { phone }, None));
    }
    Ok(message)
}

/// Closes a record; refused, with what is open, while anything still runs.
pub(super) fn close(
    draft: &mut Draft<'_>,
    id: IncidentId,
    reason: Option<&TextId>,
) -> Result<Option<Message>, Message> {
    let incident = draft.open(id)?;
    let open = still_open(incident);
    if !open.is_empty() {
        let mut message = Message::of(Line::CloseRefused { incident: id });
        for (word, command) in open {
            message = message.and(Line::StillOpen { what: Word(format!("open-{word}")), command });
        }
        return Err(message);
    }
    change(draft, id, Status::Closed, reason)?;
    chase::end_all(draft, id);
    Ok(draft.unless_said(Message::of(Line::Closed { incident: id })))
}

/// What keeps a record open, each with the command that ends it.
fn still_open(incident: &Incident) -> Vec<(&'static str, Invocation)> {
    let about = |path: &str| Invocation::new(path).about(incident.id);
    let mut open = Vec::new();
    if matches!(incident.phase, CcvoPhase::Vooralarm | CcvoPhase::Alarm) {
        open.push(("phase", about("ccvo end")));
    }
    for (entity, _) in incident.cmts.iter().filter(|(_, cmt)| cmt.active) {
        open.push(("cmt", about("cmt standdown").with("entity", entity)));
    }
    if incident.call_open() {
        open.push(("call", about("ccvo called").hinting("who-answered")));
    }
    let pinged = incident.chases.contains_key(&ChaseKind::Ping);
    let decline = about("ccvo decline").hinting("reason");
    if incident.requests.iter().any(|request| request.answer.is_none()) {
        // Taking it up while a rule waits for an answer too would be vooralarm, and keep the record open.
        let reply = if pinged { decline.clone() } else { about("ccvo ack") };
        open.push(("request", reply));
    }
    if pinged {
        open.push(("ping", decline));
    }
    for (n, _) in incident.pages.iter().filter(|(_, page)| !page.done) {
        open.push(("page", super::page::stop_command(incident.id, *n)));
    }
    for (_, process) in incident.processes_down() {
        open.push(("clock", about("incident impact").with("restored", process)));
    }
    open
}

/// Work goes on again.
pub(super) fn reopen(
    draft: &mut Draft<'_>,
    id: IncidentId,
    reason: Option<&TextId>,
) -> Result<Option<Message>, Message> {
    if draft.incident(id)?.is_open() {
        return Err(Message::of(Line::AlreadyOpen { incident: id }));
    }
    change(draft, id, Status::Open, reason)?;
    for kind in unanswered(draft.incident(id)?) {
        chase::open(draft, id, &kind);
    }
    Ok(draft.unless_said(Message::of(Line::Reopened { incident: id })))
}

/// Whatever was not answered when the record ended is chased again: the crisis centre, the call, requests, CMTs, pages.
pub(super) fn unanswered(incident: &Incident) -> Vec<ChaseKind> {
    let waiting = recommendation::unanswered(incident).into_iter().map(|rule| rule.phase).max();
    let ping = (waiting > incident.phase.active()).then_some(ChaseKind::Ping);
    let requests = incident.requests.iter().enumerate().filter(|(_, request)| request.answer.is_none());
    let requests = requests.filter_map(|(place, _)| u32::try_from(place).ok()).map(ChaseKind::Request);
    let call = incident.call_open().then_some(ChaseKind::Call);
    let silent = |cmt: &Cmt| cmt.active && cmt.members.iter().any(|(_, answer)| answer.is_none());
    let cmts = incident.cmts.iter().filter(|(_, cmt)| silent(cmt)).map(|(entity, _)| ChaseKind::Cmt(entity.clone()));
    let pages = incident.pages.iter().filter(|(_, page)| !page.done).map(|(n, _)| ChaseKind::Page(*n));
    ping.into_iter().chain(call).chain(requests).chain(cmts).chain(pages).collect()
}

pub(super) fn change(
    draft: &mut Draft<'_>,
    id: IncidentId,
    to: Status,
    reason: Option<&TextId>,
) -> Result<(), Message> {
    let from = draft.incident(id)?.status;
    draft.record(id, StatusChanged { from, to, reason: reason.cloned() });
    Ok(())
}
