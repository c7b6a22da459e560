//! What all parts of the network share.

use std::sync::{Arc, OnceLock};

use serenity::model::id::{ChannelId, GuildId};

use super::{filled::Filled, people::People, rest::Rest, tokens::Tokens};
use crate::{
    domain::{ids::RoomId, organisation::Organisation},
    engine::{Engine, port::Clock},
    platform::{memory::Memory, relay::Relay, words::Words},
    settings::discord::Discord as Settings,
};

/// The network's name in the notes.
pub const NETWORK: &str = "discord";

/// What all parts share.
pub struct Hub {
    /// The configuration of the network.
    pub settings: Settings,
    /// Names, rooms, teams.
    pub organisation: Arc<Organisation>,
    /// For what the network says by itself.
    pub words: Words,
    /// Business time.
    pub clock: Arc<dyn Clock>,
    /// Shows on other networks what people say here.
    pub relay: Arc<Relay>,
    /// Whose account is whose.
    pub people: People,
    /// What must be known again after a restart.
    pub memory: Memory,
    /// The API, behind its limits.
    pub rest: Rest,
    /// With which interactions are answered.
    pub tokens: Tokens,
    /// Which of them were.
    pub filled: Filled,
    engine: OnceLock<Arc<Engine>>,
}

impl Hub {
    /// Not connected yet.
    #[must_use]
    pub fn new(settings: Settings, words: Words, clock: Arc<dyn Clock>, relay: Arc<Relay>) -> Self {
        Self {
            people: People::new(&settings),
            rest: Rest::new(&settings),
            organisation: Arc::clone(&words.organisation),
            settings,
            words,
            clock,
            relay,
            memory: Memory::of(NETWORK),
            tokens: Tokens::default(),
            filled: Filled::default(),
            engine: OnceLock::new(),
        }
    }

    /// From now on inputs have somewhere to go.
    pub fn hand_to(&self, engine: Arc<Engine>) {
        // Only the first one is taken.
        let _ = self.engine.set(engine);
    }

    /// Where inputs go.
    #[must_use]
    pub fn engine(&self) -> Option<&Arc<Engine>> {
        self.engine.get()
    }

    /// The server.
    #[must_use]
    pub fn guild(&self) -> GuildId {
        GuildId::new(self.settings.guild.max(1))
    }

    /// The channel or thread that stands for a logical room: of a standing one that of the configuration, else the one
    /// that was opened.
    #[must_use]
    pub fn channel(&self, room: &RoomId) -> Option<ChannelId> {
        let opened = || self.memory.physical(room).and_then(|id| id.parse().ok());
        let id = self.settings.rooms.get(room).copied().or_else(opened)?;
        (id > 0).then(|| ChannelId::new(id))
    }

    /// The logical room for which a channel or thread stands.
    #[must_use]
    pub fn room(&self, channel: ChannelId) -> Option<RoomId> {
        let standing = self.settings.rooms.iter().find(|(_, id)| **id == channel.get());
        standing.map(|(room, _)| room.clone()).or_else(|| self.memory.logical(&channel.to_string()))
    }
}
