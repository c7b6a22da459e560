//! The memory of a network, in the ids of Matrix.

use std::collections::BTreeMap;

use matrix_sdk::ruma::{EventId, OwnedEventId, OwnedRoomId, RoomId as MatrixRoomId};

use crate::{
    domain::ids::RoomId,
    engine::port::Note,
    platform::memory,
    settings::Network,
    store::{StoreError, reader::Reader},
};

/// The network's name in the notes.
pub const NETWORK: &str = Network::Matrix.id();

/// Kinds of notes.
pub mod kind {
    pub use crate::platform::memory::kind::{PARTS, POST, ROOM};

    /// Event to the buttons under it, as JSON.
    pub const BUTTONS: &str = "buttons";
    /// Room to the last event that was read in it; of the empty key, the place in the sync stream.
    pub const CURSOR: &str = "cursor";
    /// Event that could not be decrypted yet to what is known of it, as JSON.
    pub const UNREAD: &str = "unread";
    /// Of the empty key: the organisation's Space.
    pub const SPACE: &str = "space";
}

/// The memory of the network.
pub struct Memory(memory::Memory);

impl Default for Memory {
    fn default() -> Self {
        Self(memory::Memory::of(NETWORK))
    }
}

impl Memory {
    /// See [`memory::Memory::open`].
    ///
    /// # Errors
    /// The database failed.
    pub async fn open(&self, reader: Reader) -> Result<(), StoreError> {
        self.0.open(reader).await
    }

    /// The room that stands for a logical one.
    #[must_use]
    pub fn physical(&self, room: &RoomId) -> Option<OwnedRoomId> {
        self.0.physical(room).and_then(|physical| MatrixRoomId::parse(physical).ok())
    }

    /// The logical room for which this one stands.
    #[must_use]
    pub fn logical(&self, room: &MatrixRoomId) -> Option<RoomId> {
        self.0.logical(room.as_str())
    }

    /// Every room that stands for one.
    #[must_use]
    pub fn rooms(&self) -> BTreeMap<RoomId, OwnedRoomId> {
        let parsed = |(logical, physical): (RoomId, String)| Some((logical, MatrixRoomId::parse(physical).ok()?));
        self.0.rooms().into_iter().filter_map(parsed).collect()
    }

    /// A note that this room stands for that one from now on; it is known here at once.
    #[must_use]
    pub fn bind(&self, room: &RoomId, physical: &MatrixRoomId) -> Note {
        self.0.bind(room, physical.as_str())
    }

    /// See [`memory::Memory::noted`].
    #[must_use]
    pub fn noted(&self, kind: &'static str, key: &str, value: Option<String>) -> Note {
        self.0.noted(kind, key, value)
    }

    /// What was noted under a key.
    ///
    /// # Errors
    /// The database failed.
    pub async fn get(&self, kind: &'static str, key: &str) -> Result<Option<String>, StoreError> {
        self.0.get(kind, key).await
    }

    /// Everything of one kind that is committed.
    ///
    /// # Errors
    /// The database failed.
    pub async fn all(&self, kind: &'static str) -> Result<Vec<(String, String)>, StoreError> {
        self.0.all(kind).await
    }

    /// Whether an input with this key took effect.
    ///
    /// # Errors
    /// The database failed.
    pub async fn seen(&self, key: &str) -> Result<bool, StoreError> {
        self.0.seen(key).await
    }

    /// The message of ours that an event is, such as `m17`.
    ///
    /// # Errors
    /// The database failed.
    pub async fn message(&self, event: &EventId) -> Result<Option<String>, StoreError> {
        self.0.message(event.as_str()).await
    }

    /// The events of a message of ours, in order.
    ///
    /// # Errors
    /// The database failed.
    pub async fn parts(&self, message: &str) -> Result<Vec<OwnedEventId>, StoreError> {
        Ok(self.0.parts(message).await?.iter().filter_map(|event| EventId::parse(event).ok()).collect())
    }

    /// Notes that these events are a message of ours; known here at once.
    #[must_use]
    pub fn posted(&self, message: &str, events: &[OwnedEventId]) -> Vec<Note> {
        self.0.posted(message, &events.iter().map(|event| event.as_str()).collect::<Vec<_>>())
    }
}

/// A note of this network.
#[must_use]
pub fn note(kind: &'static str, key: &str, value: Option<String>) -> Note {
    Note { network: NETWORK, kind, key: key.to_owned(), value }
}
