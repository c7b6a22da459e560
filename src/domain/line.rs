//! Every line that Noodklok can say, with its arguments. The words stand in `src/text/*.ftl`, one message each, under
//! the name of the variant in kebab-case.

use serde::{Deserialize, Serialize};

use super::{
    ids::{EntityId, IncidentId, PersonId, TextId},
    message::{Arg, Invocation},
    organisation::Bilingual,
    time::Timestamp,
    words::Due,
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
    NotACommand { word: String },
    ReportInstead { command: Invocation },
    MostNeeded {},
    CommandAbout { command: Invocation, about: Bilingual },
    ReportWithoutText {},
    TextMissing { option: Bilingual },
    OptionMissing { option: Bilingual, allowed: Bilingual },
    OptionWrong { option: Bilingual, value: String, allowed: Bilingual },
    OptionUnknown { typed: String, option: Bilingual },
    OptionTwice { option: Bilingual },
    WordTooMany { word: String },
    PersonNotTeam { option: Bilingual, team: String },
    TimeTooFar { option: Bilingual, value: String },
    TimeNotPast { option: Bilingual, value: String },
    TimeNotFuture { option: Bilingual, value: String },
    MeantTomorrow { at: Timestamp },
    SinceWithoutProcess {},
    TypeForExample { command: Invocation },
    WhichIncident {},
    IncidentChoice { title: TextId, command: Invocation },
    NoOpenIncident {},
    UnknownIncident { incident: IncidentId },
    LinkToItself { incident: IncidentId },
    WhichEntity {},
    EntityChoice { entity: EntityId, command: Invocation },
    Refused { command: Invocation, who: Bilingual },
    RefusedStranger {},
    WhoCan { people: Vec<PersonId> },
    WhoCanFor { entity: EntityId, people: Vec<PersonId> },
    HelpCommands { commands: Bilingual },
    HelpMore { command: Invocation },
    HelpWho { who: Bilingual },
    HelpOptions { options: Bilingual },
    HelpExample { line: Bilingual },

    // Said by the engine and its edges.
    NotStored {},

    // Log entries, one for each event.
    EntryRecorded { title: TextId, entity: EntityId },

    // The topics of the core.
    ReportRecorded { incident: IncidentId, at: Timestamp, title: TextId, entity: EntityId },
    CallDangerFirst {},
    FirstResponderCalled { person: PersonId },
    OrType { command: Invocation },
    NextCall { people: Vec<PersonId>, due: Due },
}
