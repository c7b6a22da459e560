//! Interactions: what somebody typed, pressed or filled in, and how far the bot is with it.

use std::time::Duration;

use serde_json::Value;
use tokio::time::Instant;

use super::state::Id;

/// Within this it must be acknowledged.
pub const ACKNOWLEDGE: Duration = Duration::from_secs(3);
/// So long its token is good once it was.
pub const LIVES: Duration = Duration::from_mins(15);

/// Kinds of interactions, by Discord's numbers.
pub mod kind {
    /// A slash command or a context menu.
    pub const COMMAND: u8 = 2;
    /// A button or a list.
    pub const COMPONENT: u8 = 3;
    /// Somebody is typing an option.
    pub const AUTOCOMPLETE: u8 = 4;
    /// A modal was filled in.
    pub const MODAL: u8 = 5;
}

/// Kinds of answers to them, by Discord's numbers.
pub mod callback {
    /// A message at once.
    pub const MESSAGE: u8 = 4;
    /// "Thinking…", then a message.
    pub const DEFERRED: u8 = 5;
    /// Nothing is seen; the message under which the button stands may be edited.
    pub const DEFERRED_UPDATE: u8 = 6;
    /// The message under which the button stands is edited.
    pub const UPDATE: u8 = 7;
    /// Choices for the option that is being typed.
    pub const CHOICES: u8 = 8;
    /// A form.
    pub const MODAL: u8 = 9;
}

/// What a test holds in its hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interaction {
    /// Its snowflake.
    pub id: Id,
    /// Who it was.
    pub person: String,
    /// Where.
    pub channel: Id,
}

/// How and when it was acknowledged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Acknowledged {
    /// When the request reached the socket.
    pub at: Instant,
    /// See `callback`.
    pub kind: u8,
}

/// What Discord knows of one.
#[derive(Debug, Clone)]
pub struct Record {
    /// Its snowflake.
    pub id: Id,
    /// By which it is answered.
    pub token: String,
    /// See `kind`.
    pub kind: u8,
    /// Who it was.
    pub person: Id,
    /// Where.
    pub channel: Id,
    /// The message under which the button stood, also that of a modal that a button opened.
    pub source: Option<Id>,
    /// When it was handed to the gateway.
    pub sent: Instant,
    /// How much older than that it is to be taken for.
    pub aged: Duration,
    /// When the first answer to it reached the socket, before anybody looked at it.
    pub arrived: Option<Instant>,
    /// That answer, if it was taken.
    pub acknowledged: Option<Acknowledged>,
    /// The message that answers it.
    pub original: Option<Id>,
    /// Further messages.
    pub followups: Vec<Id>,
    /// The form that it opened.
    pub modal: Option<Value>,
    /// The choices that it was given.
    pub choices: Option<Vec<Value>>,
}

impl Record {
    /// How old it is at this moment.
    pub fn age(&self, at: Instant) -> Duration {
        at.saturating_duration_since(self.sent) + self.aged
    }

    /// Its token may still be used for messages.
    pub fn is_alive(&self, at: Instant) -> bool {
        self.acknowledged.is_some() && self.age(at) < LIVES
    }
}
