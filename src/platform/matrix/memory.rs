//! What must be known again after a restart: which room stands for which, how far each was read, what our messages are
//! called. It is written by the engine, in the transaction of what it came with; here is what it means.

use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    sync::{Mutex, MutexGuard, OnceLock, PoisonError},
};

use matrix_sdk::ruma::{EventId, OwnedEventId, OwnedRoomId, RoomId as MatrixRoomId};

use crate::{
    domain::ids::RoomId,
    engine::port::Note,
    store::{StoreError, reader::Reader},
};

/// The network's name in the notes.
pub const NETWORK: &str = "matrix";

/// Kinds of notes.
pub mod kind {
    /// Logical room to the physical one.
    pub const ROOM: &str = "room";
    /// Event to the message of ours that it is, or is a part of.
    pub const POST: &str = "post";
    /// Message of ours to its events, in order, with spaces between.
    pub const PARTS: &str = "parts";
    /// Event to the buttons under it, as JSON.
    pub const BUTTONS: &str = "buttons";
    /// Room to the last event that was read in it; of the empty key, the place in the sync stream.
    pub const CURSOR: &str = "cursor";
    /// Event that could not be decrypted yet to what is known of it, as JSON.
    pub const UNREAD: &str = "unread";
    /// Of the empty key: the organisation's Space.
    pub const SPACE: &str = "space";
}

/// How many messages and buttons are remembered without asking the database.
const RECENT: usize = 4_096;

/// The first in is the first out.
#[derive(Default)]
struct Recent {
    values: HashMap<(&'static str, String), String>,
    order: VecDeque<(&'static str, String)>,
}

impl Recent {
    fn put(&mut self, note: &Note) {
        let key = (note.kind, note.key.clone());
        let Some(value) = &note.value else {
            self.values.remove(&key);
            return;
        };
        if self.values.insert(key.clone(), value.clone()).is_none() {
            self.order.push_back(key);
        }
        while self.values.len() > RECENT {
            let Some(oldest) = self.order.pop_front() else { return };
            self.values.remove(&oldest);
        }
    }
}

/// The memory of the network. What was noted lately is known here before it is committed; everything else is asked of
/// the database.
#[derive(Default)]
pub struct Memory {
    reader: OnceLock<tokio::sync::Mutex<Reader>>,
    rooms: Mutex<BTreeMap<RoomId, OwnedRoomId>>,
    recent: Mutex<Recent>,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Memory {
    /// Takes the read-only connection and reads which rooms there are. Called once, before anything goes in or out.
    ///
    /// # Errors
    /// The database failed.
    pub async fn open(&self, mut reader: Reader) -> Result<(), StoreError> {
        for (logical, physical) in reader.memory(NETWORK, kind::ROOM).await? {
            if let Ok(physical) = MatrixRoomId::parse(&physical) {
                locked(&self.rooms).insert(logical.into(), physical);
            }
        }
        // Only the first one is taken.
        let _ = self.reader.set(tokio::sync::Mutex::new(reader));
        Ok(())
    }

    /// The room that stands for a logical one.
    #[must_use]
    pub fn physical(&self, room: &RoomId) -> Option<OwnedRoomId> {
        locked(&self.rooms).get(room).cloned()
    }

    /// The logical room for which this one stands.
    #[must_use]
    pub fn logical(&self, room: &MatrixRoomId) -> Option<RoomId> {
        let rooms = locked(&self.rooms);
        rooms.iter().find(|(_, physical)| *physical == room).map(|(logical, _)| logical.clone())
    }

    /// Every room that stands for one.
    #[must_use]
    pub fn rooms(&self) -> BTreeMap<RoomId, OwnedRoomId> {
        locked(&self.rooms).clone()
    }

    /// A note that this room stands for that one from now on; it is known here at once.
    #[must_use]
    pub fn bind(&self, room: &RoomId, physical: &MatrixRoomId) -> Note {
        locked(&self.rooms).insert(room.clone(), physical.to_owned());
        note(kind::ROOM, room.as_str(), Some(physical.to_string()))
    }

    /// A note that is known here at once, for kinds that are looked up one by one.
    #[must_use]
    pub fn noted(&self, kind: &'static str, key: &str, value: Option<String>) -> Note {
        let note = note(kind, key, value);
        locked(&self.recent).put(&note);
        note
    }

    /// What was noted under a key.
    ///
    /// # Errors
    /// The database failed.
    pub async fn get(&self, kind: &'static str, key: &str) -> Result<Option<String>, StoreError> {
        if let Some(value) = locked(&self.recent).values.get(&(kind, key.to_owned())) {
            return Ok(Some(value.clone()));
        }
        let Some(reader) = self.reader.get() else { return Ok(None) };
        reader.lock().await.remembered(NETWORK, kind, key).await
    }

    /// Everything of one kind that is committed.
    ///
    /// # Errors
    /// The database failed.
    pub async fn all(&self, kind: &'static str) -> Result<Vec<(String, String)>, StoreError> {
        let Some(reader) = self.reader.get() else { return Ok(Vec::new()) };
        reader.lock().await.memory(NETWORK, kind).await
    }

    /// Whether an input with this key took effect.
    ///
    /// # Errors
    /// The database failed.
    pub async fn seen(&self, key: &str) -> Result<bool, StoreError> {
        let Some(reader) = self.reader.get() else { return Ok(false) };
        reader.lock().await.seen(key).await
    }

    /// The message of ours that an event is, such as `m17`.
    ///
    /// # Errors
    /// The database failed.
    pub async fn message(&self, event: &EventId) -> Result<Option<String>, StoreError> {
        self.get(kind::POST, event.as_str()).await
    }

    /// The events of a message of ours, in order.
    ///
    /// # Errors
    /// The database failed.
    pub async fn parts(&self, message: &str) -> Result<Vec<OwnedEventId>, StoreError> {
        let parts = self.get(kind::PARTS, message).await?.unwrap_or_default();
        Ok(parts.split(' ').filter_map(|event| EventId::parse(event).ok()).collect())
    }

    /// Notes that these events are a message of ours; known here at once.
    #[must_use]
    pub fn posted(&self, message: &str, events: &[OwnedEventId]) -> Vec<Note> {
        let each = events.iter().map(|event| self.noted(kind::POST, event.as_str(), Some(message.to_owned())));
        let mut notes: Vec<Note> = each.collect();
        let parts: Vec<&str> = events.iter().map(|event| event.as_str()).collect();
        notes.push(self.noted(kind::PARTS, message, Some(parts.join(" "))));
        notes
    }
}

/// A note of this network.
#[must_use]
pub fn note(kind: &'static str, key: &str, value: Option<String>) -> Note {
    Note { network: NETWORK, kind, key: key.to_owned(), value }
}
