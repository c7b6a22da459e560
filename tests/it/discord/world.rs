//! A world for one story: a server of Discord, the organisation that names its people and channels, the binary.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    os::unix::fs::PermissionsExt as _,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::Duration,
};

use serde_json::Value;
use tempfile::TempDir;

use super::standin::{
    Standin,
    channel::Overwrite,
    interaction::Interaction,
    message::{Message, PINNED},
    permissions::VIEW_CHANNEL,
    state::Id,
};
use crate::{
    config::{Configuration, Network, Pace},
    running::Service,
};

/// What a story starts from.
#[derive(Clone)]
pub struct Plan {
    /// Who has an account. Each sees the channels of their entity, or of the crisis centre.
    pub cast: Vec<&'static str>,
    /// `nl` or `en`.
    pub language: &'static str,
    /// Everything is an exercise.
    pub demo: bool,
    /// The ladders.
    pub pace: Pace,
    /// Further lines of `[discord]`.
    pub lines: Vec<String>,
    /// Privileged intents that the application has.
    pub privileged: u64,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            cast: vec!["noord.melder", "noord.voorzitter", "noord.kernlid1", "ccvo.wacht1"],
            language: "nl",
            demo: false,
            pace: Pace::AsWritten,
            lines: Vec::new(),
            privileged: 0,
        }
    }
}

/// See the module.
pub struct World {
    /// The server.
    pub discord: Standin,
    /// The binary.
    pub service: Service,
    /// What is written into the example organisation; `configure` writes it again.
    pub configuration: Configuration,
    rooms: BTreeMap<&'static str, Id>,
    patience: Duration,
    /// Messages of which the story spoke, with what they said then.
    told: BTreeSet<(Id, String)>,
    #[expect(dead_code, reason = "held: it goes with the world")]
    folder: TempDir,
}

/// Plays one story on many worlds, a few at a time: most of such a story is waiting.
pub fn side_by_side<T: Sync>(cases: &[T], story: impl Fn(&T) + Sync) {
    const AT_A_TIME: usize = 8;
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..AT_A_TIME {
            scope.spawn(|| {
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    story(case);
                }
            });
        }
    });
}

/// The people and channels of a plan on a server, and what is written of them into the configuration.
pub fn invite(discord: &Standin, cast: &[&'static str], lines: &[String]) -> (Network, BTreeMap<&'static str, Id>) {
    let mut network = Network::default();
    for (who, id) in cast.iter().zip(9_001_u64..) {
        discord.person(who, id);
        network.people.insert((*who).to_owned(), id.to_string());
    }
    let mut rooms = BTreeMap::new();
    for (room, prefix) in [("meldingen-noord", "noord."), ("meldingen-zuid", "zuid."), ("ccvo", "ccvo.")] {
        let members: Vec<_> = cast.iter().copied().filter(|who| who.starts_with(prefix)).collect();
        if members.is_empty() {
            continue;
        }
        let channel = discord.private_channel(room, &members);
        rooms.insert(room, channel);
        network.rooms.insert(room.to_owned(), channel.to_string());
    }
    network.lines = vec![
        "token_file = \"discord-token\"".to_owned(),
        format!("guild = {}", discord.guild()),
        format!("api = {:?}", discord.base_url()),
    ];
    network.lines.extend(lines.iter().cloned());
    (network, rooms)
}

impl World {
    /// With the binary not started yet.
    pub fn new(plan: &Plan) -> Self {
        let discord = Standin::with_privileged(plan.privileged);
        let folder = tempfile::Builder::new().prefix("noodklok-").tempdir().expect("a temporary folder");
        let (network, rooms) = invite(&discord, &plan.cast, &plan.lines);
        let configuration = Configuration {
            discord: network,
            language: plan.language.to_owned(),
            demo: plan.demo,
            pace: plan.pace,
            ..Configuration::default()
        };
        let service = Service::within(folder.path());
        let world = Self {
            discord,
            service,
            configuration,
            rooms,
            told: BTreeSet::new(),
            patience: super::standin::PATIENCE,
            folder,
        };
        world.configure();
        world.keep_token(&world.discord.token());
        world
    }

    /// Writes a token where only the bot reads it.
    pub fn keep_token(&self, token: &str) {
        let file = self.service.config().join("discord-token");
        fs::write(&file, format!("{token}\n")).expect("a file");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).expect("a file of ours");
    }

    /// As `new`, started and connected, with its commands registered.
    pub fn started(plan: &Plan) -> Self {
        let mut world = Self::new(plan);
        world.start();
        world
    }

    /// Writes the configuration folder.
    pub fn configure(&self) {
        self.configuration.write(&self.service.config());
    }

    /// Starts the binary, and waits until people can use it.
    pub fn start(&mut self) {
        self.service.start();
        self.settle();
    }

    /// Waits until it is connected and its commands are registered.
    pub fn settle(&mut self) {
        let guild = self.discord.guild();
        self.until("it is connected, with its commands", |state| {
            let registered = state.commands.get(&guild).is_some_and(|commands| !commands.is_empty());
            (registered && state.gateway.is_connected()).then_some(())
        });
    }

    /// Somebody whom the organisation does not know joins the server, and may read in a room.
    pub fn stranger(&self, who: &str, id: Id, room: &str) {
        self.discord.person(who, id);
        let reads = Overwrite { id, member: true, allow: VIEW_CHANNEL, deny: 0 };
        self.discord.overwrite(self.room(room), reads);
    }

    /// The state document of a record, as an operator exports it meanwhile.
    pub fn record(&self, id: &str) -> Value {
        let exported = self.service.tool(&["export", id]).output().expect("the binary was built with the tests");
        serde_json::from_slice(&exported.stdout)
            .unwrap_or_else(|why| panic!("{id}: {why}: {}", String::from_utf8_lossy(&exported.stderr)))
    }

    /// How many lines of the log of a record say this.
    pub fn logged(&self, id: &str, part: &str) -> usize {
        let record = self.record(id);
        let log = record["log"].as_array().expect("a log");
        log.iter().filter(|line| line["text"].as_str().is_some_and(|text| text.contains(part))).count()
    }

    /// Every wait may take this long, where Discord holds everybody up.
    pub fn be_patient(&mut self, patience: Duration) {
        self.patience = patience;
    }

    /// Waits until this holds. Fails at once when the binary ended by itself.
    pub fn until<T>(&mut self, what: &str, mut ask: impl FnMut(&super::standin::state::State) -> Option<T>) -> T {
        let deadline = tokio::time::Instant::now() + self.patience;
        loop {
            if let Some(found) = self.discord.within(Duration::from_millis(250), &mut ask) {
                return found;
            }
            self.service.must_run();
            let late = tokio::time::Instant::now() >= deadline;
            assert!(!late, "not in time: {what}\n{}\nto its operator:\n{}", self.discord.story(), self.service.said());
        }
    }

    /// The channel of a logical room: a standing one, or one that the bot opened, by its name.
    pub fn room(&self, room: &str) -> Id {
        // A thread keeps its capitals.
        let opened = || self.discord.channel(&room.to_lowercase()).or_else(|| self.discord.channel(room));
        let opened = || opened().map(|channel| channel.id);
        self.rooms.get(room).copied().or_else(opened).unwrap_or_else(|| panic!("there is no channel for {room}"))
    }

    /// Somebody types a slash command.
    pub fn slash(&self, who: &str, room: &str, command: &str, options: &[(&str, &str)]) -> Interaction {
        self.discord.slash(who, self.room(room), command, options)
    }

    /// Waits until somebody reads this of the bot in a room, for the first time; the story has now spoken of it.
    pub fn hears(&mut self, who: &str, room: &str, parts: &[&str]) -> Message {
        self.sees(who, room, &format!("{parts:?}"), |message| message.says(parts))
    }

    /// As `hears`, in a message that rings at these people and nobody else.
    pub fn calls(&mut self, who: &str, room: &str, called: &[&str], parts: &[&str]) -> Message {
        let message = self.hears(who, room, parts);
        let rung = self.discord.notified(message.id);
        assert_eq!(rung, called.iter().map(|who| (*who).to_owned()).collect(), "whom it rings: {message}");
        message
    }

    /// Waits until somebody sees such a message of the bot in a room, for the first time.
    pub fn sees(&mut self, who: &str, room: &str, what: &str, fits: impl Fn(&Message) -> bool) -> Message {
        let (channel, told) = (self.room(room), self.told.clone());
        let found = self.until(&format!("{who} reads {what} in {room}"), |state| {
            let user = state.named(who).id;
            let sees = state.sees(state.channels.get(&channel)?, user);
            let theirs = |message: &&Message| {
                message.channel == channel
                    && message.author == state.me.id
                    && message.only_for.is_none_or(|only| only == user)
                    && !message.is_loading()
                    && !told.contains(&(message.id, message.text()))
            };
            state.messages.values().filter(theirs).find(|message| sees && fits(message)).cloned()
        });
        self.told.insert((found.id, found.text()));
        found
    }

    /// The answer to an interaction; the story has now spoken of it.
    pub fn answer(&mut self, asked: &Interaction) -> Message {
        let message = self.discord.answer_to(asked);
        self.told.insert((message.id, message.text()));
        message
    }

    /// Everything that the bot said in a room and everybody there sees, without Discord's own notes of what was pinned.
    pub fn messages(&self, room: &str) -> Vec<Message> {
        let bot = self.discord.bot();
        let there = self.discord.messages(self.room(room)).into_iter();
        there.filter(|message| message.author == bot && message.kind != PINNED).collect()
    }

    /// Ends the world: an orderly stop if it still runs, nobody was called of whom the story did not speak, and Discord
    /// has nothing to complain of.
    pub fn close(mut self) {
        if self.service.runs() {
            self.service.stop();
        }
        let bot = self.discord.bot();
        for channel in self.discord.channels() {
            for message in self.discord.messages(channel.id).iter().filter(|message| message.author == bot) {
                let rung = self.discord.notified(message.id);
                let told = self.told.iter().any(|(id, _)| *id == message.id);
                assert!(rung.is_empty() || told, "a call that the story does not tell: {rung:?}\n{message}");
            }
        }
        self.discord.close();
    }
}
