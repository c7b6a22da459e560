//! The real engine on the example organisation, with a platform that only notes when it was given a reply.

#![allow(dead_code, reason = "each bench uses a part of it")]

use std::{
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use noodklok::{
    domain::{actor::Actor, ids::RoomId},
    engine::{
        Engine, PATIENCE, Parts, RETRY_EVERY,
        port::{Attempt, Clock, Delivery, Input, Outcome, Payload, Platform, Way},
    },
    platform::{chance::System, clock::Real},
    settings::{Source, load},
    text::{reply::Reply, time::year_in_brussels},
};
use tokio::time::Instant;

use crate::measure::Result;

/// Notes when the first delivery since the last look came.
#[derive(Default)]
pub struct Stamp(Mutex<Option<Instant>>);

impl Stamp {
    /// When the first delivery came, and waits for the next first one.
    pub fn take(&self) -> Option<Instant> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl Platform for Stamp {
    fn ways(&self, _: &Delivery) -> Vec<Way> {
        vec![Way { network: "bench", lane: String::new() }]
    }

    fn deliver<'a>(&'a self, _: &'static str, _: &'a Delivery) -> Attempt<'a> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert_with(Instant::now);
        Box::pin(async { Outcome::Delivered })
    }

    fn notice<'a>(&'a self, _: &'a RoomId, _: &'a Reply) -> Attempt<'a> {
        Box::pin(async { Outcome::Delivered })
    }
}

/// A running engine.
pub struct World {
    /// The engine.
    pub engine: Engine,
    /// Where its replies go.
    pub stamp: Arc<Stamp>,
    clock: Arc<Real>,
    inputs: u64,
}

impl World {
    /// Starts on a folder.
    pub async fn start(folder: &Path) -> Result<Self> {
        let loaded = load(Source::Embedded).map_err(|mistakes| format!("{mistakes:?}"))?;
        let (stamp, clock) = (Arc::new(Stamp::default()), Arc::new(Real::starting()));
        let parts = Parts {
            database: folder.join("noodklok.db"),
            organisation: Arc::new(loaded.organisation),
            configuration_hash: loaded.hash,
            platform: stamp.clone(),
            clock: clock.clone(),
            chance: Arc::new(System),
            retry_every: RETRY_EVERY,
            patience: PATIENCE,
        };
        let engine = Engine::start(parts).await.map_err(|error| format!("{error:?}"))?;
        Ok(Self { engine, stamp, clock, inputs: 0 })
    }

    /// The calendar year in Brussels, as in the numbers of records.
    pub fn year(&self) -> u16 {
        year_in_brussels(self.clock.now())
    }

    /// Something that a person says in a room, never the same twice.
    pub fn line(&mut self, who: &str, room: &str, text: String) -> Input {
        self.inputs += 1;
        let payload = Payload::Said { room: room.into(), text, reply_to: None, place: None };
        let key = format!("line:{}", self.inputs);
        Input { key, from: Actor::Person(who.into()), said_at: self.clock.now(), payload, doubt: None }
    }
}
