//! A room is opened once, whatever happens: its alias says whether it is there already.

use std::time::Duration;

use futures_util::future::join_all;
use matrix_sdk::{
    Client, Error, Room, RoomState,
    ruma::{
        OwnedRoomAliasId, OwnedUserId, RoomAliasId, RoomId as MatrixRoomId,
        api::{client::state::get_state_events, error::ErrorKind},
    },
};
use serde_json::Value;
use tokio::time::{sleep, timeout};

use super::{
    limits,
    shape::{Current, Shape, State},
};
use crate::engine::port::Outcome;

/// How often a name that somebody else took is given another number.
const NAMES: u32 = 3;
/// An alias without a room behind it may belong to one that is still being made: it is looked at this often, with a
/// second between, before it counts as broken.
const LOOKS: u32 = 3;
const BETWEEN_LOOKS: Duration = Duration::from_secs(1);

/// A room that is there now.
pub struct Opened {
    /// The room.
    pub room: Room,
    /// Who could not be invited.
    pub refused: Vec<Refused>,
}

/// Somebody who could not be invited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Who.
    pub user: OwnedUserId,
    /// Why, in the homeserver's words.
    pub reason: String,
    /// It may go better later.
    pub later: bool,
}

enum Found {
    Nothing,
    Ours(Room, Current),
    Broken,
    Foreign,
}

/// Opens a room, or takes over the one that an earlier attempt made, and makes it what it must be.
///
/// # Errors
/// How the lane goes on.
pub async fn open(client: &Client, shape: &Shape) -> Result<Opened, Outcome> {
    for n in 1..=NAMES {
        let name = if n == 1 { shape.alias.clone() } else { format!("{}-{n}", shape.alias) };
        if let Some(opened) = under(client, shape, &name).await? {
            return Ok(opened);
        }
        tracing::error!("#{name} stands for a room of somebody else");
    }
    Err(limits::retry(format!("the alias #{} is taken by rooms of others", shape.alias)))
}

/// One attempt under one name; none when the name is somebody else's.
async fn under(client: &Client, shape: &Shape, name: &str) -> Result<Option<Opened>, Outcome> {
    let failure = match made(client, shape, name, &shape.invite).await? {
        Ok(room) => return Ok(Some(Opened { room, refused: Vec::new() })),
        Err(failure) => failure,
    };
    if matches!(failure.client_api_error_kind(), Some(ErrorKind::LimitExceeded(_))) {
        return Err(limits::outcome(&failure));
    }
    let alias = alias(client, name)?;
    match found(client, &alias).await? {
        Found::Ours(room, there) => converged(room, shape, &there).await.map(Some),
        Found::Foreign => Ok(None),
        Found::Broken => {
            tracing::warn!("{alias} stands for a room that is not there; it is removed");
            limits::within(client.remove_room_alias(&alias)).await?;
            afresh(client, shape, name, failure).await
        }
        // The homeserver said no, mostly for the sake of one of the invited.
        Found::Nothing if failure.client_api_error_kind().is_some() => afresh(client, shape, name, failure).await,
        Found::Nothing => Err(limits::outcome(&failure)),
    }
}

/// Without anybody, and then one by one, so that nobody keeps the others out.
async fn afresh(client: &Client, shape: &Shape, name: &str, first: Error) -> Result<Option<Opened>, Outcome> {
    tracing::warn!("the room {name} is opened before anybody is invited: {first}");
    let room = match made(client, shape, name, &[]).await? {
        Ok(room) => room,
        Err(failure) => return Err(limits::outcome(&failure)),
    };
    let refused = invited(&room, &shape.invite).await;
    Ok(Some(Opened { room, refused }))
}

async fn made(
    client: &Client,
    shape: &Shape,
    name: &str,
    invite: &[OwnedUserId],
) -> Result<Result<Room, Error>, Outcome> {
    // A cut answer is no answer: the next attempt finds the room by its alias.
    timeout(limits::DEADLINE, client.create_room(shape.request(name, invite)))
        .await
        .map_err(|_| limits::retry("the homeserver did not say in time whether the room is there"))
}

fn alias(client: &Client, name: &str) -> Result<OwnedRoomAliasId, Outcome> {
    let server = client.user_id().map(|me| me.server_name().to_owned());
    let server = server.ok_or_else(|| limits::retry("there is no session on the homeserver yet"))?;
    RoomAliasId::parse(format!("#{name}:{server}"))
        .map_err(|_| Outcome::Permanent { reason: format!("#{name}:{server} is no alias") })
}

async fn found(client: &Client, alias: &RoomAliasId) -> Result<Found, Outcome> {
    for look in 1..=LOOKS {
        let room = match timeout(limits::DEADLINE, client.resolve_room_alias(alias)).await {
            Ok(Ok(answer)) => answer.room_id,
            Ok(Err(error)) if error.client_api_error_kind() == Some(&ErrorKind::NotFound) => return Ok(Found::Nothing),
            Ok(Err(error)) => return Err(limits::outcome(&error.into())),
            Err(_) => return Err(limits::retry("no answer on whether the room is there")),
        };
        if let Some((room, there)) = entered(client, &room).await? {
            let ours = client.user_id().is_some_and(|me| there.is_made_by(me));
            if ours {
                return Ok(Found::Ours(room, there));
            }
            // Whoever made it lured us in; nothing is lost when leaving fails.
            let _ = timeout(limits::DEADLINE, room.leave()).await;
            return Ok(Found::Foreign);
        }
        if look < LOOKS {
            sleep(BETWEEN_LOOKS).await;
        }
    }
    Ok(Found::Broken)
}

/// The room and what it looks like; none when the homeserver says that it cannot be entered.
async fn entered(client: &Client, id: &MatrixRoomId) -> Result<Option<(Room, Current)>, Outcome> {
    let joined = client.get_room(id).filter(|room| room.state() == RoomState::Joined);
    let room = match joined {
        Some(room) => room,
        None => match timeout(limits::DEADLINE, client.join_room_by_id(id)).await {
            Ok(Ok(room)) => room,
            Ok(Err(error)) if is_final(&error) => return Ok(None),
            Ok(Err(error)) => return Err(limits::outcome(&error)),
            Err(_) => return Err(limits::retry("no answer on joining the room")),
        },
    };
    match timeout(limits::DEADLINE, current(client, id)).await {
        Ok(Ok(there)) => Ok(Some((room, there))),
        Ok(Err(error)) if is_final(&error) => Ok(None),
        Ok(Err(error)) => Err(limits::outcome(&error)),
        Err(_) => Err(limits::retry("no answer on what the room looks like")),
    }
}

/// The homeserver understood and says no; trying again changes nothing by itself.
#[must_use]
pub fn is_final(error: &Error) -> bool {
    let of_the_server = error.as_client_api_error().is_some_and(|error| error.status_code.is_server_error());
    let kind = error.client_api_error_kind();
    !of_the_server && kind.is_some_and(|kind| !matches!(kind, ErrorKind::LimitExceeded(_)))
}

/// The whole state of a room, as the homeserver has it now.
///
/// # Errors
/// The call failed.
pub async fn current(client: &Client, id: &MatrixRoomId) -> Result<Current, Error> {
    let answer = client.send(get_state_events::v3::Request::new(id.to_owned())).await?;
    Ok(Current(answer.room_state.iter().filter_map(|event| event.deserialize_as_unchecked::<Value>().ok()).collect()))
}

async fn converged(room: Room, shape: &Shape, there: &Current) -> Result<Opened, Outcome> {
    for State { kind, content } in shape.lacking(there) {
        limits::within(room.send_state_event_raw(kind, "", content)).await?;
    }
    let refused = invited(&room, &shape.uninvited(there)).await;
    Ok(Opened { room, refused })
}

/// Invites people, each by themselves; those for whom it failed.
pub async fn invited(room: &Room, users: &[OwnedUserId]) -> Vec<Refused> {
    let each = users.iter().map(|user| async move {
        let refused = |reason, later| Some(Refused { user: user.clone(), reason, later });
        match timeout(limits::DEADLINE, room.invite_user_by_id(user)).await {
            Ok(Ok(())) => None,
            Ok(Err(error)) => refused(error.to_string(), !is_final(&error)),
            Err(_) => refused("no answer in time".to_owned(), true),
        }
    });
    join_all(each).await.into_iter().flatten().collect()
}

#[cfg(test)]
#[path = "once_tests.rs"]
mod tests;
