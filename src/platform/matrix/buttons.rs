//! Buttons as reactions: which one stands for which action, and the task that puts ours under our messages, so that
//! people only have to tap them. Each has its text form in the message too, so that nothing is lost with a reaction.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, PoisonError},
};

use matrix_sdk::ruma::{
    EventId, OwnedEventId, OwnedRoomId, OwnedTransactionId,
    events::{reaction::ReactionEventContent, relation::Annotation},
};
use tokio::sync::mpsc;
use unicode_segmentation::UnicodeSegmentation;

use super::{
    hub::Hub,
    limits::{DEADLINE, Failed},
    memory::kind,
};
use crate::{
    engine::port::{Button, Note},
    platform::stop::Stop,
};

/// The longest reaction, in bytes: clients show longer ones cut, or not at all.
const LONGEST_KEY: usize = 60;
/// Messages that wait for their reactions; more go without.
const WAITING: usize = 256;
/// Messages of which it is remembered which reactions are ours, to take them away when the buttons go.
const REMEMBERED: usize = 512;

/// A message whose buttons changed.
struct Job {
    room: OwnedRoomId,
    event: OwnedEventId,
    effect: String,
    keys: Vec<String>,
}

/// The messages that wait for reactions.
pub struct Buttons {
    queue: mpsc::Sender<Job>,
    waiting: Mutex<Option<mpsc::Receiver<Job>>>,
}

impl Default for Buttons {
    fn default() -> Self {
        let (queue, waiting) = mpsc::channel(WAITING);
        Self { queue, waiting: Mutex::new(Some(waiting)) }
    }
}

impl Buttons {
    /// From now on these are the buttons under a message; its reactions follow, best effort. `effect` names the
    /// transactions. The note keeps which reaction stands for which action.
    #[must_use]
    pub fn set(&self, hub: &Hub, room: OwnedRoomId, event: &EventId, effect: &str, buttons: &[Button]) -> Option<Note> {
        let keys = keys(buttons);
        let pairs: Vec<(&str, &str)> =
            keys.iter().zip(buttons).map(|(key, button)| (key.as_str(), button.id.as_str())).collect();
        let value = serde_json::to_string(&pairs).ok()?;
        let job = Job { room, event: event.to_owned(), effect: effect.to_owned(), keys };
        if self.queue.try_send(job).is_err() {
            tracing::debug!(%event, "too many messages wait for reactions; this one goes without");
        }
        Some(hub.memory.noted(kind::BUTTONS, event.as_str(), Some(value)))
    }
}

/// The action for which a reaction to an event stands, if it is one of its buttons.
pub async fn action(hub: &Hub, event: &EventId, key: &str) -> Option<String> {
    let noted = hub.memory.get(kind::BUTTONS, event.as_str()).await;
    let noted = noted.inspect_err(|error| tracing::error!(%error, %event, "the buttons cannot be looked up"));
    let buttons: Vec<(String, String)> = serde_json::from_str(&noted.ok()??).ok()?;
    let key = same(key);
    buttons.into_iter().find(|(own, _)| same(own) == key).map(|(_, action)| action)
}

/// The reactions that stand for buttons: their labels, short enough and each another one.
#[must_use]
pub fn keys(buttons: &[Button]) -> Vec<String> {
    let mut keys: Vec<String> = Vec::with_capacity(buttons.len());
    for button in buttons {
        // Among so many there is one that no other key is.
        let numbers = 1..=buttons.len().saturating_add(1);
        let mut names = numbers.map(|number| numbered(button.label.trim(), number));
        let free = names.find(|key| !key.is_empty() && keys.iter().all(|other| same(other) != same(key)));
        keys.push(free.unwrap_or_else(|| cut(&button.id, LONGEST_KEY)));
    }
    keys
}

fn numbered(label: &str, number: usize) -> String {
    let tail = if number > 1 { format!(" {number}") } else { String::new() };
    format!("{}{tail}", cut(label, LONGEST_KEY.saturating_sub(tail.len()))).trim().to_owned()
}

/// The signs that fit, with `…` where some do not.
fn cut(text: &str, most: usize) -> String {
    const DOTS: &str = "…";
    if text.len() <= most {
        return text.to_owned();
    }
    let mut kept = String::new();
    for sign in text.graphemes(true) {
        if kept.len().saturating_add(sign.len()).saturating_add(DOTS.len()) > most {
            break;
        }
        kept.push_str(sign);
    }
    format!("{}{DOTS}", kept.trim_end())
}

/// A key as it is compared: clients add and leave out the marks that say whether a sign has colour.
fn same(key: &str) -> String {
    key.trim().chars().filter(|c| !matches!(c, '\u{FE0E}' | '\u{FE0F}')).collect()
}

/// Puts reactions until it is asked to stop. Called once; a second call ends at once.
pub async fn run(hub: Arc<Hub>, stop: Stop) {
    let receiver = hub.buttons.waiting.lock().unwrap_or_else(PoisonError::into_inner).take();
    let Some(mut receiver) = receiver else { return };
    let mut work = Work::default();
    tokio::select! {
        () = stop.asked() => {}
        () = work.run(&hub, &mut receiver) => {}
    }
}

/// What the task knows.
#[derive(Default)]
struct Work {
    jobs: VecDeque<Job>,
    ours: HashMap<OwnedEventId, Vec<(String, OwnedEventId)>>,
    order: VecDeque<OwnedEventId>,
}

impl Work {
    async fn run(&mut self, hub: &Hub, receiver: &mut mpsc::Receiver<Job>) {
        while let Some(job) = receiver.recv().await {
            self.take(job);
            loop {
                while let Ok(job) = receiver.try_recv() {
                    self.take(job);
                }
                if let Some(wait) = hub.limits.reactions_wait() {
                    tokio::time::sleep(wait).await;
                    continue;
                }
                let Some(job) = self.jobs.pop_front() else { break };
                if self.converge(hub, &job).await.is_err() {
                    // The limit passes; then it goes on where it was.
                    self.jobs.push_front(job);
                }
            }
        }
    }

    /// What a message had before does not matter any more.
    fn take(&mut self, job: Job) {
        self.jobs.retain(|other| other.event != job.event);
        self.jobs.push_back(job);
        while self.jobs.len() > WAITING {
            self.jobs.pop_front();
        }
    }

    /// Puts what misses and takes away what is too much.
    ///
    /// # Errors
    /// The homeserver limits the account, or pages wait: the rest is for later.
    async fn converge(&mut self, hub: &Hub, job: &Job) -> Result<(), ()> {
        let Some(room) = hub.joined(&job.room) else { return Ok(()) };
        let mut ours = self.ours.remove(&job.event).unwrap_or_default();
        let stale: Vec<_> = ours.iter().filter(|(key, _)| !job.keys.contains(key)).cloned().collect();
        let mut result = Ok(());
        for (n, (key, reaction)) in stale.iter().enumerate() {
            let transaction: OwnedTransactionId = format!("{}.x{}", job.effect, n.saturating_add(1)).into();
            result =
                done(hub, hub.limits.call(DEADLINE, room.redact(reaction, None, Some(transaction))).await.map(drop));
            if result.is_err() {
                break;
            }
            ours.retain(|(other, _)| other != key);
        }
        for (n, key) in job.keys.iter().enumerate() {
            if result.is_err() {
                break;
            }
            if ours.iter().any(|(own, _)| own == key) {
                continue;
            }
            let content = ReactionEventContent::new(Annotation::new(job.event.clone(), key.clone()));
            let transaction: OwnedTransactionId = format!("{}.r{}", job.effect, n.saturating_add(1)).into();
            let sent =
                hub.limits.call(DEADLINE, room.send(content).with_transaction_id(transaction).into_future()).await;
            result = done(hub, sent.map(|sent| ours.push((key.clone(), sent.response.event_id))));
        }
        self.remember(job.event.clone(), ours);
        result
    }

    fn remember(&mut self, event: OwnedEventId, ours: Vec<(String, OwnedEventId)>) {
        if ours.is_empty() {
            return;
        }
        self.order.retain(|other| *other != event);
        self.order.push_back(event.clone());
        self.ours.insert(event, ours);
        while self.order.len() > REMEMBERED {
            if let Some(oldest) = self.order.pop_front() {
                self.ours.remove(&oldest);
            }
        }
    }
}

/// What failed for another reason than the limit is left out: the text form is there, and trying again could take what
/// a page needs. A reaction that is there already is fine.
fn done(hub: &Hub, result: Result<(), Failed>) -> Result<(), ()> {
    if let Err(failed) = result {
        tracing::debug!(?failed, "a reaction was not put");
    }
    if hub.limits.reactions_wait().is_some() { Err(()) } else { Ok(()) }
}

#[cfg(test)]
#[path = "buttons_tests.rs"]
mod tests;
