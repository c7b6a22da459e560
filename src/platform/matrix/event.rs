//! An event as it came in, read leniently: whatever is missing or of another type than it should be is simply not there.

use matrix_sdk::ruma::{EventId, OwnedEventId, OwnedUserId, UserId};
use serde_json::Value;

use crate::domain::time::Timestamp;

/// An event.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Its id.
    pub id: OwnedEventId,
    /// Who sent it, as the homeserver says; of a decrypted one the SDK checked it.
    pub sender: OwnedUserId,
    /// When it was sent, as its homeserver says.
    pub at: Timestamp,
    /// Its type.
    pub kind: String,
    /// The key of a state event.
    pub state_key: Option<String>,
    /// What it says.
    pub content: Value,
    /// The event that it deletes.
    pub redacts: Option<OwnedEventId>,
    /// The membership before this one, where it is a membership.
    pub before: Option<String>,
}

/// A text inside of a value.
pub(super) fn text<'a>(value: &'a Value, path: &[&str]) -> Option<&'a str> {
    path.iter().try_fold(value, |value, key| value.get(key))?.as_str()
}

/// An event id inside of a value.
pub(super) fn event_id(value: &Value, path: &[&str]) -> Option<OwnedEventId> {
    EventId::parse(text(value, path)?).ok()
}

impl Event {
    /// From its JSON; none when it is no event at all.
    #[must_use]
    pub fn read(json: &str) -> Option<Self> {
        let mut value: Value = serde_json::from_str(json).ok()?;
        let at = value.get("origin_server_ts").and_then(Value::as_i64).unwrap_or_default();
        let in_content = event_id(&value, &["content", "redacts"]);
        let before = text(&value, &["unsigned", "prev_content", "membership"])
            .or_else(|| text(&value, &["prev_content", "membership"]));
        Some(Self {
            id: event_id(&value, &["event_id"])?,
            sender: UserId::parse(text(&value, &["sender"])?).ok()?,
            at: Timestamp(at),
            kind: text(&value, &["type"])?.to_owned(),
            state_key: text(&value, &["state_key"]).map(ToOwned::to_owned),
            redacts: event_id(&value, &["redacts"]).or(in_content),
            before: before.map(ToOwned::to_owned),
            content: value.get_mut("content").map(Value::take).unwrap_or_default(),
        })
    }

    /// Whether somebody came in by it who was not there.
    #[must_use]
    pub fn is_arrival_of(&self, account: &UserId) -> bool {
        self.kind == "m.room.member"
            && self.state_key.as_deref() == Some(account.as_str())
            && text(&self.content, &["membership"]) == Some("join")
            && self.before.as_deref() != Some("join")
    }

    /// Whether it is encrypted still; one that was deleted has nothing left to decrypt.
    #[must_use]
    pub fn is_sealed(&self) -> bool {
        self.kind == "m.room.encrypted" && self.content.get("algorithm").is_some()
    }
}
