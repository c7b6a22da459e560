//! What all parts of the network share.

use std::sync::{Arc, OnceLock};

use serenity::model::id::{ChannelId, GuildId, RoleId};

use super::{
    api::{me::Me, rest::Rest},
    interactions::{filled::Filled, tokens::Tokens, underway::Underway},
    outgoing::{told::Told, trouble},
    people::People,
};
use crate::{
    domain::{
        ids::{EntityId, IncidentId, PersonId, RoomId},
        line::Line,
        organisation::{Organisation, Team},
    },
    engine::{
        Engine,
        port::{Clock, Note, Outcome},
        ticket::Progress,
    },
    platform::{link::Link, memory::Memory, relay::Relay, words::Words},
    settings::{Network, discord::Discord as Settings},
};

/// The network's name in the notes.
pub const NETWORK: &str = Network::Discord.id();

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
    /// Which are only being acknowledged.
    pub underway: Underway,
    /// Who the bot is.
    pub me: Me,
    /// Whether there is a connection.
    pub link: Arc<Link>,
    /// One at a time chooses where a new channel stands.
    pub opening: tokio::sync::Mutex<()>,
    told: Told,
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
            underway: Underway::default(),
            me: Me::default(),
            link: Arc::default(),
            opening: tokio::sync::Mutex::default(),
            told: Told::default(),
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

    /// The roles of the teams of which everybody is among these.
    #[must_use]
    pub fn roles(&self, people: &[PersonId]) -> Vec<RoleId> {
        let whole = |team: &&Team| {
            let everybody = team.everybody();
            !everybody.is_empty() && everybody.iter().all(|person| people.contains(person))
        };
        let teams = self.organisation.teams.values().filter(whole);
        teams.filter_map(|team| self.people.role(&team.id)).collect()
    }

    /// The reporting room of the entity whose room of a record this is.
    #[must_use]
    pub fn home(&self, incident: Option<IncidentId>, room: &RoomId) -> Option<RoomId> {
        let incident = incident?;
        let its = |entity: &&EntityId| {
            let communication = RoomId::communication(incident, entity, 1);
            let further = room.as_str().strip_prefix(communication.as_str()).and_then(|rest| rest.strip_prefix('-'));
            *room == RoomId::crisis(incident, entity)
                || *room == communication
                || further.is_some_and(|n| n.parse::<u32>().is_ok())
        };
        let entity = self.organisation.entities.keys().find(its)?;
        self.organisation.report_room(entity).map(|room| room.id.clone())
    }

    /// Tells the operator, once.
    pub fn operator(&self, line: &Line) {
        self.told.tell(&self.words.say(line, self.clock.now()));
    }

    /// Has notes written down before anything else is done.
    ///
    /// # Errors
    /// They are not: the lane tries again.
    pub async fn keep(&self, notes: Vec<Note>) -> Result<(), Outcome> {
        let Some(engine) = self.engine() else { return Err(trouble::retry("the engine has not started yet")) };
        match engine.arrive(Vec::new(), notes).await.done().await {
            Progress::Done => Ok(()),
            other => Err(trouble::retry(format!("it could not be written down: {other:?}"))),
        }
    }
}
