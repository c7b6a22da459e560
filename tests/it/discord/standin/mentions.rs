//! Whom a text mentions, and whom of those it may.

use std::{collections::BTreeSet, sync::LazyLock};

use regex::Regex;
use serde_json::Value;

use super::{
    channel::Channel,
    permissions::{MENTION_EVERYONE, VIEW_CHANNEL},
    refusal::Refusal,
    state::{Id, State},
};

/// Whom a message mentions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mentions {
    /// People, by name in the text or as whom it answers.
    pub users: BTreeSet<Id>,
    /// Roles.
    pub roles: BTreeSet<Id>,
    /// `@everyone` or `@here`.
    pub everyone: bool,
}

impl Mentions {
    /// Nobody.
    pub fn is_empty(&self) -> bool {
        self.users.is_empty() && self.roles.is_empty() && !self.everyone
    }
}

/// Everything that a text could mention. A backslash or a code block takes nothing away here: better to see a mention
/// where a client shows none than the other way round.
static WRITTEN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"<@(?P<kind>[!&]?)(?P<id>\d+)>|@(?:everyone|here)").expect("written here"));

impl State {
    /// Whom of those that the text names `author` mentions, by `allowed_mentions` where it is there.
    pub fn mentions(
        &self,
        channel: &Channel,
        author: Id,
        content: &str,
        allowed: &Value,
        answered: Option<Id>,
    ) -> Result<Mentions, Refusal> {
        let allowed = Allowed::read(allowed)?;
        let guild = channel.guild.and_then(|guild| self.guilds.get(&guild));
        let any_role = self.permissions(channel, author) & MENTION_EVERYONE != 0;
        let mut mentions = Mentions::default();
        for found in WRITTEN.captures_iter(content) {
            let Some(id) = found.name("id").and_then(|id| id.as_str().parse::<Id>().ok()) else {
                mentions.everyone |= allowed.everyone && any_role && found.name("id").is_none() && guild.is_some();
                continue;
            };
            if &found["kind"] == "&" {
                let role = guild.and_then(|guild| guild.roles.get(&id));
                let may = role.is_some_and(|role| role.mentionable || any_role);
                if may && allowed.roles.holds(id) {
                    mentions.roles.insert(id);
                }
            } else if self.users.contains_key(&id) && allowed.users.holds(id) {
                mentions.users.insert(id);
            }
        }
        if allowed.answered {
            mentions.users.extend(answered.filter(|answered| *answered != author));
        }
        Ok(mentions)
    }

    /// The people whose client rings, by name: those that are mentioned and see the channel.
    pub fn rings(&self, channel: &Channel, author: Id, mentions: &Mentions) -> BTreeSet<String> {
        let guild = channel.guild.and_then(|guild| self.guilds.get(&guild));
        let meant = |user: Id| {
            let roles = guild.and_then(|guild| guild.members.get(&user));
            mentions.users.contains(&user)
                || (mentions.everyone && roles.is_some())
                || roles.is_some_and(|roles| !roles.is_disjoint(&mentions.roles))
        };
        let people = self.users.values().filter(|user| !user.bot && user.id != author && meant(user.id));
        let see = people.filter(|user| self.permissions(channel, user.id) & VIEW_CHANNEL != 0);
        see.map(|user| user.name.clone()).collect()
    }
}

/// All of a kind, or only those named.
enum Meant {
    All,
    Only(BTreeSet<Id>),
}

impl Meant {
    fn holds(&self, id: Id) -> bool {
        match self {
            Self::All => true,
            Self::Only(ids) => ids.contains(&id),
        }
    }
}

struct Allowed {
    users: Meant,
    roles: Meant,
    everyone: bool,
    answered: bool,
}

impl Allowed {
    /// Without the field everything in the text is meant, and whoever is answered.
    fn read(allowed: &Value) -> Result<Self, Refusal> {
        if allowed.is_null() {
            return Ok(Self { users: Meant::All, roles: Meant::All, everyone: true, answered: true });
        }
        let parse: Vec<_> = allowed["parse"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let of = |kind: &str| {
            let named: BTreeSet<Id> = ids(&allowed[kind]);
            match (parse.contains(&kind), named.is_empty()) {
                (true, false) => Err(Refusal::form(
                    "allowed_mentions",
                    "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
                    &format!("parse:[\"{kind}\"] and {kind}: [ids...] are mutually exclusive."),
                )),
                (true, true) => Ok(Meant::All),
                (false, _) => Ok(Meant::Only(named)),
            }
        };
        let (users, roles) = (of("users")?, of("roles")?);
        Ok(Self { users, roles, everyone: parse.contains(&"everyone"), answered: allowed["replied_user"] == true })
    }
}

/// A list of snowflakes.
pub fn ids(list: &Value) -> BTreeSet<Id> {
    list.as_array().into_iter().flatten().filter_map(|id| id.as_str()?.parse().ok()).collect()
}
