//! Every way out of this process as one: rooms on the chat networks, other channels beside them. What concerns a room that is on
//! several networks goes out on each, by a way of its own, so that one that is down holds up no other.

use std::{future::Future, path::Path, pin::Pin, sync::Arc};

use super::{link::Standing, relay::Relay, stop::Stop};
use crate::{
    domain::{ids::RoomId, line::Line},
    engine::{
        Engine,
        port::{Act, Attempt, Channel, Delivery, Gate, Outcome, Platform, Way},
    },
    store::{StoreError, reader::Reader},
    text::reply::Reply,
};

/// The way of what nothing carries.
const NOWHERE: &str = "nowhere";

/// How something of a network ends.
pub type Ending<'a, E> = Pin<Box<dyn Future<Output = Result<(), E>> + Send + 'a>>;

/// A chat network that is connected to.
pub trait Network: Send + Sync {
    /// Its name, as in the configuration and in notes.
    fn name(&self) -> &'static str;

    /// Whether a logical room is on it, or may come to be.
    fn carries(&self, room: &RoomId) -> bool;

    /// Whether a place, as in [`Delivery::answers`], is one of its own.
    fn asked(&self, place: &str) -> bool;

    /// Deliveries with the same lane go out one after the other.
    fn lane(&self, delivery: &Delivery) -> String;

    /// One attempt.
    fn deliver<'a>(&'a self, delivery: &'a Delivery) -> Attempt<'a>;

    /// Says something that could not be stored, at once and without a record of it.
    fn notice<'a>(&'a self, room: &'a RoomId, text: &'a Reply) -> Attempt<'a>;

    /// Whether a message of ours, by its id, is there.
    fn knows<'a>(&'a self, message: &'a str) -> Pin<Box<dyn Future<Output = bool> + Send + 'a>>;

    /// Whether it is connected.
    fn standing(&self) -> Standing;

    /// Hands over where inputs go and what was remembered. Before anything goes out.
    fn prepare(&self, engine: Arc<Engine>, reader: Reader) -> Ending<'_, StoreError>;

    /// Connects and stays so until it is asked to stop; `data` is the data folder. An error is what only a person can
    /// mend, in sentences.
    fn run<'a>(&'a self, data: &'a Path, stop: &'a Stop) -> Ending<'a, Vec<Line>>;
}

/// All of them.
pub struct Networks {
    chats: Vec<Arc<dyn Network>>,
    relay: Arc<Relay>,
    channels: Vec<Arc<dyn Channel>>,
}

impl Networks {
    /// With these chat networks, at least one, and what reaches people outside them.
    #[must_use]
    pub fn new(chats: Vec<Arc<dyn Network>>, relay: Arc<Relay>, channels: Vec<Arc<dyn Channel>>) -> Self {
        Self { chats, relay, channels }
    }

    /// What carries a delivery that is for no room.
    fn channel(&self, delivery: &Delivery) -> Option<&dyn Channel> {
        self.channels.iter().find(|channel| channel.carries(&delivery.act)).map(AsRef::as_ref)
    }

    /// Those on which a room is. One of which nobody knows where it is waits on all until the configuration says so.
    fn with(&self, room: &RoomId) -> Vec<&dyn Network> {
        let all = || self.chats.iter().map(AsRef::as_ref);
        let with: Vec<_> = all().filter(|network| network.carries(room)).collect();
        if with.is_empty() { all().collect() } else { with }
    }

    /// Those on which something about a room goes out.
    fn of(&self, delivery: &Delivery) -> Vec<&dyn Network> {
        let place = delivery.answers.as_deref().filter(|_| delivery.aside);
        let asked = place.and_then(|place| self.chats.iter().find(|network| network.asked(place)));
        match (asked, delivery.act.room()) {
            (Some(network), _) => vec![network.as_ref()],
            (None, Some(room)) => self.with(room),
            (None, None) => Vec::new(),
        }
    }
}

impl Platform for Networks {
    fn ways(&self, delivery: &Delivery) -> Vec<Way> {
        let shown = delivery.shown();
        let delivery = shown.as_ref().unwrap_or(delivery);
        if delivery.act.room().is_none() {
            let (network, lane) = self
                .channel(delivery)
                .map_or((NOWHERE, NOWHERE.to_owned()), |channel| (channel.name(), channel.lane(delivery)));
            return vec![Way { network, lane }];
        }
        let ways = self.of(delivery).into_iter();
        ways.map(|network| Way { network: network.name(), lane: network.lane(delivery) }).collect()
    }

    fn names(&self) -> Vec<&'static str> {
        let chats = self.chats.iter().map(|chat| chat.name());
        chats.chain(self.channels.iter().map(|channel| channel.name())).collect()
    }

    fn gate(&self, network: &'static str, delivery: &Delivery) -> Option<Gate> {
        let channel = self.channel(delivery).filter(|channel| channel.name() == network);
        channel.map(|channel| channel.gate(delivery))
    }

    fn deliver<'a>(&'a self, network: &'static str, delivery: &'a Delivery) -> Attempt<'a> {
        Box::pin(async move {
            let shown = delivery.shown();
            let delivery = shown.as_ref().unwrap_or(delivery);
            match self.chats.iter().find(|one| one.name() == network) {
                Some(network) => {
                    let outcome = network.deliver(delivery).await;
                    if let (Act::OpenRoom { room, .. }, Outcome::Delivered | Outcome::Noted(_)) =
                        (&delivery.act, &outcome)
                    {
                        self.relay.opened(room);
                    }
                    outcome
                }
                None => match self.channel(delivery) {
                    Some(channel) => channel.deliver(delivery).await,
                    // The crisis centre is called in its room and by telephone; a mail only repeats it.
                    None => Outcome::Permanent { reason: "no mail server is configured".to_owned() },
                },
            }
        })
    }

    fn notice<'a>(&'a self, room: &'a RoomId, text: &'a Reply) -> Attempt<'a> {
        Box::pin(async move {
            let said = self.with(room).into_iter().map(|network| network.notice(room, text));
            let mut outcomes = futures_util::future::join_all(said).await;
            // It is heard where it could be said; the engine says it again where nobody heard it.
            let heard = outcomes.iter().position(|outcome| matches!(outcome, Outcome::Delivered | Outcome::Noted(_)));
            outcomes.swap_remove(heard.unwrap_or(0))
        })
    }
}

#[cfg(test)]
#[path = "networks_tests.rs"]
mod tests;
