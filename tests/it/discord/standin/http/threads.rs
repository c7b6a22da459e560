//! Threads: begun, put away, and who is in them.

use serde_json::{Value, json};

use super::super::{
    channel::{Channel, Thread, kind, thread_member},
    permissions::{
        CREATE_PRIVATE_THREADS, CREATE_PUBLIC_THREADS, MANAGE_THREADS, SEND_MESSAGES_IN_THREADS, VIEW_CHANNEL,
    },
    refusal::Refusal,
    request::{Answer, Done, Request},
    state::{Id, State},
};

/// So many threads of a guild are not put away.
const ACTIVE: usize = 1000;

/// A thread of its own; a private one where the form does not say otherwise.
pub fn create(state: &mut State, request: &Request) -> Done {
    let kind = request.body["type"].as_u64().and_then(|kind| u8::try_from(kind).ok()).unwrap_or(kind::PRIVATE_THREAD);
    let id = state.fresh_id();
    begin(state, request, id, kind)
}

/// A thread below a message, which has the message's id.
pub fn create_from_message(state: &mut State, request: &Request) -> Done {
    let id = request.id("message_id");
    if state.messages.get(&id).is_none_or(|message| message.channel != request.id("channel_id")) {
        return Err(Refusal::unknown_message());
    }
    if state.channels.contains_key(&id) {
        return Err(Refusal::new(400, 160_004, "A thread has already been created for this message"));
    }
    begin(state, request, id, kind::PUBLIC_THREAD)
}

fn begin(state: &mut State, request: &Request, id: Id, kind: u8) -> Done {
    let needs = match kind {
        kind::PRIVATE_THREAD => CREATE_PRIVATE_THREADS,
        kind::PUBLIC_THREAD => CREATE_PUBLIC_THREADS,
        _ => return Err(Refusal::form("type", "BASE_TYPE_CHOICES", "Value must be one of (11, 12).")),
    };
    let parent = state.allowed(request.id("channel_id"), needs)?.clone();
    if parent.kind != kind::TEXT {
        return Err(Refusal::new(400, 50024, "Cannot execute action on this channel type"));
    }
    let active = |channel: &&Channel| channel.thread.as_ref().is_some_and(|thread| !thread.archived);
    if state.channels.values().filter(|channel| channel.guild == parent.guild).filter(active).count() >= ACTIVE {
        return Err(Refusal::new(400, 160_006, "Maximum number of active threads reached"));
    }
    let body = &request.body;
    let thread = Thread {
        owner: state.me.id,
        archived: false,
        locked: false,
        auto_archive: body["auto_archive_duration"].as_u64().unwrap_or(4320),
        invitable: body["invitable"].as_bool().unwrap_or(true),
        members: [state.me.id].into(),
    };
    let mut channel = Channel::new(id, parent.guild, kind, body["name"].as_str().unwrap_or_default());
    channel.parent = Some(parent.id);
    channel.thread = Some(thread);
    let shown = state.channel_json(&channel);
    state.add_channel(channel);
    Answer::created(shown)
}

/// A thread changes: its owner may do most of it, whoever manages threads all of it.
pub fn update(state: &mut State, mut channel: Channel, body: &Value) -> Done {
    let manages = state.permissions(&channel, state.me.id) & MANAGE_THREADS != 0;
    let Some(thread) = channel.thread.as_mut() else { return Err(Refusal::unknown_channel()) };
    let locks = !body["locked"].is_null();
    if !manages && (locks || thread.owner != state.me.id) {
        return Err(Refusal::missing_permissions());
    }
    if thread.archived && body["archived"] != false {
        return Err(Refusal::new(400, 50083, "Thread is archived"));
    }
    for (field, value) in
        [("archived", &mut thread.archived), ("locked", &mut thread.locked), ("invitable", &mut thread.invitable)]
    {
        *value = body[field].as_bool().unwrap_or(*value);
    }
    thread.auto_archive = body["auto_archive_duration"].as_u64().unwrap_or(thread.auto_archive);
    if let Some(name) = body["name"].as_str() {
        name.clone_into(&mut channel.name);
    }
    let (id, shown) = (channel.id, state.channel_json(&channel));
    state.channels.insert(id, channel);
    state.channel_changed(id);
    Answer::ok(shown)
}

/// A thread that is not put away.
fn open<'a>(state: &'a mut State, request: &Request, needs: u64) -> Result<&'a mut Channel, Refusal> {
    let id = request.id("channel_id");
    let channel = state.allowed(id, needs)?;
    let thread = channel
        .thread
        .as_ref()
        .ok_or_else(|| Refusal::new(400, 50024, "Cannot execute action on this channel type"))?;
    if thread.archived {
        return Err(Refusal::new(400, 50083, "Thread is archived"));
    }
    Ok(state.channels.get_mut(&id).expect("just found"))
}

fn enter(state: &mut State, thread: Id, user: Id) -> Done {
    let channel = state.channels.get_mut(&thread).expect("just found");
    let new = channel.thread.as_mut().expect("a thread").members.insert(user);
    if new {
        state.thread_members_changed(thread, Some(user), None);
    }
    Answer::none()
}

/// The bot enters.
pub fn join(state: &mut State, request: &Request) -> Done {
    let (id, bot) = (open(state, request, VIEW_CHANNEL)?.id, state.me.id);
    enter(state, id, bot)
}

/// Somebody is brought in, who must see the channel that the thread belongs to.
pub fn add_member(state: &mut State, request: &Request) -> Done {
    let user = request.id("user_id");
    let channel = open(state, request, SEND_MESSAGES_IN_THREADS)?;
    let (id, parent) = (channel.id, channel.parent);
    let closed = channel.thread.as_ref().is_some_and(|thread| !thread.invitable);
    if closed && state.allowed(id, MANAGE_THREADS).is_err() {
        return Err(Refusal::missing_permissions());
    }
    if !state.users.contains_key(&user) {
        return Err(Refusal::new(404, 10013, "Unknown User"));
    }
    let sees = parent.and_then(|parent| state.channels.get(&parent)).is_some_and(|parent| state.sees(parent, user));
    if sees { enter(state, id, user) } else { Err(Refusal::missing_access()) }
}

/// Somebody is taken out.
pub fn remove_member(state: &mut State, request: &Request) -> Done {
    let (user, bot) = (request.id("user_id"), state.me.id);
    let channel = open(state, request, VIEW_CHANNEL)?;
    let (id, own) = (channel.id, channel.thread.as_ref().is_some_and(|thread| thread.owner == bot));
    if !own || state.channels[&id].kind != kind::PRIVATE_THREAD {
        state.allowed(id, MANAGE_THREADS)?;
    }
    let members = &mut state.channels.get_mut(&id).expect("just found").thread.as_mut().expect("a thread").members;
    if members.remove(&user) {
        state.thread_members_changed(id, None, Some(user));
    }
    Answer::none()
}

/// Who is in it.
pub fn members(state: &mut State, request: &Request) -> Done {
    let channel = state.allowed(request.id("channel_id"), VIEW_CHANNEL)?;
    let members = channel.thread.as_ref().map(|thread| &thread.members).into_iter().flatten();
    Answer::ok(members.map(|user| thread_member(channel.id, *user)).collect())
}

/// Those of a guild that are not put away and that the bot sees.
pub fn active(state: &mut State, request: &Request) -> Done {
    let guild = request.id("guild_id");
    state.allowed_in_guild(guild, 0)?;
    let open = |channel: &&Channel| channel.thread.as_ref().is_some_and(|thread| !thread.archived);
    let there = state.channels.values().filter(|channel| channel.guild == Some(guild)).filter(open);
    let seen: Vec<_> = there.filter(|channel| state.sees(channel, state.me.id)).collect();
    let shown: Vec<_> = seen.iter().map(|channel| state.channel_json(channel)).collect();
    let own = |channel: &&&Channel| channel.thread.as_ref().is_some_and(|thread| thread.members.contains(&state.me.id));
    let members: Vec<_> = seen.iter().filter(own).map(|channel| thread_member(channel.id, state.me.id)).collect();
    Answer::ok(json!({"threads": shown, "members": members, "has_more": false}))
}
