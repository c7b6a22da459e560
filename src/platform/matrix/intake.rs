//! From events to inputs. Nothing here waits for long: an event that cannot be used is left out, and the others go on.

use std::{
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex, OnceLock, PoisonError},
    time::Duration,
};

use futures_util::FutureExt;
use matrix_sdk::{
    Room,
    deserialized_responses::TimelineEvent,
    ruma::{EventId, OwnedEventId, OwnedUserId, UserId},
};

use super::{
    doubts,
    event::Event,
    hub::Hub,
    memory::kind,
    overheard,
    place::Place,
    press::{self, Reaction},
    reading::{self, Reading},
    unread::Unread,
};
use crate::{
    catalog,
    domain::{actor::Actor, ids::RoomId},
    engine::port::{Doubt, Input, Note, Payload},
    platform::{latest::Latest, relay::PIN},
};

/// How many messages are remembered, for edits and deletions that follow them.
const RECENT: usize = 4_096;
/// How long looking up the message behind a reaction or an edit may take.
const LOOKUP: Duration = Duration::from_secs(5);

/// What is remembered of a message.
#[derive(Debug, Clone)]
struct Message {
    author: OwnedUserId,
    thread: Option<OwnedEventId>,
    /// It became an input.
    taken: bool,
}

/// What came out of events.
#[derive(Debug, Default)]
pub struct Found {
    /// In order.
    pub inputs: Vec<Input>,
    /// To be committed with them.
    pub notes: Vec<Note>,
}

impl Found {
    /// Appends what came later.
    pub fn extend(&mut self, other: Self) {
        self.inputs.extend(other.inputs);
        self.notes.extend(other.notes);
    }
}

/// Reads events.
pub struct Intake {
    hub: Arc<Hub>,
    /// What could not be decrypted.
    pub unread: Arc<Unread>,
    name: OnceLock<String>,
    messages: Mutex<Latest<OwnedEventId, Message>>,
}

/// The key of what an event says.
#[must_use]
pub fn key(event: &EventId) -> String {
    format!("matrix:{event}")
}

impl Intake {
    /// Nothing was read yet.
    #[must_use]
    pub fn new(hub: Arc<Hub>, unread: Arc<Unread>) -> Self {
        Self { hub, unread, name: OnceLock::new(), messages: Mutex::new(Latest::of(RECENT)) }
    }

    /// The bot's display name is known from now on.
    pub fn named(&self, name: String) {
        // Only the first one is taken.
        let _ = self.name.set(name);
    }

    /// What these events of a room say, in order. One that nothing can be made of holds up no other.
    pub async fn read(&self, room: &Room, logical: &RoomId, events: &[TimelineEvent]) -> Found {
        let mut found = Found::default();
        for event in events {
            if let Ok(one) = AssertUnwindSafe(self.one(room, logical, event)).catch_unwind().await {
                found.extend(one);
            } else {
                let id = event.event_id();
                tracing::error!(room = %room.room_id(), event = ?id, "an event could not be read; the others are");
            }
        }
        found
    }

    async fn one(&self, room: &Room, logical: &RoomId, raw: &TimelineEvent) -> Found {
        let (Some(event), Some(me)) = (Event::read(raw.raw().json().get()), self.hub.me()) else {
            tracing::debug!(room = %room.room_id(), "an event without an id, a sender or a type is passed over");
            return Found::default();
        };
        if event.sender == me {
            return Found::default();
        }
        if event.is_sealed() {
            let note = self.unread.note(room.room_id(), logical, &event);
            return Found { inputs: Vec::new(), notes: vec![note] };
        }
        let mut found = Found::default();
        found.notes.extend(self.unread.forget(&event.id));
        let payload = match &*event.kind {
            "m.room.message" => self.message(room, logical, &event, &me).await,
            "m.room.redaction" => self.deleted(logical, &event).await.map(|payload| (key(&event.id), payload)),
            "m.reaction" => self.reaction(room, logical, &event, &me).await,
            _ => None,
        };
        let actor = self.hub.people.actor(&event.sender);
        let heard = overheard::heard(&event, logical, &actor, self.reading(&me));
        found.notes.extend(heard.map(|heard| self.hub.relay.heard(&heard)).unwrap_or_default());
        let Some((key, payload)) = payload else { return found };
        found.inputs.push(Input {
            key,
            from: actor,
            said_at: event.at.min(self.hub.clock.now()),
            doubt: self.doubt(room, raw, &event, &payload),
            payload,
        });
        found
    }

    /// A reaction is never encrypted, and whoever deletes says nothing: only what is said is doubted.
    fn doubt(&self, room: &Room, raw: &TimelineEvent, event: &Event, payload: &Payload) -> Option<Doubt> {
        if event.kind != "m.room.message" || payload.text().is_none() {
            return None;
        }
        self.hub.people.person(&event.sender)?;
        let encrypted = room.encryption_state().is_encrypted();
        doubts::doubt(raw.encryption_info().map(AsRef::as_ref), encrypted, self.hub.settings.unsigned_devices)
    }

    fn reading<'a>(&'a self, me: &'a UserId) -> Reading<'a> {
        Reading { me, name: self.name.get().map(|name| &**name), people: &self.hub.people }
    }

    async fn message(&self, room: &Room, logical: &RoomId, event: &Event, me: &UserId) -> Option<(String, Payload)> {
        let relation = reading::relation(&event.content);
        if let Some(original) = relation.replaces {
            return Some((key(&event.id), self.edited(room, logical, event, original, me).await?));
        }
        let text = reading::said(&event.content, self.reading(me));
        let taken = text.as_deref().is_some_and(catalog::is_addressed);
        self.remember(event, relation.thread.clone(), taken);
        let text = text.filter(|_| taken)?;
        let reply_to = match relation.answers.as_ref().or(relation.thread.as_ref()) {
            Some(answered) => self.ours(answered).await,
            None => None,
        };
        let place = Place { event: event.id.clone(), thread: relation.thread }.write();
        Some((key(&event.id), Payload::Said { room: logical.clone(), text, reply_to, place }))
    }

    /// The message of ours that an event is. Without the database nothing is known of it, and the line stands by itself.
    async fn ours(&self, event: &EventId) -> Option<String> {
        self.hub.memory.message(event).await.inspect_err(|error| tracing::warn!(%error, "a message of ours")).ok()?
    }

    async fn edited(
        &self,
        room: &Room,
        logical: &RoomId,
        event: &Event,
        original: OwnedEventId,
        me: &UserId,
    ) -> Option<Payload> {
        let text = reading::said(reading::new_content(&event.content), self.reading(me))?;
        let taken = self.taken(&original).await;
        let addressed = catalog::is_addressed(&text);
        if !taken && !addressed {
            return None;
        }
        let before = match self.remembered(&original) {
            Some(message) => Some(message),
            None => self.look_up(room, &original).await.map(|(_, message)| message),
        };
        match &before {
            Some(message) if message.author != event.sender => {
                tracing::warn!(event = %event.id, "an edit of somebody else's message is passed over");
                return None;
            }
            // What is said to the bot counts for whoever says it; a trace in somebody's log must be theirs.
            None if taken => {
                tracing::warn!(event = %event.id, "an edit of a message that cannot be looked up is passed over");
                return None;
            }
            _ => {}
        }
        let thread = before.and_then(|message| message.thread);
        let place = Place { event: original.clone(), thread }.write();
        if addressed {
            self.remember(&Event { id: original.clone(), ..event.clone() }, None, true);
        }
        Some(Payload::Edited { room: logical.clone(), of: key(&original), text, place })
    }

    async fn deleted(&self, logical: &RoomId, event: &Event) -> Option<Payload> {
        let original = event.redacts.as_ref()?;
        if !self.taken(original).await {
            return None;
        }
        Some(Payload::Deleted { room: logical.clone(), of: key(original) })
    }

    /// Whether a message became an input: lately, or by the database.
    async fn taken(&self, message: &EventId) -> bool {
        if self.remembered(message).is_some_and(|message| message.taken) {
            return true;
        }
        let seen = self.hub.memory.seen(&key(message)).await;
        seen.inspect_err(|error| tracing::warn!(%error, "whether a message was handled")).unwrap_or(false)
    }

    async fn reaction(&self, room: &Room, logical: &RoomId, event: &Event, me: &UserId) -> Option<(String, Payload)> {
        let reaction = press::reaction(&event.content)?;
        if self.ours(&reaction.target).await.is_some() {
            let buttons = self.hub.memory.get(kind::BUTTONS, reaction.target.as_str()).await;
            let buttons = buttons.inspect_err(|error| tracing::warn!(%error, "the buttons of a message")).ok()??;
            let action = press::buttons_of(&buttons, &reaction.key)?;
            return Some((key(&event.id), Payload::Pressed { action, place: None }));
        }
        if !reaction.is_pin() || matches!(self.hub.people.actor(&event.sender), Actor::Outsider(_)) {
            return None;
        }
        self.pinned(room, logical, &reaction, me).await
    }

    /// A person's message goes into the log, unless it is a command, which is there already.
    async fn pinned(
        &self,
        room: &Room,
        logical: &RoomId,
        reaction: &Reaction,
        me: &UserId,
    ) -> Option<(String, Payload)> {
        let (target, message) = self.look_up(room, &reaction.target).await?;
        if message.author == me || message.taken {
            return None;
        }
        let said = reading::said(&target.content, self.reading(me))?;
        if said.trim().is_empty() {
            return None;
        }
        let place = Place { event: target.id.clone(), thread: message.thread }.write();
        let text = self.hub.words.command("log", &said);
        let said = Payload::Said { room: logical.clone(), text, reply_to: None, place };
        Some((format!("matrix:{PIN}{}", target.id), said))
    }

    fn remember(&self, event: &Event, thread: Option<OwnedEventId>, taken: bool) {
        let message = Message { author: event.sender.clone(), thread, taken };
        let mut messages = self.messages.lock().unwrap_or_else(PoisonError::into_inner);
        messages.put(event.id.clone(), message);
    }

    fn remembered(&self, event: &EventId) -> Option<Message> {
        let messages = self.messages.lock().unwrap_or_else(PoisonError::into_inner);
        messages.get(event).cloned()
    }

    /// Asks the homeserver for a message.
    async fn look_up(&self, room: &Room, id: &EventId) -> Option<(Event, Message)> {
        let asked = tokio::time::timeout(LOOKUP, room.event(id, None)).await;
        let Ok(Ok(raw)) = asked else {
            tracing::warn!(room = %room.room_id(), event = %id, "the homeserver does not give a message that is pointed at");
            return None;
        };
        let event = Event::read(raw.raw().json().get())?;
        let thread = reading::relation(&event.content).thread;
        let me = self.hub.me()?;
        let taken = reading::said(&event.content, self.reading(&me)).is_some_and(|said| catalog::is_addressed(&said));
        let message = Message { author: event.sender.clone(), thread, taken };
        Some((event, message))
    }
}
