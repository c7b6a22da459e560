//! The loop against a homeserver that answers what a real one does not on demand, with the real engine behind it.

use std::{
    collections::{BTreeMap, VecDeque},
    path::PathBuf,
    sync::{Arc, Mutex},
    time::Duration,
};

use matrix_sdk::{
    Client,
    ruma::{OwnedRoomId, RoomId as MatrixRoomId},
    test_utils::mocks::MatrixMockServer,
};
use serde_json::{Value, json};
use wiremock::{
    Mock, Request, Respond, ResponseTemplate,
    matchers::{method, path, path_regex, query_param},
};

use crate::{
    domain::{ids::RoomId, organisation::Language, time::Timestamp},
    engine::{
        Engine, Parts,
        port::{Act, Attempt, Delivery, Note, Outcome, Platform, Way},
    },
    platform::{
        chance::System,
        clock::Simulated,
        matrix::{
            hooks::{Hooked, Hooks},
            hub::Hub,
            memory::{self, kind},
            sync::run,
        },
        relay::Relay,
        stop::Stop,
        words::Words,
    },
    settings::{
        Source, load,
        matrix::{Login, Matrix, SecretFile, UnsignedDevices},
    },
    store::reader::Reader,
    text::reply::Reply,
};

/// 2026-11-23T14:30:00+01:00.
pub const NOW: i64 = 1_795_440_600_000;
pub const ME: &str = "@example:localhost";
pub const ROOM: &str = "!noord:localhost";
pub const OTHER: &str = "!zuid:localhost";

/// What was said, and noticed.
#[derive(Default)]
pub struct Said {
    pub posts: Mutex<Vec<String>>,
    pub notices: Mutex<Vec<String>>,
    pub upgrades: Mutex<Vec<String>>,
}

impl Platform for Said {
    fn ways(&self, _: &Delivery) -> Vec<Way> {
        vec![Way { network: "said", lane: String::new() }]
    }

    fn deliver<'a>(&'a self, _: &'static str, delivery: &'a Delivery) -> Attempt<'a> {
        if let Act::Post { text, .. } = &delivery.act {
            self.posts.lock().unwrap().push(text.plain());
        }
        Box::pin(async { Outcome::Delivered })
    }

    fn notice<'a>(&'a self, _: &'a RoomId, _: &'a Reply) -> Attempt<'a> {
        Box::pin(async { Outcome::Delivered })
    }
}

impl Hooks for Said {
    fn notice<'a>(&'a self, _: &'a Hub, room: &'a RoomId, text: &'a Reply) -> Hooked<'a, Outcome> {
        self.notices.lock().unwrap().push(format!("{room}: {}", text.plain()));
        Box::pin(async { Outcome::Delivered })
    }

    fn join_configured<'a>(&'a self, _: &'a Hub) -> Hooked<'a, Vec<Note>> {
        Box::pin(async { Vec::new() })
    }

    fn upgraded<'a>(&'a self, _: &'a Hub, old: &'a MatrixRoomId, new: OwnedRoomId) -> Hooked<'a, Vec<Note>> {
        self.upgrades.lock().unwrap().push(format!("{old} {new}"));
        Box::pin(async { vec![memory::note(kind::ROOM, "x", None)] })
    }
}

/// Answers to `/sync`, one after the other; then nothing new.
#[derive(Clone, Default)]
pub struct Script(Arc<Mutex<(VecDeque<ResponseTemplate>, String)>>);

impl Script {
    pub fn raw(&self, answer: ResponseTemplate) {
        self.0.lock().unwrap().0.push_back(answer);
    }

    pub fn rooms(&self, batch: &str, joined: &Value) {
        self.0.lock().unwrap().1 = batch.to_owned();
        self.raw(ResponseTemplate::new(200).set_body_json(json!({"next_batch": batch, "rooms": {"join": joined}})));
    }

    pub fn says(&self, batch: &str, events: &[Value]) {
        self.rooms(batch, &json!({ROOM: {"timeline": {"events": events}}}));
    }

    pub fn is_over(&self) -> bool {
        self.0.lock().unwrap().0.is_empty()
    }
}

impl Respond for Script {
    fn respond(&self, _: &Request) -> ResponseTemplate {
        let mut script = self.0.lock().unwrap();
        let nothing = json!({"next_batch": script.1});
        let wait = || ResponseTemplate::new(200).set_body_json(nothing).set_delay(Duration::from_millis(20));
        script.0.pop_front().unwrap_or_else(wait)
    }
}

pub struct World {
    pub server: MatrixMockServer,
    pub script: Script,
    pub client: Client,
    pub folder: tempfile::TempDir,
    pub said: Arc<Said>,
    pub running: Option<(Arc<Engine>, Stop, tokio::task::JoinHandle<()>)>,
}

pub fn settings() -> Matrix {
    let people = [("noord.melder", "@melder:localhost"), ("noord.voorzitter", "@v:localhost")];
    let people: BTreeMap<_, _> = people.into_iter().map(|(id, account)| (id.into(), account.to_owned())).collect();
    Matrix {
        homeserver: "http://localhost".to_owned(),
        user: ME.to_owned(),
        login: Login::Password(SecretFile::at(PathBuf::from("password"))),
        passphrase: None,
        recovery_key: None,
        encryption: true,
        unsigned_devices: UnsignedDevices::Confirm,
        room_version: None,
        people,
        rooms: BTreeMap::new(),
    }
}

impl World {
    pub async fn new() -> Self {
        let server = MatrixMockServer::new().await;
        let script = Script::default();
        script.0.lock().unwrap().1 = "b0".to_owned();
        let sync = Mock::given(method("GET")).and(path("/_matrix/client/v3/sync"));
        sync.respond_with(script.clone()).mount(server.server()).await;
        let client = server.client_builder().build().await;
        let folder = tempfile::tempdir().unwrap();
        Self { server, script, client, folder, said: Arc::default(), running: None }
    }

    /// Starts the bot; rooms that it knows are bound.
    pub async fn start(&mut self) -> Arc<Hub> {
        let loaded = load(Source::Embedded).unwrap();
        let organisation = Arc::new(loaded.organisation);
        let clock = Arc::new(Simulated::starting(Some(Timestamp(NOW)), None));
        let engine = Engine::start(Parts {
            database: self.folder.path().join("noodklok.db"),
            organisation: Arc::clone(&organisation),
            configuration_hash: loaded.hash,
            platform: Arc::clone(&self.said) as _,
            clock: Arc::clone(&clock) as _,
            chance: Arc::new(System),
            retry_every: Duration::from_millis(30),
            patience: crate::engine::PATIENCE,
        });
        let engine = Arc::new(engine.await.unwrap());
        let words = Words::embedded(Language::Nl).unwrap().of(organisation);
        let hub = Arc::new(Hub::new(settings(), words.clone(), clock.clone(), Relay::off(words, clock)));
        hub.memory.open(Reader::open(&self.folder.path().join("noodklok.db")).await.unwrap()).await.unwrap();
        for (room, physical) in [("meldingen-noord", ROOM), ("meldingen-zuid", OTHER)] {
            let note = hub.memory.bind(&room.into(), &MatrixRoomId::parse(physical).unwrap());
            engine.arrive(Vec::new(), vec![note]).await;
        }
        hub.hand_to(Arc::clone(&engine));
        hub.connected(self.client.clone());
        let stop = Stop::default();
        let task = tokio::spawn(run(Arc::clone(&hub), Arc::clone(&self.said) as _, stop.clone()));
        self.running = Some((engine, stop, task));
        hub
    }

    pub async fn stop(&mut self) {
        let Some((engine, stop, task)) = self.running.take() else { return };
        stop.ask();
        tokio::time::timeout(Duration::from_secs(2), task).await.expect("it stops at once").unwrap();
        engine.stop().await;
    }

    /// What `/messages` of a room gives; the newest first.
    pub async fn history(&self, room: &str, from: Option<&str>, events: &[Value], end: Option<&str>) {
        let room = room.replace('!', "(!|%21)");
        let mock = Mock::given(method("GET")).and(path_regex(format!("/rooms/{room}/messages$")));
        let mock = if let Some(from) = from { mock.and(query_param("from", from)) } else { mock };
        let priority = if from.is_some() { 1 } else { 2 };
        let answer = json!({"start": "s", "end": end, "chunk": events});
        let mock = mock.respond_with(ResponseTemplate::new(200).set_body_json(answer)).with_priority(priority);
        mock.mount(self.server.server()).await;
    }

    pub fn recorded(&self) -> Vec<String> {
        self.said.posts.lock().unwrap().clone()
    }

    /// Waits until something is said that holds each of these.
    pub async fn hears(&self, words: &[&str]) {
        wait(|| words.iter().all(|word| self.recorded().iter().any(|post| post.contains(word))))
            .await
            .unwrap_or_else(|()| panic!("{words:?} in {:#?}", self.recorded()));
    }

    pub fn times(&self, word: &str) -> usize {
        self.recorded().iter().filter(|post| post.contains(word)).count()
    }

    pub async fn settled(&self) {
        wait(|| self.script.is_over()).await.expect("every answer is taken");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

pub async fn wait(mut until: impl FnMut() -> bool) -> Result<(), ()> {
    for _ in 0..500 {
        if until() {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Err(())
}

pub fn message(id: &str, body: &str) -> Value {
    json!({"type": "m.room.message", "event_id": id, "sender": "@melder:localhost", "origin_server_ts": NOW - 60_000,
           "room_id": ROOM, "content": {"msgtype": "m.text", "body": body}})
}

/// The bot comes in.
pub fn arrival() -> Value {
    json!({"type": "m.room.member", "event_id": "$in", "sender": ME, "state_key": ME, "origin_server_ts": NOW - 90_000,
           "room_id": ROOM, "content": {"membership": "join"}})
}
