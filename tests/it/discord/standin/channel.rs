//! Channels of a guild, threads, and direct messages.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::state::{Id, made};

/// Kinds of channels, by Discord's numbers.
pub mod kind {
    /// A text channel of a guild.
    pub const TEXT: u8 = 0;
    /// Direct messages.
    pub const DIRECT: u8 = 1;
    /// A category.
    pub const CATEGORY: u8 = 4;
    /// A thread that whoever sees the channel sees.
    pub const PUBLIC_THREAD: u8 = 11;
    /// A thread that only its members see.
    pub const PRIVATE_THREAD: u8 = 12;
}

/// What somebody, or a role, may do in a channel other than in the whole guild.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overwrite {
    /// A role or a member.
    pub id: Id,
    /// It is a member.
    pub member: bool,
    /// Bits that are allowed.
    pub allow: u64,
    /// Bits that are denied.
    pub deny: u64,
}

/// What a thread has beyond a channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thread {
    /// Who began it.
    pub owner: Id,
    /// It was put away.
    pub archived: bool,
    /// Only whoever manages threads may take it out again.
    pub locked: bool,
    /// Minutes of silence after which it is put away.
    pub auto_archive: u64,
    /// Members may bring others in.
    pub invitable: bool,
    /// Who is in it.
    pub members: BTreeSet<Id>,
}

/// See the module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    /// Its snowflake.
    pub id: Id,
    /// Its guild; none of direct messages.
    pub guild: Option<Id>,
    /// See `kind`.
    pub kind: u8,
    /// Its name.
    pub name: String,
    /// Its topic.
    pub topic: Option<String>,
    /// Its category; of a thread its channel.
    pub parent: Option<Id>,
    /// Its place among others.
    pub position: u64,
    /// Its overwrites.
    pub overwrites: Vec<Overwrite>,
    /// What only a thread has.
    pub thread: Option<Thread>,
    /// Whom the bot talks to, of direct messages.
    pub with: Option<Id>,
    /// Its last message, also when it was deleted.
    pub last_message: Option<Id>,
    /// When something was last pinned.
    pub last_pin: Option<String>,
}

impl Channel {
    /// A channel with nothing special to it.
    pub fn new(id: Id, guild: Option<Id>, kind: u8, name: &str) -> Self {
        Self {
            id,
            guild,
            kind,
            name: name.to_owned(),
            topic: None,
            parent: None,
            position: 0,
            overwrites: Vec::new(),
            thread: None,
            with: None,
            last_message: None,
            last_pin: None,
        }
    }

    /// A thread.
    pub fn is_thread(&self) -> bool {
        self.thread.is_some()
    }

    /// As Discord shows it to the bot, to whom `with` belongs where it is a direct one.
    pub fn json(&self, with: Option<Value>, bot: Id) -> Value {
        let text = |id: &Option<Id>| id.map(|id| id.to_string());
        let mut json = json!({
            "id": self.id.to_string(), "type": self.kind, "last_message_id": text(&self.last_message), "flags": 0,
        });
        if self.kind != kind::CATEGORY {
            json["last_pin_timestamp"] = json!(self.last_pin);
        }
        if let Some(with) = with {
            json["recipients"] = json!([with]);
            return json;
        }
        json["guild_id"] = json!(text(&self.guild));
        json["name"] = json!(self.name);
        json["parent_id"] = json!(text(&self.parent));
        json["rate_limit_per_user"] = json!(0);
        let Some(thread) = &self.thread else {
            json["topic"] = json!(self.topic);
            json["position"] = json!(self.position);
            json["nsfw"] = json!(false);
            json["permission_overwrites"] = self.overwrites.iter().map(Overwrite::json).collect();
            return json;
        };
        json["owner_id"] = json!(thread.owner.to_string());
        json["message_count"] = json!(0);
        json["total_message_sent"] = json!(0);
        json["member_count"] = json!(thread.members.len());
        json["thread_metadata"] = json!({
            "archived": thread.archived, "locked": thread.locked, "auto_archive_duration": thread.auto_archive,
            "archive_timestamp": made(self.id), "create_timestamp": made(self.id), "invitable": thread.invitable,
        });
        if thread.members.contains(&bot) {
            json["member"] = thread_member(self.id, bot);
        }
        json
    }
}

/// Somebody in a thread.
pub fn thread_member(thread: Id, user: Id) -> Value {
    json!({"id": thread.to_string(), "user_id": user.to_string(), "join_timestamp": made(thread), "flags": 0})
}

impl Overwrite {
    fn json(&self) -> Value {
        json!({
            "id": self.id.to_string(), "type": u8::from(self.member),
            "allow": self.allow.to_string(), "deny": self.deny.to_string(),
        })
    }
}
