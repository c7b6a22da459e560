//! One record: everything that its stream says, folded.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    actor::Actor,
    alert::{AlertKey, AlertState},
    attempt::{By, Try},
    chase::{Chase, ChaseKind},
    command::LinkKind,
    communication::CommunicationRoom,
    duplicate::Likened,
    fact::{Answer, EntityFacts, Fact, Facts},
    ids::{EntityId, IncidentId, PersonId, ProcessId, RoleId, RoomId, TaskId, TextId},
    organisation::RulePhase,
    page::Page,
    question::Question,
    reach::Channel,
    rest::{LastAct, Rest},
    sure::Sure,
    time::Timestamp,
    undo::Undoable,
    words::Site,
};

pub use super::{
    call::{Call, ConfirmedCall},
    cmt::Cmt,
    duty::Duty,
    impact::Claim,
    level::Proposal,
    log::Decision,
    public::PublicText,
    recheck::Recheck,
    recommendation::Recommendation,
    request::{Request, RequestAnswer},
    role::Takeover,
    task::Task,
    update::LastUpdate,
};

/// Issue, incident or crisis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// One team solves it in its daily work; no negative impact.
    Issue,
    /// Negative impact; several teams, within daily operation.
    Incident,
    /// Beyond normal operation.
    Crisis,
}

/// Where the crisis centre stands in this record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CcvoPhase {
    /// Not in action (K1).
    #[default]
    None,
    /// It knows and follows closely (K5).
    Vooralarm,
    /// It leads the coordination (K6).
    Alarm,
    /// It handed the lead back (K7).
    Ended,
}

impl CcvoPhase {
    /// The rule phase that this phase covers, if it is active.
    #[must_use]
    pub const fn active(self) -> Option<RulePhase> {
        match self {
            Self::Vooralarm => Some(RulePhase::Vooralarm),
            Self::Alarm => Some(RulePhase::Alarm),
            Self::None | Self::Ended => None,
        }
    }
}

/// Whether work goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Work goes on.
    #[default]
    Open,
    /// Ended by a person.
    Closed,
    /// A false alarm.
    Withdrawn,
    /// A further report of another record.
    Duplicate,
}

/// How the crisis centre is reached.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Desk {
    /// Its room, if it has one.
    pub room: Option<RoomId>,
    /// The permanent number (K4).
    pub phone: String,
}

/// One record.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own, none a state of another")]
pub struct Incident {
    /// Its id.
    pub id: IncidentId,
    /// How many events its stream has.
    pub version: u64,
    /// First line of the report.
    pub title: TextId,
    /// The rest of the report.
    pub description: Option<TextId>,
    /// Whether work goes on.
    pub status: Status,
    /// A drill; never counts with real ones.
    pub exercise: bool,
    /// Somebody known stands behind it.
    pub verified: bool,
    /// Who reported.
    pub reporter: Actor,
    /// Where they did.
    pub origin: RoomId,
    /// The reporting point.
    pub meldpunt: Option<EntityId>,
    /// The meldpunt's report room, else where it was reported.
    pub report_room: RoomId,
    /// Since when it goes on, where somebody said so.
    pub since: Option<Timestamp>,
    /// Issue, incident or crisis.
    pub level: Level,
    /// No person confirmed the level yet.
    pub provisional: bool,
    /// A level that waits for a person.
    pub proposal: Option<Proposal>,
    /// The facts that count.
    pub facts: Facts,
    /// The facts that do not count yet.
    pub claims: Vec<Claim>,
    /// The question that the reporter is being asked.
    pub question: Option<Question>,
    /// What was asked so far.
    pub asked: Vec<Question>,
    /// How many questions were asked since somebody last asked for more.
    pub batch: usize,
    /// Rules that were met, in the order in which they were.
    pub recommendations: Vec<Recommendation>,
    /// Where the crisis centre stands.
    pub phase: CcvoPhase,
    /// The telephone call, each time that it became due (K4).
    pub calls: Vec<Call>,
    /// Requests to the crisis centre.
    pub requests: Vec<Request>,
    /// How the crisis centre is reached, as configured at the report.
    pub desk: Desk,
    /// Whether the crisis centre heard of it.
    pub ccvo_told: bool,
    /// The last mail to it that went, or did not.
    pub ccvo_mail: Option<Try>,
    /// What is being chased.
    pub chases: BTreeMap<ChaseKind, Chase>,
    /// Whoever is being reached over their own channels for a chase: what is still to come.
    pub reaching: BTreeMap<(ChaseKind, PersonId), Vec<(Timestamp, Channel)>>,
    /// How they were reached so far, each channel as it was tried last.
    pub tries: BTreeMap<(ChaseKind, PersonId), BTreeMap<By, Try>>,
    /// The entity whose first responders were told.
    pub told: Option<EntityId>,
    /// Entities that answered no when asked for their CMT, or stood it down.
    pub refused: Vec<EntityId>,
    /// Everybody who was ever called about it, and where, in order.
    pub called: Vec<(PersonId, RoomId)>,
    /// By entity; entries stay after stand-down.
    pub cmts: BTreeMap<EntityId, Cmt>,
    /// Pages, by their number from 1.
    pub pages: BTreeMap<u32, Page>,
    /// By id.
    pub tasks: BTreeMap<TaskId, Task>,
    /// Who holds which role.
    pub roles: BTreeMap<RoleId, PersonId>,
    /// Roles offered and not yet accepted: to whom.
    pub offers: BTreeMap<RoleId, PersonId>,
    /// Links to other records.
    pub links: BTreeMap<IncidentId, LinkKind>,
    /// Records about which T7's question was asked.
    pub compared: Vec<IncidentId>,
    /// The last situation update.
    pub last_update: Option<LastUpdate>,
    /// When the next one is asked for.
    pub next_update_at: Option<Timestamp>,
    /// It was asked for, and not given yet.
    pub update_asked: bool,
    /// A command that waits for `Zeker?`.
    pub sure: Option<Sure>,
    /// The free texts of each log line that has any, for redaction. They may be very many: a copy must cost nothing.
    pub texts: rpds::RedBlackTreeMapSync<u64, Vec<TextId>>,
    /// The log lines whose free texts were erased: by whom and when.
    pub redacted: rpds::RedBlackTreeMapSync<u64, (Actor, Timestamp)>,
    /// Decisions, in order.
    pub decisions: Vec<Decision>,
    /// Log lines that are looked at again at a chosen time.
    pub rechecks: BTreeMap<u64, Recheck>,
    /// Rooms of crisis communication, by entity.
    pub communication: BTreeMap<EntityId, CommunicationRoom>,
    /// Texts for the public, by number.
    pub public: BTreeMap<u32, PublicText>,
    /// When it was reported.
    pub opened_at: Timestamp,
    /// When it was closed or withdrawn.
    pub closed_at: Option<Timestamp>,
    /// Since when each role is held by its holder.
    pub duty: BTreeMap<RoleId, Duty>,
    /// Roles that somebody asked for while another holds them.
    pub takeovers: BTreeMap<RoleId, Takeover>,
    /// The earlier record that its reporter is asked about.
    pub likened: Option<Likened>,
    /// The groups of alerts that belong to it, with what their sources said last.
    pub alerts: rpds::RedBlackTreeMapSync<AlertKey, AlertState>,
    /// What a source said last.
    pub last_alert: Option<(AlertKey, TextId)>,
    /// What each person did last.
    pub acts: rpds::RedBlackTreeMapSync<PersonId, LastAct>,
    /// Who is left alone, for what.
    pub resting: BTreeMap<PersonId, Rest>,
    /// What was done and may still be taken back, in order.
    pub undoable: Vec<Undoable>,
}

/// Who leads, by the table of leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lead {
    /// The reporting team.
    Team(Option<EntityId>),
    /// The meldpunt's CMT.
    Cmt(EntityId),
    /// The crisis centre leads the coordination.
    Ccvo,
}

/// Who speaks, by the table of leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Speaker {
    /// The entity itself.
    Entity(Option<EntityId>),
    /// Crisis communication with its CMT.
    Communication(EntityId),
    /// The crisis centre across entities.
    Ccvo,
}

impl Incident {
    /// Entity and building; `whole` says it too when the building is not known.
    #[must_use]
    pub fn site(&self, whole: bool) -> Site {
        let entity = self.meldpunt.clone();
        let facts = entity.as_ref().and_then(|entity| self.facts.entities.get(entity));
        let stated = facts.and_then(|facts| facts.building.clone());
        let claimed = self.claims.iter().find_map(|claim| match &claim.statement.fact {
            Fact::Building(building) => building.clone(),
            _ => None,
        });
        Site { entity, building: stated.or(claimed), whole }
    }

    /// Whether work goes on.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.status == Status::Open
    }

    /// The CMT of an entity, if it is active.
    #[must_use]
    pub fn active_cmt(&self, entity: &EntityId) -> Option<&Cmt> {
        self.cmts.get(entity).filter(|cmt| cmt.active)
    }

    /// Entities with a fact, and the meldpunt.
    #[must_use]
    pub fn entities(&self) -> Vec<EntityId> {
        let mut entities: Vec<EntityId> = self.meldpunt.iter().cloned().collect();
        let more = self.facts.entities.keys().chain(self.cmts.keys());
        let claimed = self.claims.iter().filter_map(|claim| claim.statement.entity.as_ref());
        for entity in more.chain(claimed) {
            if !entities.contains(entity) {
                entities.push(entity.clone());
            }
        }
        entities
    }

    /// Who leads.
    #[must_use]
    pub fn lead(&self) -> Lead {
        if self.phase == CcvoPhase::Alarm {
            return Lead::Ccvo;
        }
        match &self.meldpunt {
            Some(meldpunt) if self.active_cmt(meldpunt).is_some() => Lead::Cmt(meldpunt.clone()),
            meldpunt => Lead::Team(meldpunt.clone()),
        }
    }

    /// Who speaks.
    #[must_use]
    pub fn speaker(&self) -> Speaker {
        match self.lead() {
            Lead::Ccvo => Speaker::Ccvo,
            Lead::Cmt(entity) => Speaker::Communication(entity),
            Lead::Team(entity) => Speaker::Entity(entity),
        }
    }

    /// The room where the meldpunt works: its crisis room while its CMT is active, else its report room.
    #[must_use]
    pub fn work_room(&self) -> RoomId {
        let crisis = self.meldpunt.as_ref().and_then(|meldpunt| self.active_cmt(meldpunt));
        crisis.map_or_else(|| self.report_room.clone(), |cmt| cmt.room.clone())
    }

    /// The communication room of an entity, if it is open.
    #[must_use]
    pub fn communication_room(&self, entity: &EntityId) -> Option<&RoomId> {
        self.communication.get(entity).filter(|room| !room.archived).map(|room| &room.room)
    }

    /// The rooms that were opened for it, each with its entity, whether or not they are read-only now.
    pub fn opened_rooms(&self) -> impl Iterator<Item = (&EntityId, &RoomId)> {
        let crisis = self.cmts.iter().map(|(entity, cmt)| (entity, &cmt.room));
        crisis.chain(self.communication.iter().map(|(entity, communication)| (entity, &communication.room)))
    }

    /// The entity for which this room was opened.
    #[must_use]
    pub fn room_of(&self, room: &RoomId) -> Option<&EntityId> {
        self.opened_rooms().find(|(_, opened)| *opened == room).map(|(entity, _)| entity)
    }

    /// The rooms in which somebody of the entities works on it: report rooms and active crisis rooms.
    #[must_use]
    pub fn rooms(&self) -> Vec<RoomId> {
        let mut rooms = vec![self.report_room.clone()];
        // An archived room still says which record is meant by whoever speaks in it.
        let crisis = self.opened_rooms().map(|(_, room)| room);
        let ccvo = self.desk.room.iter().filter(|_| self.ccvo_told);
        for room in std::iter::once(&self.origin).chain(crisis).chain(ccvo) {
            if !rooms.contains(room) {
                rooms.push(room.clone());
            }
        }
        rooms
    }

    /// Whether the telephone call to the crisis centre is still to be made or confirmed (K4).
    #[must_use]
    pub fn call_open(&self) -> bool {
        self.calls.iter().any(|call| call.confirmed.is_none())
    }

    /// Whether this person was ever called about it.
    #[must_use]
    pub fn was_called(&self, person: &PersonId) -> bool {
        self.called.iter().any(|(called, _)| called == person)
    }

    /// The entities that are affected: those whose facts count, and the meldpunt.
    #[must_use]
    pub fn affected(&self) -> Vec<EntityId> {
        let mut entities: Vec<EntityId> = self.meldpunt.iter().cloned().collect();
        entities.extend(self.facts.entities.keys().filter(|entity| Some(*entity) != self.meldpunt.as_ref()).cloned());
        entities
    }

    /// Recommendations that are met at this time.
    pub fn met(&self) -> impl Iterator<Item = &Recommendation> {
        self.recommendations.iter().filter(|recommendation| recommendation.withdrawn_at.is_none())
    }

    /// The processes that are down, with their entity.
    #[must_use]
    pub fn processes_down(&self) -> Vec<(&EntityId, &ProcessId)> {
        let entities = self.facts.entities.iter();
        let outages = entities.flat_map(|(entity, facts)| facts.processes.iter().map(move |outage| (entity, outage)));
        let down = outages.filter(|(_, (_, outage))| outage.restored_at.is_none());
        down.map(|(entity, (process, _))| (entity, process)).collect()
    }

    /// Entities with a danger to health or a process down.
    #[must_use]
    pub fn endangered(&self) -> Vec<&EntityId> {
        let danger = |facts: &EntityFacts| facts.health == Answer::Yes || facts.down() > 0;
        self.facts.entities.iter().filter(|(_, facts)| danger(facts)).map(|(entity, _)| entity).collect()
    }
}
