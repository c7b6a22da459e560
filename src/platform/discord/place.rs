//! Where an answer belongs. The engine carries it through.

use serde::{Deserialize, Serialize};
use serenity::model::id::{ChannelId, InteractionId, MessageId, UserId};

/// What is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "discord", rename_all = "snake_case")]
pub enum Place {
    /// A slash command, a menu of a message or a form: the answer takes the place of "is thinking".
    Command {
        /// Of which the token is kept for 15 minutes.
        interaction: InteractionId,
        /// Where.
        channel: ChannelId,
        /// Whose.
        by: UserId,
    },
    /// A button: what changed is said in the channel, why nothing did to whoever pressed it.
    Button {
        /// Of which the token is kept for 15 minutes.
        interaction: InteractionId,
        /// Where.
        channel: ChannelId,
        /// Under which message.
        message: MessageId,
        /// Whose.
        by: UserId,
    },
    /// A message that speaks to the bot: the answer is a reply to it.
    Message {
        /// Where.
        channel: ChannelId,
        /// Which.
        message: MessageId,
    },
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_of_another_network_is_none_here() {
        let place = Place::Message { channel: ChannelId::new(5), message: MessageId::new(7) };
        assert_eq!(Place::read(&place.write().unwrap()), Some(place));
        assert_eq!(Place::read(r#"{"event":"$a","thread":null}"#), None);
    }
}
