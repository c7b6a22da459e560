//! Every line that Noodklok can say, with its arguments; the list stands in the files beside this one. The words stand
//! in `src/text/*/*.ftl`, one message each, under the name of the variant in kebab-case.

use serde::{Deserialize, Serialize};

use super::{
    actor::Actor,
    command::{Coming, LinkKind, LogKind, RequestKind},
    fact::{Answer, Capacity, Impact, Malicious, Other},
    ids::{BuildingId, EntityId, IncidentId, PersonId, ProcessId, RoleId, RoomId, RuleId, TaskId, TextId},
    incident::{CcvoPhase, Level, RequestAnswer, Status},
    message::{Arg, Invocation},
    organisation::{Bilingual, RulePhase},
    page::{PageMode, Paged},
    question::Question,
    time::{Span, Timestamp},
    words::{AssemblyPoint, Clauses, Due, Facts, Instruction, PhoneOf, Place, Site, Somebody, Verbatim, Word},
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
            #[expect(clippy::large_stack_arrays, reason = "a constant that is only borrowed lies on no stack")]
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

#[macro_use]
mod topics;
#[macro_use]
mod entries;
#[macro_use]
mod edges;
#[macro_use]
mod doctor;
#[macro_use]
mod discord_doctor;
#[macro_use]
mod matrix_session;
#[macro_use]
mod recheck;
#[macro_use]
mod discord_commands;
#[macro_use]
mod public;
#[macro_use]
mod page;
#[macro_use]
mod handover;
#[macro_use]
mod undo;
#[macro_use]
mod exercise;
#[macro_use]
mod redact;
#[macro_use]
mod away;
#[macro_use]
mod answers;
#[macro_use]
mod quiet;
#[macro_use]
mod reach;
#[macro_use]
mod alert;
#[macro_use]
mod communication;
#[macro_use]
mod discord_intake;
#[macro_use]
mod discord;

with_discord!();
