//! What is said of the commands on Discord: their names for people, the form, and what they refuse by themselves.

macro_rules! with_discord_commands {
    ($($before:tt)*) => {
        with_recheck! {
            $($before)*
            // Lines.
            DiscordRecord {},
            DiscordFormTitle {},
            DiscordFormWhat {},
            DiscordFormWhatFor {},
            DiscordFormWhere {},
            DiscordFormHealth {},
            DiscordFormHealthFor {},
            DiscordFormMore {},
            DiscordFormWhereSaid { said: String },
            DiscordFormHealthSaid { said: String },
            DiscordChoice { incident: IncidentId, title: String, level: Level },
            DiscordChoiceEnded { incident: IncidentId, title: String, status: Status },
            DiscordMenuNoText { command: Invocation },
            DiscordRecordWrong { typed: String },
            DiscordCommandChanged {},
            DiscordScopeMissing {},
            DiscordCommandsRefused { reason: String },
        }
    };
}
