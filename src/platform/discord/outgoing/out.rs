//! What goes out: each act of a delivery, as calls of the API.

use super::{
    pin,
    say::{self, Message},
    trouble::{self, Halt},
};
use crate::{
    domain::ids::{PersonId, RoomId},
    engine::port::{Act, Button, Delivery, Note, Outcome},
    platform::discord::{hub::Hub, rooms},
    text::reply::Reply,
};

/// One attempt.
pub async fn deliver(hub: &Hub, delivery: &Delivery) -> Outcome {
    match done(hub, delivery).await {
        Ok(notes) if notes.is_empty() => Outcome::Delivered,
        Ok(notes) => Outcome::Noted(notes),
        Err(halt) => trouble::outcome(hub, delivery, halt).await,
    }
}

async fn done(hub: &Hub, delivery: &Delivery) -> Result<Vec<Note>, Halt> {
    match &delivery.act {
        Act::Post { room, id, text, mentions, actions } => {
            message(hub, delivery, (room, id), text, mentions, actions).post().await
        }
        Act::Edit { room, target, text, mentions, actions } => {
            message(hub, delivery, (room, target), text, mentions, actions).edit().await
        }
        Act::Pin { target, .. } => pin::pin(hub, target).await,
        Act::OpenRoom { room, name, topic, members } => rooms::open(hub, delivery, room, name, topic, members).await,
        Act::ArchiveRoom { room } => rooms::archive(hub, room).await,
        Act::Mail { .. } | Act::Text { .. } | Act::Call { .. } | Act::Webhook { .. } => {
            Err(Halt::Outcome(Outcome::Permanent { reason: "it is for no room".to_owned() }))
        }
    }
}

fn message<'a>(
    hub: &'a Hub,
    delivery: &'a Delivery,
    (room, id): (&'a RoomId, &'a str),
    text: &'a Reply,
    mentions: &'a [PersonId],
    actions: &'a [Button],
) -> Message<'a> {
    Message { hub, delivery, room, id, text, mentions, actions }
}

/// Says something that could not be stored: one attempt, and no message that anybody has to find again.
pub async fn notice(hub: &Hub, room: &RoomId, text: &Reply) -> Outcome {
    let Some(channel) = hub.channel(room) else {
        return Outcome::Permanent { reason: format!("no channel on Discord stands for {room}") };
    };
    match say::quietly(hub, channel, None, text, "").await {
        Ok(()) => Outcome::Delivered,
        Err(failed) => failed.outcome(),
    }
}
