//! A homeserver for tests of words out: one room, and what a real one does not do on demand (limits, cut answers,
//! missing rights).

use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    sync::{Arc, Mutex},
    time::Duration,
};

use matrix_sdk::{
    Client, SessionMeta, SessionTokens,
    authentication::matrix::MatrixSession,
    config::{RequestConfig, SyncSettings},
    ruma::{OwnedRoomId, RoomId as MatrixRoomId, api::MatrixVersion},
};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

use super::hub::Hub;
use crate::{
    domain::{organisation::Language, time::Timestamp},
    engine::port::{Act, Delivery, Outcome},
    platform::{clock::Simulated, relay::Relay, words::Words},
    settings::matrix::{Login, Matrix, SecretFile, UnsignedDevices},
};

pub const ROOM: &str = "!ccvo:example";

/// What goes wrong with a request that writes something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Done, but the answer does not arrive.
    Cut,
    /// 429, for so many milliseconds.
    Limited(u64),
    /// 403.
    Forbidden,
    /// 400: the same reaction stands there already.
    Duplicate,
    /// Nothing goes wrong.
    None,
}

/// What was written, once each.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    pub id: String,
    pub kind: String,
    pub transaction: String,
    pub content: Value,
}

#[derive(Default)]
struct State {
    faults: VecDeque<Fault>,
    requests: usize,
    transactions: HashMap<String, String>,
    events: Vec<Event>,
    pinned: Vec<String>,
}

/// The homeserver.
#[derive(Clone)]
pub struct Fake(Arc<Mutex<State>>);

impl Fake {
    /// A homeserver, and a hub that has joined its room as `ccvo`.
    pub async fn start() -> (Self, Arc<Hub>) {
        let fake = Self(Arc::default());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let server = fake.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let server = server.clone();
                tokio::spawn(async move { server.answer(stream).await });
            }
        });
        let hub = hub(&address);
        hub.connected(client(&address).await);
        let _note = hub.memory.bind(&"ccvo".into(), &MatrixRoomId::parse(ROOM).unwrap());
        (fake, hub)
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }

    /// The next writing requests go so.
    pub fn faults(&self, faults: &[Fault]) {
        self.state().faults.extend(faults);
    }

    pub fn events(&self) -> Vec<Event> {
        self.state().events.clone()
    }

    pub fn contents(&self) -> Vec<Value> {
        self.events().into_iter().map(|event| event.content).collect()
    }

    /// How many times something was to be written.
    pub fn requests(&self) -> usize {
        self.state().requests
    }

    pub fn pinned(&self) -> Vec<String> {
        self.state().pinned.clone()
    }

    pub fn pin(&self, event: &str) {
        self.state().pinned.push(event.to_owned());
    }

    /// Waits until so many events are there.
    pub async fn wait_for(&self, count: usize) -> Vec<Event> {
        let there = async {
            while self.events().len() < count {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), there).await.expect("so many events come");
        self.events()
    }

    async fn answer(&self, mut stream: TcpStream) -> Option<()> {
        let mut read = Vec::new();
        let head = loop {
            if let Some(end) = read.windows(4).position(|four| four == b"\r\n\r\n") {
                break end + 4;
            }
            if stream.read_buf(&mut read).await.ok()? == 0 {
                return None;
            }
        };
        let text = String::from_utf8_lossy(&read[..head]).into_owned();
        let length = text.lines().find_map(|line| {
            line.to_lowercase().strip_prefix("content-length:").and_then(|length| length.trim().parse::<usize>().ok())
        });
        while read.len() < head + length.unwrap_or(0) {
            if stream.read_buf(&mut read).await.ok()? == 0 {
                return None;
            }
        }
        let mut words = text.split(' ');
        let (method, path) = (words.next()?, words.next()?);
        let body = serde_json::from_slice(&read[head..]).unwrap_or(Value::Null);
        let (status, answer) = self.respond(method, path.split('?').next()?, body)?;
        let answer = answer.to_string();
        let head = format!(
            "HTTP/1.1 {status} x\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
            answer.len()
        );
        stream.write_all(format!("{head}{answer}").as_bytes()).await.ok()?;
        stream.shutdown().await.ok()
    }

    /// None: the answer is lost.
    fn respond(&self, method: &str, path: &str, body: Value) -> Option<(u16, Value)> {
        let parts: Vec<&str> = path.split('/').skip(4).collect();
        match (method, parts.as_slice()) {
            ("PUT", ["rooms", _, "send", kind, transaction]) => self.write(kind, transaction, body),
            ("PUT", ["rooms", _, "redact", event, transaction]) => {
                self.write("redact", transaction, json!({ "redacts": event.replace("%24", "$") }))
            }
            ("PUT", ["rooms", _, "state", kind, ..]) => {
                let pinned = body["pinned"].as_array().cloned().unwrap_or_default();
                let result = self.write(kind, "", body);
                if result.as_ref().is_none_or(|(status, _)| *status == 200) {
                    self.state().pinned = pinned.iter().filter_map(|id| id.as_str().map(ToOwned::to_owned)).collect();
                }
                result
            }
            ("GET", ["rooms", _, "state", "m.room.pinned_events", ..]) => {
                Some((200, json!({ "pinned": self.state().pinned })))
            }
            ("GET", ["sync"]) => Some((200, synced())),
            ("POST", ["keys", ..]) => {
                Some((200, json!({ "one_time_key_counts": {}, "device_keys": {}, "failures": {} })))
            }
            _ => Some((404, json!({ "errcode": "M_NOT_FOUND", "error": "not here" }))),
        }
    }

    fn write(&self, kind: &str, transaction: &str, content: Value) -> Option<(u16, Value)> {
        let mut state = self.state();
        state.requests += 1;
        let fault = state.faults.pop_front().unwrap_or(Fault::None);
        match fault {
            Fault::Limited(after) => {
                let error = json!({ "errcode": "M_LIMIT_EXCEEDED", "error": "too many", "retry_after_ms": after });
                return Some((429, error));
            }
            Fault::Forbidden => return Some((403, json!({ "errcode": "M_FORBIDDEN", "error": "no right" }))),
            Fault::Duplicate => {
                return Some((400, json!({ "errcode": "M_DUPLICATE_ANNOTATION", "error": "already there" })));
            }
            Fault::Cut | Fault::None => {}
        }
        let known = state.transactions.get(transaction).filter(|_| !transaction.is_empty()).cloned();
        let id = known.unwrap_or_else(|| {
            let id = format!("$e{}:example", state.events.len());
            state.transactions.insert(transaction.to_owned(), id.clone());
            let (kind, transaction) = (kind.to_owned(), transaction.to_owned());
            state.events.push(Event { id: id.clone(), kind, transaction, content });
            id
        });
        (fault != Fault::Cut).then(|| (200, json!({ "event_id": id })))
    }
}

fn synced() -> Value {
    let state = |kind: &str, key: &str, content: Value| {
        json!({ "type": kind, "state_key": key, "content": content, "event_id": format!("${kind}:example"),
            "sender": "@noodklok:example", "origin_server_ts": 1 })
    };
    let state = [
        state("m.room.create", "", json!({ "room_version": "11" })),
        state("m.room.member", "@noodklok:example", json!({ "membership": "join" })),
    ];
    json!({ "next_batch": "s1", "rooms": { "join": { ROOM: {
        "state": { "events": state }, "timeline": { "events": [], "limited": false, "prev_batch": "p" } } } } })
}

async fn client(address: &str) -> Client {
    let builder = Client::builder().homeserver_url(address).server_versions([MatrixVersion::V1_11]);
    let client = builder.request_config(RequestConfig::new().disable_retry()).build().await.unwrap();
    let meta = SessionMeta { user_id: "@noodklok:example".try_into().unwrap(), device_id: "BEL".into() };
    let tokens = SessionTokens { access_token: "token".to_owned(), refresh_token: None };
    client.restore_session(MatrixSession { meta, tokens }).await.unwrap();
    client.sync_once(SyncSettings::new()).await.unwrap();
    client
}

fn hub(address: &str) -> Arc<Hub> {
    let settings = Matrix {
        homeserver: address.to_owned(),
        user: "@noodklok:example".to_owned(),
        login: Login::Password(SecretFile::at("none".into())),
        passphrase: None,
        recovery_key: None,
        encryption: false,
        unsigned_devices: UnsignedDevices::Confirm,
        room_version: None,
        people: BTreeMap::from([("ccvo.wacht1".into(), "@wacht:example".to_owned())]),
        rooms: BTreeMap::new(),
    };
    let clock = Arc::new(Simulated::starting(None, None));
    let words = Words::embedded(Language::Nl).unwrap();
    let relay = Relay::off(words.clone(), clock.clone());
    Arc::new(Hub::new(settings, words, clock, relay))
}

/// Where another room stands for the logical one from now on, as after an upgrade; it is the same to this homeserver.
pub fn moved_from(hub: &Hub, message: &str, old: &OwnedRoomId) {
    let _note = hub.memory.noted("where", message, Some(old.to_string()));
}

/// A delivery by its effect; what is to be done is said beside it.
pub fn delivery(effect: &str, urgent: bool) -> Delivery {
    let act = Act::ArchiveRoom { room: "ccvo".into() };
    let effect = effect.to_owned();
    Delivery {
        effect,
        at: Timestamp(0),
        incident: None,
        exercise: false,
        urgent,
        answers: None,
        aside: false,
        asks: None,
        again: false,
        fallback: None,
        act,
    }
}

/// How many notes an attempt gave; fails where it did not work.
pub fn noted(outcome: Outcome) -> Vec<(&'static str, String, Option<String>)> {
    match outcome {
        Outcome::Delivered => Vec::new(),
        Outcome::Noted(notes) => notes.into_iter().map(|note| (note.kind, note.key, note.value)).collect(),
        other => panic!("{other:?}"),
    }
}
