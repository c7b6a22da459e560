//! By which way words go out: into a channel, or with the token of an interaction.

use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use serenity::{
    http::{LightMethod, Route},
    model::id::{ChannelId, InteractionId, MessageId, UserId},
};

use super::body::{Body, EPHEMERAL};
use crate::{
    engine::port::Delivery,
    platform::discord::{
        api::rest::{Failed, Rest},
        hub::Hub,
        place::Place,
    },
};

/// The codes with which Discord says that a token works no more, or that what it filled is gone.
const OVER: [i64; 4] = [10_015, 10_062, 50_027, 10_008];

/// By which way words go out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// As a message in a channel.
    Channel {
        /// Which.
        channel: ChannelId,
        /// What it replies to.
        reply: Option<MessageId>,
        /// Who asked and would not see it otherwise.
        by: Option<UserId>,
    },
    /// In the place of "is thinking", and behind it.
    Original {
        /// Which is answered.
        interaction: InteractionId,
        /// Where it stands.
        channel: ChannelId,
        /// Who asked.
        by: UserId,
    },
    /// For whoever asked alone.
    Aside {
        /// Which is answered.
        interaction: InteractionId,
        /// Where it stands.
        channel: ChannelId,
        /// Who asked.
        by: UserId,
        /// Under which message.
        message: MessageId,
    },
}

impl Way {
    /// The way of an answer; none where nothing is answered, or not here.
    #[must_use]
    pub fn of(hub: &Hub, delivery: &Delivery) -> Option<Self> {
        let place = delivery.answers.as_deref().and_then(Place::read)?;
        let works = |interaction| hub.tokens.of(interaction, hub.clock.now()).is_some();
        let way = match place {
            Place::Command { interaction, channel, by } => Self::Original { interaction, channel, by },
            Place::Button { interaction, channel, message, by } if delivery.aside => {
                Self::Aside { interaction, channel, by, message }
            }
            Place::Button { channel, message, .. } | Place::Message { channel, message } => {
                Self::Channel { channel, reply: Some(message), by: None }
            }
        };
        Some(match way.interaction() {
            Some(interaction) if !works(interaction) => way.without_token(),
            _ => way,
        })
    }

    /// The interaction with whose token it goes.
    #[must_use]
    pub const fn interaction(self) -> Option<InteractionId> {
        match self {
            Self::Original { interaction, .. } | Self::Aside { interaction, .. } => Some(interaction),
            Self::Channel { .. } => None,
        }
    }

    /// The channel in which it is seen.
    #[must_use]
    pub const fn channel(self) -> ChannelId {
        match self {
            Self::Channel { channel, .. } | Self::Original { channel, .. } | Self::Aside { channel, .. } => channel,
        }
    }

    /// Who must be named, because they would not see it otherwise.
    #[must_use]
    pub const fn names(self) -> Option<UserId> {
        if let Self::Channel { by, .. } = self { by } else { None }
    }

    /// The same in the channel, once the token works no more: whoever asked is named.
    #[must_use]
    pub const fn without_token(self) -> Self {
        match self {
            Self::Original { channel, by, .. } => Self::Channel { channel, reply: None, by: Some(by) },
            Self::Aside { channel, by, message, .. } => Self::Channel { channel, reply: Some(message), by: Some(by) },
            Self::Channel { .. } => self,
        }
    }
}

/// Whether a token works no more.
#[must_use]
pub fn is_over(failed: &Failed) -> bool {
    failed.code().is_some_and(|code| OVER.contains(&code))
}

/// A message that stands there now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Sent {
    /// Its id.
    pub id: MessageId,
    /// Discord's flags.
    #[serde(default)]
    pub flags: u64,
}

impl Sent {
    /// Only whoever asked sees it.
    #[must_use]
    pub const fn is_hidden(self) -> bool {
        self.flags & EPHEMERAL != 0
    }
}

/// That a token is gone reads as Discord would say it.
fn token(hub: &Hub, interaction: InteractionId) -> Result<SecretString, Failed> {
    let gone = || Failed::Refused { status: 401, code: 50_027, message: "the token is too old".to_owned() };
    hub.tokens.of(interaction, hub.clock.now()).ok_or_else(gone)
}

/// Takes the place of "is thinking".
///
/// # Errors
/// Why it does not.
pub async fn fill(hub: &Hub, interaction: InteractionId, body: &Body<'_>) -> Result<Sent, Failed> {
    let (token, application_id) = (token(hub, interaction)?, hub.me.application(&hub.rest).await?);
    hub.filled.mark(interaction);
    hub.underway.over(interaction).await;
    let route = Route::WebhookOriginalInteractionResponse { application_id, token: token.expose_secret() };
    hub.rest.send(LightMethod::Patch, route, body).await
}

/// A further message.
///
/// # Errors
/// Why it is not there.
pub async fn follow_up(hub: &Hub, interaction: InteractionId, body: &Body<'_>) -> Result<Sent, Failed> {
    let (token, application_id) = (token(hub, interaction)?, hub.me.application(&hub.rest).await?);
    hub.underway.over(interaction).await;
    let route = Route::WebhookFollowupMessages { application_id, token: token.expose_secret() };
    hub.rest.send(LightMethod::Post, route, body).await
}

/// Replaces what such a message says.
///
/// # Errors
/// Why it does not.
pub async fn edit(
    hub: &Hub,
    interaction: InteractionId,
    message_id: MessageId,
    body: &Body<'_>,
) -> Result<Sent, Failed> {
    let (token, application_id) = (token(hub, interaction)?, hub.me.application(&hub.rest).await?);
    let route = Route::WebhookFollowupMessage { application_id, token: token.expose_secret(), message_id };
    hub.rest.send(LightMethod::Patch, route, body).await
}

/// A message in a channel.
///
/// # Errors
/// Why it is not there.
pub async fn post(rest: &Rest, channel_id: ChannelId, body: &Body<'_>) -> Result<Sent, Failed> {
    rest.send(LightMethod::Post, Route::ChannelMessages { channel_id }, body).await
}
