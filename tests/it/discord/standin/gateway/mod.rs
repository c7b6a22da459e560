//! The gateway: what it knows of the bot's sessions, and how a test makes it misbehave.

mod session;
mod socket;

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use serde_json::Value;
use tokio::sync::mpsc::UnboundedSender;

pub(super) use self::socket::serve;
use super::{Standin, state::Id};

/// What a session asked to be told.
pub mod intents {
    /// Guilds, channels, threads, pins.
    pub const GUILDS: u64 = 1 << 0;
    /// Who joins and leaves; privileged.
    pub const GUILD_MEMBERS: u64 = 1 << 1;
    /// Who is there; privileged.
    pub const GUILD_PRESENCES: u64 = 1 << 8;
    /// Messages in guilds.
    pub const GUILD_MESSAGES: u64 = 1 << 9;
    /// Reactions in guilds.
    pub const GUILD_MESSAGE_REACTIONS: u64 = 1 << 10;
    /// Direct messages.
    pub const DIRECT_MESSAGES: u64 = 1 << 12;
    /// Reactions on direct messages.
    pub const DIRECT_MESSAGE_REACTIONS: u64 = 1 << 13;
    /// What stands in messages of others; privileged.
    pub const MESSAGE_CONTENT: u64 = 1 << 15;
    /// Those that the application's owner must switch on.
    pub const PRIVILEGED: u64 = GUILD_MEMBERS | GUILD_PRESENCES | MESSAGE_CONTENT;
    /// Every one that Discord has.
    pub const ALL: u64 = ((1 << 17) - 1) | (1 << 20) | (1 << 21) | (1 << 24) | (1 << 25);
}

/// Why the gateway closes a connection.
pub mod close {
    /// Nobody knows.
    pub const UNKNOWN: u16 = 4000;
    /// What was sent is no payload.
    pub const DECODE: u16 = 4002;
    /// It said something before it said who it is.
    pub const NOT_AUTHENTICATED: u16 = 4003;
    /// The token is wrong.
    pub const BAD_TOKEN: u16 = 4004;
    /// It said twice who it is.
    pub const ALREADY_AUTHENTICATED: u16 = 4005;
    /// It resumed from what it cannot have seen.
    pub const INVALID_SEQUENCE: u16 = 4007;
    /// More than 120 payloads in a minute.
    pub const RATE_LIMITED: u16 = 4008;
    /// It did not say that it lives.
    pub const TIMED_OUT: u16 = 4009;
    /// Such intents do not exist.
    pub const INVALID_INTENTS: u16 = 4013;
    /// It asked for privileged intents that are not switched on.
    pub const DISALLOWED_INTENTS: u16 = 4014;
}

/// What goes to a connection.
#[derive(Debug)]
enum Line {
    Send(Value),
    Close(u16),
    Cut,
}

/// One session, with or without a connection.
#[derive(Debug)]
struct Session {
    intents: u64,
    /// Every event of it, by its number from 1.
    events: Vec<Value>,
    line: Option<UnboundedSender<Line>>,
    /// It can be resumed.
    valid: bool,
}

/// See the module.
#[derive(Debug)]
pub struct Gateway {
    url: String,
    sessions: BTreeMap<String, Session>,
    pub identifies: Vec<u64>,
    pub resumes: usize,
    left: u32,
    acknowledges: bool,
    interval: Duration,
}

/// How many sessions a bot may start in a day.
pub const STARTS: u32 = 1000;

impl Gateway {
    /// At this port of loopback.
    pub fn at(port: u16) -> Self {
        Self {
            url: format!("ws://127.0.0.1:{port}"),
            sessions: BTreeMap::new(),
            identifies: Vec::new(),
            resumes: 0,
            left: STARTS,
            acknowledges: true,
            interval: Duration::from_millis(41_250),
        }
    }

    /// Where it is.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// How many more sessions may be started today.
    pub fn left(&self) -> u32 {
        self.left
    }

    /// Whether a session has a connection.
    pub fn is_connected(&self) -> bool {
        self.sessions.values().any(|session| session.line.is_some())
    }

    fn lines(&mut self) -> impl Iterator<Item = &UnboundedSender<Line>> {
        self.sessions.values().filter_map(|session| session.line.as_ref())
    }

    fn tell_all(&mut self, line: impl Fn() -> Line) {
        for to in self.lines() {
            let _ = to.send(line());
        }
    }
}

impl Standin {
    /// Waits until a session has a connection.
    pub fn connected(&self) {
        self.until("the bot connects to the gateway", |state| state.gateway.is_connected().then_some(()));
    }

    /// Waits until no session has a connection.
    pub fn disconnected(&self) {
        self.until("the bot loses the gateway", |state| (!state.gateway.is_connected()).then_some(()));
    }

    /// The gateway closes every connection with this code; see `close`.
    pub fn close_gateway(&self, code: u16) {
        self.shared.change(|state| state.gateway.tell_all(|| Line::Close(code)));
    }

    /// Every connection of the gateway is cut without a word.
    pub fn cut_gateway(&self) {
        self.shared.change(|state| state.gateway.tell_all(|| Line::Cut));
    }

    /// The gateway asks everybody to connect again.
    pub fn reconnect_gateway(&self) {
        self.shared.change(|state| state.gateway.tell_all(|| Line::Send(session::payload(7, &Value::Null))));
    }

    /// The gateway calls every session invalid; a client may resume or must start a new one.
    pub fn invalidate_sessions(&self, resumable: bool) {
        self.shared.change(|state| {
            for session in state.gateway.sessions.values_mut() {
                session.valid &= resumable;
            }
            state.gateway.tell_all(|| Line::Send(session::payload(9, &resumable.into())));
        });
    }

    /// From now on heartbeats are answered or not.
    pub fn answer_heartbeats(&self, answered: bool) {
        self.shared.change(|state| state.gateway.acknowledges = answered);
    }

    /// How often connections from now on are told to say that they live.
    pub fn heartbeat_every(&self, interval: Duration) {
        self.shared.change(|state| state.gateway.interval = interval);
    }

    /// So many more sessions may be started today.
    pub fn starts_left(&self, left: u32) {
        self.shared.change(|state| state.gateway.left = left);
    }

    /// Messages and interactions of which events of this kind, such as `MESSAGE_CREATE`, went out until now, or wait for
    /// a session that will be resumed.
    pub fn told(&self, kind: &str) -> BTreeSet<Id> {
        let state = self.shared.state();
        let events = state.gateway.sessions.values().flat_map(|session| &session.events);
        events.filter(|event| event["t"] == kind).filter_map(|event| event["d"]["id"].as_str()?.parse().ok()).collect()
    }

    /// The intents of each IDENTIFY until now.
    pub fn identifies(&self) -> Vec<u64> {
        self.shared.state().gateway.identifies.clone()
    }

    /// How many sessions were resumed until now.
    pub fn resumes(&self) -> usize {
        self.shared.state().gateway.resumes
    }
}
