//! Every way out of this process as one: rooms on the chat networks, mail beside them.

use std::{future::Future, path::Path, pin::Pin, sync::Arc};

use super::stop::Stop;
use crate::{
    domain::{ids::RoomId, line::Line},
    engine::{
        Engine,
        port::{Act, Attempt, Delivery, Outcome, Platform},
    },
    store::{StoreError, reader::Reader},
    text::reply::Reply,
};

/// How something of a network ends.
pub type Ending<'a, E> = Pin<Box<dyn Future<Output = Result<(), E>> + Send + 'a>>;

/// A chat network that is connected to.
pub trait Network: Platform {
    /// Hands over where inputs go and what was remembered. Before anything goes out.
    fn prepare(&self, engine: Arc<Engine>, reader: Reader) -> Ending<'_, StoreError>;

    /// Connects and stays so until it is asked to stop; `data` is the data folder. An error is what only a person can
    /// mend, in sentences.
    fn run<'a>(&'a self, data: &'a Path, stop: &'a Stop) -> Ending<'a, Vec<Line>>;
}

/// All of them.
pub struct Networks {
    rooms: Arc<dyn Platform>,
}

impl Networks {
    /// With a chat network for the rooms.
    #[must_use]
    pub fn new(rooms: Arc<dyn Platform>) -> Self {
        Self { rooms }
    }
}

impl Platform for Networks {
    fn lane(&self, delivery: &Delivery) -> String {
        match (&delivery.act, delivery.shown()) {
            (_, Some(shown)) => self.rooms.lane(&shown),
            (Act::Mail { .. }, None) => "mail".to_owned(),
            _ => self.rooms.lane(delivery),
        }
    }

    fn deliver<'a>(&'a self, delivery: &'a Delivery) -> Attempt<'a> {
        match &delivery.act {
            // The crisis centre is called in its room and by telephone; the mail only repeats it.
            Act::Mail { .. } => Box::pin(async {
                match delivery.shown() {
                    Some(shown) => self.rooms.deliver(&shown).await,
                    None => Outcome::Permanent { reason: "this version sends no mail".to_owned() },
                }
            }),
            _ => self.rooms.deliver(delivery),
        }
    }

    fn notice<'a>(&'a self, room: &'a RoomId, text: &'a Reply) -> Attempt<'a> {
        self.rooms.notice(room, text)
    }
}

#[cfg(test)]
#[path = "networks_tests.rs"]
mod tests;
