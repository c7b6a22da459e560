//! Every line that Noodklok can say, with its arguments. The words stand in `src/text/*.ftl`, one message each, under
//! the name of the variant in kebab-case.

use serde::{Deserialize, Serialize};

use super::{
    ids::{EntityId, IncidentId, PersonId, TextId},
    message::{Arg, Invocation},
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
    NotStored { ccvo: Verbatim },
    NotStoredEntity { ccvo: Verbatim, entity: EntityId, phone: Verbatim },
    NotStoredRetry {},
    StorageDown { ccvo: Verbatim },
    StorageBack { at: Timestamp, incident: IncidentId },
    StorageBackDone { at: Timestamp },
    StorageWorks {},
    ButtonOnly { person: PersonId },
    ButtonExpired { until: Timestamp },
    StartTaken { path: Verbatim, pid: Verbatim },
    StartNoLock { path: Verbatim, reason: Verbatim },
    StartLocked { path: Verbatim },
    StartReadOnly { path: Verbatim },
    StartFull { path: Verbatim },
    StartCorrupt { path: Verbatim, reason: Verbatim },
    StartNewer { path: Verbatim, reason: Verbatim },
    StartFailed { path: Verbatim, reason: Verbatim },

    // Log entries, one for each event.
    EntryRecorded { title: TextId, entity: EntityId },

    // The topics of the core.
    ReportRecorded { incident: IncidentId, at: Timestamp, title: TextId, entity: EntityId },
    CallDangerFirst {},
    FirstResponderCalled { person: PersonId },
    OrType { command: Invocation },
    NextCall { people: Vec<PersonId>, due: Due },
}
