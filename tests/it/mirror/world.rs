//! A world of Matrix beside which a server of Discord has the same people and rooms.

use std::collections::BTreeMap;

use crate::{
    config::Configuration,
    discord::{
        standin::{Standin, message::Message, state::Id},
        world::invite,
    },
    matrix::world::{Plan, World},
};

/// Who has an account on both.
pub const CAST: [&str; 4] = ["noord.melder", "noord.voorzitter", "noord.kernlid1", "ccvo.wacht1"];

/// See the module.
pub struct Both {
    /// Rooms on a homeserver, and the binary.
    pub matrix: World,
    /// The server.
    pub discord: Standin,
    rooms: BTreeMap<&'static str, Id>,
}

impl Both {
    /// As it is used; `relay` says of rooms which words of people go across.
    pub fn started(relay: &[(&str, &str)]) -> Self {
        let mut both = Self::new(relay);
        both.start();
        both
    }

    /// Not started yet. Privileged, so that the bot may read what is said on Discord where it is relayed.
    pub fn new(relay: &[(&str, &str)]) -> Self {
        let discord = Standin::with_privileged(crate::discord::standin::gateway::intents::MESSAGE_CONTENT);
        let (network, rooms) = invite(&discord, &CAST, &[]);
        let mut matrix = World::new(Plan { cast: CAST.to_vec(), ..Plan::default() });
        let relay = relay.iter().map(|(room, extent)| ((*room).to_owned(), (*extent).to_owned())).collect();
        matrix.configuration = Configuration { discord: network, relay, ..matrix.configuration };
        matrix.configure();
        let token = format!("{}\n", discord.token());
        std::fs::write(matrix.config().join("discord-token"), token).expect("a file");
        Self { matrix, discord, rooms }
    }

    /// Starts the binary, and waits until people can use it.
    pub fn start(&mut self) {
        self.matrix.start();
        self.settle();
    }

    /// Both are connected, and the commands are registered.
    pub fn settle(&mut self) {
        self.matrix.settle();
        let guild = self.discord.guild();
        self.discord.until("it is connected, with its commands", |state| {
            let registered = state.commands.get(&guild).is_some_and(|commands| !commands.is_empty());
            (registered && state.gateway.is_connected()).then_some(())
        });
    }

    /// The channel of a logical room.
    pub fn channel(&self, room: &str) -> Id {
        let opened = || self.discord.channel(&room.to_lowercase()).map(|channel| channel.id);
        self.rooms.get(room).copied().or_else(opened).unwrap_or_else(|| panic!("there is no channel for {room}"))
    }

    /// Waits until somebody reads this of the bot on Discord.
    pub fn reads(&self, who: &str, room: &str, parts: &[&str]) -> Message {
        self.discord.hears(who, self.channel(room), parts)
    }

    /// What the bot said in a channel, oldest first.
    pub fn said(&self, room: &str) -> Vec<String> {
        let (bot, there) = (self.discord.bot(), self.discord.messages(self.channel(room)));
        there.iter().filter(|message| message.author == bot).map(Message::text).collect()
    }

    /// Ends it; nothing was unexpected.
    pub fn close(self) {
        self.matrix.close();
        self.discord.close();
    }
}
