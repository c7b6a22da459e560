//! The Discord network: `[discord]` in `noodklok.toml`, and the accounts of people, roles of teams and channels of rooms
//! in `organisation.toml`.

use std::{collections::BTreeMap, path::Path};

use url::Url;

pub use super::secret::{SecretError, SecretFile, SecretProblem};
use super::{
    accounts::Accounts,
    faults::{discord as faults, value},
    reading::{Place, Reading},
    section::Field,
    value::is_loopback,
};
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

const CATEGORIES: [(&str, Category); 2] = [("organisation", Category::Organisation), ("year", Category::Year)];

/// The table, as far as it stands in one file.
pub(super) struct Connection {
    pub(super) place: Place,
    guild: Option<u64>,
    discord: Option<Discord>,
}

pub(super) fn read(field: Field<'_>, config: &Path) -> Option<Connection> {
    if !cfg!(feature = "discord") {
        field.add(value::not_built("discord"));
        return None;
    }
    let place = field.place.clone();
    let mut section = field.table()?;
    let token = section.must("token_file").and_then(|field| field.secret(config));
    let guild = section.must("guild").and_then(|field| field.snowflake());
    let api = section.may("api").and_then(|field| api(&field));
    let category = section.may("category").and_then(|field| field.one_of(&CATEGORIES)).unwrap_or_default();
    section.finish();
    let discord = token.zip(guild).map(|(token, guild)| Discord {
        token,
        guild,
        api,
        category,
        people: BTreeMap::new(),
        teams: BTreeMap::new(),
        rooms: BTreeMap::new(),
        reads_everything: false,
    });
    Some(Connection { place, guild, discord })
}

/// The token and everything that is said go there.
fn api(field: &Field<'_>) -> Option<String> {
    let given = field.text(300)?;
    let url = Url::parse(&given).ok().filter(|url| matches!(url.scheme(), "http" | "https") && is_loopback(url));
    let plain = |url: &Url| url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
    if !url.is_some_and(|url| plain(&url) && url.password().is_none()) {
        field.add(faults::bad_api(&given));
        return None;
    }
    Some(given)
}

/// Puts the parts together.
pub(super) fn join(
    reading: &Reading<'_>,
    connection: Connection,
    accounts: Accounts<u64>,
    reads_everything: bool,
) -> Option<Discord> {
    for (_, role) in accounts.teams.iter().filter(|(_, role)| connection.guild == Some(role.id)) {
        reading.add(role.place.clone(), faults::everyone());
    }
    let people = accounts.people.into_iter().map(|(person, account)| (person, account.id)).collect();
    let teams = accounts.teams.into_iter().map(|(team, role)| (team, role.id)).collect();
    let rooms = accounts.rooms.into_iter().map(|(room, channel)| (room, channel.id)).collect();
    connection.discord.map(|discord| Discord { people, teams, rooms, reads_everything, ..discord })
}
