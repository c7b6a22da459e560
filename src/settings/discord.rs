//! The Discord network: `[discord]` in `noodklok.toml`, and the accounts of people, roles of teams and channels of rooms
//! in `organisation.toml`.

use std::collections::BTreeMap;

pub use super::secret::{SecretError, SecretFile, SecretProblem};
use crate::domain::ids::{PersonId, RoomId, TeamId};

/// How to reach and use a server of Discord.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discord {
    /// The token of the bot.
    pub token: SecretFile,
    /// The server (guild) that is the organisation's.
    pub guild: u64,
    /// Where the API is instead of at Discord: only to point at a stand-in.
    pub api: Option<String>,
    /// How channels that the bot opens are grouped.
    pub category: Category,
    /// Accounts of people.
    pub people: BTreeMap<PersonId, u64>,
    /// Roles of teams.
    pub teams: BTreeMap<TeamId, u64>,
    /// Channels of standing rooms.
    pub rooms: BTreeMap<RoomId, u64>,
    /// Everything that is said must be read, because people's messages of some room are relayed to another network.
    pub reads_everything: bool,
}

/// How channels that the bot opens are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Category {
    /// All of the organisation together, in a category with its name.
    #[default]
    Organisation,
    /// Those of one year together.
    Year,
}
