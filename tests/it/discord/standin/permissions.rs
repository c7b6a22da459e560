//! Who may do what: roles of the guild, then the overwrites of the channel, in Discord's order.

use super::{
    channel::{Channel, kind},
    refusal::Refusal,
    state::{Id, State},
};

/// Sees every channel and may do everything.
pub const ADMINISTRATOR: u64 = 1 << 3;
/// Creates, edits and deletes channels.
pub const MANAGE_CHANNELS: u64 = 1 << 4;
/// Puts reactions on messages.
pub const ADD_REACTIONS: u64 = 1 << 6;
/// Sees the channel at all.
pub const VIEW_CHANNEL: u64 = 1 << 10;
/// Writes in it.
pub const SEND_MESSAGES: u64 = 1 << 11;
/// Deletes messages of others.
pub const MANAGE_MESSAGES: u64 = 1 << 13;
/// Sends embeds.
pub const EMBED_LINKS: u64 = 1 << 14;
/// Reads what was said before.
pub const READ_MESSAGE_HISTORY: u64 = 1 << 16;
/// Mentions everyone and every role.
pub const MENTION_EVERYONE: u64 = 1 << 17;
/// Sets overwrites, and gives roles.
pub const MANAGE_ROLES: u64 = 1 << 28;
/// Types commands.
pub const USE_APPLICATION_COMMANDS: u64 = 1 << 31;
/// Archives threads and sees private ones.
pub const MANAGE_THREADS: u64 = 1 << 34;
/// Begins threads that everybody sees.
pub const CREATE_PUBLIC_THREADS: u64 = 1 << 35;
/// Begins private threads.
pub const CREATE_PRIVATE_THREADS: u64 = 1 << 36;
/// Writes in threads.
pub const SEND_MESSAGES_IN_THREADS: u64 = 1 << 38;
/// Pins, since February 2026 a permission of its own.
pub const PIN_MESSAGES: u64 = 1 << 51;

/// What a new guild gives to everybody; to mention everyone is a part of it.
pub const EVERYBODY: u64 = ADD_REACTIONS
    | VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | READ_MESSAGE_HISTORY
    | MENTION_EVERYONE
    | USE_APPLICATION_COMMANDS
    | CREATE_PUBLIC_THREADS
    | CREATE_PRIVATE_THREADS
    | SEND_MESSAGES_IN_THREADS;

/// What the bot was invited with.
pub const BOT: u64 = VIEW_CHANNEL
    | SEND_MESSAGES
    | MANAGE_CHANNELS
    | MANAGE_ROLES
    | MANAGE_THREADS
    | CREATE_PRIVATE_THREADS
    | SEND_MESSAGES_IN_THREADS
    | PIN_MESSAGES
    | EMBED_LINKS
    | READ_MESSAGE_HISTORY
    | MENTION_EVERYONE;

impl State {
    /// What somebody may do in a guild as a whole.
    pub fn guild_permissions(&self, guild: Id, user: Id) -> u64 {
        let Some((guild, own)) = self.guilds.get(&guild).and_then(|guild| Some((guild, guild.members.get(&user)?)))
        else {
            return 0;
        };
        if guild.owner == user {
            return u64::MAX;
        }
        let roles = own.iter().chain([&guild.id]).filter_map(|role| guild.roles.get(role));
        let base = roles.fold(0, |bits, role| bits | role.permissions);
        if base & ADMINISTRATOR == 0 { base } else { u64::MAX }
    }

    /// What somebody may do in a channel; nothing where they do not see it.
    pub fn permissions(&self, channel: &Channel, user: Id) -> u64 {
        let Some(guild) = channel.guild else {
            let theirs = channel.with == Some(user) || user == self.me.id;
            return if theirs { EVERYBODY | PIN_MESSAGES } else { 0 };
        };
        let base = self.guild_permissions(guild, user);
        if base == u64::MAX || base == 0 {
            return base;
        }
        if let Some(thread) = &channel.thread {
            let parent = channel.parent.and_then(|parent| self.channels.get(&parent));
            let bits = parent.map_or(0, |parent| self.permissions(parent, user));
            let inside = thread.members.contains(&user) || bits & MANAGE_THREADS != 0;
            return if channel.kind == kind::PRIVATE_THREAD && !inside { 0 } else { bits };
        }
        let roles = self.guilds.get(&guild).and_then(|guild| guild.members.get(&user));
        let of = |fits: &dyn Fn(Id, bool) -> bool| {
            let fitting = channel.overwrites.iter().filter(|overwrite| fits(overwrite.id, overwrite.member));
            fitting.fold((0, 0), |(allow, deny), overwrite| (allow | overwrite.allow, deny | overwrite.deny))
        };
        let everyone = of(&|id, member| !member && id == guild);
        let theirs = of(&|id, member| !member && id != guild && roles.is_some_and(|roles| roles.contains(&id)));
        let own = of(&|id, member| member && id == user);
        let bits = [everyone, theirs, own].iter().fold(base, |bits, (allow, deny)| bits & !deny | allow);
        if bits & VIEW_CHANNEL == 0 { 0 } else { bits }
    }

    /// Whether somebody sees a channel.
    pub fn sees(&self, channel: &Channel, user: Id) -> bool {
        self.permissions(channel, user) & VIEW_CHANNEL != 0
    }

    /// The channel, if the bot may do this there.
    pub fn allowed(&self, channel: Id, bits: u64) -> Result<&Channel, Refusal> {
        let found = self.channels.get(&channel).ok_or_else(Refusal::unknown_channel)?;
        let have = self.permissions(found, self.me.id);
        if have & VIEW_CHANNEL == 0 {
            return Err(Refusal::missing_access());
        }
        if have & bits == bits { Ok(found) } else { Err(Refusal::missing_permissions()) }
    }

    /// Whether the bot may do this in the guild as a whole.
    pub fn allowed_in_guild(&self, guild: Id, bits: u64) -> Result<(), Refusal> {
        if !self.guilds.contains_key(&guild) {
            return Err(Refusal::unknown_guild());
        }
        let have = self.guild_permissions(guild, self.me.id);
        if have & bits == bits { Ok(()) } else { Err(Refusal::missing_permissions()) }
    }
}
