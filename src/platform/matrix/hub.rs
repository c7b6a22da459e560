//! What all parts of the network share.

use std::sync::{Arc, OnceLock};

use matrix_sdk::{
    Client, Room,
    ruma::{OwnedRoomId, OwnedUserId, RoomId as MatrixRoomId},
};
use tokio::sync::watch;

use super::{
    buttons::Buttons,
    limits::{self, Limits},
    memory::Memory,
    people::People,
};
use crate::{
    domain::{ids::RoomId, line::Line, organisation::Organisation},
    engine::{
        Engine,
        port::{Clock, Outcome},
    },
    platform::{link::Link, relay::Relay, words::Words},
    settings::matrix::Matrix as Settings,
};

/// What all parts share.
pub struct Hub {
    /// The configuration of the network.
    pub settings: Settings,
    /// Names, rooms, teams.
    pub organisation: Arc<Organisation>,
    /// For what the network says by itself.
    pub words: Words,
    /// Business time.
    pub clock: Arc<dyn Clock>,
    /// Shows on other networks what people say here.
    pub relay: Arc<Relay>,
    /// Whose account is whose.
    pub people: People,
    /// What must be known again after a restart.
    pub memory: Memory,
    /// How the homeserver limits the account.
    pub limits: Limits,
    /// Reactions that are to be put under our messages.
    pub buttons: Buttons,
    /// Whether the homeserver answers.
    pub link: Link,
    client: watch::Sender<Option<Client>>,
    engine: OnceLock<Arc<Engine>>,
}

impl Hub {
    /// Not connected yet.
    #[must_use]
    pub fn new(settings: Settings, words: Words, clock: Arc<dyn Clock>, relay: Arc<Relay>) -> Self {
        Self {
            people: People::new(&settings.people),
            organisation: Arc::clone(&words.organisation),
            settings,
            words,
            clock,
            relay,
            memory: Memory::default(),
            limits: Limits::default(),
            buttons: Buttons::default(),
            link: Link::default(),
            client: watch::Sender::new(None),
            engine: OnceLock::new(),
        }
    }

    /// From now on there is a session.
    pub fn connected(&self, client: Client) {
        self.client.send_replace(Some(client));
    }

    /// From now on inputs have somewhere to go.
    pub fn hand_to(&self, engine: Arc<Engine>) {
        // Only the first one is taken.
        let _ = self.engine.set(engine);
    }

    /// The session.
    ///
    /// # Errors
    /// There is none yet: the lane tries again.
    pub fn client(&self) -> Result<Client, Outcome> {
        self.client.borrow().clone().ok_or_else(|| limits::soon("there is no session on the homeserver yet"))
    }

    /// The bot's own account.
    #[must_use]
    pub fn me(&self) -> Option<OwnedUserId> {
        self.client.borrow().as_ref().and_then(|client| client.user_id().map(ToOwned::to_owned))
    }

    /// Where inputs go.
    #[must_use]
    pub fn engine(&self) -> Option<&Arc<Engine>> {
        self.engine.get()
    }

    /// The joined room that stands for a logical one.
    ///
    /// # Errors
    /// There is none yet: the lane tries again.
    pub fn room(&self, room: &RoomId) -> Result<Room, Outcome> {
        let physical = self.memory.physical(room);
        let physical = physical.ok_or_else(|| limits::soon(format!("no Matrix room stands for {room} yet")))?;
        self.joined(&physical).ok_or_else(|| limits::soon(format!("{physical} ({room}) is not joined")))
    }

    /// A room by its id, if the session knows it.
    #[must_use]
    pub fn joined(&self, room: &MatrixRoomId) -> Option<Room> {
        self.client.borrow().as_ref().and_then(|client| client.get_room(room))
    }

    /// A sentence of the network's own, for a room.
    #[must_use]
    pub fn say(&self, room: &RoomId, line: &Line) -> String {
        self.words.in_room(room).error(line, self.clock.now())
    }

    /// The rooms of the configuration that stand for a logical one, as they are written there.
    pub fn configured(&self) -> impl Iterator<Item = (&RoomId, &str)> {
        self.settings.rooms.iter().map(|(room, reference)| (room, reference.as_str()))
    }

    /// Every logical room with its physical one.
    #[must_use]
    pub fn rooms(&self) -> Vec<(RoomId, OwnedRoomId)> {
        self.memory.rooms().into_iter().collect()
    }
}
