//! Invites: accepted from people of the organisation only.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use matrix_sdk::{
    RoomState,
    ruma::{OwnedRoomId, RoomId as MatrixRoomId},
};

use super::{hub::Hub, limits, round::Parts};

/// A homeserver may deliver an invite before it lets anybody in: from half a second to half a minute, ten times.
const TRIES: u32 = 10;
const FIRST: Duration = Duration::from_millis(500);
const LONGEST: Duration = Duration::from_secs(30);

/// Which invites are being answered.
#[derive(Default)]
pub struct Invites {
    under_way: Mutex<HashSet<OwnedRoomId>>,
}

impl Invites {
    /// Answers an invite in a task of its own, unless that is under way.
    pub fn answer(self: &Arc<Self>, parts: &Parts, room: OwnedRoomId) {
        if !self.under_way.lock().unwrap_or_else(PoisonError::into_inner).insert(room.clone()) {
            return;
        }
        let (invites, parts) = (Arc::clone(self), parts.clone());
        tokio::spawn(async move {
            tokio::select! {
                () = parts.stop.asked() => {}
                () = tried(&parts, &room) => {}
            }
            invites.under_way.lock().unwrap_or_else(PoisonError::into_inner).remove(&room);
        });
    }
}

async fn tried(parts: &Parts, room: &MatrixRoomId) {
    let mut pause = FIRST;
    for _ in 0..TRIES {
        match once(&parts.hub, room).await {
            Ok(accepted) => {
                if accepted {
                    // The room may be one of the configuration.
                    parts.note(parts.hooks.join_configured(&parts.hub).await).await;
                }
                return;
            }
            Err(reason) => tracing::debug!(%room, %reason, "an invite cannot be answered yet"),
        }
        tokio::time::sleep(pause).await;
        pause = pause.saturating_mul(2).min(LONGEST);
    }
    tracing::warn!(%room, "an invite could not be answered; invite the bot again");
}

/// Whether it was accepted.
async fn once(hub: &Hub, id: &MatrixRoomId) -> Result<bool, String> {
    let room = hub.joined(id).ok_or("the room is not known yet")?;
    if room.state() != RoomState::Invited {
        return Ok(false);
    }
    let said = |outcome| format!("{outcome:?}");
    let inviter = limits::within(room.invite_details()).await.map_err(said)?.inviter_id;
    if hub.people.person(&inviter).is_none() {
        limits::within(room.leave()).await.map_err(said)?;
        tracing::warn!(room = %id, %inviter, "an invite was declined: whoever sent it is not a person of the organisation");
        return Ok(false);
    }
    limits::within(room.join()).await.map_err(said)?;
    tracing::info!(room = %id, %inviter, "an invite was accepted");
    Ok(true)
}
