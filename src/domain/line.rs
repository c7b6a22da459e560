//! Every line that Noodklok can say, with its arguments. The words stand in `src/text/*.ftl`, one message each, under
//! the name of the variant in kebab-case.

use serde::{Deserialize, Serialize};

use super::{
    actor::Actor,
    command::{Coming, LinkKind, LogKind, RequestKind},
    ids::{BuildingId, EntityId, IncidentId, PersonId, ProcessId, RoleId, RoomId, RuleId, TaskId, TextId},
    incident::{CcvoPhase, Level, RequestAnswer, Status},
    message::{Arg, Invocation},
    organisation::{Bilingual, RulePhase},
    time::Timestamp,
    words::{AssemblyPoint, Due, Facts, Instruction, PhoneOf, Place, Somebody, Verbatim, Word},
};

macro_rules! lines {
    ($($name:ident { $($arg:ident: $type:ty),* $(,)? }),+ $(,)?) => {
        /// One line of a message.
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        #[expect(missing_docs, reason = "the words of each line are its documentation")]
        pub enum Line {
            $($name { $($arg: $type),* }),+
        }

        impl Line {
            /// The name of every variant, with its arguments.
            pub const ALL: &[(&str, &[&str])] = &[$((stringify!($name), &[$(stringify!($arg)),*])),+];

            /// The name of the variant; in kebab-case it is the key of its words.
            #[must_use]
            pub const fn name(&self) -> &'static str {
                match self {
                    $(Self::$name { .. } => stringify!($name)),+
                }
            }

            /// The arguments by name.
            #[must_use]
            pub fn args(&self) -> Vec<(&'static str, Arg)> {
                match self {
                    $(Self::$name { $($arg),* } => vec![$((stringify!($arg), Arg::from($arg))),*]),+
                }
            }
        }
    };
}

lines! {
    // Reading a command (catalogue).
    UnknownCommand { word: String, nearest: Invocation },

    // Said by the engine and its edges.
    NotStored {},

    // Log entries, one for each event.
    EntryRecorded { title: TextId, entity: EntityId },

    // The topics of the core.
    Acknowledged { incident: IncidentId },
    ActivateQuestion { entity: EntityId },
    ActivationRefused { incident: IncidentId, entity: EntityId },
    AlarmTaken { incident: IncidentId },
    AlreadyCrisis { incident: IncidentId },
    AlreadyInPhase { incident: IncidentId, phase: CcvoPhase },
    AlreadyIssue { incident: IncidentId },
    AlreadyOpen { incident: IncidentId },
    AndMore { count: i64 },
    AnswerNoted { incident: IncidentId, person: PersonId, answer: Coming },
    AppendedWhy { count: i64 },
    AskCapacity {  },
    AskEntity {  },
    AskHealth { place: Place },
    AskImpact { place: Place },
    AskMalicious {  },
    AskNbc {  },
    AskOther {  },
    AskReputation {  },
    AskSocietal {  },
    AssemblyInstruction { instruction: Instruction },
    AssemblyPoint { incident: IncidentId, building: BuildingId, point: AssemblyPoint },
    BackToVooralarm { incident: IncidentId, title: TextId, by: Actor },
    CallDangerFirst {  },
    CallIsConfirmed { incident: IncidentId, answered_by: TextId, at: Timestamp },
    CallNotConfirmed { phone: Verbatim },
    CallNow { phone: Verbatim },
    CallNowExercise { phone: Verbatim },
    CallStillOpen { incident: IncidentId, phone: Verbatim },
    CallTheCcvoOff { phone: Verbatim },
    CalledOff {  },
    CcvoAlsoWritten { people: Vec<PersonId> },
    CcvoDeclined { incident: IncidentId, by: Actor, reason: TextId },
    CcvoIsCalled {  },
    CcvoSilent { phone: Verbatim },
    ClaimsWait { place: Place },
    CloseRefused { incident: IncidentId },
    Closed { incident: IncidentId },
    CmtActivated { incident: IncidentId, entity: EntityId, room: RoomId },
    CmtAlreadyActive { incident: IncidentId, entity: EntityId, room: RoomId },
    CmtCalled { entity: EntityId },
    CmtComplete { entity: EntityId, answered: i64 },
    CmtIsActive { incident: IncidentId, entity: EntityId, room: RoomId },
    CmtNotActive { incident: IncidentId, entity: EntityId },
    CmtOf { entity: EntityId, room: RoomId },
    CmtStood { incident: IncidentId, entity: EntityId, archive_at: Timestamp },
    CmtStoodDown { incident: IncidentId, entity: EntityId, due: Due },
    CmtWaitsFor { entity: EntityId, answered: i64, silent: Vec<PersonId> },
    DecisionsStay {  },
    DeclineWhy { incident: IncidentId },
    DeclinedPing { incident: IncidentId, reason: TextId },
    DeescalateOnlyLowers { incident: IncidentId, level: Level },
    EntityCorrected { incident: IncidentId, title: TextId, from: EntityId, to: EntityId },
    EscalateOnlyRaises { incident: IncidentId, level: Level },
    EscalateToCrisis { incident: IncidentId, level: Level, place: Place },
    EscalateToWhich { incident: IncidentId, level: Level },
    FactsClaimed { incident: IncidentId, facts: Facts, place: Place, by: Actor },
    FactsMoved { incident: IncidentId, from: EntityId, place: Place },
    FactsNoted { incident: IncidentId, facts: Facts, place: Place },
    FactsOf { entity: EntityId, facts: Facts },
    FollowFacts { incident: IncidentId, facts: Facts, place: Place, by: Actor },
    GeneralFacts { facts: Facts },
    Head { incident: IncidentId, title: TextId, place: Place },
    InTheirWords { text: TextId },
    JoinsPing {  },
    LastDecision { text: TextId },
    LastUpdate { text: TextId, by: Actor, at: Timestamp },
    LeadCcvo { speaks: Word },
    LeadCmt { entity: EntityId, speaks: Word },
    LeadTeam { place: Place, speaks: Word },
    LeadTeamNoCmt { place: Place, speaks: Word },
    LevelByFacts { incident: IncidentId, from: Level, to: Level, rule: RuleId, why: Word },
    LevelByPerson { incident: IncidentId, from: Level, to: Level },
    LevelByRule { level: Level, rule: RuleId, why: Word },
    LevelConfirmed { incident: IncidentId, level: Level },
    LevelLowered { incident: IncidentId, from: Level, to: Level },
    LevelProvisional { level: Level, rule: RuleId, why: Word },
    LevelRaised { incident: IncidentId, from: Level, to: Level },
    LevelStands { level: Level },
    LevelWithProposal { level: Level, proposed: Level, rule: RuleId, why: Word },
    LinkExercise { incident: IncidentId, other: IncidentId },
    LinkToItself { incident: IncidentId },
    LinkedAlready { incident: IncidentId, other: IncidentId, link: LinkKind },
    LinkedNow { incident: IncidentId, other: IncidentId, link: LinkKind },
    LinkedTo { other: IncidentId, link: LinkKind },
    ListEntry { incident: IncidentId, title: TextId, place: Place, level: Level, phase: CcvoPhase },
    LocatedAt { incident: IncidentId, place: Place },
    LogRedacted { incident: IncidentId, seq: i64, by: Actor },
    LogWritten { incident: IncidentId, log: LogKind, seq: i64, text: TextId },
    LowerProposed { incident: IncidentId, level: Level, proposed: Level },
    MaliciousNeedsReason { incident: IncidentId },
    MaliciousStands { incident: IncidentId },
    MaliciousSuspected {  },
    MemberAnswered { incident: IncidentId, person: PersonId, answer: Coming },
    MoreQuestions { command: Invocation },
    NextUpdate { due: Due },
    NoCmt { incident: IncidentId, entity: EntityId },
    NoCmtActive {  },
    NoMedicalDetails {  },
    NoPhaseToEnd { incident: IncidentId, phase: CcvoPhase },
    NoRoles {  },
    NoSuchIncident { incident: IncidentId },
    NoSuchTask { incident: IncidentId, task: TaskId },
    NoTasks {  },
    NotCalled { incident: IncidentId },
    NotConfirmedYet { facts: Facts, place: Place },
    NotOpen { incident: IncidentId, status: Status },
    NothingOfEntity { incident: IncidentId, entity: EntityId },
    NothingOpen {  },
    NothingToAcknowledge { incident: IncidentId },
    NothingToAsk {  },
    NothingToDecline { incident: IncidentId },
    NothingToRedact { incident: IncidentId, seq: i64 },
    NothingWaits { incident: IncidentId },
    Notified { incident: IncidentId, by: Actor, answered_by: TextId, at: Timestamp },
    NowAlarm { incident: IncidentId, title: TextId, by: Actor },
    NowEnded { incident: IncidentId, title: TextId, by: Actor },
    NowVooralarm { incident: IncidentId, title: TextId, by: Actor },
    OpenedByCcvo { incident: IncidentId, title: TextId, place: Place },
    OrType { command: Invocation },
    PhaseCovers { phase: CcvoPhase },
    PhaseEnded { incident: IncidentId },
    PhaseStays { phase: CcvoPhase },
    Pong { at: Timestamp },
    ProcessDown { process: ProcessId, since: Timestamp, due: Timestamp },
    ProcessNotDown { incident: IncidentId, process: ProcessId },
    ProposalMeans { place: Place },
    Recommended { rule: RuleId, phase: RulePhase, text: Bilingual },
    RecoveryRanOut { incident: IncidentId, process: ProcessId, due: Due },
    RecoveryThen { command: Invocation },
    RecoveryWarning { incident: IncidentId, process: ProcessId, due: Due },
    Reopened { incident: IncidentId },
    ReportAppended { incident: IncidentId, text: TextId },
    ReportRecorded { incident: IncidentId, at: Timestamp, title: TextId, place: Place },
    ReportRecordedUnverified { incident: IncidentId, at: Timestamp, title: TextId, place: Place },
    ReportedBy { at: Timestamp, person: PersonId, phone: PhoneOf },
    ReportedByOutsider { at: Timestamp, by: Actor },
    ReportedElsewhere { incident: IncidentId, title: TextId, place: Place, by: Actor, at: Timestamp, room: RoomId },
    RequestAnswered { incident: IncidentId, request: RequestKind, reply: RequestAnswer, by: Actor },
    RequestOf { request: RequestKind, by: Actor, at: Timestamp },
    RequestSent { incident: IncidentId, request: RequestKind },
    ResponderAnswered { incident: IncidentId, person: PersonId },
    RespondersCalled { people: Vec<PersonId>, next: Vec<PersonId>, due: Due },
    RespondersCalledOnly { people: Vec<PersonId> },
    RoleHeldAlready { incident: IncidentId, role: RoleId, holder: PersonId },
    RoleHeldBy { role: RoleId, holder: PersonId },
    RoleHeldByOther { incident: IncidentId, role: RoleId, holder: PersonId },
    RoleIsOffered { incident: IncidentId, role: RoleId, to: PersonId },
    RoleIsTaken { incident: IncidentId, role: RoleId, holder: PersonId },
    RoleNotYours { incident: IncidentId, role: RoleId },
    RoleOfferedTo { incident: IncidentId, role: RoleId, holder: Somebody },
    RoleWaits { role: RoleId, to: PersonId },
    RuleAnswered { rule: RuleId, phase: RulePhase, by: Actor, at: Timestamp },
    RuleNoLongerMet { incident: IncidentId, title: TextId, rule: RuleId },
    SameEvent { incident: IncidentId, title: TextId, other: IncidentId, other_title: TextId },
    SameEventWhy {  },
    SituationUpdate { incident: IncidentId, title: TextId, text: TextId, by: Actor },
    StatusEntry { incident: IncidentId, title: TextId, place: Place, level: Level, phase: CcvoPhase, age: Due },
    StatusLine { status: Status, level: Level, phase: CcvoPhase },
    StillAlarm { incident: IncidentId, title: TextId, by: Actor },
    StillOpen { what: Word, command: Invocation },
    StillVooralarm { incident: IncidentId, title: TextId, by: Actor },
    SureAlarm { incident: IncidentId, title: TextId },
    SureDeescalate { incident: IncidentId, from: Level, to: Level },
    SureEnd { incident: IncidentId, phase: CcvoPhase },
    SureStanddown { incident: IncidentId, entity: EntityId },
    SureUntil { due: Due },
    TaskDue { due: Due },
    TaskGiven { incident: IncidentId, task: TaskId, text: TextId, owner: Somebody },
    TaskIsAdded { incident: IncidentId, task: TaskId, text: TextId, owner: Somebody },
    TaskIsDone { incident: IncidentId, task: TaskId, text: TextId },
    TaskIsDue { incident: IncidentId, task: TaskId, text: TextId, owner: Somebody },
    TaskListDone { task: TaskId, text: TextId, owner: Somebody, at: Timestamp },
    TaskListDue { task: TaskId, text: TextId, owner: Somebody, due: Due },
    TaskListOpen { task: TaskId, text: TextId, owner: Somebody },
    TaskWasDone { incident: IncidentId, task: TaskId },
    TasksOpen { count: i64 },
    ThenType { command: Invocation },
    UpdateAt { at: Timestamp },
    UpdateGiven { incident: IncidentId, text: TextId },
    UpdateWanted { incident: IncidentId, title: TextId },
    UpdateWantedFrom { person: Somebody },
    WhenDone { command: Invocation },
    WhichEntity { incident: IncidentId },
    WhoAnswered { person: PersonId, answer: Coming },
    WhoIsSilent { person: PersonId, phone: PhoneOf },
    WithdrawnForAll { incident: IncidentId, title: TextId, reason: TextId },
    WithoutAnswer { people: Vec<PersonId>, due: Due },
    YouAreAwaited {  },
}
