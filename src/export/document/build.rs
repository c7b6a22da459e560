//! Putting a record and its log into the document's form.

use super::{
    Call, Cmt, CmtMember, Document, Facts, Lead, Link, LogLine, Proposal, Recommendation, Request, Speaker, Task,
};
use crate::{
    domain::{
        command::Coming,
        ids::{EntityId, RoomId, TaskId, TextId},
        incident::{self, Incident},
        time::Timestamp,
    },
    export::{
        entry::{self, Erasures, LogRow},
        words::Words,
    },
    text::brussels,
};

/// What the parts need beside the record.
struct Desk<'a> {
    erasures: Erasures,
    words: &'a Words<'a>,
    now: Timestamp,
}

impl Desk<'_> {
    fn text(&self, id: &TextId) -> String {
        self.erasures.text(id, self.now, self.words)
    }
}

/// The document of a record; `log` are the events of its stream, in order.
#[must_use]
pub fn document(incident: &Incident, log: &[LogRow], words: &Words<'_>) -> Document {
    // Whatever the document says of a time of day stands beside the last thing that happened.
    let now = log.last().map_or(incident.opened_at, |row| row.at);
    let desk = Desk { erasures: Erasures::of(log), words, now };
    Document {
        id: incident.id.to_string(),
        title: desk.text(&incident.title),
        description: incident.description.as_ref().map(|text| desk.text(text)),
        status: incident.status.word(),
        exercise: incident.exercise,
        verified: incident.verified,
        reported_by: incident.reporter.to_string(),
        meldpunt: incident.meldpunt.as_ref().map(ToString::to_string),
        level: incident.level.word(),
        level_provisional: incident.provisional,
        proposed_level: incident.proposal.as_ref().map(Proposal::from),
        ccvo_phase: incident.phase.word(),
        lead: incident.lead().into(),
        communication: incident.speaker().into(),
        entities: incident.entities().iter().map(ToString::to_string).collect(),
        facts: Facts::of(incident),
        recommendations: incident.recommendations.iter().map(Recommendation::from).collect(),
        ccvo_calls: incident.calls.iter().map(|call| desk.call(call)).collect(),
        ccvo_requests: incident.requests.iter().map(Request::from).collect(),
        cmts: incident.cmts.iter().map(|(entity, cmt)| Cmt::of(entity, cmt)).collect(),
        tasks: incident.tasks.iter().map(|(id, task)| desk.task(*id, task)).collect(),
        roles: incident.roles.iter().map(|(role, person)| (role.to_string(), person.to_string())).collect(),
        links: incident
            .links
            .iter()
            .map(|(other, kind)| Link { incident: other.to_string(), kind: kind.word() })
            .collect(),
        rooms: rooms(incident).iter().map(ToString::to_string).collect(),
        next_update_at: incident.next_update_at.map(brussels),
        log: log.iter().map(|row| desk.log_line(row)).collect(),
        opened_at: brussels(incident.opened_at),
        closed_at: incident.closed_at.map(brussels),
    }
}

/// An archived crisis room is still the record's.
fn rooms(incident: &Incident) -> Vec<RoomId> {
    let mut rooms = incident.rooms();
    for (_, room) in incident.opened_rooms() {
        if !rooms.contains(room) {
            rooms.push(room.clone());
        }
    }
    rooms
}

impl Desk<'_> {
    fn call(&self, call: &incident::Call) -> Call {
        let confirmed = call.confirmed.as_ref();
        Call {
            open: confirmed.is_none(),
            opened_at: brussels(call.opened_at),
            called_by: confirmed.map(|call| call.called_by.to_string()),
            answered_by: confirmed.map(|call| self.text(&call.answered_by)),
            at: confirmed.map(|call| brussels(call.at)),
        }
    }

    fn task(&self, id: TaskId, task: &incident::Task) -> Task {
        Task {
            id: id.to_string(),
            text: self.text(&task.text),
            owner: task.owner.as_ref().map(ToString::to_string),
            due: task.due.map(brussels),
            done_at: task.done_at.map(brussels),
        }
    }

    fn log_line(&self, row: &LogRow) -> LogLine {
        LogLine {
            seq: row.seq,
            at: brussels(row.at),
            said_at: brussels(row.said_at),
            actor: row.actor.to_string(),
            kind: entry::kind(&row.event),
            text: entry::text(row, &self.erasures, self.words),
            hash: row.hash.clone(),
        }
    }
}

impl From<incident::Lead> for Lead {
    fn from(lead: incident::Lead) -> Self {
        let (kind, entity) = match lead {
            incident::Lead::Team(entity) => ("team", entity),
            incident::Lead::Cmt(entity) => ("cmt", Some(entity)),
            incident::Lead::Ccvo => ("ccvo", None),
        };
        Self { kind, entity: entity.map(|entity| entity.to_string()) }
    }
}

impl From<incident::Speaker> for Speaker {
    fn from(speaker: incident::Speaker) -> Self {
        let (kind, entity) = match speaker {
            incident::Speaker::Entity(entity) => ("entity", entity),
            incident::Speaker::Communication(entity) => ("communication", Some(entity)),
            incident::Speaker::Ccvo => ("ccvo", None),
        };
        Self { kind, entity: entity.map(|entity| entity.to_string()) }
    }
}

impl From<&incident::Proposal> for Proposal {
    fn from(proposal: &incident::Proposal) -> Self {
        Self { level: proposal.level.word(), rule: proposal.rule.to_string() }
    }
}

impl From<&incident::Recommendation> for Recommendation {
    fn from(met: &incident::Recommendation) -> Self {
        let acknowledged = met.acknowledged.as_ref();
        Self {
            rule: met.rule.to_string(),
            met_at: brussels(met.met_at),
            withdrawn_at: met.withdrawn_at.map(brussels),
            acknowledged_at: acknowledged.map(|(at, _)| brussels(*at)),
            acknowledged_by: acknowledged.map(|(_, by)| by.to_string()),
        }
    }
}

impl From<&incident::Request> for Request {
    fn from(request: &incident::Request) -> Self {
        let answer = request.answer.as_ref();
        Self {
            kind: request.kind.word(),
            by: request.by.to_string(),
            at: brussels(request.at),
            answered_by: answer.map(|(by, _)| by.to_string()),
            answer: answer.map(|(_, answer)| answer.word()),
        }
    }
}

impl Cmt {
    fn of(entity: &EntityId, cmt: &incident::Cmt) -> Self {
        let members = cmt
            .members
            .iter()
            .map(|(person, answer)| CmtMember { person: person.to_string(), answer: answer.map(Coming::word) });
        Self { entity: entity.to_string(), active: cmt.active, room: cmt.room.to_string(), members: members.collect() }
    }
}
