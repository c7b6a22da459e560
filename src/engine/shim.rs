//! Stands in for catalogue and words until they are here; same names, no behaviour.

use std::sync::Arc;

use crate::{
    domain::{
        actor::Actor,
        command::{Command, Query},
        ids::{EntityId, IncidentId, PersonId, RoomId, TaskId, TextId},
        line::Line,
        message::{Action, Invocation, Message},
        organisation::{Language, Organisation},
        permission::{self, Subject, Who},
        state::State,
        time::Timestamp,
    },
    text::reply::Reply,
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

pub struct Catalogue;

impl Catalogue {
    pub fn embedded() -> Result<Self, Vec<String>> {
        Ok(Self)
    }
    pub fn mentions_incidents(&self, _: &str) -> Vec<IncidentId> {
        Vec::new()
    }
    pub fn bind(&self, _: &str, _: &Situation<'_>, _: &mut dyn Seal) -> Option<Result<Bound, Message>> {
        None
    }
    pub fn refusal(&self, _: &Bound, _: &Situation<'_>) -> Message {
        Message::default()
    }
    pub fn help(&self, _: Option<&str>, _: &Situation<'_>) -> Message {
        Message::default()
    }
    pub fn print(&self, invocation: &Invocation, _: Language, _: &dyn Fn(&str) -> String) -> String {
        format!("{invocation:?}")
    }
}

pub trait Texts {
    fn content(&self, id: &TextId) -> Option<Arc<str>>;
}

pub struct Reader<'a> {
    pub language: Language,
    pub now: Timestamp,
    pub exercise: bool,
    pub organisation: &'a Organisation,
    pub catalogue: &'a Catalogue,
    pub texts: &'a dyn Texts,
}

pub struct Lexicon;

impl Lexicon {
    pub fn embedded() -> Result<Self, String> {
        Ok(Self)
    }
    pub fn render(&self, _: &Message, _: &[PersonId], _: &Reader<'_>) -> Reply {
        Reply::default()
    }
    pub fn line(&self, line: &Line, _: &Reader<'_>) -> String {
        line.name().to_owned()
    }
    pub fn label(&self, action: &Action, _: &Reader<'_>) -> String {
        action.label.clone()
    }
}

pub fn year_in_brussels(_: Timestamp) -> u16 {
    2026
}
