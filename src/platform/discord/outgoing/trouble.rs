//! What stopped something on its way out, and how its lane goes on: nothing that calls somebody is lost for it.

use std::time::Duration;

use serde_json::{Value, json};
use serenity::http::{LightMethod, Route};

use super::{
    out,
    say::{quietly, sentence},
};
use crate::{
    domain::{ids::RoomId, line::Line, words::Verbatim},
    engine::port::{Act, Delivery, Outcome},
    platform::discord::{api::rest::Failed, hub::Hub},
    store::StoreError,
};

/// What only a person can mend is looked at again after this long.
const MENDED: Duration = Duration::from_secs(30);
/// Discord does not know the channel.
pub const NO_CHANNEL: i64 = 10_003;
/// A right is missing: to see it, or to do something in it.
const FORBIDDEN: [i64; 2] = [50_001, 50_013];
/// What was sent can never be right: an empty message, a form that does not fit.
const MISMADE: [i64; 3] = [50_006, 50_035, 50_109];
/// A thread that was put away takes no edits.
const PUT_AWAY: i64 = 50_083;
/// Kind of note: channel that is gone, of which its people were told.
const GONE: &str = "gone";

/// What stopped something.
#[derive(Debug)]
pub enum Halt {
    /// No channel stands for the room.
    Nowhere,
    /// Discord.
    Failed(Failed),
    /// How the lane goes on.
    Outcome(Outcome),
}

impl From<Failed> for Halt {
    fn from(failed: Failed) -> Self {
        Self::Failed(failed)
    }
}

impl From<StoreError> for Halt {
    fn from(error: StoreError) -> Self {
        Self::Outcome(retry(format!("the database cannot be read: {error}")))
    }
}

/// The lane tries it again, with its own pauses.
#[must_use]
pub fn retry(reason: impl Into<String>) -> Outcome {
    Outcome::Retry { after: None, reason: reason.into() }
}

/// How the lane goes on. A page that cannot be said in its room is said where it is said while the room is not open.
pub async fn outcome(hub: &Hub, delivery: &Delivery, halt: Halt) -> Outcome {
    let Some(room) = delivery.act.room() else { return retry("a chat network carries no mail") };
    let code = match &halt {
        Halt::Outcome(outcome) => return outcome.clone(),
        Halt::Nowhere => None,
        Halt::Failed(failed @ Failed::Refused { code, message, .. }) => {
            if FORBIDDEN.contains(code) {
                forbidden(hub, &delivery.act, room, message);
            } else if *code == NO_CHANNEL {
                gone(hub, delivery, room).await;
            } else if *code == PUT_AWAY {
                return taken_out(hub, room, failed).await;
            } else if MISMADE.contains(code) {
                return Outcome::Permanent { reason: failed.to_string() };
            } else {
                return failed.outcome();
            }
            Some(*code)
        }
        Halt::Failed(failed) => return failed.outcome(),
    };
    if let Some(page) = delivery.rerouted() {
        return Box::pin(out::deliver(hub, &page)).await;
    }
    let standing = hub.organisation.rooms.contains_key(room);
    let reason = match &halt {
        Halt::Failed(failed) => failed.to_string(),
        _ => format!("no channel on Discord stands for {room}"),
    };
    match code {
        Some(NO_CHANNEL) | None if !standing => Outcome::Permanent { reason },
        _ => Outcome::Retry { after: Some(MENDED), reason },
    }
}

/// Takes out a thread that was put away, such as by Discord after a quiet week, so that what is said in it can change.
async fn taken_out(hub: &Hub, room: &RoomId, failed: &Failed) -> Outcome {
    let Some(channel_id) = hub.channel(room) else { return failed.outcome() };
    let body = json!({ "archived": false });
    match hub.rest.send::<Value>(LightMethod::Patch, Route::Channel { channel_id }, &body).await {
        Ok(_) => Outcome::Retry { after: Some(Duration::ZERO), reason: failed.to_string() },
        Err(failed) => failed.outcome(),
    }
}

/// The operator is told which right is missing, and where.
fn forbidden(hub: &Hub, act: &Act, room: &RoomId, reason: &str) {
    let channel = hub.channel(room).map_or_else(|| "-".to_owned(), |channel| channel.to_string());
    let rights = match act {
        Act::OpenRoom { .. } => "Manage Channels, Manage Roles, Create Private Threads, Manage Threads",
        Act::ArchiveRoom { .. } => "Manage Channels, Manage Roles, Manage Threads",
        _ => "View Channel, Send Messages, Send Messages in Threads, Read Message History",
    };
    let reason = Verbatim(reason.trim_end_matches(['.', ' ']).to_owned());
    let line = Line::DiscordForbidden {
        room: room.clone(),
        channel: Verbatim(channel),
        reason,
        rights: Verbatim(rights.to_owned()),
    };
    hub.operator(&line);
}

/// Somebody deleted the channel. A standing one must be put right in the configuration. One that the bot opened is not
/// opened anew: who deletes the channel of a crisis means something by it, and a second one would split its people. They
/// are told once, in the reporting room, where pages are said from now on.
async fn gone(hub: &Hub, delivery: &Delivery, room: &RoomId) {
    let Some(channel) = hub.channel(room) else { return };
    let channel = channel.to_string();
    if hub.organisation.rooms.contains_key(room) {
        hub.operator(&Line::DiscordRoomMissing { room: room.clone(), channel: Verbatim(channel) });
        return;
    }
    let line = Line::DiscordCrisisChannelGone { room: room.clone() };
    hub.operator(&line);
    let told = hub.memory.get(GONE, &channel).await.is_ok_and(|told| told.is_some());
    let home = hub.home(delivery.incident, room).and_then(|home| Some((hub.channel(&home)?, home)));
    let Some((there, home)) = home.filter(|_| !told) else { return };
    let words = hub.words.in_room(&home);
    let text = sentence(words.drilled(&line, hub.clock.now(), delivery.exercise));
    // Channels are called by numbers of at most 20 digits: with what stands before, that fits a nonce.
    let nonce = format!("gone.{channel}");
    if quietly(hub, there, Some(&nonce), &text, &words.lead(delivery.exercise)).await.is_ok() {
        let note = hub.memory.noted(GONE, &channel, Some(String::new()));
        // Not told again in this run; whether it is written down only matters for the next.
        let _ = hub.keep(vec![note]).await;
    }
}
