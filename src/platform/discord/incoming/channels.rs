//! How far the channels of the rooms were read, and which lack something that was said while nobody listened.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};

use serenity::{
    http::Route,
    model::{channel::Message, event::Event, id::ChannelId},
};
use tokio::task::JoinSet;

use crate::{
    domain::time::{Span, Timestamp},
    engine::port::Note,
    platform::{
        discord::{
            api::{
                rest::{Failed, Rest},
                snowflake,
            },
            hub::Hub,
        },
        memory::Memory,
    },
    store::StoreError,
};

/// Kind of note: channel to the last message that was read in it.
const CURSOR: &str = "cursor";
/// The key of the first start among them: what was said before it was not said to the bot.
const FIRST: &str = "first";
/// What is older than this is no news.
const OLDEST: Span = Span::hours(7 * 24);
/// How many messages one call gives.
const PAGE: usize = 100;
/// How many calls at most.
const PAGES: usize = 20;
/// How much waits at most until a channel is read back.
const WAITING: usize = 4_096;
/// A channel that cannot be read back is asked again after this, then after twice as long.
const PAUSE: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_mins(1);

/// A channel that was read back: for which session, and what was said in it.
type Filled = (u64, ChannelId, Vec<Message>);

/// The channels.
pub struct Channels {
    last: BTreeMap<ChannelId, u64>,
    first: Timestamp,
    /// Read further than is noted.
    unnoted: BTreeSet<String>,
    /// What came meanwhile in those that lack something.
    lacking: BTreeMap<ChannelId, Vec<Event>>,
    filling: JoinSet<Filled>,
    session: u64,
}

impl Channels {
    /// As it was noted.
    ///
    /// # Errors
    /// The database failed.
    pub async fn recall(memory: &Memory, now: Timestamp) -> Result<Self, StoreError> {
        let noted = memory.all(CURSOR).await?;
        let first = noted.iter().find(|(key, _)| key == FIRST).and_then(|(_, at)| at.parse().ok().map(Timestamp));
        let number = |(channel, message): &(String, String)| Some((channel.parse().ok()?, message.parse().ok()?));
        let mut channels = Self {
            last: noted.iter().filter_map(number).collect(),
            first: first.unwrap_or(now),
            unnoted: BTreeSet::new(),
            lacking: BTreeMap::new(),
            filling: JoinSet::new(),
            session: 0,
        };
        if first.is_none() {
            channels.unnoted.insert(FIRST.to_owned());
        }
        Ok(channels)
    }

    /// Whether a message was not read before; from now on it was.
    pub fn read(&mut self, channel: ChannelId, message: u64) -> bool {
        let last = self.last.entry(channel).or_default();
        let new = message > *last;
        if new {
            *last = message;
            self.unnoted.insert(channel.to_string());
        }
        new
    }

    /// What is not noted yet.
    pub fn notes(&mut self, memory: &Memory) -> Vec<Note> {
        let note = |key: &str| {
            let value = if key == FIRST {
                Some(self.first.0.to_string())
            } else {
                key.parse().ok().and_then(|channel| self.last.get(&channel)).map(ToString::to_string)
            };
            memory.note(CURSOR, key, value)
        };
        let notes = self.unnoted.iter().map(|key| note(key)).collect();
        self.unnoted.clear();
        notes
    }

    /// Keeps an event for later where its channel lacks something that was said before; else gives it back.
    pub fn later(&mut self, channel: ChannelId, event: Event) -> Option<Event> {
        let Some(waiting) = self.lacking.get_mut(&channel) else { return Some(event) };
        if waiting.len() < WAITING {
            waiting.push(event);
        } else {
            // It is read again with what was said before.
            tracing::warn!(%channel, "too much waits for a channel that cannot be read back");
        }
        None
    }

    /// Whether anything lacks.
    #[must_use]
    pub fn lack(&self) -> bool {
        !self.lacking.is_empty()
    }

    /// From now on a new session: whatever was said since the last read message must be read back.
    pub fn fill(&mut self, hub: &Arc<Hub>, now: Timestamp) {
        self.session = self.session.saturating_add(1);
        self.filling.abort_all();
        for channel in rooms(hub) {
            self.lacking.entry(channel).or_default();
            let after = self.after(channel, now);
            let (rest, session) = (hub.rest.quiet(), self.session);
            self.filling.spawn(async move { (session, channel, read_back(&rest, channel, after).await) });
        }
    }

    /// After which message a channel is to be read: the last one, or the beginning of it or of us.
    fn after(&self, channel: ChannelId, now: Timestamp) -> u64 {
        let beginning = || channel.get().max(snowflake::at(self.first));
        let last = self.last.get(&channel).copied().unwrap_or_else(beginning);
        last.max(snowflake::at(now.minus(OLDEST)))
    }

    /// The next channel that was read back: what was said in it, the oldest first, and what came since. None while there
    /// is none; may be given up and asked again.
    pub async fn filled(&mut self) -> Option<(ChannelId, Vec<Message>, Vec<Event>)> {
        loop {
            // One that was given up is asked again, or belongs to an earlier session.
            let Ok((session, channel, messages)) = self.filling.join_next().await? else { continue };
            if session == self.session {
                return Some((channel, messages, self.lacking.remove(&channel).unwrap_or_default()));
            }
        }
    }
}

/// The channels that stand for a room.
fn rooms(hub: &Hub) -> BTreeSet<ChannelId> {
    let opened = hub.memory.rooms();
    let opened = opened.values().filter_map(|channel| channel.parse::<u64>().ok());
    let all = hub.settings.rooms.values().copied().chain(opened);
    all.filter(|channel| *channel > 0).map(ChannelId::new).collect()
}

/// Everything that was said after a message, as far as it is no older than is worth reading.
async fn read_back(rest: &Rest, channel: ChannelId, mut after: u64) -> Vec<Message> {
    let mut all = Vec::new();
    let mut pause = PAUSE;
    let mut pages = 0;
    while pages < PAGES {
        let params = vec![("after", after.to_string()), ("limit", PAGE.to_string())];
        match rest.get::<Vec<Message>>(Route::ChannelMessages { channel_id: channel }, params).await {
            Ok(mut page) => {
                page.sort_by_key(|message| message.id);
                let whole = page.len() < PAGE;
                after = page.last().map_or(after, |message| message.id.get());
                all.append(&mut page);
                if whole {
                    return all;
                }
                pages = pages.saturating_add(1);
            }
            Err(error @ Failed::Refused { .. }) => {
                tracing::warn!(%channel, %error, "what was said in a channel before cannot be read");
                return all;
            }
            Err(error) => {
                tracing::debug!(%channel, %error, "a channel is read back later");
                tokio::time::sleep(pause).await;
                pause = pause.saturating_mul(2).min(LONGEST);
            }
        }
    }
    tracing::warn!(%channel, messages = all.len(), "more was said in a channel than is read back");
    all
}

#[cfg(test)]
#[path = "channels_tests.rs"]
mod tests;
