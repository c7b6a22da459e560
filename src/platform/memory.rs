//! What a chat network must know again after a restart: which room stands for which, what our messages are called there.
//! It is written by the engine, in the transaction of what it came with; what was noted lately is known here before.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, OnceLock, PoisonError},
};

use super::latest::Latest;
use crate::{
    domain::ids::RoomId,
    engine::port::Note,
    store::{StoreError, reader::Reader},
};

/// Kinds of notes that every network has.
pub mod kind {
    /// Logical room to the physical one.
    pub const ROOM: &str = "room";
    /// Message on the network to the message of ours that it is, or is a part of.
    pub const POST: &str = "post";
    /// Message of ours to its messages on the network, in order, with spaces between.
    pub const PARTS: &str = "parts";
}

/// How many messages and buttons are remembered without asking the database.
const RECENT: usize = 4_096;

/// The memory of a network.
pub struct Memory {
    network: &'static str,
    reader: OnceLock<tokio::sync::Mutex<Reader>>,
    rooms: Mutex<BTreeMap<RoomId, String>>,
    recent: Mutex<Latest<(&'static str, String), String>>,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Memory {
    /// Of the network with this name in the notes. It knows nothing yet.
    #[must_use]
    pub fn of(network: &'static str) -> Self {
        Self { network, reader: OnceLock::new(), rooms: Mutex::default(), recent: Mutex::new(Latest::of(RECENT)) }
    }

    /// Takes the read-only connection and reads which rooms there are. Called once, before anything goes in or out.
    ///
    /// # Errors
    /// The database failed.
    pub async fn open(&self, mut reader: Reader) -> Result<(), StoreError> {
        for (logical, physical) in reader.memory(self.network, kind::ROOM).await? {
            locked(&self.rooms).insert(logical.into(), physical);
        }
        // Only the first one is taken.
        let _ = self.reader.set(tokio::sync::Mutex::new(reader));
        Ok(())
    }

    /// The room that stands for a logical one.
    #[must_use]
    pub fn physical(&self, room: &RoomId) -> Option<String> {
        locked(&self.rooms).get(room).cloned()
    }

    /// The logical room for which this one stands.
    #[must_use]
    pub fn logical(&self, room: &str) -> Option<RoomId> {
        let rooms = locked(&self.rooms);
        rooms.iter().find(|(_, physical)| *physical == room).map(|(logical, _)| logical.clone())
    }

    /// Every room that stands for one.
    #[must_use]
    pub fn rooms(&self) -> BTreeMap<RoomId, String> {
        locked(&self.rooms).clone()
    }

    /// A note that this room stands for that one from now on; it is known here at once.
    #[must_use]
    pub fn bind(&self, room: &RoomId, physical: &str) -> Note {
        locked(&self.rooms).insert(room.clone(), physical.to_owned());
        self.note(kind::ROOM, room.as_str(), Some(physical.to_owned()))
    }

    /// A note of this network that is looked up only in the database.
    #[must_use]
    pub fn note(&self, kind: &'static str, key: &str, value: Option<String>) -> Note {
        Note { network: self.network, kind, key: key.to_owned(), value }
    }

    /// A note that is known here at once, for kinds that are looked up one by one.
    #[must_use]
    pub fn noted(&self, kind: &'static str, key: &str, value: Option<String>) -> Note {
        let note = self.note(kind, key, value);
        let (mut recent, key) = (locked(&self.recent), (kind, key.to_owned()));
        match &note.value {
            Some(value) => recent.put(key, value.clone()),
            None => recent.forget(&key),
        }
        drop(recent);
        note
    }

    /// What was noted under a key.
    ///
    /// # Errors
    /// The database failed.
    pub async fn get(&self, kind: &'static str, key: &str) -> Result<Option<String>, StoreError> {
        if let Some(value) = locked(&self.recent).get(&(kind, key.to_owned())) {
            return Ok(Some(value.clone()));
        }
        let Some(reader) = self.reader.get() else { return Ok(None) };
        reader.lock().await.remembered(self.network, kind, key).await
    }

    /// Everything of one kind that is committed.
    ///
    /// # Errors
    /// The database failed.
    pub async fn all(&self, kind: &'static str) -> Result<Vec<(String, String)>, StoreError> {
        let Some(reader) = self.reader.get() else { return Ok(Vec::new()) };
        reader.lock().await.memory(self.network, kind).await
    }

    /// Whether an input with this key took effect.
    ///
    /// # Errors
    /// The database failed.
    pub async fn seen(&self, key: &str) -> Result<bool, StoreError> {
        let Some(reader) = self.reader.get() else { return Ok(false) };
        reader.lock().await.seen(key).await
    }

    /// The message of ours that one on the network is, such as `m17`.
    ///
    /// # Errors
    /// The database failed.
    pub async fn message(&self, there: &str) -> Result<Option<String>, StoreError> {
        self.get(kind::POST, there).await
    }

    /// What a message of ours is called on the network, part by part.
    ///
    /// # Errors
    /// The database failed.
    pub async fn parts(&self, message: &str) -> Result<Vec<String>, StoreError> {
        let parts = self.get(kind::PARTS, message).await?.unwrap_or_default();
        Ok(parts.split(' ').filter(|part| !part.is_empty()).map(ToOwned::to_owned).collect())
    }

    /// Notes that these are a message of ours; known here at once.
    #[must_use]
    pub fn posted(&self, message: &str, parts: &[&str]) -> Vec<Note> {
        let each = parts.iter().map(|part| self.noted(kind::POST, part, Some(message.to_owned())));
        let mut notes: Vec<Note> = each.collect();
        notes.push(self.noted(kind::PARTS, message, Some(parts.join(" "))));
        notes
    }
}
