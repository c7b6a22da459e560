//! Events that could not be decrypted. None is passed over: the room is told, and each is handled when its key comes.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use futures_util::StreamExt;
use matrix_sdk::ruma::{EventId, OwnedEventId, OwnedRoomId, OwnedUserId, RoomId as MatrixRoomId};
use serde::{Deserialize, Serialize};
use tokio::time::Instant;

use super::{
    event::Event,
    hooks::Hooks,
    hub::Hub,
    intake::Intake,
    limits,
    memory::{self, kind},
    round::Parts,
};
use crate::{
    domain::{
        ids::RoomId,
        line::Line,
        time::{Span, Timestamp},
        words::Verbatim,
    },
    engine::port::Note,
    text::reply::{Reply, Span as Piece},
};

/// After this long the room is told.
const TELL_AFTER: Duration = Duration::from_secs(10);
/// How often all of them are tried again, beside each time when a key comes.
const AGAIN: Duration = Duration::from_mins(3);
/// After this long nobody expects the key any more.
const GIVEN_UP: Span = Span::hours(24);
/// At most so many are kept in mind; a flood of them is told as one anyway.
const MOST: usize = 1_000;

/// What is known of one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Sealed {
    room: OwnedRoomId,
    sender: OwnedUserId,
    /// When it was sent.
    since: Timestamp,
    /// The room was told, or need not be.
    #[serde(default)]
    told: bool,
}

/// One of them, with when it was first seen by this process.
struct Waiting {
    sealed: Sealed,
    logical: RoomId,
    seen: Instant,
}

/// Those that wait for their key.
#[derive(Default)]
pub struct Unread {
    waiting: Mutex<BTreeMap<OwnedEventId, Waiting>>,
}

impl Unread {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<OwnedEventId, Waiting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A note of one, to be committed with the place in the sync stream.
    pub fn note(&self, room: &MatrixRoomId, logical: &RoomId, event: &Event) -> Note {
        let sealed = Sealed { room: room.to_owned(), sender: event.sender.clone(), since: event.at, told: false };
        let mut waiting = self.lock();
        // One that is seen again keeps what was done about it.
        let sealed = waiting.get(&event.id).map_or(sealed, |waiting| waiting.sealed.clone());
        let note = written(&event.id, Some(&sealed));
        if waiting.len() < MOST {
            let new = || Waiting { sealed, logical: logical.clone(), seen: Instant::now() };
            waiting.entry(event.id.clone()).or_insert_with(new);
        }
        note
    }

    /// Forgets one that could be read after all.
    pub fn forget(&self, event: &EventId) -> Option<Note> {
        self.lock().remove(event).map(|_| written(event, None))
    }

    /// Takes up those of before the start.
    pub async fn recall(&self, hub: &Hub) {
        let kept = match hub.memory.all(kind::UNREAD).await {
            Ok(kept) => kept,
            Err(error) => {
                tracing::error!(%error, "the messages that could not be decrypted cannot be recalled");
                return;
            }
        };
        let mut waiting = self.lock();
        for (event, sealed) in kept {
            let (Ok(event), Ok(sealed)) = (EventId::parse(&event), serde_json::from_str::<Sealed>(&sealed)) else {
                continue;
            };
            let Some(logical) = hub.memory.logical(&sealed.room) else { continue };
            waiting.insert(event, Waiting { sealed, logical, seen: Instant::now() });
        }
    }

    /// Marks those whose room must be told now, and gives their rooms and senders, each once.
    fn due(&self) -> (Vec<(RoomId, OwnedUserId)>, Vec<Note>) {
        let (mut told, mut notes) = (Vec::new(), Vec::new());
        for (event, waiting) in self.lock().iter_mut() {
            if waiting.sealed.told || waiting.seen.elapsed() < TELL_AFTER {
                continue;
            }
            waiting.sealed.told = true;
            notes.push(written(event, Some(&waiting.sealed)));
            let whom = (waiting.logical.clone(), waiting.sealed.sender.clone());
            if !told.contains(&whom) {
                told.push(whom);
            }
        }
        (told, notes)
    }

    fn all(&self) -> Vec<(OwnedEventId, Sealed)> {
        self.lock().iter().map(|(event, waiting)| (event.clone(), waiting.sealed.clone())).collect()
    }
}

fn written(event: &EventId, sealed: Option<&Sealed>) -> Note {
    let value = sealed.and_then(|sealed| serde_json::to_string(sealed).ok());
    memory::note(kind::UNREAD, event.as_str(), value)
}

/// Tells rooms of messages that cannot be read, and tries them again, until it is asked to stop.
pub async fn watch(parts: Parts) {
    let Parts { hub, hooks, stop, intake } = parts;
    let Ok(client) = hub.client() else { return };
    let mut keys = match client.encryption().room_keys_received_stream().await {
        Some(keys) => keys.boxed(),
        None => futures_util::stream::pending().boxed(),
    };
    let mut second = tokio::time::interval(Duration::from_secs(1));
    second.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut again = tokio::time::interval(AGAIN);
    again.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        let room = tokio::select! {
            () = stop.asked() => return,
            _ = second.tick() => {
                tell(&hub, &intake.unread, hooks.as_ref()).await;
                continue;
            }
            _ = again.tick() => None,
            Some(came) = keys.next() => match came {
                Ok(infos) => Some(infos.into_iter().map(|info| info.room_id).collect::<Vec<_>>()),
                // Some were missed: all are tried.
                Err(_) => None,
            },
        };
        tokio::select! {
            () = stop.asked() => return,
            () = retry(&hub, &intake, room.as_deref()) => {}
        }
    }
}

/// Tries those of these rooms again, or all.
async fn retry(hub: &Hub, intake: &Intake, rooms: Option<&[OwnedRoomId]>) {
    for (id, sealed) in intake.unread.all() {
        if rooms.is_some_and(|rooms| !rooms.contains(&sealed.room)) {
            continue;
        }
        let (Some(room), Some(engine)) = (hub.joined(&sealed.room), hub.engine()) else { continue };
        let Some(logical) = hub.memory.logical(&sealed.room) else { continue };
        let event = Box::pin(limits::within(room.event(&id, None))).await;
        let readable = event.ok().filter(|event| {
            let read = Event::read(event.raw().json().get());
            read.is_some_and(|event| !event.is_sealed())
        });
        if let Some(event) = readable {
            tracing::info!(room = %sealed.room, event = %id, "the key of a message came late; it is handled now");
            let mut found = intake.read(&room, &logical, &[event]).await;
            found.notes.push(written(&id, None));
            engine.arrive(found.inputs, found.notes).await;
        } else if hub.clock.now() > sealed.since.plus(GIVEN_UP) {
            tracing::warn!(room = %sealed.room, event = %id, "the key of a message did not come within a day; it is given up");
            let notes = intake.unread.forget(&id).into_iter().collect();
            engine.arrive(Vec::new(), notes).await;
        }
    }
}

/// Tells each room once whose messages cannot be read.
async fn tell(hub: &Hub, unread: &Unread, hooks: &dyn Hooks) {
    let (told, notes) = unread.due();
    if told.is_empty() {
        return;
    }
    for (room, sender) in &told {
        let line = match hub.people.person(sender) {
            Some(person) => Line::MatrixUnread { person: person.clone() },
            None => Line::MatrixUnreadStranger { account: sender.to_string() },
        };
        let ccvo = Verbatim(hub.organisation.ccvo.phone.clone());
        let text = format!("{}\n{}", hub.say(room, &line), hub.say(room, &Line::MatrixUnreadThen { ccvo }));
        hooks.notice(hub, room, &Reply { spans: vec![Piece::Plain(text)] }).await;
        tracing::warn!(%room, %sender, "a message cannot be decrypted; the room was told");
    }
    if let Some(engine) = hub.engine() {
        engine.arrive(Vec::new(), notes).await;
    }
}
