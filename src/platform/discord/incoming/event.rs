//! What an event is about.

use serenity::model::{event::Event, id::ChannelId};

use crate::domain::time::Timestamp;

/// To the millisecond: whoever edits twice in a second says two things.
#[must_use]
pub fn milliseconds(at: serenity::model::Timestamp) -> Timestamp {
    let nanos = at.unix_timestamp_nanos().checked_div(1_000_000);
    Timestamp(nanos.and_then(|millis| i64::try_from(millis).ok()).unwrap_or_default())
}

/// The channel in which something was said, changed or deleted.
#[must_use]
pub const fn channel(event: &Event) -> Option<ChannelId> {
    match event {
        Event::MessageCreate(created) => Some(created.message.channel_id),
        Event::MessageUpdate(update) => Some(update.channel_id),
        Event::MessageDelete(deleted) => Some(deleted.channel_id),
        Event::MessageDeleteBulk(deleted) => Some(deleted.channel_id),
        _ => None,
    }
}
