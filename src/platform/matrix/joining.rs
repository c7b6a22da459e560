//! The rooms of the configuration, and rooms that moved: joined, and known as what they stand for.

use std::collections::BTreeSet;

use futures_util::future::join_all;
use matrix_sdk::{
    Client, Error, Room, RoomState,
    ruma::{
        OwnedRoomId, OwnedServerName, RoomAliasId, RoomId as MatrixRoomId, RoomOrAliasId, UserId,
        api::{client::state::get_state_event_for_key, error::ErrorKind},
        events::StateEventType,
    },
};
use serde_json::Value;
use tokio::time::timeout;

use super::{hub::Hub, limits, once, say};
use crate::{
    domain::{ids::RoomId, line::Line},
    engine::port::Note,
};

/// How many moves of a room are followed at once.
const MOVES: usize = 8;

/// Joins every room of the configuration, all at the same time, and follows rooms that moved. What cannot be joined is
/// told to the operator; the others go on. May be called again: what is joined costs next to nothing.
pub async fn join_configured(hub: &Hub) -> Vec<Note> {
    let Ok(client) = hub.client() else { return Vec::new() };
    let configured = hub.configured().map(|(room, reference)| stand(hub, &client, room, reference));
    let mut notes: Vec<Note> = join_all(configured).await.into_iter().flatten().collect();
    for (_, physical) in hub.rooms() {
        let moved = client.get_room(&physical).and_then(|room| room.successor_room());
        if let Some(moved) = moved {
            notes.extend(upgraded(hub, &physical, &moved.room_id).await);
        }
    }
    notes
}

/// One room of the configuration.
async fn stand(hub: &Hub, client: &Client, logical: &RoomId, reference: &str) -> Option<Note> {
    let bound = hub.memory.physical(logical).filter(|room| is_joined(client, room));
    let Ok(wanted) = RoomOrAliasId::parse(reference) else { return None };
    if bound.as_deref().is_some_and(|bound| stands_already(client, bound, &wanted)) {
        return None;
    }
    let via = wanted.server_name().map(ToOwned::to_owned).into_iter().collect::<Vec<_>>();
    match timeout(limits::DEADLINE, client.join_room_by_id_or_alias(&wanted, &via)).await {
        Ok(Ok(room)) => {
            let id = last_known_move(client, room.room_id());
            (hub.memory.physical(logical).as_ref() != Some(&id)).then(|| hub.memory.bind(logical, &id))
        }
        Ok(Err(error)) => {
            tell(hub, logical, reference, &error).await;
            None
        }
        Err(_) => {
            tracing::warn!("{reference} ({logical}) is not joined yet: no answer in time");
            None
        }
    }
}

fn is_joined(client: &Client, room: &MatrixRoomId) -> bool {
    client.get_room(room).is_some_and(|room| room.state() == RoomState::Joined)
}

/// Whether the joined room is the one that the configuration means, or what became of it. Asks nobody.
fn stands_already(client: &Client, bound: &MatrixRoomId, wanted: &RoomOrAliasId) -> bool {
    if let Ok(id) = <&MatrixRoomId>::try_from(wanted) {
        return last_known_move(client, id) == bound;
    }
    let Ok(alias) = <&RoomAliasId>::try_from(wanted) else { return false };
    let room = client.get_room(bound);
    room.is_some_and(|room| {
        room.canonical_alias().is_some_and(|known| known == alias) || room.alt_aliases().iter().any(|a| a == alias)
    })
}

/// Where a room moved, as far as the session knows it and is there.
fn last_known_move(client: &Client, room: &MatrixRoomId) -> OwnedRoomId {
    let mut room = room.to_owned();
    for _ in 0..MOVES {
        let next = client.get_room(&room).and_then(|room| room.successor_room());
        match next.filter(|next| is_joined(client, &next.room_id)) {
            Some(next) => room = next.room_id,
            None => break,
        }
    }
    room
}

/// Tells the operator what is wrong with a room and what to do.
async fn tell(hub: &Hub, logical: &RoomId, reference: &str, error: &Error) {
    if !once::is_final(error) {
        tracing::warn!("{reference} ({logical}) is not joined yet: {error}");
        return;
    }
    let (room, reference) = (logical.clone(), reference.to_owned());
    let account = hub.settings.user.clone();
    let line = match error.client_api_error_kind() {
        Some(ErrorKind::NotFound) => Line::MatrixRoomMissing { room, reference },
        Some(ErrorKind::Forbidden) if error.to_string().to_lowercase().contains("banned") => {
            Line::MatrixRoomBanned { room, reference, account }
        }
        Some(ErrorKind::Forbidden) => Line::MatrixRoomForbidden { room, reference, account },
        _ => Line::MatrixRoomNotJoined { room, reference, reason: say::reason(&error.to_string()) },
    };
    say::operator(hub, &line).await;
}

/// A room moved: its successor is joined, and stands for the same from now on. What cannot be followed is told to the
/// operator and tried again by [`join_configured`]; until then the old room goes on.
pub async fn upgraded(hub: &Hub, old: &MatrixRoomId, successor: &MatrixRoomId) -> Vec<Note> {
    let (Ok(client), Some(logical)) = (hub.client(), hub.memory.logical(old)) else { return Vec::new() };
    match followed(&client, old, successor).await {
        Ok(room) => {
            if let Err(why) = as_closed(hub, &client, old, &room).await {
                told_not_followed(hub, &logical, room.room_id(), &why).await;
                return Vec::new();
            }
            tracing::info!("{logical} moved from {old} to {}", room.room_id());
            vec![hub.memory.bind(&logical, room.room_id())]
        }
        Err(why) => {
            told_not_followed(hub, &logical, successor, &why).await;
            Vec::new()
        }
    }
}

async fn told_not_followed(hub: &Hub, logical: &RoomId, successor: &MatrixRoomId, why: &str) {
    let line = Line::MatrixNotFollowed {
        room: logical.clone(),
        reference: successor.to_string(),
        reason: say::reason(why),
        account: hub.settings.user.clone(),
    };
    say::operator(hub, &line).await;
}

/// Joins what became of a room, also when that moved again.
async fn followed(client: &Client, old: &MatrixRoomId, successor: &MatrixRoomId) -> Result<Room, String> {
    let mut via = via(client, old).await;
    let mut seen = BTreeSet::from([old.to_owned()]);
    let mut next = successor.to_owned();
    loop {
        if seen.len() > MOVES || !seen.insert(next.clone()) {
            return Err("it moves in a circle".to_owned());
        }
        let call = client.join_room_by_id_or_alias((&*next).into(), &via);
        let room = match timeout(limits::DEADLINE, call).await {
            Ok(Ok(room)) => room,
            Ok(Err(error)) => return Err(error.to_string()),
            Err(_) => return Err("no answer in time".to_owned()),
        };
        match moved(client, &next).await {
            Some(further) => {
                via = self::via(client, &next).await;
                next = further;
            }
            None => return Ok(room),
        }
    }
}

/// Servers that know a room.
async fn via(client: &Client, room: &MatrixRoomId) -> Vec<OwnedServerName> {
    let of_the_id = room.server_name().map(ToOwned::to_owned);
    let mine = client.user_id().map(UserId::server_name).map(ToOwned::to_owned);
    let mut servers: Vec<OwnedServerName> = of_the_id.into_iter().chain(mine).collect();
    if let Some(room) = client.get_room(room)
        && let Ok(Ok(known)) = timeout(limits::DEADLINE, room.route()).await
    {
        servers.extend(known);
    }
    servers.sort();
    servers.dedup();
    servers
}

/// Where a room moved, as its homeserver says: the sync may not have brought it yet.
async fn moved(client: &Client, room: &MatrixRoomId) -> Option<OwnedRoomId> {
    let content = state(client, room, StateEventType::RoomTombstone).await.ok()??;
    MatrixRoomId::parse(content.get("replacement_room")?.as_str()?).ok()
}

/// What an event of a room's state says; none when there is none.
async fn state(client: &Client, room: &MatrixRoomId, kind: StateEventType) -> Result<Option<Value>, Error> {
    let request = get_state_event_for_key::v3::Request::new(room.to_owned(), kind, String::new());
    match timeout(limits::DEADLINE, client.send(request)).await {
        Ok(Ok(answer)) => Ok(answer.into_content().deserialize_as_unchecked::<Value>().ok()),
        Ok(Err(error)) if error.client_api_error_kind() == Some(&ErrorKind::NotFound) => Ok(None),
        Ok(Err(error)) => Err(error.into()),
        Err(_) => Err(Error::Timeout),
    }
}

/// What was encrypted stays so: the new room is made encrypted, or is not followed.
async fn as_closed(hub: &Hub, client: &Client, old: &MatrixRoomId, new: &Room) -> Result<(), String> {
    let opened_here = hub.memory.logical(old).is_some_and(|logical| !hub.organisation.rooms.contains_key(&logical));
    let before = match client.get_room(old) {
        Some(room) => room.latest_encryption_state().await.map_err(|error| error.to_string())?.is_encrypted(),
        None => false,
    };
    if !(before || opened_here && hub.settings.encryption) {
        return Ok(());
    }
    let there =
        state(client, new.room_id(), StateEventType::RoomEncryption).await.map_err(|error| error.to_string())?;
    if there.is_some() {
        return Ok(());
    }
    match timeout(limits::DEADLINE, new.enable_encryption()).await {
        Ok(result) => result.map_err(|error| error.to_string()),
        Err(_) => Err("no answer in time".to_owned()),
    }
}
