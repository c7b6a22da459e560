//! What `noodklok doctor` finds on Discord.

macro_rules! with_discord_doctor {
    ($($before:tt)*) => {
        with_doctor! {
            $($before)*
            // Lines.
            // What the doctor finds on Discord, and what to do about it.
            DoctorDiscordAway { reason: Verbatim },
            DoctorDiscordReached { ms: i64 },
            DoctorDiscordBot { name: Verbatim, id: Verbatim },
            DoctorDiscordToken { reason: Verbatim },
            DoctorDiscordUnseen { what: Verbatim, reason: Verbatim },
            DoctorDiscordContent {},
            DoctorDiscordNoContent {},
            DoctorDiscordIntents {},
            DoctorDiscordSurplus { intents: Verbatim },
            DoctorDiscordPublic {},
            DoctorDiscordEndpoint {},
            DoctorDiscordNoServer { server: Verbatim, reason: Verbatim },
            DoctorDiscordServer { name: Verbatim },
            DoctorDiscordAllowed {},
            DoctorDiscordLacks { missing: Verbatim },
            DoctorDiscordAdministrator {},
            DoctorDiscordRoomGone { room: Verbatim, channel: Verbatim },
            DoctorDiscordRoomKind { room: Verbatim, channel: Verbatim },
            DoctorDiscordRoom { room: Verbatim, channel: Verbatim },
            DoctorDiscordRoomLacks { room: Verbatim, missing: Verbatim },
            DoctorDiscordRoomOpen { room: Verbatim },
            DoctorDiscordRoomDark { room: Verbatim, people: Vec<PersonId> },
            DoctorDiscordPeople {},
            DoctorDiscordAbsent { people: Vec<PersonId> },
            DoctorDiscordRobot { people: Vec<PersonId> },
            DoctorDiscordRoles {},
            DoctorDiscordRoleGone { team: Verbatim, role: Verbatim },
            DoctorDiscordRoleSilent { team: Verbatim, role: Verbatim },
            DoctorDiscordChannels { left: i64 },
            DoctorDiscordFull { left: i64 },
            DoctorDiscordCategoryFull { category: Verbatim, left: i64 },
            DoctorDiscordCommands { count: i64 },
            DoctorDiscordNoCommands {},
            DoctorDiscordCommandsMissing { commands: Verbatim },
            DoctorDiscordCommandsDifferent { commands: Verbatim },
            DoctorDiscordCommandsExtra { commands: Verbatim },
            DoctorDiscordCommandsUnseen { reason: Verbatim },
            DoctorDiscordStarts { left: i64 },
            DoctorDiscordFewStarts { left: i64 },
        }
    };
}
