//! Who may do what in the rooms that the bot opens, by room version. Pure.

use std::collections::{BTreeMap, BTreeSet};

use matrix_sdk::ruma::{
    OwnedUserId, RoomVersionId, UserId,
    api::client::discovery::get_capabilities::v3::{RoomVersionStability, RoomVersionsCapability},
};
use serde_json::{Map, Value, json};

use crate::domain::{
    ids::PersonId,
    organisation::{Organisation, TeamKind},
};

/// Chair and deputies.
const CHAIR: i64 = 50;
/// The bot, where it must be listed; and what nobody but the bot does.
const BOT: i64 = 100;
/// Above anybody who can be listed: in the versions that know it, only the creator has more.
const CREATOR: i64 = 150;

/// A version in which a room can be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// As the homeserver knows it.
    pub id: RoomVersionId,
    /// The creator has every power and must not be listed (12 and later); before, they must be.
    pub creator_is_above: bool,
    /// Members of a Space can be let in by themselves.
    pub restricted: bool,
}

impl Version {
    /// A version of which the rules are known.
    #[must_use]
    pub fn known(id: &RoomVersionId) -> Option<Self> {
        let rules = id.rules()?.authorization;
        Some(Self {
            id: id.clone(),
            creator_is_above: rules.explicitly_privilege_room_creators,
            restricted: rules.restricted_join_rule,
        })
    }
}

/// The version to open rooms in, and whether that is the one that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The one to use.
    pub version: Version,
    /// What was asked for is not there, not stable, or unknown to the bot.
    pub refused: bool,
}

/// Chooses from what the homeserver offers: what was asked for, else its default, else the newest that the bot knows.
/// None: the homeserver offers nothing that the bot knows.
#[must_use]
pub fn choose(asked: Option<&str>, offered: &RoomVersionsCapability) -> Option<Choice> {
    let stable = |id: &RoomVersionId| offered.available.get(id) == Some(&RoomVersionStability::Stable);
    let usable = |id: &RoomVersionId| Version::known(id).filter(|version| version.restricted);
    let wanted = asked.and_then(|asked| RoomVersionId::try_from(asked).ok());
    if let Some(version) = wanted.filter(stable).as_ref().and_then(usable) {
        return Some(Choice { version, refused: false });
    }
    let newest = || {
        let known = offered.available.keys().filter(|id| stable(id)).filter_map(usable);
        known.max_by_key(|version| version.id.as_str().parse::<u32>().unwrap_or_default())
    };
    // A homeserver whose default is older than restricted rooms mostly offers newer ones too.
    let version = usable(&offered.default).or_else(newest).or_else(|| Version::known(&offered.default))?;
    Some(Choice { version, refused: asked.is_some() })
}

/// Whoever leads a crisis team: they get the chair's power in a room that they belong in.
#[must_use]
pub fn chairs(organisation: &Organisation, members: &[PersonId]) -> BTreeSet<PersonId> {
    let teams = organisation.teams.values().filter(|team| team.kind == TeamKind::Cmt);
    let lead = teams.flat_map(|team| team.chair.iter().chain(&team.deputies));
    lead.filter(|person| members.contains(person)).cloned().collect()
}

/// In a crisis room everybody talks and reacts; chair and deputies also invite (an outsider who is let in reads what was
/// said before), keep the topic and the pins, and remove what should not stand there. How the room is made up is the
/// bot's alone: a slip at night must not open it or end its encryption.
#[must_use]
pub fn crisis(version: &Version, me: &UserId, chairs: &[OwnedUserId]) -> Value {
    let mut users: BTreeMap<String, i64> = chairs.iter().map(|chair| (chair.to_string(), CHAIR)).collect();
    list_creator(&mut users, version, me);
    json!({
        "users": users, "users_default": 0,
        "events_default": 0, "state_default": CHAIR,
        "invite": CHAIR, "kick": CHAIR, "ban": CHAIR, "redact": CHAIR,
        "notifications": { "room": CHAIR },
        "events": {
            "m.room.name": CHAIR, "m.room.topic": CHAIR, "m.room.avatar": CHAIR, "m.room.pinned_events": CHAIR,
            "m.room.power_levels": BOT, "m.room.encryption": BOT, "m.room.history_visibility": BOT,
            "m.room.join_rules": BOT, "m.room.guest_access": BOT, "m.room.canonical_alias": BOT,
            "m.room.server_acl": BOT, "m.room.tombstone": highest(version),
            // A crisis team also talks: clients keep who is in a call as state.
            "org.matrix.msc3401.call.member": 0,
        },
    })
}

/// A Space has nothing to say: it only holds the people and the rooms together.
#[must_use]
pub fn space(version: &Version, me: &UserId) -> Value {
    let mut users = BTreeMap::new();
    list_creator(&mut users, version, me);
    json!({
        "users": users, "users_default": 0,
        "events_default": BOT, "state_default": BOT,
        "invite": BOT, "kick": BOT, "ban": BOT, "redact": BOT,
        "events": { "m.room.tombstone": highest(version) },
    })
}

/// From what it was: nobody but the bot writes, reacts, invites or removes; everybody goes on reading.
#[must_use]
pub fn archived(before: &Value) -> Value {
    let mut levels = before.as_object().cloned().unwrap_or_default();
    for key in ["events_default", "state_default", "invite", "kick", "ban", "redact"] {
        levels.insert(key.to_owned(), json!(BOT));
    }
    levels.insert("notifications".to_owned(), json!({ "room": BOT }));
    if let Some(events) = levels.get_mut("events").and_then(Value::as_object_mut) {
        for level in events.values_mut() {
            *level = json!(level.as_i64().unwrap_or(BOT).max(BOT));
        }
    }
    Value::Object(levels)
}

/// Whether a room was archived.
#[must_use]
pub fn is_archived(levels: &Value) -> bool {
    levels.get("events_default").and_then(Value::as_i64).is_some_and(|level| level >= BOT)
}

fn list_creator(users: &mut BTreeMap<String, i64>, version: &Version, me: &UserId) {
    users.remove(me.as_str());
    if !version.creator_is_above {
        users.insert(me.to_string(), BOT);
    }
}

const fn highest(version: &Version) -> i64 {
    if version.creator_is_above { CREATOR } else { BOT }
}

/// Whether everything that is wanted is there; more may be.
#[must_use]
pub fn covers(there: &Value, wanted: &Value) -> bool {
    match (there, wanted) {
        (Value::Object(there), Value::Object(wanted)) => {
            wanted.iter().all(|(key, value)| there.get(key).is_some_and(|there| covers(there, value)))
        }
        _ => there == wanted,
    }
}

/// What is there, with what is wanted put over it.
#[must_use]
pub fn laid_over(there: &Value, wanted: &Value) -> Value {
    let (Value::Object(there), Value::Object(wanted)) = (there, wanted) else { return wanted.clone() };
    let mut result: Map<String, Value> = there.clone();
    for (key, value) in wanted {
        let laid = result.get(key).map_or_else(|| value.clone(), |there| laid_over(there, value));
        result.insert(key.clone(), laid);
    }
    Value::Object(result)
}

#[cfg(test)]
#[path = "power_tests.rs"]
mod tests;
