//! Channels as Discord has them, and what people may do in those that the bot opens.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serenity::model::id::{ChannelId, GuildId, RoleId, UserId};

use crate::text::cut;

/// Discord's number of a text channel.
pub const TEXT: u8 = 0;
/// Discord's number of a category.
pub const CATEGORY: u8 = 4;
/// Discord's number of a thread that only those see who are in it.
pub const PRIVATE_THREAD: u8 = 12;
/// No channel, thread or category has a longer name, in characters.
const NAME: usize = 100;
/// No topic is longer, in characters.
const TOPIC: usize = 1_024;
/// No channel has more overwrites.
const OVERWRITES: usize = 100;

/// See that the channel is there, and what is said in it.
const VIEW: u64 = 1 << 10;
/// Say something in it.
const SEND: u64 = 1 << 11;
/// Read what was said before.
const HISTORY: u64 = 1 << 16;

/// What a role or a person may do in one channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overwrite {
    id: String,
    /// 0 is a role, 1 a person.
    #[serde(rename = "type")]
    kind: u8,
    #[serde(deserialize_with = "bits", serialize_with = "number")]
    allow: u64,
    #[serde(deserialize_with = "bits", serialize_with = "number")]
    deny: u64,
}

/// Discord writes rights as text.
fn bits<'de, D: Deserializer<'de>>(from: D) -> Result<u64, D::Error> {
    String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
}

/// And reads them as numbers.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
fn number<S: Serializer>(bits: &u64, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_u64(*bits)
}

/// Whether a thread is put away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Thread {
    /// It is.
    pub archived: bool,
    /// Only whoever manages threads takes it out again.
    #[serde(default)]
    pub locked: bool,
}

/// A channel, a category or a thread.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Channel {
    /// Its id.
    pub id: ChannelId,
    /// Discord's number of its kind.
    #[serde(rename = "type")]
    pub kind: u8,
    /// Its name.
    #[serde(default)]
    pub name: Option<String>,
    /// One line on what it is about.
    #[serde(default)]
    pub topic: Option<String>,
    /// The category that it stands in, or the channel that a thread belongs to.
    #[serde(default)]
    pub parent_id: Option<ChannelId>,
    /// Whose a thread is.
    #[serde(default)]
    pub owner_id: Option<UserId>,
    /// Who may do what.
    #[serde(default)]
    pub permission_overwrites: Vec<Overwrite>,
    /// Of a thread.
    #[serde(default)]
    pub thread_metadata: Option<Thread>,
}

impl Channel {
    /// It is a thread and no channel of its own.
    #[must_use]
    pub const fn is_thread(&self) -> bool {
        matches!(self.kind, 10..=12)
    }
}

/// Only the bot sees it.
#[must_use]
pub fn hidden(guild: GuildId, me: UserId) -> Vec<Overwrite> {
    // The role of everybody is called as the server.
    let everybody = Overwrite { id: guild.to_string(), kind: 0, allow: 0, deny: VIEW };
    vec![everybody, member(me)]
}

/// The bot, these people and these roles see it and speak in it.
#[must_use]
pub fn open_to(guild: GuildId, me: UserId, people: &[UserId], roles: &[RoleId]) -> Vec<Overwrite> {
    let mut overwrites = hidden(guild, me);
    let roles =
        roles.iter().map(|role| Overwrite { id: role.to_string(), kind: 0, allow: VIEW | SEND | HISTORY, deny: 0 });
    overwrites.extend(roles);
    overwrites.extend(people.iter().filter(|person| **person != me).map(|person| member(*person)));
    overwrites.truncate(OVERWRITES);
    overwrites
}

fn member(user: UserId) -> Overwrite {
    Overwrite { id: user.to_string(), kind: 1, allow: VIEW | SEND | HISTORY, deny: 0 }
}

/// The same, but nobody other than the bot speaks in it any more.
#[must_use]
pub fn read_only(overwrites: &[Overwrite], me: UserId) -> Vec<Overwrite> {
    let me = me.to_string();
    let quiet = |overwrite: &Overwrite| {
        if overwrite.id == me {
            return overwrite.clone();
        }
        Overwrite { allow: overwrite.allow & !SEND, deny: overwrite.deny | SEND, ..overwrite.clone() }
    };
    overwrites.iter().map(quiet).collect()
}

/// A name as Discord takes it for a text channel: small letters, digits and hyphens.
#[must_use]
pub fn name(text: &str) -> String {
    let mut name = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() || c == '_' {
            name.push(c);
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    let name: String = name.chars().take(NAME).collect();
    let name = name.trim_end_matches('-');
    if name.is_empty() { "noodklok".to_owned() } else { name.to_owned() }
}

/// A name of a thread or category, in which everything is allowed.
#[must_use]
pub fn free_name(text: &str) -> String {
    cut(text, NAME)
}

/// A topic that ends in the id of the effect which opens the channel: by that it is found again. It stays there, because
/// Discord lets a topic be changed only about twice in ten minutes, and people are not let in before that.
#[must_use]
pub fn topic(text: &str, effect: &str) -> String {
    let mark = mark(effect);
    let left = TOPIC.saturating_sub(mark.chars().count());
    format!("{}{mark}", cut(text, left))
}

/// How the topic of the channel ends that an effect opens.
#[must_use]
pub fn mark(effect: &str) -> String {
    format!(" ({effect})")
}

#[cfg(test)]
#[path = "shape_tests.rs"]
mod tests;
