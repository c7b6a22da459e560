//! What people say in a room that is on several networks, shown on the others, as far as the configuration says so. It
//! is no part of the record: it has a queue and lanes of its own, and is the first to give way.
//!
//! What somebody says is kept with the note of how far it was read, and forgotten when it is shown or will never be. The
//! copy is a message of ours under a name that follows from the original's key: the bot never reads its own messages,
//! so nothing comes back, and what is shown twice after a crash is one message where the network can see that.

mod lanes;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use self::lanes::Lanes;
use super::{networks::Network, words::Words};
use crate::{
    domain::{ids::RoomId, line::Line, organisation::Language, time::Timestamp, words::Verbatim},
    engine::{
        Engine,
        port::{Act, Clock, Delivery, Note},
        words::language,
    },
    settings::relay::{Extent, Relay as Settings},
    store::{
        StoreError,
        memory::{ERASED, RELAY, WAITING},
        reader::Reader,
    },
    text::reply::{Reply, Span},
};

/// How the names of the copies begin; no effect is called so.
const COPY: &str = "r.";
/// In the key of an input that puts somebody's message in the log, before what the message is called.
pub const PIN: &str = "pin:";
/// Kind of note: network and room, that was told there that words leave it.
const TOLD: &str = "told";

/// What somebody did with a message of theirs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// They said this.
    Said(String),
    /// They changed it into this.
    Edited(String),
    /// They deleted it.
    Deleted,
}

/// A message of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heard {
    /// The network on which it was said; empty where its words were erased on all of them.
    pub network: String,
    /// The logical room.
    pub room: RoomId,
    /// The key that the message has, or would have, as an input.
    pub key: String,
    /// The key of this change of it: that of the message itself where it is new.
    pub change: String,
    /// Whose, as it is shown: the person of the organisation, or how the account calls itself; empty where nobody knows.
    pub by: String,
    /// Whether it speaks to the bot.
    pub to_bot: bool,
    /// What they did.
    pub what: What,
    /// When.
    pub at: i64,
}

/// Whether a delivery only shows what a person said elsewhere: it is the first to give way, and waits in a lane in which
/// nobody is called.
#[must_use]
pub fn is_copy(delivery: &Delivery) -> bool {
    delivery.effect.starts_with(COPY)
}

/// Shows what people say.
pub struct Relay {
    settings: Settings,
    words: Words,
    clock: Arc<dyn Clock>,
    networks: OnceLock<Vec<Arc<dyn Network>>>,
    engine: OnceLock<Arc<Engine>>,
    lanes: Lanes,
}

impl Relay {
    /// Nothing is shown yet.
    #[must_use]
    pub fn new(settings: Settings, words: Words, clock: Arc<dyn Clock>) -> Arc<Self> {
        let (networks, engine, lanes) = (OnceLock::new(), OnceLock::new(), Lanes::default());
        Arc::new(Self { settings, words, clock, networks, engine, lanes })
    }

    /// One that shows nothing.
    #[cfg(test)]
    #[must_use]
    pub fn off(words: Words, clock: Arc<dyn Clock>) -> Arc<Self> {
        Self::new(Settings::default(), words, clock)
    }

    /// Takes up what was not shown before the last stop, and tells the standing rooms. Called once.
    ///
    /// # Errors
    /// The database failed.
    pub async fn start(
        self: &Arc<Self>,
        networks: Vec<Arc<dyn Network>>,
        engine: Arc<Engine>,
        database: &Path,
    ) -> Result<(), StoreError> {
        let mut reader = Reader::open(database).await?;
        // Only the first ones are taken.
        let _ = (self.networks.set(networks), self.engine.set(engine.clone()));
        let told = reader.memory(RELAY, TOLD).await?;
        self.lanes.told(told.into_iter().map(|(key, _)| key));
        let mut waiting = BTreeMap::new();
        for (key, value) in reader.memory(RELAY, WAITING).await? {
            let Some((network, number)) = key.split_once(' ') else { continue };
            let (Ok(number), Ok(heard)) = (number.parse::<u64>(), serde_json::from_str::<Heard>(&value)) else {
                continue;
            };
            waiting.insert((number, network.to_owned()), heard);
        }
        for ((number, network), heard) in waiting {
            if let Some(target) = self.network(&network) {
                self.lanes.take(self, &target, number, heard);
            }
        }
        reader.close().await?;
        for room in self.settings.rooms.keys() {
            self.opened(room);
        }
        tokio::spawn(Arc::clone(self).erases(engine, database.to_owned()));
        Ok(())
    }

    /// Takes the words out of what is shown of a message as soon as they are erased, also before the last stop.
    async fn erases(self: Arc<Self>, engine: Arc<Engine>, database: PathBuf) {
        loop {
            if let Err(error) = self.erase(&engine, &database).await {
                tracing::error!(%error, "copies on other networks still hold words that were erased, until the next start");
            }
            engine.erased().await;
        }
    }

    async fn erase(self: &Arc<Self>, engine: &Engine, database: &Path) -> Result<(), StoreError> {
        let mut reader = Reader::open(database).await?;
        let erased = reader.memory(RELAY, ERASED).await?;
        // An open connection would keep what was erased in a file beside the database.
        reader.close().await?;
        let mut notes = Vec::new();
        for (input, room) in erased {
            // Who pins a message puts the words of that message in the log.
            let key = input.replacen(PIN, "", 1);
            self.lanes.forget(&key);
            let (network, by, what, at) = (String::new(), String::new(), What::Deleted, self.clock.now().0);
            let change = format!("{key} erased");
            let heard = Heard { network, room: room.into(), key, change, by, to_bot: false, what, at };
            notes.extend(self.shown_on(self.others(&heard.room, ""), &heard));
            notes.push(Note { network: RELAY, kind: ERASED, key: input, value: None });
        }
        if !notes.is_empty() {
            let _ = engine.arrive(Vec::new(), notes).await;
        }
        Ok(())
    }

    fn all(&self) -> &[Arc<dyn Network>] {
        self.networks.get().map(Vec::as_slice).unwrap_or_default()
    }

    fn network(&self, name: &str) -> Option<Arc<dyn Network>> {
        self.all().iter().find(|network| network.name() == name).cloned()
    }

    fn engine(&self) -> Option<&Arc<Engine>> {
        self.engine.get()
    }

    /// The networks on which a room is besides one.
    fn others(&self, room: &RoomId, network: &str) -> Vec<Arc<dyn Network>> {
        let others = self.all().iter().filter(|other| other.name() != network && other.carries(room));
        others.cloned().collect()
    }

    /// A room is there: it is told what leaves it, before anybody speaks.
    pub fn opened(self: &Arc<Self>, room: &RoomId) {
        if self.settings.of(room) == Extent::Off {
            return;
        }
        for network in self.all().iter().filter(|network| network.carries(room)) {
            if !self.others(room, network.name()).is_empty() {
                self.lanes.tell(self, network, room);
            }
        }
    }

    /// Takes what a person did; the notes belong in the transaction of what was read with it.
    #[must_use]
    pub fn heard(self: &Arc<Self>, heard: &Heard) -> Vec<Note> {
        let goes = match self.settings.of(&heard.room) {
            Extent::Off => false,
            // What became of a line is shown where the line is.
            Extent::Bot => heard.to_bot || heard.what == What::Deleted,
            Extent::All => true,
        };
        if !goes {
            return Vec::new();
        }
        self.shown_on(self.others(&heard.room, &heard.network), heard)
    }

    /// Goes to these networks; the notes that keep it until it is shown.
    fn shown_on(self: &Arc<Self>, targets: Vec<Arc<dyn Network>>, heard: &Heard) -> Vec<Note> {
        let Ok(value) = serde_json::to_string(heard) else { return Vec::new() };
        let taken = targets.into_iter().filter_map(|target| {
            let number = self.lanes.add(self, &target, heard.clone())?;
            Some(waiting(target.name(), number, Some(value.clone())))
        });
        taken.collect()
    }

    /// A copy as it goes out: a message of ours, or a change of one.
    fn delivery(&self, heard: &Heard) -> Delivery {
        let (target, effect) = (name(&heard.key), name(&heard.change));
        let mut spans = Vec::new();
        let exercise = self.exercise(&heard.room);
        if exercise {
            spans.push(Span::Plain(self.lead(&heard.room)));
        }
        if !heard.by.is_empty() {
            spans.extend([Span::User(heard.by.clone()), Span::Plain(" · ".to_owned())]);
        }
        if !heard.network.is_empty() {
            spans.push(Span::Plain(format!("{}: ", shown(&heard.network))));
        }
        spans.push(match &heard.what {
            What::Said(text) | What::Edited(text) => Span::User(text.clone()),
            What::Deleted => Span::Plain(self.say(&heard.room, &Line::RelayDeleted {})),
        });
        let (text, room, mentions, actions) = (Reply { spans }, heard.room.clone(), Vec::new(), Vec::new());
        let act = match heard.what {
            What::Said(_) => Act::Post { room, id: target, text, mentions, actions },
            What::Edited(_) | What::Deleted => Act::Edit { room, target, text, mentions, actions },
        };
        let (incident, answers, fallback) = (None, None, None);
        let at = Timestamp(heard.at);
        Delivery {
            effect,
            at,
            incident,
            exercise,
            urgent: false,
            answers,
            aside: false,
            asks: None,
            again: false,
            fallback,
            act,
        }
    }

    /// Whether a room is one of a drill.
    fn exercise(&self, room: &RoomId) -> bool {
        let drill = |engine: &Arc<Engine>| {
            engine.view().state.open_in(room).any(|incident| incident.exercise && incident.room_of(room).is_some())
        };
        self.words.organisation.demo || self.engine().is_some_and(drill)
    }

    fn say(&self, room: &RoomId, line: &Line) -> String {
        let words = Words { language: self.language(room), ..self.words.clone() };
        words.say(line, self.clock.now()).trim_end().to_owned()
    }

    /// What a room is told on one of its networks: to which others words leave it.
    fn notice(&self, room: &RoomId, network: &str) -> Reply {
        let others = self.others(room, network);
        let others = Verbatim(others.iter().map(|other| shown(other.name())).collect::<Vec<_>>().join(", "));
        let line = match self.settings.of(room) {
            Extent::All => Line::RelayAll { others },
            Extent::Off | Extent::Bot => Line::RelayBot { others },
        };
        self.told(room, &line)
    }

    /// What a room is told after more was said than could be shown.
    fn shed(&self, room: &RoomId, count: i64) -> Reply {
        self.told(room, &Line::RelayShed { count })
    }

    fn told(&self, room: &RoomId, line: &Line) -> Reply {
        let lead = if self.exercise(room) { self.lead(room) } else { String::new() };
        Reply { spans: vec![Span::Plain(format!("{lead}{}", self.say(room, line)))] }
    }

    /// The first word of whatever is said in a drill.
    fn lead(&self, room: &RoomId) -> String {
        let word = self.words.lexicon.words(self.language(room), "exercise", &[]);
        format!("{} · ", word.unwrap_or_else(|_| "OEFENING".to_owned()))
    }

    fn language(&self, room: &RoomId) -> Language {
        let organisation = &self.words.organisation;
        let incident = || self.engine().and_then(|engine| engine.view().state.open_in(room).next().map(|one| one.id));
        match self.engine() {
            Some(engine) => language(Some(room), incident(), &engine.view().state, organisation),
            None => organisation.language,
        }
    }
}

/// That something waits to be shown on a network; none forgets it.
fn waiting(network: &str, number: u64, value: Option<String>) -> Note {
    Note { network: RELAY, kind: WAITING, key: format!("{network} {number}"), value }
}

/// The key of what a room was told.
fn place(network: &str, room: &RoomId) -> String {
    format!("{network} {room}")
}

/// The name of a message of ours that is the copy of one with this key. As short as the name of an effect.
fn name(key: &str) -> String {
    let hash = data_encoding::BASE32_NOPAD.encode(&Sha256::digest(key.as_bytes())).to_lowercase();
    format!("{COPY}{}", hash.chars().take(22).collect::<String>())
}

/// A network as people know it.
fn shown(network: &str) -> String {
    let mut letters = network.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
#[path = "../relay_tests.rs"]
mod tests;
