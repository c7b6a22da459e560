//! The network as the engine sees it.

use std::{path::Path, sync::Arc};

use super::hub::{Hub, NETWORK};
use crate::{
    domain::{ids::RoomId, line::Line},
    engine::{
        Engine,
        port::{Act, Attempt, Clock, Delivery, Outcome},
    },
    platform::{
        networks::{Ending, Network},
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
pub fn network(settings: Settings, words: Words, clock: Arc<dyn Clock>) -> Option<Arc<dyn Network>> {
    Some(Arc::new(Discord { hub: Arc::new(Hub::new(settings, words, clock)) }))
}

impl Network for Discord {
    fn name(&self) -> &'static str {
        NETWORK
    }

    fn carries(&self, room: &RoomId) -> bool {
        // Whatever is no standing room is opened by the bot, on every network.
        self.hub.settings.rooms.contains_key(room) || !self.hub.organisation.rooms.contains_key(room)
    }

    fn asked(&self, _: &str) -> bool {
        false
    }

    fn lane(&self, delivery: &Delivery) -> String {
        match &delivery.act {
            Act::Post { room, .. }
            | Act::Edit { room, .. }
            | Act::Pin { room, .. }
            | Act::OpenRoom { room, .. }
            | Act::ArchiveRoom { room } => format!("{NETWORK}:{room}"),
            Act::Mail { .. } => NETWORK.to_owned(),
        }
    }

    fn deliver<'a>(&'a self, _: &'a Delivery) -> Attempt<'a> {
        Box::pin(async { Outcome::Permanent { reason: "not built yet".to_owned() } })
    }

    fn notice<'a>(&'a self, _: &'a RoomId, _: &'a Reply) -> Attempt<'a> {
        Box::pin(async { Outcome::Permanent { reason: "not built yet".to_owned() } })
    }

    fn prepare(&self, engine: Arc<Engine>, reader: Reader) -> Ending<'_, StoreError> {
        self.hub.hand_to(engine);
        Box::pin(self.hub.memory.open(reader))
    }

    fn run<'a>(&'a self, _: &'a Path, stop: &'a Stop) -> Ending<'a, Vec<Line>> {
        Box::pin(async move {
            stop.asked().await;
            Ok(())
        })
    }
}
