//! Every way out of this process as one: rooms on the chat networks, mail beside them. What concerns a room that is on
//! several networks goes out on each, by a way of its own, so that one that is down holds up no other.

use std::{future::Future, path::Path, pin::Pin, sync::Arc};

use super::{link::Standing, relay::Relay, stop::Stop};
use crate::{
    domain::{ids::RoomId, line::Line},
    engine::{
        Engine,
        port::{Act, Attempt, Delivery, Outcome, Platform, Way},
    },
    store::{StoreError, reader::Reader},
    text::reply::Reply,
};

/// The way of mail, which is no chat network.
const MAIL: &str = "mail";

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
    networks: Vec<Arc<dyn Network>>,
    relay: Arc<Relay>,
}

impl Networks {
    /// With these chat networks; at least one.
    #[must_use]
    pub fn new(networks: Vec<Arc<dyn Network>>, relay: Arc<Relay>) -> Self {
        Self { networks, relay }
    }

    /// Those on which a room is. One of which nobody knows where it is waits on all until the configuration says so.
    fn with(&self, room: &RoomId) -> Vec<&dyn Network> {
        let all = || self.networks.iter().map(AsRef::as_ref);
        let with: Vec<_> = all().filter(|network| network.carries(room)).collect();
        if with.is_empty() { all().collect() } else { with }
    }

    /// Those on which something about a room goes out.
    fn of(&self, delivery: &Delivery) -> Vec<&dyn Network> {
        let place = delivery.answers.as_deref().filter(|_| delivery.aside);
        let asked = place.and_then(|place| self.networks.iter().find(|network| network.asked(place)));
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
        if matches!(delivery.act, Act::Mail { .. }) {
            return vec![Way { network: MAIL, lane: MAIL.to_owned() }];
        }
        let ways = self.of(delivery).into_iter();
        ways.map(|network| Way { network: network.name(), lane: network.lane(delivery) }).collect()
    }

    fn deliver<'a>(&'a self, network: &'static str, delivery: &'a Delivery) -> Attempt<'a> {
        Box::pin(async move {
            let shown = delivery.shown();
            let delivery = shown.as_ref().unwrap_or(delivery);
            match self.networks.iter().find(|one| one.name() == network) {
                Some(network) => {
                    let outcome = network.deliver(delivery).await;
                    if let (Act::OpenRoom { room, .. }, Outcome::Delivered | Outcome::Noted(_)) =
                        (&delivery.act, &outcome)
                    {
                        self.relay.opened(room);
                    }
                    outcome
                }
                // The crisis centre is called in its room and by telephone; the mail only repeats it.
                None => Outcome::Permanent { reason: "this version sends no mail".to_owned() },
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
