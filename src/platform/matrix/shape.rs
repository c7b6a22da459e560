//! What a room that the bot opens must look like: as it is asked of the homeserver, and what one that is there already
//! still lacks. Pure.

use matrix_sdk::ruma::{
    OwnedUserId, RoomId, UserId,
    api::client::room::{
        Visibility,
        create_room::v3::{CreationContent, Request, RoomPreset},
    },
    room::RoomType,
    serde::Raw,
};
use serde_json::{Value, json, value::to_raw_value};

use super::power::{self, Version};

/// The algorithm of encrypted rooms.
const ALGORITHM: &str = "m.megolm.v1.aes-sha2";

/// One event of the state of a room.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// Its type.
    pub kind: &'static str,
    /// Its content.
    pub content: Value,
}

/// A room as it must be.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// The name by which it is found again, without `#` and server.
    pub alias: String,
    /// As shown.
    pub name: String,
    /// One line on what it is about.
    pub topic: String,
    /// It holds other rooms.
    pub is_space: bool,
    /// Who belongs in it.
    pub invite: Vec<OwnedUserId>,
    /// The version to open it in.
    pub version: Version,
    /// Who may do what.
    pub power: Value,
    /// Everything else.
    pub state: Vec<State>,
}

/// Who comes in without being asked.
#[must_use]
pub fn join_rule(space: Option<&RoomId>) -> Value {
    space.map_or_else(
        || json!({ "join_rule": "invite" }),
        |space| json!({ "join_rule": "restricted", "allow": [{ "type": "m.room_membership", "room_id": space }] }),
    )
}

/// What every room of ours has: no guests, and whoever comes later (the next shift, an expert) reads what was decided
/// before. That is why chairs alone invite.
#[must_use]
pub fn closed(space: Option<&RoomId>, encrypted: bool) -> Vec<State> {
    let mut state = vec![
        State { kind: "m.room.join_rules", content: join_rule(space) },
        State { kind: "m.room.history_visibility", content: json!({ "history_visibility": "shared" }) },
        State { kind: "m.room.guest_access", content: json!({ "guest_access": "forbidden" }) },
    ];
    if encrypted {
        // First: nothing may be said before it.
        state.insert(0, State { kind: "m.room.encryption", content: json!({ "algorithm": ALGORITHM }) });
    }
    state
}

impl Shape {
    /// What is asked of the homeserver.
    #[must_use]
    pub fn request(&self, alias: &str, invite: &[OwnedUserId]) -> Request {
        let mut request = Request::new();
        request.room_alias_name = Some(alias.to_owned());
        request.name = Some(self.name.clone());
        request.topic = Some(self.topic.clone());
        request.preset = Some(RoomPreset::PrivateChat);
        request.visibility = Visibility::Private;
        request.room_version = Some(self.version.id.clone());
        request.invite = invite.to_vec();
        request.power_level_content_override = to_raw_value(&self.power).ok().map(Raw::from_json);
        if self.is_space {
            let mut content = CreationContent::new();
            content.room_type = Some(RoomType::Space);
            request.creation_content = Raw::new(&content).ok();
        }
        let state = self.state.iter().filter_map(|state| {
            let event = json!({ "type": state.kind, "state_key": "", "content": state.content });
            to_raw_value(&event).ok().map(Raw::from_json)
        });
        request.initial_state = state.collect();
        request
    }

    /// What a room that is there already still lacks, in the order in which it must be sent.
    #[must_use]
    pub fn lacking(&self, there: &Current) -> Vec<State> {
        let name = State { kind: "m.room.name", content: json!({ "name": self.name }) };
        let topic = State { kind: "m.room.topic", content: json!({ "topic": self.topic }) };
        let power = State { kind: "m.room.power_levels", content: self.power.clone() };
        let wanted = self.state.iter().cloned().chain([power, name, topic]);
        wanted.filter_map(|wanted| lacks(there, wanted)).collect()
    }

    /// Whom it still has to invite: not who left by themselves, nor who was sent away.
    #[must_use]
    pub fn uninvited(&self, there: &Current) -> Vec<OwnedUserId> {
        self.invite.iter().filter(|user| there.membership(user).is_none()).cloned().collect()
    }
}

fn lacks(there: &Current, wanted: State) -> Option<State> {
    let Some(content) = there.content(wanted.kind, "") else { return Some(wanted) };
    // Whatever algorithm it has: it is never made weaker.
    if wanted.kind == "m.room.encryption" && content.get("algorithm").is_some() {
        return None;
    }
    if power::covers(content, &wanted.content) {
        return None;
    }
    let content = match wanted.kind {
        "m.room.power_levels" => power::laid_over(content, &wanted.content),
        _ => wanted.content,
    };
    Some(State { kind: wanted.kind, content })
}

/// The state of a room as the homeserver tells it.
#[derive(Debug, Clone, Default)]
pub struct Current(pub Vec<Value>);

impl Current {
    fn event(&self, kind: &str, key: &str) -> Option<&Value> {
        let is = |event: &&Value, field: &str, value: &str| event.get(field).and_then(Value::as_str) == Some(value);
        self.0.iter().find(|event| is(event, "type", kind) && is(event, "state_key", key))
    }

    /// What an event of it says.
    #[must_use]
    pub fn content(&self, kind: &str, key: &str) -> Option<&Value> {
        self.event(kind, key).and_then(|event| event.get("content"))
    }

    /// A word in an event of it.
    #[must_use]
    pub fn word(&self, kind: &str, field: &str) -> Option<&str> {
        self.content(kind, "").and_then(|content| content.get(field)).and_then(Value::as_str)
    }

    /// Whether this account made the room.
    #[must_use]
    pub fn is_made_by(&self, user: &UserId) -> bool {
        let sender = self.event("m.room.create", "").and_then(|event| event.get("sender"));
        sender.and_then(Value::as_str) == Some(user.as_str())
    }

    /// What somebody is to the room: `join`, `invite`, `leave`, `ban`.
    #[must_use]
    pub fn membership(&self, user: &UserId) -> Option<&str> {
        self.content("m.room.member", user.as_str()).and_then(|content| content.get("membership"))?.as_str()
    }
}

#[cfg(test)]
#[path = "shape_tests.rs"]
mod tests;
