//! Every line that Noodklok can say, with its arguments. The words stand in `src/text/*.ftl`, one message each, under
//! the name of the variant in kebab-case.

use serde::{Deserialize, Serialize};

use super::{
    actor::Actor,
    command::{Coming, LinkKind, LogKind, RequestKind},
    fact::{Answer, Capacity, Impact, Malicious, Other},
    ids::{BuildingId, EntityId, IncidentId, PersonId, ProcessId, RoleId, RoomId, RuleId, TaskId, TextId},
    incident::{CcvoPhase, Level, RequestAnswer, Status},
    message::{Arg, Invocation},
    organisation::{Bilingual, RulePhase},
    report::Question,
    time::Timestamp,
    words::{Due, Verbatim},
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

    // Log entries: what happened, in clauses, for each event (domain/entry).
    EntryLate { said: Timestamp },
    EntryReason { reason: TextId },
    EntryText { text: TextId },
    EntryRule { rule: RuleId },
    EntryRules { rules: Verbatim },
    EntryConfigured { hash: Verbatim },
    EntryNumbered { incident: IncidentId },
    EntryRecorded { actor: Actor, title: TextId },
    EntryDescription { text: TextId },
    EntryMeldpunt { entity: EntityId },
    EntryMeldpuntUnknown {},
    EntryRoom { room: RoomId },
    EntryExercise {},
    EntryUnverified {},
    EntrySince { since: Timestamp },
    EntryAppended { actor: Actor, title: TextId },
    EntryVerified { actor: Actor },
    EntryAsked { question: Question },
    EntryAskedEnough {},
    EntryLocated { actor: Actor, entity: EntityId },
    EntryStated { actor: Actor },
    EntryClaimed { actor: Actor },
    EntryMoved { actor: Actor, from: EntityId, to: EntityId },
    EntryAbout { entity: EntityId },
    EntryImpact { value: Impact },
    EntryCapacity { value: Capacity },
    EntryHealth { value: Answer },
    EntryBuilding { building: BuildingId },
    EntryBuildingUnknown {},
    EntryProcessDown { process: ProcessId, since: Timestamp, due: Timestamp },
    EntryProcessRestored { process: ProcessId },
    EntryMalicious { value: Malicious },
    EntryReputation { value: Answer },
    EntryNbc { value: Answer },
    EntrySocietal { value: Answer },
    EntryOther { value: Other },
    EntryLevelFirst { to: Level },
    EntryLevelSet { actor: Actor, from: Level, to: Level },
    EntryLevelByRule { from: Level, to: Level },
    EntryLevelKept { actor: Actor, to: Level },
    EntryProvisional {},
    EntryLevelProposed { level: Level },
    EntryLevelNotProposed {},
    EntryLevelSettled { actor: Actor },
    EntryRuleMet { rule: RuleId, phase: RulePhase, text: Bilingual },
    EntryRuleWithdrawn { rule: RuleId },
    EntryChaseFirstResponders {},
    EntryChasePing {},
    EntryChaseCall {},
    EntryChaseRequest { number: i64 },
    EntryChaseCmt { entity: EntityId },
    EntryChaseProposal {},
    EntryChaseSuspicion {},
    EntryChaseActivation { entity: EntityId },
    EntryChaseOpened {},
    EntryChaseCalled { number: i64, people: Vec<PersonId> },
    EntryChaseRound { number: i64, people: Vec<PersonId> },
    EntryChaseNext { next: Timestamp, people: Vec<PersonId> },
    EntryChaseAnswered { actor: Actor },
    EntryChaseCalledOff {},
    EntryPhase { actor: Actor, from: CcvoPhase, to: CcvoPhase },
    EntryDeclined { actor: Actor },
    EntryRequested { actor: Actor, kind: RequestKind },
    EntryRequestAnswered { actor: Actor, number: i64, answer: RequestAnswer },
    EntryCallOpened { phone: Verbatim },
    EntryCallConfirmed { actor: Actor, caller: Actor, answered: TextId, at: Timestamp },
    EntryCmtActivated { actor: Actor, entity: EntityId, people: Vec<PersonId> },
    EntryRoomReopened { room: RoomId },
    EntryCmtAnswered { entity: EntityId, person: PersonId, answer: Coming },
    EntryCmtStoodDown { actor: Actor, entity: EntityId, archive: Timestamp },
    EntryRoomArchived { entity: EntityId },
    EntryWritten { actor: Actor, kind: LogKind, text: TextId },
    EntryRedacted { actor: Actor, number: i64 },
    EntryErased { actor: Actor, at: Timestamp },
    EntryErasedUnsaid {},
    EntryTaskAdded { actor: Actor, task: TaskId, text: TextId },
    EntryOwner { person: PersonId },
    EntryDue { due: Timestamp },
    EntryTaskAssigned { actor: Actor, task: TaskId, person: PersonId },
    EntryTaskDone { actor: Actor, task: TaskId },
    EntryTaskReminded { task: TaskId },
    EntryAgain { next: Timestamp },
    EntryRoleTaken { actor: Actor, role: RoleId, person: PersonId },
    EntryRoleBefore { person: PersonId },
    EntryRoleOffered { actor: Actor, role: RoleId, person: PersonId },
    EntryUpdated { actor: Actor, text: TextId },
    EntryUpdateAsked {},
    EntryLinked { actor: Actor, other: IncidentId, kind: LinkKind },
    EntryCompared { other: IncidentId },
    EntryRecoveryWarned { entity: EntityId, process: ProcessId, due: Timestamp },
    EntryRecoveryRanOut { entity: EntityId, process: ProcessId, due: Timestamp },
    EntryStatus { actor: Actor, from: Status, to: Status },
    EntrySureAlarm { actor: Actor, until: Timestamp },
    EntrySureEnd { actor: Actor, until: Timestamp },
    EntrySureStanddown { actor: Actor, entity: EntityId, until: Timestamp },
    EntrySureDeescalate { actor: Actor, to: Level, until: Timestamp },

    // The topics of the core.
    ReportRecorded { incident: IncidentId, at: Timestamp, title: TextId, entity: EntityId },
    CallDangerFirst {},
    FirstResponderCalled { person: PersonId },
    OrType { command: Invocation },
    NextCall { people: Vec<PersonId>, due: Due },
}
