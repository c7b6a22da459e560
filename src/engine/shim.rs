//! Stands in for the catalogue until it is here; same names, no behaviour.

use crate::{
    catalog::Catalogue,
    domain::{
        actor::Actor,
        command::{Command, Query},
        ids::{EntityId, IncidentId, RoomId, TaskId, TextId},
        line::Line,
        message::Message,
        organisation::Organisation,
        permission::{self, Subject, Who},
        state::State,
        time::Timestamp,
    },
};

pub trait Seal {
    fn seal(&mut self, text: &str) -> TextId;
}

#[derive(Clone, Copy)]
pub struct Situation<'a> {
    pub state: &'a State,
    pub organisation: &'a Organisation,
    pub actor: &'a Actor,
    pub room: &'a RoomId,
    pub about: Option<IncidentId>,
    pub pressed: bool,
    pub now: Timestamp,
    pub said_at: Timestamp,
}

pub enum What {
    Command(Command),
    Query(Query),
}

pub struct Bound {
    pub what: What,
    pub who: Vec<Who>,
    pub incident: Option<IncidentId>,
    pub entities: Vec<EntityId>,
    pub task: Option<TaskId>,
    pub notes: Vec<Line>,
}

impl Bound {
    pub fn may(&self, situation: &Situation<'_>) -> bool {
        let incident = self.incident.and_then(|id| situation.state.incident(id));
        let any = |entity: Option<&EntityId>| {
            let subject = Subject { incident, entity, task: self.task };
            self.who.iter().any(|who| permission::may(who, situation.actor, subject, situation.organisation))
        };
        if self.entities.is_empty() { any(None) } else { self.entities.iter().all(|entity| any(Some(entity))) }
    }
}

pub trait ToCome {
    fn mentions_incidents(&self, _: &str) -> Vec<IncidentId> {
        Vec::new()
    }
    fn bind(&self, _: &str, _: &Situation<'_>, _: &mut dyn Seal) -> Option<Result<Bound, Message>> {
        None
    }
    fn refusal(&self, _: &Bound, _: &Situation<'_>) -> Message {
        Message::default()
    }
    fn help(&self, _: Option<&str>, _: &Situation<'_>) -> Message {
        Message::default()
    }
}

impl ToCome for Catalogue {}
