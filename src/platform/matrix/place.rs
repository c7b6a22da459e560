//! Where an answer belongs: under the command that it answers, and in its thread. The engine carries it through.

use matrix_sdk::ruma::OwnedEventId;
use serde::{Deserialize, Serialize};

/// The command that is answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Its event.
    pub event: OwnedEventId,
    /// The root of the thread in which it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thread: Option<OwnedEventId>,
}

impl Place {
    /// As the engine carries it.
    #[must_use]
    pub fn write(&self) -> Option<String> {
        serde_json::to_string(self).ok()
    }

    /// From what the engine gives back; one that cannot be read is none, and the answer simply stands in the room.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}
