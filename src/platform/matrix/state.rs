//! How far everything was read, and which rooms still lack something.

use std::{
    collections::{BTreeMap, HashMap},
    time::Duration,
};

use matrix_sdk::ruma::{EventId, OwnedEventId, OwnedRoomId, RoomId as MatrixRoomId};
use tokio::time::Instant;

use super::memory::{self, Memory, kind};
use crate::{
    domain::time::{Span, Timestamp},
    engine::port::Note,
    store::StoreError,
};

/// The key of the first start among the cursors; no room is called so.
const FIRST: &str = "first";
/// The key of when the homeserver last answered.
const HEARD: &str = "heard";
/// How often that is noted at most: a start knows it so exactly.
const HEARD_EVERY: Span = Span::minutes(1);
/// A room that cannot be read back is asked again after this, then after twice as long.
const PAUSE: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_mins(5);

/// A room that must be read back.
#[derive(Debug, Clone)]
pub struct Owed {
    /// From where; none is the newest event.
    pub from: Option<String>,
    tries: u32,
    not_before: Instant,
}

/// How far everything was read.
#[derive(Debug)]
pub struct Progress {
    /// The place in the sync stream up to which everything was handed in.
    pub place: Option<String>,
    /// The first start of the bot on this database.
    pub first: Timestamp,
    noted_first: bool,
    noted: Option<String>,
    heard: Option<Timestamp>,
    noted_heard: Option<Timestamp>,
    rooms: HashMap<OwnedRoomId, OwnedEventId>,
    owed: BTreeMap<OwnedRoomId, Owed>,
}

impl Progress {
    /// As it was committed.
    ///
    /// # Errors
    /// The database failed.
    pub async fn recall(memory: &Memory, now: Timestamp) -> Result<Self, StoreError> {
        let mut progress = Self {
            place: None,
            first: now,
            noted_first: false,
            noted: None,
            heard: None,
            noted_heard: None,
            rooms: HashMap::new(),
            owed: BTreeMap::new(),
        };
        for (key, value) in memory.all(kind::CURSOR).await? {
            match &*key {
                "" => {
                    progress.noted = Some(value.clone());
                    progress.place = Some(value);
                }
                FIRST => {
                    progress.first = value.parse().map_or(now, Timestamp);
                    progress.noted_first = true;
                }
                HEARD => {
                    progress.heard = value.parse().ok().map(Timestamp);
                }
                room => {
                    if let (Ok(room), Ok(event)) = (MatrixRoomId::parse(room), EventId::parse(&value)) {
                        progress.rooms.insert(room, event);
                    }
                }
            }
        }
        Ok(progress)
    }

    /// The last event that was read in a room.
    #[must_use]
    pub fn last(&self, room: &MatrixRoomId) -> Option<&EventId> {
        self.rooms.get(room).map(AsRef::as_ref)
    }

    /// A room was read up to here.
    pub fn read(&mut self, room: &MatrixRoomId, last: OwnedEventId) -> Note {
        let note = memory::note(kind::CURSOR, room.as_str(), Some(last.to_string()));
        self.rooms.insert(room.to_owned(), last);
        note
    }

    /// Everything was handed in up to this place; nothing is noted of it as long as a room lacks something, so that a
    /// start looks for it again.
    pub fn reached(&mut self, place: String) -> Vec<Note> {
        self.place = Some(place.clone());
        let mut notes = Vec::new();
        if self.owed.is_empty() && self.noted.as_ref() != Some(&place) {
            self.noted = Some(place.clone());
            notes.push(memory::note(kind::CURSOR, "", Some(place)));
        }
        if !self.noted_first {
            self.noted_first = true;
            notes.push(memory::note(kind::CURSOR, FIRST, Some(self.first.0.to_string())));
        }
        notes
    }

    /// The homeserver answers now; when it did before that.
    pub fn heard(&mut self, now: Timestamp) -> Option<Timestamp> {
        self.heard.replace(now)
    }

    /// Notes when it last answered, unless that was done a moment ago.
    pub fn note_heard(&mut self) -> Option<Note> {
        let heard = self.heard?;
        let due = self.noted_heard.is_none_or(|noted| heard.since(noted) >= HEARD_EVERY);
        due.then(|| {
            self.noted_heard = Some(heard);
            memory::note(kind::CURSOR, HEARD, Some(heard.0.to_string()))
        })
    }

    /// Notes that it is left now, if it answered until then.
    #[must_use]
    pub fn note_left(&self, now: Timestamp) -> Option<Note> {
        self.heard?;
        Some(memory::note(kind::CURSOR, HEARD, Some(now.0.to_string())))
    }

    /// A room must be read back.
    pub fn owe(&mut self, room: &MatrixRoomId, from: Option<String>) {
        let owed = self.owed.entry(room.to_owned());
        // What is lacking already lies further back.
        owed.and_modify(|owed| owed.from = None).or_insert(Owed { from, tries: 0, not_before: Instant::now() });
    }

    /// Whether a room must be read back.
    #[must_use]
    pub fn is_owed(&self, room: &MatrixRoomId) -> bool {
        self.owed.contains_key(room)
    }

    /// Whether any must.
    #[must_use]
    pub fn owes(&self) -> bool {
        !self.owed.is_empty()
    }

    /// Those whose turn it is.
    #[must_use]
    pub fn due(&self) -> Vec<(OwnedRoomId, Option<String>)> {
        let now = Instant::now();
        let due = self.owed.iter().filter(|(_, owed)| owed.not_before <= now);
        due.map(|(room, owed)| (room.clone(), owed.from.clone())).collect()
    }

    /// It was read back, or is none of ours any more.
    pub fn paid(&mut self, room: &MatrixRoomId) {
        self.owed.remove(room);
    }

    /// It could not be read back; gives how often that was so.
    pub fn failed(&mut self, room: &MatrixRoomId) -> u32 {
        let Some(owed) = self.owed.get_mut(room) else { return 0 };
        let pause = PAUSE.saturating_mul(2_u32.saturating_pow(owed.tries)).min(LONGEST);
        *owed = Owed { from: None, tries: owed.tries.saturating_add(1), not_before: Instant::now() + pause };
        owed.tries
    }
}
