//! The organisation's Space: one private Space that holds its people and its crisis rooms, so that whoever belongs to the
//! organisation comes into a crisis room without waiting for an invite. It never delays a crisis room.

use matrix_sdk::{
    Client, RoomState,
    ruma::{OwnedRoomId, OwnedUserId, RoomId as MatrixRoomId},
};
use serde_json::json;
use tokio::time::timeout;

use super::{
    hub::Hub,
    limits,
    memory::kind,
    once, power, rooms, say,
    shape::{self, Shape, State},
};
use crate::{
    domain::{ids::RoomId, line::Line},
    engine::port::{Note, Outcome},
};

/// The Space, opened when it is not there yet.
///
/// # Errors
/// It cannot be had now.
pub async fn ensure(hub: &Hub) -> Result<(OwnedRoomId, Vec<Note>), Outcome> {
    let client = hub.client()?;
    if let Some(space) = known(hub).await? {
        return Ok((space, Vec::new()));
    }
    let version = rooms::version(hub, &client).await?;
    let me = hub.me().ok_or_else(|| limits::retry("there is no session on the homeserver yet"))?;
    let shape = Shape {
        alias: format!("noodklok-{}-space", me.localpart()),
        name: hub.organisation.name.clone(),
        topic: hub.words.say(&Line::MatrixSpaceTopic {}, hub.clock.now()),
        is_space: true,
        invite: hub.people.all().map(|(_, account)| account.to_owned()).collect(),
        power: power::space(&version, &me),
        version,
        state: shape::closed(None, false),
    };
    let opened = once::open(&client, &shape).await?;
    let space = opened.room.room_id().to_owned();
    let note = hub.memory.noted(kind::SPACE, "", Some(space.to_string()));
    for refused in opened.refused {
        tell(hub, refused).await;
    }
    Ok((space, vec![note]))
}

/// The Space that was opened before, as long as the bot is in it.
async fn known(hub: &Hub) -> Result<Option<OwnedRoomId>, Outcome> {
    let noted = hub.memory.get(kind::SPACE, "").await.map_err(|error| limits::retry(error.to_string()))?;
    let space = noted.and_then(|space| MatrixRoomId::parse(&space).ok());
    Ok(space.filter(|space| hub.joined(space).is_some_and(|room| room.state() == RoomState::Joined)))
}

/// Opens the Space, invites whoever is new in the configuration, and mends what could not be done when a crisis room was
/// opened. To be called at the start and now and then after; cheap when all is there.
pub async fn converge(hub: &Hub) -> Vec<Note> {
    match converged(hub).await {
        Ok(notes) => notes,
        Err(outcome) => {
            tracing::warn!("the organisation's Space cannot be kept up now: {outcome:?}");
            Vec::new()
        }
    }
}

async fn converged(hub: &Hub) -> Result<Vec<Note>, Outcome> {
    let (space, mut notes) = ensure(hub).await?;
    let client = hub.client()?;
    let there = limits::within(once::current(&client, &space)).await?;
    let Some(room) = hub.joined(&space) else { return Ok(notes) };
    let people = hub.people.all().map(|(_, account)| account);
    let new: Vec<OwnedUserId> =
        people.filter(|account| there.membership(account).is_none()).map(ToOwned::to_owned).collect();
    for account in new {
        // One by one: the homeserver counts them, and nobody waits for this.
        for refused in once::invited(&room, &[account]).await {
            tell(hub, refused).await;
        }
    }
    for (_, crisis) in opened_rooms(hub) {
        if there.content("m.space.child", crisis.as_str()).is_none() {
            child(&client, &space, &crisis).await;
        }
    }
    notes.extend(rooms::finish(hub, &space).await);
    Ok(notes)
}

/// The rooms that the bot opened, as far as it is in them.
fn opened_rooms(hub: &Hub) -> Vec<(RoomId, OwnedRoomId)> {
    let opened = hub.rooms().into_iter().filter(|(logical, _)| !hub.organisation.rooms.contains_key(logical));
    opened.filter(|(_, room)| hub.joined(room).is_some_and(|room| room.state() == RoomState::Joined)).collect()
}

/// Puts a room into the Space, where clients show it. Best effort: nobody needs it to come in.
pub async fn child(client: &Client, space: &MatrixRoomId, room: &MatrixRoomId) {
    let (Some(space), Some(me)) = (client.get_room(space), client.user_id()) else { return };
    let content = json!({ "via": [me.server_name()], "suggested": true });
    let call = space.send_state_event_raw("m.space.child", room.as_str(), content);
    match timeout(limits::DEADLINE, call).await {
        Ok(Ok(_)) => {}
        Ok(Err(error)) => tracing::warn!("{room} does not stand in the Space yet: {error}"),
        Err(_) => tracing::warn!("{room} does not stand in the Space yet: no answer in time"),
    }
}

/// Tells the operator whom the Space could not invite.
async fn tell(hub: &Hub, refused: once::Refused) {
    let once::Refused { user, reason, later } = refused;
    if later {
        tracing::warn!("{user} could not be invited to the Space yet: {reason}");
        return;
    }
    let line = Line::MatrixSpaceRefused { account: user.to_string(), reason: say::reason(&reason) };
    say::operator(hub, &line).await;
}

/// What lets members of the Space into a room, as far as there is a Space and the version allows it.
#[must_use]
pub fn restricted(space: Option<&MatrixRoomId>) -> State {
    State { kind: "m.room.join_rules", content: shape::join_rule(space) }
}
