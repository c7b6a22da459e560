//! Messages of the bot: sent, read, edited, deleted.

use std::collections::BTreeSet;

use serde_json::Value;

use super::super::{
    channel::{Channel, kind},
    message::{Message, SILENT},
    message_form,
    permissions::{
        ADD_REACTIONS, EMBED_LINKS, MANAGE_MESSAGES, MANAGE_THREADS, READ_MESSAGE_HISTORY, SEND_MESSAGES,
        SEND_MESSAGES_IN_THREADS, VIEW_CHANNEL,
    },
    refusal::Refusal,
    request::{Answer, Done, Request},
    state::{Id, State},
};

/// A message that stands in this channel for everybody.
pub fn find(state: &State, request: &Request) -> Result<Message, Refusal> {
    let there = state.messages.get(&request.id("message_id"));
    let there = there.filter(|message| message.channel == request.id("channel_id") && message.only_for.is_none());
    there.cloned().ok_or_else(Refusal::unknown_message)
}

/// Whether the bot may write there, and the channel.
fn writable(state: &State, id: Id) -> Result<Channel, Refusal> {
    let thread = state.allowed(id, VIEW_CHANNEL)?.is_thread();
    let channel = state.allowed(id, if thread { SEND_MESSAGES_IN_THREADS } else { SEND_MESSAGES })?;
    if channel.kind == kind::CATEGORY {
        return Err(Refusal::new(400, 50008, "Cannot send messages in a non-text channel"));
    }
    let locked = channel.thread.as_ref().is_some_and(|thread| thread.archived && thread.locked);
    if locked && state.allowed(id, MANAGE_THREADS).is_err() {
        return Err(Refusal::new(400, 50083, "Thread is archived"));
    }
    Ok(channel.clone())
}

/// The bot says something.
pub fn create(state: &mut State, request: &Request) -> Done {
    let (id, body) = (request.id("channel_id"), &request.body);
    let channel = writable(state, id)?;
    let mut message = Message::new(state.fresh_id(), id, channel.guild, state.me.id);
    message_form::fill(&mut message, body)?;
    if !message.embeds.is_empty() {
        state.allowed(id, EMBED_LINKS)?;
    }
    message.flags = body["flags"].as_u64().unwrap_or(0) & (SILENT | 1 << 2);
    message.nonce = body.get("nonce").filter(|nonce| !nonce.is_null()).cloned();
    if body["enforce_nonce"] == true
        && let Some(sent) = same_nonce(state, &message)
    {
        return Answer::ok(state.message_json(sent));
    }
    let answered = reference(state, &channel, &body["message_reference"])?;
    if let Some((answered, _)) = answered {
        message.reference = Some(answered);
        message.kind = 19;
    }
    let author = answered.map(|(_, author)| author);
    message.mentions = state.mentions(&channel, message.author, &message.content, &body["allowed_mentions"], author)?;
    message.notified = message.mentions.clone();
    takes_out(state, &channel, &message);
    let shown = state.message_json(&message);
    state.add_message(message);
    Answer::ok(shown)
}

/// What this author sent with this nonce in the past few minutes.
fn same_nonce<'a>(state: &'a State, message: &Message) -> Option<&'a Message> {
    let nonce = message.nonce.as_ref()?;
    let recent = state.messages.range(state.nonces_since..).map(|(_, sent)| sent);
    recent
        .filter(|sent| sent.author == message.author && sent.channel == message.channel)
        .find(|sent| sent.nonce.as_ref() == Some(nonce))
}

/// The message that is answered, and its author.
fn reference(state: &State, channel: &Channel, form: &Value) -> Result<Option<(Id, Id)>, Refusal> {
    let Some(id) = form["message_id"].as_str().and_then(|id| id.parse::<Id>().ok()) else { return Ok(None) };
    if state.allowed(channel.id, READ_MESSAGE_HISTORY).is_err() {
        return Err(Refusal::new(400, 160_002, "Cannot reply without permission to read message history"));
    }
    let found = state.messages.get(&id).filter(|message| message.channel == channel.id);
    if found.is_none() && form["fail_if_not_exists"] != false {
        return Err(Refusal::form("message_reference", "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "Unknown message"));
    }
    Ok(found.map(|message| (id, message.author)))
}

/// Whoever writes in a thread takes it out again, is in it, and brings in whom the message mentions.
fn takes_out(state: &mut State, channel: &Channel, message: &Message) {
    let Some(thread) = &channel.thread else { return };
    let parent = channel.parent.and_then(|parent| state.channels.get(&parent));
    let sees = |user: &&Id| parent.is_some_and(|parent| state.sees(parent, **user));
    let comes: BTreeSet<Id> = message.mentions.users.iter().chain([&message.author]).filter(sees).copied().collect();
    let there = state.channels.get_mut(&channel.id).and_then(|channel| channel.thread.as_mut()).expect("a thread");
    there.archived = false;
    there.members.extend(&comes);
    if thread.archived {
        state.channel_changed(channel.id);
    }
    for user in comes.difference(&thread.members) {
        state.thread_members_changed(channel.id, Some(*user), None);
    }
}

/// One message.
pub fn get(state: &mut State, request: &Request) -> Done {
    state.allowed(request.id("channel_id"), READ_MESSAGE_HISTORY)?;
    Answer::ok(state.message_json(&find(state, request)?))
}

/// What was said, newest first.
pub fn list(state: &mut State, request: &Request) -> Done {
    let (id, limit) = (request.id("channel_id"), request.limit(50, 100)?);
    let channel = state.allowed(id, VIEW_CHANNEL)?;
    if state.permissions(channel, state.me.id) & READ_MESSAGE_HISTORY == 0 {
        return Answer::ok(Value::Array(Vec::new()));
    }
    let there = state.messages.values().filter(|message| message.channel == id && message.only_for.is_none());
    let there: Vec<_> = there.collect();
    let place = |at: Id| there.partition_point(|message| message.id < at);
    let range = match (request.asked("before"), request.asked("after"), request.asked("around")) {
        (None, None, None) => there.len().saturating_sub(limit)..there.len(),
        (Some(before), None, None) => place(before).saturating_sub(limit)..place(before),
        (None, Some(after), None) => place(after + 1)..(place(after + 1) + limit).min(there.len()),
        (None, None, Some(around)) => {
            let from = place(around).saturating_sub(limit / 2);
            from..(from + limit).min(there.len())
        }
        _ => return Err(Refusal::form("", "MUTUALLY_EXCLUSIVE", "before, after and around are mutually exclusive")),
    };
    Answer::ok(there[range].iter().rev().map(|message| state.message_json(message)).collect())
}

/// The bot edits what it said. That rings nowhere, and whom it may mention is not remembered from before.
pub fn update(state: &mut State, request: &Request) -> Done {
    let channel = state.allowed(request.id("channel_id"), VIEW_CHANNEL)?.clone();
    let message = find(state, request)?;
    if message.author != state.me.id {
        return Err(Refusal::new(403, 50005, "Cannot edit a message authored by another user"));
    }
    if channel.thread.as_ref().is_some_and(|thread| thread.archived) {
        return Err(Refusal::new(400, 50083, "Thread is archived"));
    }
    edit(state, &channel, message, &request.body)
}

/// A message as a form changes it.
pub fn edit(state: &mut State, channel: &Channel, mut message: Message, body: &Value) -> Done {
    message_form::fill(&mut message, body)?;
    if !body["embeds"].is_null() && message.interaction.is_none() {
        state.allowed(channel.id, EMBED_LINKS)?;
    }
    let answered = message.reference.and_then(|id| state.messages.get(&id)).map(|message| message.author);
    message.mentions =
        state.mentions(channel, message.author, &message.content, &body["allowed_mentions"], answered)?;
    let id = message.id;
    state.messages.insert(id, message);
    state.message_edited(id);
    Answer::ok(state.message_json(&state.messages[&id]))
}

/// A message is deleted: the bot's own, or by whoever manages messages.
pub fn delete(state: &mut State, request: &Request) -> Done {
    let channel = request.id("channel_id");
    state.allowed(channel, VIEW_CHANNEL)?;
    let message = find(state, request)?;
    if message.author != state.me.id {
        state.allowed(channel, MANAGE_MESSAGES)?;
    }
    state.remove_message(message.id);
    Answer::none()
}

/// The bot puts a reaction on a message.
pub fn react(state: &mut State, request: &Request) -> Done {
    state.allowed(request.id("channel_id"), READ_MESSAGE_HISTORY | ADD_REACTIONS)?;
    let (id, bot) = (find(state, request)?.id, state.me.id);
    let emoji = request.parts.get("emoji_name").cloned().unwrap_or_default();
    let users = state.messages.get_mut(&id).expect("just found").reactions.entry(emoji.clone()).or_default();
    if !users.contains(&bot) {
        users.push(bot);
        state.reacted(id, bot, &emoji);
    }
    Answer::none()
}

/// "The bot is typing…", which nobody looks at here.
pub fn typing(state: &mut State, request: &Request) -> Done {
    writable(state, request.id("channel_id"))?;
    Answer::none()
}
