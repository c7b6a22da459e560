//! What the bot must be allowed to do on Discord, and what somebody is: roles first, then what a channel says otherwise.

use serde::{Deserialize, Deserializer, de::Error as _};
use serenity::model::id::{ChannelId, GenericId, GuildId, RoleId, UserId};

/// A right, as one bit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Right {
    /// Its name in Discord's documentation.
    pub name: &'static str,
    /// Which bit it is, from 0.
    pub bit: u8,
}

impl Right {
    const fn new(name: &'static str, bit: u8) -> Self {
        Self { name, bit }
    }

    /// The right alone.
    #[must_use]
    pub const fn alone(self) -> Rights {
        Rights(1 << self.bit)
    }
}

/// Makes and archives crisis channels and their categories.
pub const MANAGE_CHANNELS: Right = Right::new("MANAGE_CHANNELS", 4);
/// Sees the channels.
pub const VIEW_CHANNEL: Right = Right::new("VIEW_CHANNEL", 10);
/// Speaks.
pub const SEND_MESSAGES: Right = Right::new("SEND_MESSAGES", 11);
/// Shows the picture of a crisis as an embed.
pub const EMBED_LINKS: Right = Right::new("EMBED_LINKS", 14);
/// Answers a message, and reads a channel back after an outage.
pub const READ_MESSAGE_HISTORY: Right = Right::new("READ_MESSAGE_HISTORY", 16);
/// Says in a crisis channel who may read it, also later.
pub const MANAGE_ROLES: Right = Right::new("MANAGE_ROLES", 28);
/// Closes a private thread that stands for a crisis channel.
pub const MANAGE_THREADS: Right = Right::new("MANAGE_THREADS", 34);
/// Opens a private thread where no channel can be added.
pub const CREATE_PRIVATE_THREADS: Right = Right::new("CREATE_PRIVATE_THREADS", 36);
/// Speaks in it.
pub const SEND_MESSAGES_IN_THREADS: Right = Right::new("SEND_MESSAGES_IN_THREADS", 38);
/// Pins the picture of a crisis.
pub const PIN_MESSAGES: Right = Right::new("PIN_MESSAGES", 51);
/// Everything, whatever channels say.
pub const ADMINISTRATOR: Right = Right::new("ADMINISTRATOR", 3);
/// Mentions roles that nobody else may; `@everyone` too, which the bot never does. It is not asked for: a role can be
/// made mentionable.
pub const MENTION_EVERYONE: Right = Right::new("MENTION_EVERYONE", 17);

/// What the bot needs, and nothing more.
pub const NEEDED: [Right; 10] = [
    MANAGE_CHANNELS,
    VIEW_CHANNEL,
    SEND_MESSAGES,
    EMBED_LINKS,
    READ_MESSAGE_HISTORY,
    MANAGE_ROLES,
    MANAGE_THREADS,
    CREATE_PRIVATE_THREADS,
    SEND_MESSAGES_IN_THREADS,
    PIN_MESSAGES,
];

/// The same as the number of the invitation.
pub const INVITATION: Rights = Rights::of(&NEEDED);

/// What it needs in a channel that somebody else made; who may read that is up to them.
pub const STANDING: [Right; 8] = [
    VIEW_CHANNEL,
    SEND_MESSAGES,
    EMBED_LINKS,
    READ_MESSAGE_HISTORY,
    MANAGE_THREADS,
    CREATE_PRIVATE_THREADS,
    SEND_MESSAGES_IN_THREADS,
    PIN_MESSAGES,
];

/// Several rights. Bits that have no name here are kept: Discord adds some.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rights(pub u64);

impl Rights {
    const fn of(rights: &[Right]) -> Self {
        let mut all = 0;
        let mut rest = rights;
        while let [right, others @ ..] = rest {
            all |= right.alone().0;
            rest = others;
        }
        Self(all)
    }

    /// Whether this one is among them.
    #[must_use]
    pub const fn has(self, right: Right) -> bool {
        self.0 & right.alone().0 != 0
    }

    /// Which of these are not among them.
    #[must_use]
    pub fn lack(self, wanted: &[Right]) -> Vec<Right> {
        wanted.iter().copied().filter(|right| !self.has(*right)).collect()
    }

    const fn changed(self, allow: Self, deny: Self) -> Self {
        Self((self.0 & !deny.0) | allow.0)
    }
}

impl<'de> Deserialize<'de> for Rights {
    /// Discord writes the number as a text.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map(Self).map_err(D::Error::custom)
    }
}

/// A server, as far as rights hang on it.
#[derive(Debug, Deserialize)]
pub struct Server {
    /// Its number, which is that of the role of everybody too.
    pub id: GuildId,
    /// As shown.
    pub name: String,
    /// Who may do anything.
    pub owner_id: UserId,
    /// All of them, that of everybody too.
    pub roles: Vec<Role>,
}

/// A role.
#[derive(Debug, Deserialize)]
pub struct Role {
    /// Its number.
    pub id: RoleId,
    /// As shown.
    pub name: String,
    /// What it gives on the whole server.
    pub permissions: Rights,
    /// Whether whoever may not mention everybody can mention it.
    pub mentionable: bool,
}

/// Somebody on the server.
#[derive(Debug, Deserialize)]
pub struct Member {
    /// Their roles, without that of everybody.
    pub roles: Vec<RoleId>,
    /// Their account.
    pub user: Account,
}

/// An account.
#[derive(Debug, Deserialize)]
pub struct Account {
    /// Its number.
    pub id: UserId,
    /// As shown.
    pub username: String,
    /// Whether no person is behind it.
    #[serde(default)]
    pub bot: bool,
}

/// A channel.
#[derive(Debug, Deserialize)]
pub struct Channel {
    /// Its number.
    pub id: ChannelId,
    /// What it is: 0 for text, 4 for a category.
    #[serde(rename = "type")]
    pub kind: u8,
    /// As shown.
    pub name: String,
    /// The category in which it stands.
    #[serde(default)]
    pub parent_id: Option<ChannelId>,
    /// What holds here otherwise than on the server.
    #[serde(default)]
    pub permission_overwrites: Vec<Overwrite>,
}

/// What holds for one role or member in a channel.
#[derive(Debug, Deserialize)]
pub struct Overwrite {
    /// Of the role or the member.
    pub id: GenericId,
    /// What they may here.
    pub allow: Rights,
    /// What they may not.
    pub deny: Rights,
}

impl Server {
    /// What a member may do where no channel says otherwise.
    #[must_use]
    pub fn allows(&self, member: &Member) -> Rights {
        if member.user.id == self.owner_id {
            return Rights(u64::MAX);
        }
        let theirs = self.roles.iter().filter(|role| self.is_of(role.id, member));
        let given = theirs.fold(Rights::default(), |all, role| all.changed(role.permissions, Rights::default()));
        if given.has(ADMINISTRATOR) { Rights(u64::MAX) } else { given }
    }

    /// What a member may do in a channel: what is said for everybody, then for their roles together, then for them.
    #[must_use]
    pub fn allows_in(&self, channel: &Channel, member: &Member) -> Rights {
        let given = self.allows(member);
        if given.has(ADMINISTRATOR) {
            return given;
        }
        let everybody = self.id.get();
        let for_roles = |id: u64| id != everybody && member.roles.iter().any(|role| role.get() == id);
        let given = channel.apply(given, |id| id == everybody);
        let given = channel.apply(given, for_roles);
        channel.apply(given, |id| id == member.user.id.get())
    }

    /// What somebody may do in a channel who has no role at all.
    #[must_use]
    pub fn allows_everybody(&self, channel: &Channel) -> Rights {
        let given = self.roles.iter().find(|role| role.id.get() == self.id.get());
        let given = given.map(|role| role.permissions).unwrap_or_default();
        channel.apply(given, |id| id == self.id.get())
    }

    fn is_of(&self, role: RoleId, member: &Member) -> bool {
        role.get() == self.id.get() || member.roles.contains(&role)
    }
}

impl Channel {
    fn apply(&self, given: Rights, to: impl Fn(u64) -> bool) -> Rights {
        let these = self.permission_overwrites.iter().filter(|overwrite| to(overwrite.id.get()));
        let (allow, deny) = these.fold((0, 0), |(allow, deny), one| (allow | one.allow.0, deny | one.deny.0));
        given.changed(Rights(allow), Rights(deny))
    }
}

#[cfg(test)]
#[path = "permissions_tests.rs"]
mod tests;
