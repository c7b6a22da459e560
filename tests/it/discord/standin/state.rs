//! What Discord knows: guilds, people, channels, messages, commands, interactions.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{
    buckets::Buckets,
    channel::Channel,
    faults::Faults,
    gateway::Gateway,
    interaction::Record,
    journal::Journal,
    message::Message,
    permissions::{BOT, EVERYBODY},
};

/// A snowflake.
pub type Id = u64;

/// The first second of 2015, from which snowflakes count their milliseconds.
const EPOCH: u64 = 1_420_070_400_000;

/// The application and its bot.
#[derive(Debug, Clone)]
pub struct Me {
    /// What must stand behind `Bot` in the header.
    pub token: String,
    /// The application's id, which is its bot's too.
    pub id: Id,
    /// Privileged intents that its owner switched on.
    pub privileged: u64,
}

/// A person, or the bot.
#[derive(Debug, Clone)]
pub struct User {
    /// Its snowflake.
    pub id: Id,
    /// By which tests know it.
    pub name: String,
    /// A bot.
    pub bot: bool,
    /// Of the client, such as `nl` or `en-GB`.
    pub locale: String,
}

/// A role.
#[derive(Debug, Clone)]
pub struct Role {
    /// Its snowflake; of `@everyone` the guild's.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// What whoever has it may do in the whole guild.
    pub permissions: u64,
    /// Everybody may mention it.
    pub mentionable: bool,
    /// It belongs to the bot.
    pub managed: bool,
}

/// A guild.
#[derive(Debug, Clone)]
pub struct Guild {
    /// Its snowflake.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Whose it is.
    pub owner: Id,
    /// Its roles.
    pub roles: BTreeMap<Id, Role>,
    /// Roles of each member, without `@everyone`.
    pub members: BTreeMap<Id, BTreeSet<Id>>,
}

/// See the module.
pub struct State {
    /// The bot.
    pub me: Me,
    /// Guilds that the bot is in.
    pub guilds: BTreeMap<Id, Guild>,
    /// Everybody.
    pub users: BTreeMap<Id, User>,
    /// Channels of guilds, threads, direct messages.
    pub channels: BTreeMap<Id, Channel>,
    /// Every message that is there.
    pub messages: BTreeMap<Id, Message>,
    /// Commands of the application, by guild.
    pub commands: BTreeMap<Id, Vec<Value>>,
    /// Every interaction that there was.
    pub interactions: BTreeMap<Id, Record>,
    /// Sessions of the bot.
    pub gateway: Gateway,
    /// Rate limits.
    pub buckets: Buckets,
    /// What a test ordered to go wrong.
    pub faults: Faults,
    /// What was asked and what was wrong with it.
    pub journal: Journal,
    /// Messages before this one are older than the few minutes in which a nonce is remembered.
    pub nonces_since: Id,
    last_id: Id,
}

impl State {
    /// Nobody but the bot, in one guild of its own.
    pub fn new(me: Me, gateway: u16) -> Self {
        let mut state = Self {
            guilds: BTreeMap::new(),
            users: BTreeMap::new(),
            channels: BTreeMap::new(),
            messages: BTreeMap::new(),
            commands: BTreeMap::new(),
            interactions: BTreeMap::new(),
            gateway: Gateway::at(gateway),
            buckets: Buckets::default(),
            faults: Faults::default(),
            journal: Journal::default(),
            nonces_since: 0,
            last_id: 0,
            me,
        };
        let bot = state.me.id;
        state.users.insert(bot, User { id: bot, name: "Noodklok".into(), bot: true, locale: "en-US".into() });
        let owner = state.fresh_id();
        state.users.insert(owner, User { id: owner, name: "owner".into(), bot: false, locale: "nl".into() });
        state.add_guild("Crisis", owner);
        state
    }

    /// One more guild with the bot in it, by a role of its own.
    pub fn add_guild(&mut self, name: &str, owner: Id) -> Id {
        let (id, own) = (self.fresh_id(), self.fresh_id());
        let role = |id, name: &str, permissions, managed| Role {
            id,
            name: name.to_owned(),
            permissions,
            mentionable: false,
            managed,
        };
        let roles =
            BTreeMap::from([(id, role(id, "@everyone", EVERYBODY, false)), (own, role(own, "Noodklok", BOT, true))]);
        let members = BTreeMap::from([(owner, BTreeSet::new()), (self.me.id, BTreeSet::from([own]))]);
        self.guilds.insert(id, Guild { id, name: name.to_owned(), owner, roles, members });
        id
    }

    /// A snowflake later than every other.
    pub fn fresh_id(&mut self) -> Id {
        let now = u64::try_from(now().as_millisecond()).expect("after 1970") - EPOCH;
        self.last_id = (now << 22).max(self.last_id + 1);
        self.last_id
    }

    /// Somebody, by the name that tests use.
    pub fn named(&self, name: &str) -> &User {
        let found = self.users.values().find(|user| user.name == name);
        found.unwrap_or_else(|| panic!("nobody is called {name}; `person` brings them in"))
    }

    /// Somebody with their roles, as Discord shows a member.
    pub fn member(&self, guild: Id, user: Id) -> Option<Value> {
        let roles = self.guilds.get(&guild)?.members.get(&user)?;
        let mut member = partial_member(roles);
        member["user"] = self.users.get(&user)?.json();
        Some(member)
    }
}

/// A member without the user, as messages have it.
pub fn partial_member(roles: &BTreeSet<Id>) -> Value {
    let roles: Vec<_> = roles.iter().map(Id::to_string).collect();
    json!({
        "roles": roles, "nick": null, "avatar": null, "banner": null, "premium_since": null, "pending": false,
        "joined_at": "2026-01-05T08:00:00.000Z", "flags": 0, "communication_disabled_until": null,
        "deaf": false, "mute": false,
    })
}

impl User {
    /// As Discord shows it.
    pub fn json(&self) -> Value {
        json!({
            "id": self.id.to_string(), "username": self.name, "global_name": self.name, "discriminator": "0",
            "avatar": null, "bot": self.bot, "public_flags": 0, "flags": 0, "banner": null, "accent_color": null,
            "primary_guild": null, "avatar_decoration_data": null, "collectibles": null,
        })
    }
}

impl Role {
    /// As Discord shows it.
    pub fn json(&self) -> Value {
        json!({
            "id": self.id.to_string(), "name": self.name, "permissions": self.permissions.to_string(),
            "mentionable": self.mentionable, "managed": self.managed, "color": 0, "hoist": false, "position": 0,
            "colors": {"primary_color": 0, "secondary_color": null, "tertiary_color": null},
            "icon": null, "unicode_emoji": null, "flags": 0, "description": null,
        })
    }
}

/// Fields of a guild with nothing in them.
const NOTHING: [&str; 17] = [
    "icon",
    "description",
    "home_header",
    "splash",
    "discovery_splash",
    "banner",
    "afk_channel_id",
    "application_id",
    "widget_channel_id",
    "system_channel_id",
    "rules_channel_id",
    "max_presences",
    "vanity_url_code",
    "public_updates_channel_id",
    "safety_alerts_channel_id",
    "hub_type",
    "incidents_data",
];

impl Guild {
    /// As Discord shows it.
    pub fn json(&self) -> Value {
        let mut json = json!({
            "id": self.id.to_string(), "name": self.name, "owner_id": self.owner.to_string(), "features": [],
            "roles": self.roles.values().map(Role::json).collect::<Vec<_>>(), "emojis": [], "stickers": [],
            "afk_timeout": 300, "region": "rotterdam", "widget_enabled": false, "verification_level": 1,
            "default_message_notifications": 1, "explicit_content_filter": 0, "mfa_level": 0,
            "system_channel_flags": 0, "max_members": 500_000, "premium_tier": 0, "premium_subscription_count": 0,
            "preferred_locale": "nl", "max_video_channel_users": 25, "max_stage_video_channel_users": 50,
            "nsfw": false, "nsfw_level": 0, "premium_progress_bar_enabled": false,
        });
        for field in NOTHING {
            json[field] = Value::Null;
        }
        json
    }
}

/// The moment, for snowflakes and what is shown; nothing is decided by it.
#[allow(clippy::disallowed_methods, reason = "Discord is outside of the bot and has a clock of its own")]
pub fn now() -> Timestamp {
    Timestamp::now()
}

/// When a snowflake was made.
pub fn made(id: Id) -> String {
    let milliseconds = i64::try_from((id >> 22) + EPOCH).expect("42 bits");
    Timestamp::from_millisecond(milliseconds).expect("a time").to_string()
}
