//! Channels: made, changed and deleted, and who may do what in them.

use serde_json::Value;

use super::super::{
    channel::{Channel, Overwrite, kind},
    permissions::{ADMINISTRATOR, MANAGE_CHANNELS, MANAGE_ROLES, MANAGE_THREADS, VIEW_CHANNEL},
    refusal::Refusal,
    request::{Answer, Done, Request},
    state::{Id, State},
};

/// So many channels and categories are in a guild.
const IN_GUILD: usize = 500;
/// So many channels are in a category.
const IN_CATEGORY: usize = 50;
const LONGEST_TOPIC: usize = 1024;

/// A channel that the bot sees.
pub fn get(state: &mut State, request: &Request) -> Done {
    let channel = state.allowed(request.id("channel_id"), VIEW_CHANNEL)?;
    Answer::ok(state.channel_json(channel))
}

/// A new channel or category.
pub fn create(state: &mut State, request: &Request) -> Done {
    let (guild, body) = (request.id("guild_id"), &request.body);
    state.allowed_in_guild(guild, MANAGE_CHANNELS)?;
    let there = state.channels.values().filter(|channel| channel.guild == Some(guild) && !channel.is_thread());
    if there.count() >= IN_GUILD {
        return Err(Refusal::new(400, 30013, "Maximum number of guild channels reached (500)"));
    }
    let kind = body["type"].as_u64().and_then(|kind| u8::try_from(kind).ok()).unwrap_or(kind::TEXT);
    let id = state.fresh_id();
    let mut channel = Channel::new(id, Some(guild), kind, "");
    // Whether a category's overwrites are taken over is nowhere written: whoever wants them sends them.
    channel.overwrites = overwrites(state, guild, &body["permission_overwrites"])?;
    change(state, &mut channel, body)?;
    let shown = state.channel_json(&channel);
    state.add_channel(channel);
    Answer::created(shown)
}

/// A channel or a thread changes.
pub fn update(state: &mut State, request: &Request) -> Done {
    let (id, body) = (request.id("channel_id"), &request.body);
    let mut channel = state.allowed(id, VIEW_CHANNEL)?.clone();
    let Some(guild) = channel.guild else {
        return Err(Refusal::new(403, 50003, "Cannot execute action on a DM channel"));
    };
    if channel.is_thread() {
        return super::threads::update(state, channel, body);
    }
    state.allowed(id, MANAGE_CHANNELS)?;
    if !body["permission_overwrites"].is_null() {
        state.allowed(id, MANAGE_ROLES)?;
        channel.overwrites = overwrites(state, guild, &body["permission_overwrites"])?;
    }
    change(state, &mut channel, body)?;
    let shown = state.channel_json(&channel);
    state.channels.insert(id, channel);
    state.channel_changed(id);
    Answer::ok(shown)
}

/// What a form says of name, topic, place and category.
fn change(state: &State, channel: &mut Channel, body: &Value) -> Result<(), Refusal> {
    if let Some(name) = body["name"].as_str() {
        channel.name = if channel.kind == kind::TEXT { written(name) } else { name.trim().to_owned() };
        if channel.name.is_empty() {
            return Err(Refusal::form("name", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length."));
        }
    }
    if let Some(topic) = body.get("topic") {
        channel.topic = topic.as_str().filter(|topic| !topic.is_empty()).map(str::to_owned);
        let long = channel.topic.as_ref().is_some_and(|topic| topic.chars().count() > LONGEST_TOPIC);
        if long {
            return Err(Refusal::too_long("topic", LONGEST_TOPIC));
        }
    }
    if let Some(position) = body["position"].as_u64() {
        channel.position = position;
    }
    let Some(parent) = body.get("parent_id") else { return Ok(()) };
    let parent = parent.as_str().and_then(|id| id.parse::<Id>().ok());
    if let Some(parent) = parent.filter(|parent| channel.parent != Some(*parent)) {
        let is_category = |other: &&Channel| other.kind == kind::CATEGORY && other.guild == channel.guild;
        let category = state.channels.get(&parent).filter(is_category);
        let category = category.filter(|_| channel.kind != kind::CATEGORY);
        category.ok_or_else(|| Refusal::form("parent_id", "CHANNEL_PARENT_INVALID_TYPE", "Not a category"))?;
        if state.channels.values().filter(|other| other.parent == Some(parent)).count() >= IN_CATEGORY {
            let why = "Maximum number of channels in category reached (50)";
            return Err(Refusal::form("parent_id", "CHANNEL_PARENT_MAX_CHANNELS", why));
        }
    }
    channel.parent = parent;
    Ok(())
}

/// A name as a text channel has it: small letters and no spaces.
fn written(name: &str) -> String {
    let words: Vec<_> = name.split_whitespace().collect();
    words.join("-").to_lowercase()
}

/// Overwrites of a form: of roles and members of the guild, and only bits that the bot has itself.
fn overwrites(state: &State, guild: Id, form: &Value) -> Result<Vec<Overwrite>, Refusal> {
    let forms = form.as_array().map(Vec::as_slice).unwrap_or_default();
    if !forms.is_empty() {
        state.allowed_in_guild(guild, MANAGE_ROLES)?;
    }
    let of = |form: &Value| {
        let id = form["id"].as_str().and_then(|id| id.parse().ok()).unwrap_or_default();
        overwrite(state, guild, id, form)
    };
    forms.iter().map(of).collect()
}

fn overwrite(state: &State, guild: Id, id: Id, form: &Value) -> Result<Overwrite, Refusal> {
    let bits = |field: &str| {
        let bits = &form[field];
        bits.as_u64().or_else(|| bits.as_str()?.parse().ok()).unwrap_or_default()
    };
    let there = &state.guilds[&guild];
    let member = form["type"].as_u64() == Some(1) || (form["type"].is_null() && !there.roles.contains_key(&id));
    let known = if member { state.users.contains_key(&id) } else { there.roles.contains_key(&id) };
    if !known {
        let what = if member { (10013, "Unknown User") } else { (10011, "Unknown Role") };
        return Err(Refusal::new(404, what.0, what.1));
    }
    let overwrite = Overwrite { id, member, allow: bits("allow"), deny: bits("deny") };
    let have = state.guild_permissions(guild, state.me.id);
    // Only administrators hand on who may set overwrites.
    let mine = if have & ADMINISTRATOR == 0 { have & !MANAGE_ROLES } else { u64::MAX };
    let beyond = (overwrite.allow | overwrite.deny) & !mine;
    if beyond == 0 { Ok(overwrite) } else { Err(Refusal::missing_permissions()) }
}

/// A channel, a thread or a category is deleted.
pub fn delete(state: &mut State, request: &Request) -> Done {
    let id = request.id("channel_id");
    let thread = state.allowed(id, VIEW_CHANNEL)?.is_thread();
    let channel = state.allowed(id, if thread { MANAGE_THREADS } else { MANAGE_CHANNELS })?;
    let shown = state.channel_json(channel);
    state.remove_channel(id);
    Answer::ok(shown)
}

/// One overwrite is set.
pub fn set_overwrite(state: &mut State, request: &Request) -> Done {
    let (id, of) = (request.id("channel_id"), request.id("overwrite_id"));
    let channel = state.allowed(id, MANAGE_ROLES)?;
    let Some(guild) = channel.guild.filter(|_| !channel.is_thread()) else {
        return Err(Refusal::new(400, 50024, "Cannot execute action on this channel type"));
    };
    if request.body["type"].is_null() {
        return Err(Refusal::form("type", "BASE_TYPE_REQUIRED", "This field is required"));
    }
    let overwrite = overwrite(state, guild, of, &request.body)?;
    let channel = state.channels.get_mut(&id).expect("just found");
    channel.overwrites.retain(|there| there.id != of);
    channel.overwrites.push(overwrite);
    state.channel_changed(id);
    Answer::none()
}

/// One overwrite is taken away.
pub fn delete_overwrite(state: &mut State, request: &Request) -> Done {
    let (id, of) = (request.id("channel_id"), request.id("overwrite_id"));
    state.allowed(id, MANAGE_ROLES)?;
    let channel = state.channels.get_mut(&id).expect("just found");
    let before = channel.overwrites.len();
    channel.overwrites.retain(|there| there.id != of);
    if channel.overwrites.len() == before {
        return Err(Refusal::new(404, 10009, "Unknown Overwrite"));
    }
    state.channel_changed(id);
    Answer::none()
}
