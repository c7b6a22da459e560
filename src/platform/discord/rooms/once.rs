//! A room is opened once, whatever happens. A channel is made for the bot alone, with a mark; which it is, is written
//! down; only then people are let in. Whoever comes back and does not know whether one was made looks for the mark.

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};
use serenity::{
    http::{LightMethod, Request, Route},
    model::id::ChannelId,
};

use super::shape::{self, CATEGORY, Channel, PRIVATE_THREAD, TEXT};
use crate::{
    domain::ids::RoomId,
    platform::discord::{
        api::rest::Failed,
        hub::Hub,
        outgoing::trouble::{Halt, NO_CHANNEL},
    },
};

/// Longer than a call is under way: after this, what it does is done.
pub const SETTLED: Duration = Duration::from_secs(20);
/// So many channels and categories are in a server.
const IN_SERVER: usize = 500;
/// So many channels are in a category.
const IN_CATEGORY: usize = 50;
/// The code of a server in which there are so many.
const FULL: i64 = 30_013;
/// The code of a form that Discord does not take, such as one that names a category in which there are so many.
const INVALID_FORM: i64 = 50_035;
/// An idle thread stays in the list for a week, the longest there is.
const LISTED: u16 = 10_080;
/// Kind of note: effect that opens a room, of which a channel may be there.
const OPENING: &str = "opening";

/// What is to be opened.
pub struct Wanted<'a> {
    /// The effect that does.
    pub effect: &'a str,
    /// The logical room.
    pub room: &'a RoomId,
    /// As shown.
    pub name: &'a str,
    /// One line on what it is about, in Markdown.
    pub topic: &'a str,
    /// The category, without a number.
    pub category: &'a str,
    /// The channel below which a thread is opened where there is no room for a channel.
    pub home: Option<ChannelId>,
}

/// A room that is there now, and written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opened {
    /// The channel or thread.
    pub channel: ChannelId,
    /// Which of them.
    pub thread: bool,
}

#[derive(Deserialize)]
struct Active {
    threads: Vec<Channel>,
}

/// The room; made now, or by an earlier attempt.
///
/// # Errors
/// What stopped it. [`Halt::Nowhere`]: the server is full, and there is no channel for a thread.
pub async fn opened(hub: &Hub, wanted: &Wanted<'_>, settled: Duration) -> Result<Opened, Halt> {
    if let Some(channel_id) = hub.channel(wanted.room) {
        let there: Channel = hub.rest.get(Route::Channel { channel_id }, Vec::new()).await?;
        return Ok(Opened { channel: there.id, thread: there.is_thread() });
    }
    let again = hub.memory.get(OPENING, wanted.effect).await?.is_some();
    if again {
        tokio::time::sleep(settled).await;
    } else {
        let note = hub.memory.noted(OPENING, wanted.effect, Some(String::new()));
        hub.keep(vec![note]).await.map_err(Halt::Outcome)?;
    }
    let opened = {
        let _one = hub.opening.lock().await;
        let all: Vec<Channel> = hub.rest.get(Route::GuildChannels { guild_id: hub.guild() }, Vec::new()).await?;
        let adopted = if again { adopt(hub, wanted, &all).await? } else { None };
        match adopted {
            Some(opened) => opened,
            None => make(hub, wanted, &all).await?,
        }
    };
    let note = hub.memory.bind(wanted.room, &opened.channel.to_string());
    hub.keep(vec![note]).await.map_err(Halt::Outcome)?;
    Ok(opened)
}

/// The first channel or thread that earlier attempts made; the others are deleted, which nobody has seen.
async fn adopt(hub: &Hub, wanted: &Wanted<'_>, all: &[Channel]) -> Result<Option<Opened>, Halt> {
    let mark = shape::mark(wanted.effect);
    let marked = |channel: &&Channel| channel.topic.as_ref().is_some_and(|topic| topic.ends_with(&mark));
    let mut made: Vec<Channel> = all.iter().filter(marked).cloned().collect();
    if let Some(home) = wanted.home {
        let me = hub.me.user(&hub.rest).await?;
        let active: Active = hub.rest.get(Route::GuildThreadsActive { guild_id: hub.guild() }, Vec::new()).await?;
        let name = shape::free_name(wanted.name);
        let ours = |thread: &Channel| {
            thread.parent_id == Some(home) && thread.owner_id == Some(me) && thread.name.as_ref() == Some(&name)
        };
        made.extend(active.threads.into_iter().filter(ours));
    }
    made.sort_by_key(|channel| channel.id);
    let mut made = made.into_iter();
    let Some(first) = made.next() else { return Ok(None) };
    for twin in made {
        tracing::warn!(channel = %twin.id, room = %wanted.room, "a second channel of the same room is deleted");
        let request = Request::new(Route::Channel { channel_id: twin.id }, LightMethod::Delete);
        match hub.rest.call::<Value>(request).await {
            Err(failed) if failed.code() != Some(NO_CHANNEL) => return Err(failed.into()),
            _ => {}
        }
    }
    Ok(Some(Opened { channel: first.id, thread: first.is_thread() }))
}

async fn make(hub: &Hub, wanted: &Wanted<'_>, all: &[Channel]) -> Result<Opened, Halt> {
    match channel(hub, wanted, all).await {
        Ok(channel) => Ok(Opened { channel: channel.id, thread: false }),
        Err(failed) if failed.code() == Some(FULL) => {
            let channel_id = wanted.home.ok_or(Halt::Nowhere)?;
            let name = shape::free_name(wanted.name);
            let body = json!({
                "name": name, "type": PRIVATE_THREAD, "invitable": false, "auto_archive_duration": LISTED,
            });
            let made: Channel = hub.rest.send(LightMethod::Post, Route::ChannelThreads { channel_id }, &body).await?;
            Ok(Opened { channel: made.id, thread: true })
        }
        Err(failed) => Err(failed.into()),
    }
}

/// A channel that the bot alone sees, in a category in which there is room.
async fn channel(hub: &Hub, wanted: &Wanted<'_>, all: &[Channel]) -> Result<Channel, Failed> {
    let me = hub.me.user(&hub.rest).await?;
    let guild_id = hub.guild();
    let route = Route::GuildChannels { guild_id };
    let parent = match category(wanted.category, all) {
        Ok(category) => category,
        // A category that is made for a channel for which there is no room then would stay empty.
        Err(_) if all.len().saturating_add(2) > IN_SERVER => return Err(full()),
        Err(name) => {
            let made: Channel =
                hub.rest.send(LightMethod::Post, route, &json!({ "name": name, "type": CATEGORY })).await?;
            made.id
        }
    };
    let within = |parent: Option<ChannelId>| {
        json!({
            "name": shape::name(wanted.name), "type": TEXT, "topic": shape::topic(wanted.topic, wanted.effect),
            "parent_id": parent, "permission_overwrites": shape::hidden(guild_id, me),
        })
    };
    match hub.rest.send(LightMethod::Post, route, &within(Some(parent))).await {
        // The category filled up, or went, since the look at it: better beside it than no room at all.
        Err(failed) if failed.code() == Some(INVALID_FORM) => {
            hub.rest.send(LightMethod::Post, route, &within(None)).await
        }
        made => made,
    }
}

fn full() -> Failed {
    Failed::Refused { status: 400, code: FULL, message: "the server is full".to_owned() }
}

/// The first category of this name, or of this name with a number, in which there is room; else the name of the next.
fn category(name: &str, all: &[Channel]) -> Result<ChannelId, String> {
    let mut n = 1_usize;
    loop {
        let name = shape::free_name(&if n == 1 { name.to_owned() } else { format!("{name} {n}") });
        let named = |channel: &&Channel| channel.kind == CATEGORY && channel.name.as_ref() == Some(&name);
        let mut there = all.iter().filter(named).peekable();
        if there.peek().is_none() {
            return Err(name);
        }
        let inside = |id| all.iter().filter(|channel| channel.parent_id == Some(id)).count();
        if let Some(category) = there.find(|category| inside(category.id) < IN_CATEGORY) {
            return Ok(category.id);
        }
        n = n.saturating_add(1);
    }
}
