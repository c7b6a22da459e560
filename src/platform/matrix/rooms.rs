//! Crisis rooms: opened once whatever happens, with everybody who can be invited, encrypted; read-only in the end.

use std::time::Duration;

use matrix_sdk::{
    Client, Room,
    ruma::{OwnedRoomId, OwnedUserId, RoomId as MatrixRoomId, RoomVersionId},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use tokio::time::timeout;

pub use super::joining::{join_configured, upgraded};
use super::{
    hub::Hub,
    limits,
    once::{self, Refused},
    power::{self, Version},
    say,
    shape::{self, Current, Shape, State},
    space,
};
use crate::{
    domain::{
        ids::{PersonId, RoomId},
        line::Line,
    },
    engine::port::{Delivery, Note, Outcome},
    platform::phones,
};

/// How long a crisis room waits for the Space.
const FOR_THE_SPACE: Duration = Duration::from_secs(3);
/// Of a logical room: what could not be done when it was opened, as JSON.
const UNFINISHED: &str = "unfinished";
/// A homeserver that does not say which versions it has knows this one.
const COMMON: RoomVersionId = RoomVersionId::V11;

/// What is still to be done for a room that is open.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Unfinished {
    /// Members of the Space are to be let in.
    space: bool,
    /// Who is to be invited again.
    invite: Vec<OwnedUserId>,
}

/// Opens a crisis room, or takes over the one that an earlier attempt made.
pub async fn open(
    hub: &Hub,
    delivery: &Delivery,
    room: &RoomId,
    name: &str,
    topic: &str,
    members: &[PersonId],
) -> Outcome {
    let wanted = Wanted { effect: &delivery.effect, room, name, topic, members };
    wanted.open(hub).await.map_or_else(|outcome| outcome, Outcome::Noted)
}

struct Wanted<'a> {
    effect: &'a str,
    room: &'a RoomId,
    name: &'a str,
    topic: &'a str,
    members: &'a [PersonId],
}

impl Wanted<'_> {
    async fn open(&self, hub: &Hub) -> Result<Vec<Note>, Outcome> {
        let client = hub.client()?;
        let version = version(hub, &client).await?;
        let (space, mut notes) = match timeout(FOR_THE_SPACE, space::ensure(hub)).await {
            Ok(Ok((space, notes))) => (Some(space), notes),
            Ok(Err(outcome)) => {
                tracing::warn!("{} opens without the Space: {outcome:?}", self.room);
                (None, Vec::new())
            }
            Err(_) => {
                tracing::warn!("{} opens without the Space, which took too long", self.room);
                (None, Vec::new())
            }
        };
        let allowed = space.as_deref().filter(|_| version.restricted);
        let later = space.is_none() && version.restricted;
        let opened = once::open(&client, &self.shape(hub, version, allowed)?).await?;
        if hub.settings.encryption {
            secured(&opened.room).await?;
        }
        let id = opened.room.room_id().to_owned();
        notes.push(hub.memory.bind(self.room, &id));
        let invite = opened.refused.iter().filter(|refused| refused.later).map(|refused| refused.user.clone());
        let unfinished = Unfinished { space: later, invite: invite.collect() };
        if unfinished != Unfinished::default() {
            notes.extend(unfinished.note(hub, self.room));
        }
        self.tell(hub, &opened.room, &opened.refused);
        if let Some(space) = space {
            tokio::spawn(async move { space::child(&client, &space, &id).await });
        }
        Ok(notes)
    }

    fn shape(&self, hub: &Hub, version: Version, space: Option<&MatrixRoomId>) -> Result<Shape, Outcome> {
        let me = hub.me().ok_or_else(|| limits::retry("there is no session on the homeserver yet"))?;
        let accounts = |people: &mut dyn Iterator<Item = &PersonId>| -> Vec<OwnedUserId> {
            people.filter_map(|person| hub.people.account(person)).map(ToOwned::to_owned).collect()
        };
        let chairs = accounts(&mut power::chairs(&hub.organisation, self.members).iter());
        Ok(Shape {
            alias: alias(self.effect),
            name: self.name.to_owned(),
            topic: self.topic.to_owned(),
            is_space: false,
            invite: accounts(&mut self.members.iter()),
            power: power::crisis(&version, &me, &chairs),
            version,
            state: shape::closed(space, hub.settings.encryption),
        })
    }

    /// Says in the room who is not in it, with the telephone. In a task of its own: nothing waits for it.
    fn tell(&self, hub: &Hub, room: &Room, refused: &[Refused]) {
        for Refused { user, reason, .. } in refused {
            tracing::error!("{user} could not be invited to {}: {reason}", self.room);
        }
        let without = |person: &&PersonId| {
            hub.people.account(person).is_none_or(|account| refused.iter().any(|refused| refused.user == *account))
        };
        let absent: Vec<PersonId> = self.members.iter().filter(without).cloned().collect();
        if absent.is_empty() {
            return;
        }
        let line = Line::MatrixNotInvited { people: absent.clone() };
        let text = phones::with_phones(&hub.words.in_room(self.room), &line, &absent, hub.clock.now(), false);
        let (room, transaction) = (room.clone(), format!("{}.absent", self.effect));
        tokio::spawn(async move { say::once(&room, &transaction, &text).await });
    }
}

impl Unfinished {
    fn note(&self, hub: &Hub, room: &RoomId) -> Option<Note> {
        serde_json::to_string(self).ok().map(|value| hub.memory.noted(UNFINISHED, room.as_str(), Some(value)))
    }
}

/// Effect ids are short and plain; whatever else stood in one would not be allowed in an alias.
fn alias(effect: &str) -> String {
    let plain = |letter: char| if letter.is_ascii_alphanumeric() || letter == '.' { letter } else { '-' };
    format!("noodklok-{}", effect.chars().map(plain).collect::<String>().to_lowercase())
}

/// The version to open rooms in.
///
/// # Errors
/// The homeserver has none that the bot knows.
pub async fn version(hub: &Hub, client: &Client) -> Result<Version, Outcome> {
    let asked = hub.settings.room_version.as_deref();
    let offered = match limits::within(client.homeserver_capabilities().room_versions()).await {
        Ok(offered) => offered,
        Err(outcome) => {
            tracing::warn!("the homeserver does not say which room versions it has: {outcome:?}");
            let wanted = asked.and_then(|asked| RoomVersionId::try_from(asked).ok());
            let version = wanted.as_ref().and_then(Version::known).or_else(|| Version::known(&COMMON));
            return version.ok_or(outcome);
        }
    };
    let choice = power::choose(asked, &offered);
    let choice = choice.ok_or_else(|| limits::retry("the homeserver has no room version that the bot knows"))?;
    if let Some(asked) = asked.filter(|_| choice.refused) {
        let line = Line::MatrixRoomVersion { asked: asked.to_owned(), version: choice.version.id.as_str().to_owned() };
        say::operator(hub, &line).await;
    }
    Ok(choice.version)
}

/// Nothing is ever said in clear in a room that is to be encrypted: the client must know it before the room is used.
async fn secured(room: &Room) -> Result<(), Outcome> {
    let state = limits::within(room.latest_encryption_state()).await?;
    if state.is_encrypted() {
        return Ok(());
    }
    limits::within(room.enable_encryption()).await?;
    Err(limits::retry("the room is not encrypted yet"))
}

/// Makes a room read-only, for everybody but the bot, and lets nobody in any more.
pub async fn archive(hub: &Hub, room: &RoomId) -> Outcome {
    match archived(hub, room).await {
        Ok(()) => Outcome::Delivered,
        Err(outcome) => outcome,
    }
}

async fn archived(hub: &Hub, room: &RoomId) -> Result<(), Outcome> {
    let (client, room) = (hub.client()?, hub.room(room)?);
    let there = limits::within(once::current(&client, room.room_id())).await?;
    if there.word("m.room.join_rules", "join_rule") != Some("invite") {
        send(&room, &space::restricted(None)).await?;
    }
    let before = there.content("m.room.power_levels", "").cloned().unwrap_or_else(|| json!({}));
    let after = power::archived(&before);
    if after != before {
        send(&room, &State { kind: "m.room.power_levels", content: after }).await?;
    }
    Ok(())
}

async fn send(room: &Room, state: &State) -> Result<(), Outcome> {
    limits::within(room.send_state_event_raw(state.kind, "", state.content.clone())).await.map(|_| ())
}

/// Mends what could not be done when rooms were opened.
pub(super) async fn finish(hub: &Hub, space: &MatrixRoomId) -> Vec<Note> {
    let mut notes = Vec::new();
    for (logical, physical) in hub.rooms() {
        match finished(hub, space, &logical, physical).await {
            Ok(note) => notes.extend(note),
            Err(outcome) => tracing::warn!("{logical} still lacks something: {outcome:?}"),
        }
    }
    notes
}

async fn finished(
    hub: &Hub,
    space: &MatrixRoomId,
    logical: &RoomId,
    physical: OwnedRoomId,
) -> Result<Option<Note>, Outcome> {
    let noted = hub.memory.get(UNFINISHED, logical.as_str()).await.map_err(|error| limits::retry(error.to_string()))?;
    let unfinished = noted.as_deref().and_then(|noted| serde_json::from_str::<Unfinished>(noted).ok());
    let (Some(unfinished), Some(room)) = (unfinished, hub.joined(&physical)) else { return Ok(None) };
    let there = limits::within(once::current(&hub.client()?, &physical)).await?;
    let left = unfinished.done(&room, &there, space).await?;
    if left == Unfinished::default() {
        return Ok(Some(hub.memory.noted(UNFINISHED, logical.as_str(), None)));
    }
    Ok(if left == unfinished { None } else { left.note(hub, logical) })
}

impl Unfinished {
    /// Does what can be done; what is left.
    async fn done(&self, room: &Room, there: &Current, space: &MatrixRoomId) -> Result<Self, Outcome> {
        let levels = there.content("m.room.power_levels", "");
        if levels.is_some_and(power::is_archived) {
            return Ok(Self::default());
        }
        if self.space {
            send(room, &space::restricted(Some(space))).await?;
        }
        let missing: Vec<OwnedUserId> =
            self.invite.iter().filter(|user| there.membership(user).is_none()).cloned().collect();
        let refused = once::invited(room, &missing).await;
        let invite = refused.into_iter().filter(|refused| refused.later).map(|refused| refused.user).collect();
        Ok(Self { space: false, invite })
    }
}
