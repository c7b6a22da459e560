//! The organisation as configured: people, teams, rooms, processes, buildings, rules and ladders.
//!
//! It is data that the core reads. Its ids are never reused, and events carry what they took from it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use super::person::Person;
use super::{
    ids::{BuildingId, EntityId, PersonId, ProcessId, RoomId, RotaId, RuleId, TeamId},
    rota::Rota,
    time::Span,
};

/// A language in which Noodklok speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Dutch, the default.
    #[default]
    Nl,
    /// English.
    En,
}

/// A text of the configuration in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bilingual {
    /// Dutch.
    pub nl: String,
    /// English.
    pub en: String,
}

impl Bilingual {
    /// The text in one language.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Nl => &self.nl,
            Language::En => &self.en,
        }
    }
}

/// Everything that the configuration folder says about the organisation.
#[derive(Debug, Clone, Default)]
pub struct Organisation {
    /// Its name, as shown.
    pub name: String,
    /// Everything is an exercise: the example organisation, which reaches nobody.
    pub demo: bool,
    /// The language where nothing nearer says another.
    pub language: Language,
    /// How the crisis centre is reached (K4).
    pub ccvo: CcvoContact,
    /// Entities by id.
    pub entities: BTreeMap<EntityId, Entity>,
    /// People by id.
    pub people: BTreeMap<PersonId, Person>,
    /// Teams by id.
    pub teams: BTreeMap<TeamId, Team>,
    /// Duty rotas by id.
    pub rotas: BTreeMap<RotaId, Rota>,
    /// Standing rooms by id.
    pub rooms: BTreeMap<RoomId, Room>,
    /// Time-critical processes by id.
    pub processes: BTreeMap<ProcessId, Process>,
    /// Buildings by id.
    pub buildings: BTreeMap<BuildingId, Building>,
    /// The rules for vooralarm and alarm (T5), in the order of the file.
    pub rules: Vec<Rule>,
    /// Who is called when (C4, T2, K4).
    pub escalation: Escalation,
    /// The only mail addresses that an exercise reaches; none: its mail is shown and not sent.
    pub exercise_mail: Vec<String>,
    /// The only numbers that an exercise reaches; none: its text messages and calls are shown and not sent.
    pub exercise_phone: Vec<String>,
    /// Which addresses alone are told of the calls of an exercise.
    pub exercise_webhook: Vec<String>,
}

/// The crisis centre's telephone and mail (K4).
#[derive(Debug, Clone, Default)]
pub struct CcvoContact {
    /// The permanent number, always the first notification.
    pub phone: String,
    /// Carries further information; never a notification by itself.
    pub mail: String,
}

/// A government service with its own teams.
#[derive(Debug, Clone)]
pub struct Entity {
    /// Its id.
    pub id: EntityId,
    /// Its name, as shown.
    pub name: Bilingual,
    /// Where mail for it goes.
    pub mail: Option<String>,
    /// Shown to anybody in need.
    pub phone: Option<String>,
    /// Who is told first of a report, in order (C4).
    pub first_responders: Vec<PersonId>,
    /// The language of its rooms.
    pub language: Option<Language>,
}

/// What a team is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TeamKind {
    /// Crisis management team of an entity.
    Cmt,
    /// Crisis communication team of an entity.
    Communication,
    /// The crisis centre.
    Ccvo,
    /// Any other team.
    Own,
}

/// A team with its chair, deputies and members.
#[derive(Debug, Clone)]
pub struct Team {
    /// Its id, such as `noord.cmt`.
    pub id: TeamId,
    /// What it is for.
    pub kind: TeamKind,
    /// Whose team it is; none for the crisis centre.
    pub entity: Option<EntityId>,
    /// Voorzitter.
    pub chair: Option<PersonId>,
    /// Plaatsvervangers.
    pub deputies: Vec<PersonId>,
    /// Kernleden of a CMT; everybody else of another team.
    pub members: Vec<PersonId>,
    /// The order in which a crisis centre's officers are called (T2).
    pub duty: Vec<PersonId>,
}

impl Team {
    /// Chair, deputies, members and duty officers, each once, in that order.
    #[must_use]
    pub fn everybody(&self) -> Vec<PersonId> {
        let mut people: Vec<PersonId> = Vec::new();
        for person in self.chair.iter().chain(&self.deputies).chain(&self.members).chain(&self.duty) {
            if !people.contains(person) {
                people.push(person.clone());
            }
        }
        people
    }
}

/// What a standing room is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoomKind {
    /// Reports of one entity.
    Report,
    /// The crisis centre's room.
    Ccvo,
    /// Information only.
    Info,
}

/// A standing room of the configuration.
#[derive(Debug, Clone)]
pub struct Room {
    /// Its logical id.
    pub id: RoomId,
    /// What it is for.
    pub kind: RoomKind,
    /// Whose room it is.
    pub entity: Option<EntityId>,
    /// The language spoken in it.
    pub language: Option<Language>,
}

/// A time-critical process: must be restored within its limit (T6).
#[derive(Debug, Clone)]
pub struct Process {
    /// Its id, such as `noord.noodlijn`.
    pub id: ProcessId,
    /// The entity that runs it.
    pub entity: EntityId,
    /// Its name, as shown.
    pub name: Bilingual,
    /// Within which it must be restored; 48 hours where the file says nothing.
    pub limit: Span,
    /// Why the service of the government is seriously compromised without it.
    pub reason: Bilingual,
}

/// A building with its assembly point.
#[derive(Debug, Clone)]
pub struct Building {
    /// Its id.
    pub id: BuildingId,
    /// Its name, as shown.
    pub name: Bilingual,
    /// The entities that it houses.
    pub entities: Vec<EntityId>,
    /// Where people gather (verzamelplaats).
    pub assembly_point: Bilingual,
    /// One line of instruction, the same in a drill and for real.
    pub instruction: Bilingual,
}

/// The two phases that a rule can recommend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RulePhase {
    /// The crisis centre knows and follows closely (K5).
    Vooralarm,
    /// The crisis centre leads the coordination (K6).
    Alarm,
}

/// What a condition counts, over a record and the records linked to it as the same event (T5, T7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    /// Entities whose personnel's health is in danger.
    EntitiesWithHealthDanger,
    /// Entities with at least one time-critical process down at this time.
    EntitiesWithProcessDown,
    /// The most time-critical processes that are down in any one entity.
    ProcessesDownInOneEntity,
    /// 1 when there is a danger of reputational damage to the government as a whole.
    Reputation,
    /// 1 when there is a nuclear, biological or chemical risk.
    Nbc,
    /// 1 in a societal crisis.
    Societal,
    /// 1 when a person chose other dangers: vooralarm (T8).
    OtherVooralarm,
    /// 1 when a person chose other dangers: alarm (T8).
    OtherAlarm,
}

/// A rule of `doctrine.toml`: met when the count reaches `at_least`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Its doctrine id, such as `V1`.
    pub id: RuleId,
    /// The phase that it recommends.
    pub phase: RulePhase,
    /// Its sentence.
    pub text: Bilingual,
    /// What is counted.
    pub count: Counted,
    /// From how many it is met.
    pub at_least: u32,
}

/// Whom a step of a ladder calls; which ones make sense depends on the ladder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Callee {
    /// The n-th of the list (first responders, duty list), from 1.
    Nth(usize),
    /// Everybody of the list.
    All,
    /// Who reported.
    Reporter,
    /// Voorzitter.
    Chair,
    /// Plaatsvervangers.
    Deputies,
    /// Kernleden.
    Core,
}

/// One step: this long after the start these are called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LadderStep {
    /// Counted from the start of the chase.
    pub after: Span,
    /// Who is called.
    pub call: Vec<Callee>,
}

/// Steps, and then the last call again and again until somebody answers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ladder {
    /// At least one, each later than the one before.
    pub steps: Vec<LadderStep>,
    /// How long after the last step, and between the full rounds that follow.
    pub then_every: Span,
    /// Who is called in each full round.
    pub then_call: Vec<Callee>,
}

/// `escalation.toml`: the ladders and the other times.
#[derive(Debug, Clone, Default)]
pub struct Escalation {
    /// C4: the meldpunt's first responders.
    pub first_responders: Ladder,
    /// T2 and K2: the crisis centre's duty list.
    pub ccvo: Ladder,
    /// K4: who must make the telephone call.
    pub call: Ladder,
    /// C2: each member of an activated CMT.
    pub cmt: Ladder,
    /// L4, L2, C2: a proposal to the chair, then a deputy, then any core member.
    pub proposal: Ladder,
    /// Whom somebody pages: a person, or the people of a team.
    pub page: Ladder,
    /// K5: how often an update is asked for while nobody set a time.
    pub update_every: Span,
    /// How often a late update, or an overdue task, is asked for again.
    pub reminder_every: Span,
    /// T6: how long before a recovery clock runs out it warns, longest first.
    pub recovery_warnings: Vec<Span>,
    /// After how long in a role its holder is warned; none: never.
    pub duty_warning: Option<Span>,
    /// From how long on it is said that Noodklok itself was away; none: never.
    pub away_told: Option<Span>,
    /// How long somebody who is called may be silent before the next of their own channels is tried.
    pub next_channel: Span,
}

impl Organisation {
    /// Whom to call beside the crisis centre: the duty line of the room's entity, else of the person's.
    #[must_use]
    pub fn duty_line(&self, room: Option<&RoomId>, person: Option<&PersonId>) -> Option<(EntityId, String)> {
        let standing = room.and_then(|room| self.rooms.get(room)?.entity.as_ref());
        let own = || person.and_then(|person| self.people.get(person)?.entity.as_ref());
        let entity = self.entities.get(standing.or_else(own)?)?;
        Some((entity.id.clone(), entity.phone.clone()?))
    }

    /// The team of this kind of an entity.
    #[must_use]
    pub fn team(&self, kind: TeamKind, entity: &EntityId) -> Option<&Team> {
        self.teams.values().find(|team| team.kind == kind && team.entity.as_ref() == Some(entity))
    }

    /// The crisis management team of an entity.
    #[must_use]
    pub fn cmt(&self, entity: &EntityId) -> Option<&Team> {
        self.team(TeamKind::Cmt, entity)
    }

    /// The people of an entity's CMT: chair, deputies and core members.
    #[must_use]
    pub fn is_cmt(&self, person: &PersonId, entity: &EntityId) -> bool {
        self.cmt(entity).is_some_and(|team| team.everybody().contains(person))
    }

    /// Whether the person is in a team of kind ccvo.
    #[must_use]
    pub fn is_ccvo(&self, person: &PersonId) -> bool {
        self.teams.values().any(|team| team.kind == TeamKind::Ccvo && team.everybody().contains(person))
    }

    /// The crisis centre's room.
    #[must_use]
    pub fn ccvo_room(&self) -> Option<&Room> {
        self.rooms.values().find(|room| room.kind == RoomKind::Ccvo)
    }

    /// The room in which an entity's reports come in.
    #[must_use]
    pub fn report_room(&self, entity: &EntityId) -> Option<&Room> {
        self.rooms.values().find(|room| room.kind == RoomKind::Report && room.entity.as_ref() == Some(entity))
    }
}
