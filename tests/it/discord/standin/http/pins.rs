//! Pins, by the routes of today and by those that Discord would rather not see.

use serde_json::{Value, json};

use super::{
    super::{
        message::{Message, PINNED},
        permissions::{PIN_MESSAGES, READ_MESSAGE_HISTORY},
        refusal::Refusal,
        request::{Answer, Done, Request},
        state::{Id, State, now},
    },
    messages::find,
};

/// So many are pinned in a channel.
const MOST: usize = 250;
/// So many were, when only the old list existed; it never shows more.
const OLD: usize = 50;

/// What is pinned in a channel, last pinned first.
fn pinned(state: &State, channel: Id) -> Vec<&Message> {
    let there = state.messages.values().filter(|message| message.channel == channel && message.pinned.is_some());
    let mut there: Vec<_> = there.collect();
    there.sort_by(|one, other| other.pinned.cmp(&one.pinned));
    there
}

/// What is pinned, page by page.
pub fn list(state: &mut State, request: &Request) -> Done {
    let (channel, limit) = (request.id("channel_id"), request.limit(50, 50)?);
    state.allowed(channel, READ_MESSAGE_HISTORY)?;
    let before = request.query.get("before");
    let mut there = pinned(state, channel);
    there.retain(|message| before.is_none_or(|before| message.pinned.as_ref() < Some(before)));
    let shown = |message: &&Message| json!({"pinned_at": message.pinned, "message": state.message_json(message)});
    let items: Vec<Value> = there.iter().take(limit).map(shown).collect();
    Answer::ok(json!({"items": items, "has_more": there.len() > limit}))
}

/// What is pinned, as far as the old route shows it.
pub fn old_list(state: &mut State, request: &Request) -> Done {
    let channel = request.id("channel_id");
    state.allowed(channel, READ_MESSAGE_HISTORY)?;
    Answer::ok(pinned(state, channel).into_iter().take(OLD).map(|message| state.message_json(message)).collect())
}

/// A message is pinned, and the channel says so.
pub fn create(state: &mut State, request: &Request) -> Done {
    let channel = request.id("channel_id");
    state.allowed(channel, PIN_MESSAGES)?;
    let message = find(state, request)?;
    if message.pinned.is_some() {
        return Answer::none();
    }
    if pinned(state, channel).len() >= MOST {
        return Err(Refusal::new(400, 30003, "Maximum number of pins reached for the channel (250)"));
    }
    let at = now().to_string();
    state.messages.get_mut(&message.id).expect("just found").pinned = Some(at.clone());
    state.channels.get_mut(&channel).expect("just found").last_pin = Some(at);
    state.message_changed(message.id);
    state.pins_changed(channel);
    let note = Message::new(state.fresh_id(), channel, message.guild, state.me.id);
    state.add_message(Message { kind: PINNED, reference: Some(message.id), ..note });
    Answer::none()
}

/// A message is no longer pinned.
pub fn delete(state: &mut State, request: &Request) -> Done {
    let channel = request.id("channel_id");
    state.allowed(channel, PIN_MESSAGES)?;
    let id = find(state, request)?.id;
    let was = state.messages.get_mut(&id).expect("just found").pinned.take();
    if was.is_some() {
        state.message_changed(id);
        state.pins_changed(channel);
    }
    Answer::none()
}
