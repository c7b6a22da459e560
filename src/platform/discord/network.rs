//! The network as the engine sees it.

use std::{future::Future, path::Path, pin::Pin, sync::Arc};

use super::{
    hub::{Hub, NETWORK},
    incoming::gateway,
    outgoing::out,
    place::Place,
};
use crate::{
    domain::{ids::RoomId, line::Line},
    engine::{
        Engine,
        port::{Attempt, Clock, Delivery},
    },
    platform::{
        link::Standing,
        networks::{Ending, Network},
        relay::Relay,
        stop::Stop,
        words::Words,
    },
    settings::discord::Discord as Settings,
    store::{StoreError, reader::Reader},
    text::reply::Reply,
};

/// The Discord network.
pub struct Discord {
    hub: Arc<Hub>,
}

/// The network, not connected yet; deliveries wait in their lanes.
#[must_use]
pub fn network(settings: Settings, words: Words, clock: Arc<dyn Clock>, relay: Arc<Relay>) -> Option<Arc<dyn Network>> {
    Some(Arc::new(Discord { hub: Arc::new(Hub::new(settings, words, clock, relay)) }))
}

impl Network for Discord {
    fn name(&self) -> &'static str {
        NETWORK
    }

    fn carries(&self, room: &RoomId) -> bool {
        // Whatever is no standing room is opened by the bot, on every network.
        self.hub.settings.rooms.contains_key(room) || !self.hub.organisation.rooms.contains_key(room)
    }

    fn asked(&self, place: &str) -> bool {
        Place::read(place).is_some()
    }

    fn lane(&self, delivery: &Delivery) -> String {
        delivery.act.room().map_or_else(|| NETWORK.to_owned(), |room| format!("{NETWORK}:{room}"))
    }

    fn deliver<'a>(&'a self, delivery: &'a Delivery) -> Attempt<'a> {
        Box::pin(out::deliver(&self.hub, delivery))
    }

    fn notice<'a>(&'a self, room: &'a RoomId, text: &'a Reply) -> Attempt<'a> {
        Box::pin(out::notice(&self.hub, room, text))
    }

    fn knows<'a>(&'a self, message: &'a str) -> Pin<Box<dyn Future<Output = bool> + Send + 'a>> {
        // Without the database it is taken for known: an edit of what is not there does no harm.
        Box::pin(async move { self.hub.memory.parts(message).await.map_or(true, |parts| !parts.is_empty()) })
    }

    fn standing(&self) -> Standing {
        self.hub.link.standing()
    }

    fn prepare(&self, engine: Arc<Engine>, reader: Reader) -> Ending<'_, StoreError> {
        self.hub.hand_to(engine);
        Box::pin(async {
            self.hub.memory.open(reader).await?;
            self.hub.tokens.open(&self.hub.memory).await
        })
    }

    fn run<'a>(&'a self, data: &'a Path, stop: &'a Stop) -> Ending<'a, Vec<Line>> {
        Box::pin(gateway::run(Arc::clone(&self.hub), data, stop))
    }
}
