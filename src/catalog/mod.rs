//! The commands: `commands/*.toml` read, checked, and used for everything that has to do with what people type.
//!
//! One definition gives the parser, the rights, help, completion, printing and the reference. A line of text becomes a
//! [`Bound`] command of the core; what could not be read becomes a message that says how to go on.

mod args;
mod ask;
mod bind;
mod check;
mod clean;
mod complaint;
mod complete;
mod facts;
mod help;
mod index;
mod load;
pub mod model;
mod parse;
mod print;
mod reference;
mod refusal;
mod report;
mod scan;
mod stand_in;
mod value;
mod when;
mod which;

#[cfg(test)]
pub(crate) mod tests;

pub use load::Fault;
pub use model::Late;

use model::{Definition, RightName};

use crate::domain::{
    actor::Actor,
    command::{Command, Query},
    ids::{EntityId, IncidentId, RoomId, TaskId, TextId},
    line::Line,
    organisation::{Language, Organisation},
    permission::{self, Subject, Who},
    state::State,
    time::Timestamp,
};

/// Takes the free texts that a command keeps, and gives their ids.
pub trait Seal {
    /// Salts, hashes and remembers a text.
    fn seal(&mut self, text: &str) -> TextId;
}

/// In which situation something is said.
#[derive(Debug, Clone, Copy)]
pub struct Situation<'a> {
    /// The records.
    pub state: &'a State,
    /// The configuration.
    pub organisation: &'a Organisation,
    /// Who says it.
    pub actor: &'a Actor,
    /// Where.
    pub room: &'a RoomId,
    /// The record of the message that is answered or whose button is pressed.
    pub about: Option<IncidentId>,
    /// A button was pressed.
    pub pressed: bool,
    /// Business time.
    pub now: Timestamp,
    /// When it was said.
    pub said_at: Timestamp,
}

impl Situation<'_> {
    /// The language of the person, else the room's, the entity's, the organisation's.
    #[must_use]
    pub fn language(&self) -> Language {
        let person = self.actor.person().and_then(|person| self.organisation.people.get(person));
        let room = self.organisation.rooms.get(self.room);
        let entity =
            person.and_then(|person| person.entity.as_ref()).or_else(|| room.and_then(|room| room.entity.as_ref()));
        person
            .and_then(|person| person.language)
            .or_else(|| room.and_then(|room| room.language))
            .or_else(|| {
                entity.and_then(|entity| self.organisation.entities.get(entity)).and_then(|entity| entity.language)
            })
            .unwrap_or(self.organisation.language)
    }
}

/// What was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Changes something.
    Command(Command),
    /// Only looks.
    Query(Query),
}

/// A command that was read, with what its rights are asked about.
#[derive(Debug, Clone, PartialEq)]
pub struct Bound {
    /// What was asked for.
    pub what: What,
    /// Any one is enough.
    pub who: Vec<Who>,
    /// The record.
    pub incident: Option<IncidentId>,
    /// The entities that it sets facts of, else the one that it is about; a right must hold for each.
    pub entities: Vec<EntityId>,
    /// The task.
    pub task: Option<TaskId>,
    /// The English path.
    pub path: String,
    /// What becomes of it when it comes long after it was said.
    pub late: Late,
    /// What the answer must say too, such as that tomorrow was meant.
    pub notes: Vec<Line>,
}

impl Bound {
    /// Whether this person may: for each entity any one of the rights, deny by default.
    #[must_use]
    pub fn may(&self, situation: &Situation<'_>) -> bool {
        let incident = self.incident.and_then(|id| situation.state.incident(id));
        let any = |entity: Option<&EntityId>| {
            let subject = Subject { incident, entity, task: self.task, state: Some(situation.state) };
            self.who.iter().any(|who| permission::may(who, situation.actor, subject, situation.organisation))
        };
        if self.entities.is_empty() { any(None) } else { self.entities.iter().all(|entity| any(Some(entity))) }
    }
}

/// Whether a text is said to the bot: it begins with `!`, `/` or a mention of it. Everything else is chatter.
#[must_use]
pub fn is_addressed(text: &str) -> bool {
    scan::lead(text).is_some()
}

/// Every command, read once.
#[derive(Debug)]
pub struct Catalogue {
    definitions: Vec<Definition>,
    rights: Vec<RightName>,
    index: index::Index,
}

impl Catalogue {
    /// The commands that the binary carries.
    ///
    /// # Errors
    /// Every mistake in the files.
    pub fn embedded() -> Result<Self, Vec<Fault>> {
        Self::from_files(&load::embedded())
    }

    /// Commands from files, given by name and text.
    ///
    /// # Errors
    /// Every mistake in the files.
    pub fn from_files(files: &[(String, String)]) -> Result<Self, Vec<Fault>> {
        let load::Loaded { definitions, rights, mut faults, .. } = load::load(files);
        faults.extend(check::check(&definitions, &rights));
        let index = index::Index::new(&definitions);
        if faults.is_empty() { Ok(Self { definitions, rights, index }) } else { Err(faults) }
    }

    /// Every command, in the order of the files.
    #[must_use]
    pub fn definitions(&self) -> &[Definition] {
        &self.definitions
    }

    /// A command by its English path.
    #[must_use]
    pub fn definition(&self, path: &str) -> Option<&Definition> {
        self.definitions.iter().find(|definition| definition.path == path)
    }

    /// A command by its English words where a command cannot also be a group.
    #[must_use]
    pub fn slash(&self, words: &str) -> Option<&Definition> {
        self.definitions.iter().find(|definition| definition.slash_words(Language::En) == words)
    }
}
