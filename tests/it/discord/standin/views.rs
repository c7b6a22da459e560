//! What people see, and waiting for it.

use std::{collections::BTreeSet, sync::PoisonError, time::Duration};

use serde_json::Value;
use tokio::time::Instant;

use super::{
    PATIENCE, Standin,
    channel::Channel,
    interaction::{Acknowledged, Interaction, callback},
    journal::Asked,
    message::Message,
    state::{Id, State},
};

impl Standin {
    /// Waits until this holds.
    pub fn until<T>(&self, what: &str, ask: impl FnMut(&State) -> Option<T>) -> T {
        let found = self.within(PATIENCE, ask);
        found.unwrap_or_else(|| panic!("not within {PATIENCE:?}: {what}\n{}", self.story()))
    }

    /// Waits until this holds, or not longer than this.
    pub fn within<T>(&self, limit: Duration, mut ask: impl FnMut(&State) -> Option<T>) -> Option<T> {
        let deadline = Instant::now() + limit;
        let mut state = self.shared.state();
        loop {
            if let Some(found) = ask(&state) {
                return Some(found);
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return None;
            }
            let waited = self.shared.changed.wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Waits until an interaction is answered by a message that is no longer "thinking": the first further message where
    /// the answer itself was silent.
    pub fn answer_to(&self, asked: &Interaction) -> Message {
        self.until(&format!("an answer to {asked:?}"), |state| {
            let record = &state.interactions[&asked.id];
            let silent = record.acknowledged?.kind == callback::DEFERRED_UPDATE;
            let own = record.original.filter(|_| !silent);
            let edited = record
                .original
                .filter(|id| state.messages.get(id).is_some_and(|message| message.interaction == Some(asked.id)));
            let answers = own.or(record.followups.first().copied()).or(edited);
            let message = state.messages.get(&answers?)?;
            (!message.is_loading()).then(|| message.clone())
        })
    }

    /// As `answer_to`; none where "thinking" was taken away, because the room was told anyhow.
    pub fn answer_or_none(&self, asked: &Interaction) -> Option<Message> {
        let taken_away = |state: &State| {
            let original = state.interactions[&asked.id].original?;
            Some(state.messages.get(&original).is_none_or(|message| !message.is_loading()))
        };
        self.until(&format!("{asked:?} is answered or not"), |state| taken_away(state).filter(|over| *over));
        let original = self.shared.state().interactions[&asked.id].original?;
        self.shared.state().messages.get(&original).cloned()
    }

    /// Waits until an interaction is acknowledged: when that reached the socket, and how.
    pub fn acknowledged(&self, asked: &Interaction) -> Acknowledged {
        self.until(&format!("{asked:?} is acknowledged"), |state| state.interactions[&asked.id].acknowledged)
    }

    /// How long an interaction waited until its acknowledgement reached the socket.
    pub fn acknowledged_after(&self, asked: &Interaction) -> Duration {
        let acknowledged = self.acknowledged(asked);
        acknowledged.at - self.shared.state().interactions[&asked.id].sent
    }

    /// When the first answer to an interaction reached the socket, before anybody looked at it.
    pub fn acknowledged_at(&self, asked: &Interaction) -> Option<Instant> {
        self.shared.state().interactions[&asked.id].arrived
    }

    /// Waits until an interaction opens a form, which is as it was sent.
    pub fn modal_of(&self, asked: &Interaction) -> Value {
        self.until(&format!("{asked:?} opens a form"), |state| state.interactions[&asked.id].modal.clone())
    }

    /// Further messages that answered an interaction.
    pub fn followups(&self, asked: &Interaction) -> Vec<Message> {
        let state = self.shared.state();
        let ids = &state.interactions[&asked.id].followups;
        ids.iter().filter_map(|id| state.messages.get(id)).cloned().collect()
    }

    /// A message.
    pub fn message(&self, id: Id) -> Message {
        self.shared.state().messages.get(&id).unwrap_or_else(|| panic!("there is no message {id}")).clone()
    }

    /// What everybody who sees a channel sees there, oldest first.
    pub fn messages(&self, channel: Id) -> Vec<Message> {
        let state = self.shared.state();
        let there = state.messages.values().filter(|message| message.channel == channel);
        there.filter(|message| message.only_for.is_none()).cloned().collect()
    }

    /// Waits until somebody, in a channel that they see, reads a message of the bot that says all this.
    pub fn hears(&self, person: &str, channel: Id, parts: &[&str]) -> Message {
        self.until(&format!("{person} reads {parts:?} in {channel}"), |state| {
            let user = state.named(person).id;
            if !state.sees(state.channels.get(&channel)?, user) {
                return None;
            }
            let theirs = |message: &&Message| {
                message.channel == channel
                    && message.author == state.me.id
                    && message.only_for.is_none_or(|only| only == user)
            };
            state.messages.values().filter(theirs).find(|message| message.says(parts)).cloned()
        })
    }

    /// Every channel, category and thread of the guild.
    pub fn channels(&self) -> Vec<Channel> {
        let guild = self.guild();
        self.shared.state().channels.values().filter(|channel| channel.guild == Some(guild)).cloned().collect()
    }

    /// A channel by its name.
    pub fn channel(&self, name: &str) -> Option<Channel> {
        self.channels().into_iter().find(|channel| channel.name == name)
    }

    /// The channels, categories and threads that somebody sees.
    pub fn visible_to(&self, person: &str) -> BTreeSet<Id> {
        let state = self.shared.state();
        let user = state.named(person).id;
        state.channels.values().filter(|channel| state.sees(channel, user)).map(|channel| channel.id).collect()
    }

    /// Whose client rang for a message, by name: those that it mentioned when it came, and who see it.
    pub fn notified(&self, message: Id) -> BTreeSet<String> {
        let state = self.shared.state();
        let message = state.messages.get(&message).unwrap_or_else(|| panic!("there is no message {message}"));
        if message.only_for.is_some() {
            return BTreeSet::new();
        }
        state.rings(&state.channels[&message.channel], message.author, &message.notified)
    }

    /// The commands that the bot registered in the guild, as it sent them and with their ids.
    pub fn commands(&self) -> Vec<Value> {
        let guild = self.guild();
        self.shared.state().commands.get(&guild).cloned().unwrap_or_default()
    }

    /// Every request until now, in the order in which they were answered.
    pub fn asked(&self) -> Vec<Asked> {
        self.shared.state().journal.asked.clone()
    }

    /// How many requests were answered 429, ordered or not.
    pub fn throttled(&self) -> usize {
        self.shared.state().journal.throttled
    }

    /// How many answers count towards the ban of an address: 401, 403 and 429.
    pub fn invalid_requests(&self) -> usize {
        self.shared.state().journal.invalid
    }

    /// Everything so far, for the message of a failure.
    pub fn story(&self) -> String {
        let state = self.shared.state();
        let last =
            |lines: Vec<String>, most: usize| lines.into_iter().rev().take(most).rev().collect::<Vec<_>>().join("\n");
        let asked = state.journal.asked.iter().map(|asked| {
            let status = asked.status.map_or_else(|| "nothing".to_owned(), |status| status.to_string());
            format!("  {} -> {status}", asked.path)
        });
        let messages = state.messages.values().map(ToString::to_string).collect();
        format!(
            "the last requests:\n{}\nthe last messages:\n{}\ncomplaints:\n{}",
            last(asked.collect(), 30),
            last(messages, 20),
            state.journal.complaints().join("\n")
        )
    }
}
