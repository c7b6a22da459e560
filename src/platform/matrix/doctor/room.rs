//! The standing rooms: whether they are there, and what the bot may do in them.

use serde_json::Value;

use super::calls::Calls;
use crate::{
    domain::{ids::RoomId, line::Line},
    platform::{finding::Check, matrix::failure::verbatim},
    settings::matrix::Matrix,
};

pub(super) async fn all(calls: &Calls, settings: &Matrix, checks: &mut Vec<Check>) {
    let joined = calls.get(&["_matrix", "client", "v3", "joined_rooms"]).await;
    let joined = joined.ok().and_then(|answer| answer.body.get("joined_rooms").cloned()).unwrap_or_default();
    let joined: Vec<&str> = joined.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    for (room, reference) in &settings.rooms {
        one(calls, settings, &joined, room, reference, checks).await;
    }
}

async fn one(
    calls: &Calls,
    settings: &Matrix,
    joined: &[&str],
    room: &RoomId,
    reference: &str,
    checks: &mut Vec<Check>,
) {
    let named = || verbatim(room.as_str());
    let id = match resolve(calls, reference).await {
        Ok(id) => id,
        Err(reason) => {
            let (reference, reason) = (verbatim(reference), verbatim(reason));
            checks.push(Check::finding(Line::DoctorRoomGone { room: named(), reference, reason }));
            return;
        }
    };
    if !joined.contains(&id.as_str()) {
        checks.push(Check::finding(Line::DoctorRoomNotJoined { room: named(), user: verbatim(&settings.user) }));
        return;
    }
    let state = State::read(calls, &id).await;
    checks.push(Check::fine(if state.encrypted {
        Line::DoctorRoomEncrypted { room: named() }
    } else {
        Line::DoctorRoomPlain { room: named() }
    }));
    if state.join_rule == "public" {
        checks.push(Check::warning(Line::DoctorRoomPublic { room: named() }));
    }
    let powers = Powers::of(&state, &settings.user);
    if powers.own < powers.speak {
        let (own, needed) = (powers.own, powers.speak);
        checks.push(Check::finding(Line::DoctorRoomSilent { room: named(), own, needed }));
    } else if powers.own < powers.manage {
        let (own, needed) = (powers.own, powers.manage);
        checks.push(Check::warning(Line::DoctorRoomPower { room: named(), own, needed }));
    }
}

async fn resolve(calls: &Calls, reference: &str) -> Result<String, String> {
    if reference.starts_with('!') {
        return Ok(reference.to_owned());
    }
    let answer = calls.get(&["_matrix", "client", "v3", "directory", "room", reference]).await?;
    answer.body.get("room_id").and_then(Value::as_str).map(str::to_owned).ok_or_else(|| answer.reason())
}

/// What a room says of itself.
#[derive(Default)]
pub(super) struct State {
    pub(super) create: Value,
    pub(super) powers: Value,
    pub(super) join_rule: String,
    pub(super) encrypted: bool,
}

impl State {
    async fn read(calls: &Calls, id: &str) -> Self {
        let Ok(answer) = calls.get(&["_matrix", "client", "v3", "rooms", id, "state"]).await else {
            return Self::default();
        };
        Self::of(&answer.body)
    }

    /// From all state events of the room.
    pub(super) fn of(events: &Value) -> Self {
        let mut state = Self::default();
        for event in events.as_array().into_iter().flatten() {
            let kind = event.get("type").and_then(Value::as_str);
            let content = event.get("content").unwrap_or(&Value::Null);
            match kind {
                Some("m.room.create") => state.create = event.clone(),
                Some("m.room.power_levels") => state.powers = content.clone(),
                Some("m.room.encryption") => state.encrypted = true,
                Some("m.room.join_rules") => {
                    let rule = content.get("join_rule").and_then(Value::as_str);
                    rule.unwrap_or_default().clone_into(&mut state.join_rule);
                }
                _ => {}
            }
        }
        state
    }
}

/// What the bot may do, and what is asked for it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Powers {
    pub(super) own: i64,
    /// For sending a message, encrypted or not.
    pub(super) speak: i64,
    /// For pinning, inviting and publishing the commands.
    pub(super) manage: i64,
}

impl Powers {
    pub(super) fn of(state: &State, user: &str) -> Self {
        let level = |value: Option<&Value>, default| value.and_then(Value::as_i64).unwrap_or(default);
        let powers = |key: &str, default| level(state.powers.get(key), default);
        let event = |kind: &str, default| level(state.powers.get("events").and_then(|all| all.get(kind)), default);
        let own = level(state.powers.get("users").and_then(|all| all.get(user)), powers("users_default", 0));
        let own = if creates(&state.create, user) { i64::MAX } else { own };
        let usual = powers("events_default", 0);
        let speak = if state.encrypted { "m.room.encrypted" } else { "m.room.message" };
        let speak = event(speak, usual).max(event("m.reaction", usual));
        let standing = powers("state_default", 50);
        let manage = event("m.room.pinned_events", standing).max(powers("invite", 0)).max(standing);
        Self { own, speak, manage }
    }
}

/// From room version 12 on, whoever made the room may do anything in it and stands in no list.
fn creates(create: &Value, user: &str) -> bool {
    let version = create.pointer("/content/room_version").and_then(Value::as_str).and_then(|v| v.parse::<u32>().ok());
    let more = create.pointer("/content/additional_creators").and_then(Value::as_array);
    let listed = more.is_some_and(|more| more.iter().any(|other| other.as_str() == Some(user)));
    version.is_some_and(|version| version >= 12)
        && (create.get("sender").and_then(Value::as_str) == Some(user) || listed)
}
