//! Every line that Noodklok can say, with its arguments. The words stand in `src/text/*.ftl`, one message each, under
//! the name of the variant in kebab-case.

use serde::{Deserialize, Serialize};

use super::{
    ids::{EntityId, IncidentId, PersonId, RoomId, TextId},
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
    NotStored {},
    // The console: bad input of a script.
    ConsoleNotUtf8 {},
    ConsoleLineTooLong { limit: i64 },
    ConsoleBadJson { column: i64 },
    ConsoleNotAnObject {},
    ConsoleUnknownField { field: Verbatim },
    ConsoleWrongType { field: Verbatim },
    ConsoleMissingField { field: Verbatim },
    ConsoleOneThing {},
    ConsoleUnknownRoom { room: String, rooms: Verbatim },
    ConsoleUnknownIncident { incident: String },
    ConsoleBadTime { field: Verbatim, value: String },
    ConsoleBadAdvance { value: String },
    ConsoleRealClock {},
    ConsoleTimersStuck {},
    ConsoleUnreadable { problem: String },
    // The console: for a person at a terminal.
    ConsoleExample { name: Verbatim },
    ConsoleConfiguration { folder: Verbatim, name: Verbatim },
    ConsoleDataFolder { folder: Verbatim },
    ConsoleStillOpen { count: i64 },
    ConsoleTry {},
    ConsoleTryReport { command: Invocation },
    ConsoleTryOther { command: Verbatim },
    ConsoleTryHelp { command: Invocation },
    ConsoleYouAre { person: String, room: RoomId },
    ConsoleOutsider { person: String, nearest: Verbatim },
    ConsoleChatter { command: Invocation },
    ConsoleNoSuchWord { word: String, nearest: Verbatim },
    ConsoleNeedsPerson {},
    ConsoleNeedsRoom {},
    ConsoleNoButton { number: i64 },
    ConsoleRooms {},
    ConsolePeople {},
    ConsoleHelpAs {},
    ConsoleHelpRoom {},
    ConsoleHelpLists {},
    ConsoleHelpButton {},
    ConsoleHelpAdvance {},
    ConsoleHelpQuit {},
    ConsoleHelpCommands { command: Invocation },
    ConsoleItIsNow { at: Timestamp },
    ConsoleAgainToQuit {},
    ConsoleBye {},
    ConsolePinned {},
    ConsoleEdited {},
    ConsoleForYou {},
    ConsoleRoomOpened { name: Verbatim, people: Vec<PersonId> },
    ConsoleRoomArchived { room: RoomId },
    ConsoleMail { to: Verbatim, subject: String },
    // The command line.
    CliNoNetwork {},
    CliNoDataFolder {},
    CliFolderUnusable { folder: Verbatim, problem: String },
    CliConfigurationWrong { count: i64 },
    CliConfigurationRight { name: Verbatim },
    CliNoDatabase { folder: Verbatim },
    CliStorageUnknown { storage: Verbatim },
    CliNotStoredAtEnd { count: i64 },
    CliOutput { problem: String },

    // Log entries, one for each event.
    EntryRecorded { title: TextId, entity: EntityId },

    // The topics of the core.
    ReportRecorded { incident: IncidentId, at: Timestamp, title: TextId, entity: EntityId },
    CallDangerFirst {},
    FirstResponderCalled { person: PersonId },
    OrType { command: Invocation },
    NextCall { people: Vec<PersonId>, due: Due },
}
