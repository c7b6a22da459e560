//! Sessions: who may start one, what each is told, and what it missed.

use serde_json::{Value, json};
use tokio::sync::mpsc::UnboundedSender;

use super::{
    super::{
        permissions::VIEW_CHANNEL,
        state::{Id, State},
    },
    Line, Session, close, intents,
};

/// A payload that is no event.
pub fn payload(op: u8, data: &Value) -> Value {
    json!({"op": op, "d": data, "s": null, "t": null})
}

impl Session {
    fn tell(&mut self, kind: &str, data: &Value) {
        let event = json!({"op": 0, "t": kind, "s": self.events.len() + 1, "d": data});
        self.events.push(event.clone());
        if let Some(line) = &self.line {
            let _ = line.send(Line::Send(event));
        }
    }
}

impl State {
    /// Tells every session that asked for all of this.
    pub fn emit(&mut self, needs: u64, kind: &str, data: &Value) {
        self.emit_without(needs, 0, kind, data);
    }

    /// Tells every session that asked for all of this and for nothing of that.
    pub fn emit_without(&mut self, needs: u64, without: u64, kind: &str, data: &Value) {
        for session in self.gateway.sessions.values_mut() {
            if session.valid && session.intents & needs == needs && session.intents & without == 0 {
                session.tell(kind, data);
            }
        }
    }

    /// The event with which something of this id came once more, with a number of its own.
    pub fn redeliver(&mut self, id: Id) {
        let id = id.to_string();
        for session in self.gateway.sessions.values_mut() {
            let found = session.events.iter().find(|event| event["d"]["id"] == *id).cloned();
            if let Some(event) = found {
                session.tell(event["t"].as_str().unwrap_or_default(), &event["d"]);
            }
        }
    }

    /// A new session: its id, or the code with which the connection is closed.
    pub(super) fn identify(&mut self, data: &Value, line: &UnboundedSender<Line>) -> Result<String, u16> {
        let intents = data["intents"].as_u64().unwrap_or(u64::MAX);
        self.gateway.identifies.push(intents);
        if self.gateway.left == 0 {
            self.journal.complain("more sessions were started than a day has: Discord resets the token");
            return Err(close::BAD_TOKEN);
        }
        self.gateway.left -= 1;
        if !self.is_token(&data["token"]) {
            return Err(close::BAD_TOKEN);
        }
        if intents & !intents::ALL != 0 {
            return Err(close::INVALID_INTENTS);
        }
        if intents & intents::PRIVILEGED & !self.me.privileged != 0 {
            return Err(close::DISALLOWED_INTENTS);
        }
        let id = format!("session{}", self.fresh_id());
        let mut session = Session { intents, events: Vec::new(), line: Some(line.clone()), valid: true };
        session.tell("READY", &self.ready(&id));
        if intents & intents::GUILDS != 0 {
            for guild in self.guilds.keys().copied().collect::<Vec<_>>() {
                session.tell("GUILD_CREATE", &self.guild_event(guild, intents));
            }
        }
        self.gateway.sessions.insert(id.clone(), session);
        Ok(id)
    }

    /// What a session missed is on its way: its id; or the code with which the connection is closed, none where the
    /// session is gone and a new one must be started.
    pub(super) fn resume(&mut self, data: &Value, line: &UnboundedSender<Line>) -> Result<String, Option<u16>> {
        if !self.is_token(&data["token"]) {
            return Err(Some(close::BAD_TOKEN));
        }
        let id = data["session_id"].as_str().unwrap_or_default().to_owned();
        let Some(session) = self.gateway.sessions.get_mut(&id).filter(|session| session.valid) else {
            return Err(None);
        };
        let seen = data["seq"].as_u64().and_then(|seen| usize::try_from(seen).ok());
        let Some(missed) = seen.and_then(|seen| session.events.get(seen..)) else {
            return Err(Some(close::INVALID_SEQUENCE));
        };
        for event in missed {
            let _ = line.send(Line::Send(event.clone()));
        }
        session.line = Some(line.clone());
        session.tell("RESUMED", &json!({}));
        self.gateway.resumes += 1;
        Ok(id)
    }

    /// A connection ended; what happens from now on is kept for when it is resumed.
    pub(super) fn hung_up(&mut self, session: &str, line: &UnboundedSender<Line>) {
        if let Some(session) = self.gateway.sessions.get_mut(session) {
            session.line.take_if(|there| there.same_channel(line));
        }
    }

    fn is_token(&self, token: &Value) -> bool {
        // Some libraries put the word of the header before it, and Discord takes that.
        token.as_str().map(|token| token.trim_start_matches("Bot ")) == Some(&self.me.token)
    }

    fn ready(&self, session: &str) -> Value {
        let guilds = self.guilds.keys().map(|id| json!({"id": id.to_string(), "unavailable": true}));
        json!({
            "v": 10, "user": self.own_user(), "guilds": guilds.collect::<Vec<_>>(), "session_id": session,
            "resume_gateway_url": self.gateway.url, "shard": [0, 1], "session_type": "normal", "private_channels": [],
            "presences": [], "relationships": [], "application": {"id": self.me.id.to_string(), "flags": self.application_flags()},
        })
    }

    /// The bot's own user, with what only itself sees.
    pub fn own_user(&self) -> Value {
        let mut user = self.users[&self.me.id].json();
        user["mfa_enabled"] = json!(true);
        user["locale"] = json!("en-US");
        user["verified"] = json!(true);
        user["email"] = Value::Null;
        user["premium_type"] = json!(0);
        user
    }

    fn guild_event(&self, id: Id, intents: u64) -> Value {
        let guild = &self.guilds[&id];
        let mut json = guild.json();
        // Without the intent for presences only the bot itself is listed, however few members there are.
        let all = intents & intents::GUILD_PRESENCES != 0;
        let listed = guild.members.keys().filter(|user| all || **user == self.me.id);
        let members: Vec<_> = listed.filter_map(|user| self.member(id, *user)).collect();
        let of = |thread: bool| -> Vec<Value> {
            let there = self.channels.values().filter(|channel| channel.guild == Some(id));
            let kind = there.filter(|channel| channel.thread.as_ref().is_some_and(|thread| !thread.archived) == thread);
            let kind = kind.filter(|channel| channel.is_thread() == thread);
            let seen = kind.filter(|channel| self.permissions(channel, self.me.id) & VIEW_CHANNEL != 0);
            seen.map(|channel| self.channel_json(channel)).collect()
        };
        for (field, value) in [
            ("joined_at", json!("2026-01-05T08:00:00.000Z")),
            ("large", json!(false)),
            ("unavailable", json!(false)),
            ("member_count", json!(guild.members.len())),
            ("voice_states", json!([])),
            ("members", json!(members)),
            ("channels", json!(of(false))),
            ("threads", json!(of(true))),
            ("presences", json!([])),
            ("stage_instances", json!([])),
            ("guild_scheduled_events", json!([])),
            ("soundboard_sounds", json!([])),
        ] {
            json[field] = value;
        }
        json
    }
}
