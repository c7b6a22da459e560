//! Words out: posts, edits, pins and what is said without being stored. The ids of transactions come from the effects,
//! so that what is tried again is one event, whatever was lost on the way.

use std::time::Duration;

use matrix_sdk::{
    Room,
    ruma::{
        OwnedEventId, OwnedTransactionId, OwnedUserId,
        api::error::ErrorKind,
        events::{
            Mentions,
            relation::{InReplyTo, Replacement, Reply as Answer, Thread},
            room::{
                message::{Relation, RoomMessageEventContent, RoomMessageEventContentWithoutRelation},
                pinned_events::RoomPinnedEventsEventContent,
            },
        },
    },
};

use super::{
    hub::Hub,
    limits::{self, DEADLINE},
    memory::kind,
    place::Place,
    render::{self, Part},
};
use crate::{
    domain::{
        ids::{PersonId, RoomId},
        line::Line,
    },
    engine::port::{Button, Delivery, Note, Outcome},
    store::StoreError,
    text::reply::{Reply, Span},
};

/// What cannot be stored is said soon or not at all: the engine says it again.
const NOTICE_DEADLINE: Duration = Duration::from_secs(10);
/// Kind of note: message of ours to the physical room in which its events are. After an upgrade of the room they stay
/// behind, and an edit there would be seen by nobody.
const WHERE: &str = "where";
/// Kind of note: message of ours that is to be pinned, to its event that is; of one that could not be found, nothing.
const PINNED: &str = "pinned";

/// Says something in a room; `mentions` are called by it.
pub async fn post(
    hub: &Hub,
    delivery: &Delivery,
    room: &RoomId,
    id: &str,
    text: &Reply,
    mentions: &[PersonId],
    actions: &[Button],
) -> Outcome {
    let message = Message { hub, delivery, room, id, text, mentions, actions };
    hub.limits.attempt(delivery, async { settled(message.post().await) }).await
}

/// Replaces what an earlier post says; `mentions` are newly called by it. One whose events are not known, because the
/// database is older than the chat or the room was upgraded, is posted anew.
pub async fn edit(
    hub: &Hub,
    delivery: &Delivery,
    room: &RoomId,
    target: &str,
    text: &Reply,
    mentions: &[PersonId],
    actions: &[Button],
) -> Outcome {
    let message = Message { hub, delivery, room, id: target, text, mentions, actions };
    hub.limits.attempt(delivery, async { settled(message.edit().await) }).await
}

/// Pins an earlier post.
pub async fn pin(hub: &Hub, delivery: &Delivery, room: &RoomId, target: &str) -> Outcome {
    hub.limits.attempt(delivery, async { settled(pinned(hub, room, target).await) }).await
}

/// Says something that could not be stored: one attempt, and no event that anybody has to find again.
pub async fn notice(hub: &Hub, room: &RoomId, text: &Reply) -> Outcome {
    let sent = async {
        let room = hub.room(room)?;
        for part in render::parts(text, &[], &hub.people, "") {
            // Nobody can be called by it, and yet everybody there should look.
            let content = content(&part, true, &[]);
            let sent = hub.limits.call(NOTICE_DEADLINE, room.send(content).into_future()).await;
            sent.map_err(|failed| failed.outcome())?;
        }
        Ok(Vec::new())
    };
    settled(sent.await)
}

fn settled(result: Result<Vec<Note>, Outcome>) -> Outcome {
    match result {
        Ok(notes) if notes.is_empty() => Outcome::Delivered,
        Ok(notes) => Outcome::Noted(notes),
        Err(outcome) => outcome,
    }
}

fn unread(error: &StoreError) -> Outcome {
    limits::retry(format!("the database cannot be read: {error}"))
}

/// A message of ours on its way.
struct Message<'a> {
    hub: &'a Hub,
    delivery: &'a Delivery,
    room: &'a RoomId,
    id: &'a str,
    text: &'a Reply,
    mentions: &'a [PersonId],
    actions: &'a [Button],
}

impl Message<'_> {
    async fn post(&self) -> Result<Vec<Note>, Outcome> {
        let room = self.hub.room(self.room)?;
        let mut events = Vec::new();
        for (n, part) in self.parts().iter().enumerate() {
            let mut content = self.content(n, part);
            content.relates_to = self.answers(n);
            events.push(self.send(&room, n, content).await?);
        }
        Ok(self.notes(&room, &events, events.len()).await)
    }

    async fn edit(&self) -> Result<Vec<Note>, Outcome> {
        let room = self.hub.room(self.room)?;
        let mut notes = if let Some(events) = known(self.hub, &room, self.id).await? {
            self.replace(&room, events).await?
        } else {
            tracing::info!(message = self.id, "a message that is not known here is posted anew instead of edited");
            self.post().await?
        };
        notes.extend(self.pin_again(&room).await?);
        Ok(notes)
    }

    async fn replace(&self, room: &Room, mut events: Vec<OwnedEventId>) -> Result<Vec<Note>, Outcome> {
        let parts = self.parts();
        for (n, part) in parts.iter().enumerate() {
            let content = self.content(n, part);
            match events.get(n) {
                Some(event) => drop(self.send(room, n, replacing(event, content)).await?),
                None => events.push(self.send(room, n, content).await?),
            }
        }
        for (n, event) in events.iter().enumerate().skip(parts.len()) {
            let content = content(&self.gone(), false, &[]);
            self.send(room, n, replacing(event, content)).await?;
        }
        Ok(self.notes(room, &events, parts.len()).await)
    }

    /// Where the message was to be pinned, but it is another event now that stands for it.
    async fn pin_again(&self, room: &Room) -> Result<Vec<Note>, Outcome> {
        let memory = &self.hub.memory;
        let Some(pinned) = memory.get(PINNED, self.id).await.map_err(|error| unread(&error))? else {
            return Ok(Vec::new());
        };
        let events = memory.parts(self.id).await.map_err(|error| unread(&error))?;
        if events.first().is_some_and(|event| *event == pinned) {
            return Ok(Vec::new());
        }
        converge(self.hub, room, self.id).await
    }

    /// Further parts say that they are of an exercise too.
    fn parts(&self) -> Vec<Part> {
        render::parts(self.text, self.actions, &self.hub.people, &self.lead())
    }

    fn lead(&self) -> String {
        self.hub.words.in_room(self.room).lead(self.delivery.exercise)
    }

    /// What stands in a part for which there are no words any more.
    fn gone(&self) -> Part {
        let said = self.hub.words.in_room(self.room).say(&Line::MatrixPartGone {}, self.hub.clock.now());
        let text = Reply { spans: vec![Span::Plain(format!("{}{said}", self.lead()))] };
        render::parts(&text, &[], &self.hub.people, "").into_iter().next().unwrap_or_default()
    }

    /// A part; whoever is called is called by the first.
    fn content(&self, n: usize, part: &Part) -> RoomMessageEventContent {
        let called = if n == 0 { render::accounts(self.mentions, &self.hub.people) } else { Vec::new() };
        let loud = !called.is_empty();
        content(part, loud, &called)
    }

    /// Under the command that is answered, and in its thread, where all parts belong.
    fn answers(&self, n: usize) -> Option<Relation<RoomMessageEventContentWithoutRelation>> {
        let place = self.delivery.answers.as_deref().and_then(Place::read)?;
        match place.thread {
            Some(thread) => Some(Relation::Thread(Thread::reply(thread, place.event))),
            None if n == 0 => Some(Relation::Reply(Answer::new(InReplyTo::new(place.event)))),
            None => None,
        }
    }

    async fn send(&self, room: &Room, n: usize, content: RoomMessageEventContent) -> Result<OwnedEventId, Outcome> {
        let effect = &self.delivery.effect;
        let transaction: OwnedTransactionId =
            if n == 0 { effect.as_str().into() } else { format!("{effect}.{}", n.saturating_add(1)).into() };
        let call = room.send(content).with_transaction_id(transaction).into_future();
        let sent = self.hub.limits.call(DEADLINE, call).await.map_err(|failed| failed.outcome())?;
        Ok(sent.response.event_id)
    }

    /// What must be known of it later. The buttons are under its last part, where their text forms stand.
    async fn notes(&self, room: &Room, events: &[OwnedEventId], parts: usize) -> Vec<Note> {
        let memory = &self.hub.memory;
        let mut notes = memory.posted(self.id, events);
        notes.push(memory.noted(WHERE, self.id, Some(room.room_id().to_string())));
        for (n, event) in events.iter().enumerate() {
            let actions = if n.saturating_add(1) == parts { self.actions } else { &[] };
            let before = memory.get(kind::BUTTONS, event.as_str()).await.ok().flatten();
            if !actions.is_empty() || before.is_some() {
                let room = room.room_id().to_owned();
                notes.extend(self.hub.buttons.set(self.hub, room, event, &self.delivery.effect, actions));
            }
        }
        notes
    }
}

/// Words that notify those who are called, or nobody. The mentions are always said, also when there are none: else
/// clients and homeservers look for them in the text.
fn content(part: &Part, loud: bool, called: &[OwnedUserId]) -> RoomMessageEventContent {
    let content = if loud {
        RoomMessageEventContent::text_html(&part.plain, &part.html)
    } else {
        RoomMessageEventContent::notice_html(&part.plain, &part.html)
    };
    content.add_mentions(Mentions::with_user_ids(called.iter().cloned()))
}

/// The same words in the place of earlier ones. The mentions of the edit itself are those that it newly calls.
fn replacing(event: &OwnedEventId, content: RoomMessageEventContent) -> RoomMessageEventContent {
    let mut edit = content.clone();
    edit.relates_to = Some(Relation::Replacement(Replacement::new(event.clone(), content.into())));
    edit
}

/// The events of a message in this room; none where they are not known, or stayed behind in an earlier room.
async fn known(hub: &Hub, room: &Room, message: &str) -> Result<Option<Vec<OwnedEventId>>, Outcome> {
    let before = hub.memory.get(WHERE, message).await.map_err(|error| unread(&error))?;
    if before.is_some_and(|before| before != room.room_id().as_str()) {
        return Ok(None);
    }
    let events = hub.memory.parts(message).await.map_err(|error| unread(&error))?;
    Ok(Some(events).filter(|events| !events.is_empty()))
}

async fn pinned(hub: &Hub, room: &RoomId, message: &str) -> Result<Vec<Note>, Outcome> {
    let room = hub.room(room)?;
    converge(hub, &room, message).await
}

/// Pins the first part of a message, unless it is.
async fn converge(hub: &Hub, room: &Room, message: &str) -> Result<Vec<Note>, Outcome> {
    let noted = |event: &str| vec![hub.memory.noted(PINNED, message, Some(event.to_owned()))];
    let Some(event) = known(hub, room, message).await?.and_then(|events| events.into_iter().next()) else {
        tracing::info!(message, "a message that is not known here cannot be pinned; its next edit posts it anew");
        return Ok(noted(""));
    };
    // The homeserver is asked: what the session remembers may be older than what somebody pinned meanwhile.
    let pinned = hub.limits.call(DEADLINE, room.load_pinned_events()).await.map_err(|failed| failed.outcome())?;
    let mut pinned = pinned.unwrap_or_default();
    if pinned.contains(&event) {
        return Ok(noted(event.as_str()));
    }
    pinned.push(event.clone());
    let sent = hub.limits.call(DEADLINE, room.send_state_event(RoomPinnedEventsEventContent::new(pinned))).await;
    match sent {
        Ok(_) => Ok(noted(event.as_str())),
        // A missing right must not hold up the lane, in which pages may follow: the message itself is there.
        Err(failed) if matches!(failed.kind(), Some(ErrorKind::Forbidden)) => {
            let room = room.room_id();
            tracing::warn!(%room, message, "I may not pin messages here: give me the power level for m.room.pinned_events");
            Ok(noted(event.as_str()))
        }
        Err(failed) => Err(failed.outcome()),
    }
}

#[cfg(test)]
#[path = "send_tests.rs"]
mod tests;
