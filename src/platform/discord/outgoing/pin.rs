//! Pins. serenity builds only the older of Discord's two routes; both are served, and both want the permission of its
//! own that pins have since 2026.

use serenity::http::{LightMethod, Request, Route};

use super::{
    say::{NO_MESSAGE, channel_of, message_id},
    trouble::Halt,
};
use crate::{
    engine::port::Note,
    platform::discord::{api::rest::Failed, hub::Hub},
};

/// Kind of note: message of ours that is to be pinned, to what it is called on the network where it is; of one that
/// could not be found, nothing.
const PINNED: &str = "pinned";

/// Pins the first part of a message.
///
/// # Errors
/// What stopped it: never a right that is missing or a limit, which must not hold up the lane, in which pages may
/// follow. The message itself is there.
pub async fn pin(hub: &Hub, message: &str) -> Result<Vec<Note>, Halt> {
    let first = hub.memory.parts(message).await?.into_iter().next();
    let noted = |part: &str| vec![hub.memory.noted(PINNED, message, Some(part.to_owned()))];
    let first = first.and_then(|part| Some((message_id(&part)?, part)));
    let (Some(channel_id), Some((message_id, part))) = (channel_of(hub, message).await?, first) else {
        tracing::info!(message, "a message that is not known here cannot be pinned; its next edit says it anew");
        return Ok(noted(""));
    };
    let request = Request::new(Route::ChannelPin { channel_id, message_id }, LightMethod::Put);
    match hub.rest.call::<Option<()>>(request).await {
        Ok(_) => Ok(noted(&part)),
        Err(failed) if failed.code() == Some(NO_MESSAGE) => Ok(noted("")),
        Err(failed @ Failed::Refused { .. }) => {
            tracing::warn!(%channel_id, message, %failed, "not pinned: I need Pin Messages there, and fewer than 250 pins");
            Ok(noted(&part))
        }
        Err(failed) => Err(failed.into()),
    }
}

/// Pins a message again that was to be pinned, but is another one on the network now.
///
/// # Errors
/// What stopped it.
pub async fn again(hub: &Hub, message: &str) -> Result<Vec<Note>, Halt> {
    let Some(pinned) = hub.memory.get(PINNED, message).await? else { return Ok(Vec::new()) };
    let first = hub.memory.parts(message).await?.into_iter().next();
    if first.is_none_or(|first| first == pinned) { Ok(Vec::new()) } else { pin(hub, message).await }
}
