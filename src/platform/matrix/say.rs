//! What the network says in a room by itself about who is not there: once, also when it is tried again.

use matrix_sdk::{
    Room,
    ruma::{
        OwnedTransactionId,
        events::{Mentions, room::message::RoomMessageEventContent},
    },
};
use tokio::time::timeout;

use super::{hub::Hub, limits};
use crate::domain::line::Line;

/// A sentence that the operator has.
const TOLD: &str = "told";

/// Tells the operator, once for as long as the program runs: what is tried again and again is not said as often.
pub async fn operator(hub: &Hub, line: &Line) {
    let text = hub.words.say(line, hub.clock.now());
    if hub.memory.get(TOLD, &text).await.is_ok_and(|told| told.is_some()) {
        return;
    }
    // Known here and never handed in: after a restart it is said again.
    let _ = hub.memory.noted(TOLD, &text, Some(String::new()));
    tracing::error!("{}", text.trim_end());
}

/// What went wrong, without the full stop that the sentence around it has already.
#[must_use]
pub fn reason(error: &str) -> String {
    error.trim_end_matches(['.', ' ']).to_owned()
}

/// Says it quietly; the same transaction is the same message. Best effort: whether it got through.
pub async fn once(room: &Room, transaction: &str, text: &str) -> bool {
    let content = RoomMessageEventContent::notice_plain(text).add_mentions(Mentions::new());
    let call = room.send(content).with_transaction_id(OwnedTransactionId::from(transaction));
    match timeout(limits::DEADLINE, call).await {
        Ok(Ok(_)) => true,
        Ok(Err(error)) => {
            tracing::error!("{}: not said: {error}: {text}", room.room_id());
            false
        }
        Err(_) => {
            tracing::error!("{}: not said in time: {text}", room.room_id());
            false
        }
    }
}
