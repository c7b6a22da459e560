//! What a person can ask for, once it is bound: options read, record and entity found, free text sealed.

use super::{
    alert::Alert,
    away::Absence,
    ccvo_mail,
    fact::Statement,
    heard::Heard,
    ids::{EntityId, IncidentId, PersonId, RoleId, RotaId, TaskId, TextId},
    incident::Level,
    page::{PageMode, Paged},
    reach,
    time::Timestamp,
    timer::Timer,
};

/// A new report (C4, L4). Everything but the text may be missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// First line, at most 200 characters.
    pub title: TextId,
    /// The rest.
    pub description: Option<TextId>,
    /// The meldpunt; none when nobody could tell, then the bot asks.
    pub entity: Option<EntityId>,
    /// What the options said.
    pub statements: Vec<Statement>,
    /// A drill, fixed at creation.
    pub exercise: bool,
    /// Since when it goes on.
    pub since: Option<Timestamp>,
}

/// Facts added, changed or withdrawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Impact {
    /// What is said; empty asks the next questions.
    pub statements: Vec<Statement>,
    /// The entity that the facts are about.
    pub entity: Option<EntityId>,
    /// The entity that was named wrongly before.
    pub instead: Option<EntityId>,
    /// Needed to withdraw malicious intent (L2).
    pub reason: Option<TextId>,
}

/// What a CMT may ask of the crisis centre (K2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RequestKind {
    /// For information.
    Inform,
    /// Support.
    Support,
    /// To take over the coordination.
    Takeover,
}

/// How two records belong together (L3, T7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LinkKind {
    /// The same event: rules count over both.
    Same,
    /// A crisis that grew beside the other.
    Beside,
    /// They have to do with each other.
    Related,
}

/// What kind of line somebody adds to the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogKind {
    /// A note.
    #[default]
    Note,
    /// A fact.
    Fact,
    /// A judgement.
    Judgement,
    /// A decision.
    Decision,
    /// A question.
    Question,
}

/// How somebody who was called answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Coming {
    /// I come.
    #[default]
    Coming,
    /// I follow online.
    Online,
    /// I cannot.
    Unable,
}

/// For whom a situation update is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Audience {
    /// Whoever works on it; from vooralarm the crisis centre too (K5).
    #[default]
    Team,
    /// The crisis centre too, also before vooralarm.
    Ccvo,
    /// Everybody, once crisis communication confirmed it.
    Public,
}

impl Audience {
    /// Whether it is the usual one.
    #[must_use]
    pub const fn is_team(&self) -> bool {
        matches!(self, Self::Team)
    }
}

/// A command about one record.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the catalogue describes each command; the names are its paths")]
pub enum Ask {
    Impact(Impact),
    /// A message that was recorded says something else now.
    Edited {
        said_at: Timestamp,
        text: TextId,
    },
    /// A message that was recorded was deleted on its network.
    Deleted {
        said_at: Timestamp,
    },
    /// Without a level it asks which.
    Escalate {
        level: Option<Level>,
        entity: Option<EntityId>,
        reason: Option<TextId>,
    },
    Deescalate {
        level: Option<Level>,
        reason: Option<TextId>,
        sure: bool,
    },
    /// `call_off` is the task that it leaves where the crisis centre was telephoned.
    Withdraw {
        reason: TextId,
        call_off: Option<TextId>,
    },
    Link {
        other: IncidentId,
        kind: LinkKind,
    },
    Close {
        reason: Option<TextId>,
    },
    Reopen {
        reason: Option<TextId>,
    },
    CommunicationRoom {
        entity: Option<EntityId>,
    },
    CmtActivate {
        entity: Option<EntityId>,
    },
    CmtStanddown {
        entity: Option<EntityId>,
        sure: bool,
    },
    CcvoRequest {
        kind: RequestKind,
        text: Option<TextId>,
    },
    /// `by` made the call, somebody named in `answered_by` took it, at that time (K4).
    CcvoCalled {
        answered_by: TextId,
        by: Option<PersonId>,
        at: Option<Timestamp>,
    },
    CcvoAck,
    /// Without a reason it offers some.
    CcvoDecline {
        reason: Option<TextId>,
    },
    CcvoVooralarm {
        text: Option<TextId>,
    },
    CcvoAlarm {
        sure: bool,
    },
    CcvoEnd {
        sure: bool,
    },
    /// `recheck` is when it is looked at again.
    Log {
        kind: LogKind,
        text: TextId,
        recheck: Option<Timestamp>,
    },
    LogRedact {
        seq: u64,
        reason: TextId,
    },
    TaskAdd {
        text: TextId,
        due: Option<Timestamp>,
        owner: Option<PersonId>,
    },
    TaskAssign {
        task: TaskId,
        owner: PersonId,
    },
    TaskDone {
        task: TaskId,
    },
    RoleTake {
        role: RoleId,
    },
    RoleAssign {
        role: RoleId,
        to: PersonId,
    },
    RoleHandover {
        role: RoleId,
        to: PersonId,
    },
    /// `next` is when the one after it is asked for.
    Update {
        text: TextId,
        next: Option<Timestamp>,
        audience: Audience,
    },
    /// Without a number the last one that waits.
    UpdateRelease {
        n: Option<u32>,
    },
    Page {
        who: Paged,
        text: TextId,
        mode: PageMode,
    },
    /// Without a number the last one that waits.
    PageStop {
        n: Option<u32>,
    },
    /// Without a page all that waits for the person.
    Ack {
        answer: Option<Coming>,
        page: Option<u32>,
    },
    /// Refuses an offer, calls one's own off, or keeps a role that another asked for.
    RoleDecline {
        role: RoleId,
    },
    Undo,
}

/// Everything that changes the state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// A new record.
    Report(Report),
    /// A system says what goes on, or that it is over.
    Alert(Alert),
    /// The crisis centre opens a record on its own initiative (K3).
    OpenVooralarm {
        /// The meldpunt.
        entity: EntityId,
        /// What it is about.
        title: TextId,
        /// The rest.
        description: Option<TextId>,
    },
    /// About one record.
    Ask(IncidentId, Ask),
    /// A timer of a record went off.
    Timer(IncidentId, Timer),
    /// A channel of somebody who is called said what became of it.
    Tried(reach::Outcome),
    /// A mail to the crisis centre went, or never will.
    Mailed(ccvo_mail::Outcome),
    /// How a call stands on a chat network.
    Heard(Heard),
    /// A channel that took a call says that it did not get through.
    Lost(reach::Lost),
    /// Noodklok itself was away, and is back.
    Back(Absence),
    /// Somebody stands in for whoever is on duty.
    StandIn {
        /// In which rota.
        rota: RotaId,
        /// Who.
        person: PersonId,
        /// From when; none: now.
        from: Option<Timestamp>,
        /// To when.
        until: Timestamp,
    },
    /// The duty rotas are looked at for gaps.
    Rotas,
    /// A changed configuration was loaded.
    Configured {
        /// SHA-256 of the configuration files, in hexadecimal.
        hash: String,
    },
}

/// Everything that only looks.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the catalogue describes each command; the names are its paths")]
pub enum Query {
    List,
    Show(IncidentId),
    CmtWho(IncidentId, Option<EntityId>),
    LogShow(IncidentId),
    TaskList(IncidentId),
    RoleList(IncidentId),
    /// Who is on duty.
    Oncall,
    /// `update` without text.
    Picture(IncidentId),
    Status,
    /// Of one command, by path, or of all that the person may use.
    Help(Option<String>),
    Ping,
}
