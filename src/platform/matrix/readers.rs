//! Who cannot read: members of an encrypted room who have no device with which its key could be shared. Said in the
//! room, with their telephone, once for each of them.

use std::{collections::BTreeSet, time::Duration};

use matrix_sdk::{Client, Room, RoomMemberships, RoomState, ruma::UserId};
use tokio::time::{sleep, timeout};

use super::{hub::Hub, limits, say};
use crate::{
    domain::{
        ids::{PersonId, RoomId},
        line::Line,
    },
    engine::port::Note,
    platform::{phones, stop::Stop},
};

/// Of a room: the people of whom it was said, with spaces between.
const CANNOT_READ: &str = "cannot-read";
/// How often everybody is looked at.
const INTERVAL: Duration = Duration::from_mins(1);
/// How often it is looked whether there is a new room.
const BEAT: Duration = Duration::from_secs(5);

/// Members of the room, joined or invited, with whom its key cannot be shared.
pub async fn unable(hub: &Hub, room: &Room) -> Vec<PersonId> {
    let Ok(client) = hub.client() else { return Vec::new() };
    let active = RoomMemberships::JOIN | RoomMemberships::INVITE;
    let Ok(Ok(members)) = timeout(limits::DEADLINE, room.members(active)).await else { return Vec::new() };
    let mut unable = Vec::new();
    for member in members {
        let Some(person) = hub.people.person(member.user_id()) else { continue };
        if cannot_read(&client, member.user_id()).await {
            unable.push(person.clone());
        }
    }
    unable
}

/// What the session knows is enough to see that somebody can read; that they cannot is asked of their homeserver first.
async fn cannot_read(client: &Client, user: &UserId) -> bool {
    if has_device(client, user).await {
        return false;
    }
    match timeout(limits::DEADLINE, client.encryption().request_user_identity(user)).await {
        Ok(Ok(_)) => !has_device(client, user).await,
        // Nothing is said that is not known.
        Ok(Err(_)) | Err(_) => false,
    }
}

/// Whether the key of a room goes to one of their devices. The session shares with all devices that have keys and are
/// not shut out, signed or not.
async fn has_device(client: &Client, user: &UserId) -> bool {
    let Ok(devices) = client.encryption().get_user_devices(user).await else { return true };
    devices
        .devices()
        .any(|device| !device.is_deleted() && !device.is_blacklisted() && device.curve25519_key().is_some())
}

/// Watches until the end: new rooms soon, all of them every minute.
pub async fn watch(hub: &Hub, stop: &Stop) {
    let mut looked: BTreeSet<(RoomId, String)> = BTreeSet::new();
    let mut since = INTERVAL;
    while !stop.is_asked() {
        let all = since >= INTERVAL;
        for (logical, physical) in hub.rooms() {
            let is_new = !looked.contains(&(logical.clone(), physical.to_string()));
            let Some(room) = hub.joined(&physical).filter(|room| room.state() == RoomState::Joined) else { continue };
            if (all || is_new) && !stop.is_asked() && look(hub, &logical, &room).await {
                looked.insert((logical, physical.to_string()));
            }
        }
        since = if all { BEAT } else { since.saturating_add(BEAT) };
        tokio::select! {
            () = sleep(BEAT) => {}
            () = stop.asked() => return,
        }
    }
}

/// Looks at one room, and says what is new. Whether it could be looked at.
async fn look(hub: &Hub, logical: &RoomId, room: &Room) -> bool {
    match timeout(limits::DEADLINE, room.latest_encryption_state()).await {
        Ok(Ok(state)) if state.is_encrypted() => {}
        Ok(Ok(_)) => return true,
        Ok(Err(_)) | Err(_) => return false,
    }
    let now: BTreeSet<PersonId> = unable(hub, room).await.into_iter().collect();
    let Some(said) = said(hub, room).await else { return false };
    if now == said {
        return true;
    }
    let new: Vec<PersonId> = now.difference(&said).cloned().collect();
    if !new.is_empty() {
        let line = Line::MatrixCannotRead { people: new.clone() };
        let text = phones::with_phones(&hub.words.in_room(logical), &line, &new, hub.clock.now(), false);
        if !say::once(room, &transaction(room, &new), &text).await {
            return false;
        }
    }
    if let Some(engine) = hub.engine() {
        let note = noted(hub, room, &now);
        engine.arrive(Vec::new(), vec![note]).await;
    }
    true
}

async fn said(hub: &Hub, room: &Room) -> Option<BTreeSet<PersonId>> {
    let said = hub.memory.get(CANNOT_READ, room.room_id().as_str()).await.ok()?.unwrap_or_default();
    Some(said.split_whitespace().map(PersonId::from).collect())
}

/// Who can read again is forgotten: when they lose their device once more, that is news.
fn noted(hub: &Hub, room: &Room, now: &BTreeSet<PersonId>) -> Note {
    let people: Vec<&str> = now.iter().map(PersonId::as_str).collect();
    hub.memory.noted(CANNOT_READ, room.room_id().as_str(), Some(people.join(" ")))
}

/// The same people within the memory of the homeserver: the same message.
fn transaction(room: &Room, people: &[PersonId]) -> String {
    let people: Vec<&str> = people.iter().map(PersonId::as_str).collect();
    format!("cannot-read.{}.{}", room.room_id(), people.join("."))
}
