//! A homeserver in a test: keeps aliases, rooms and memberships, answers as Synapse was seen to, and fails on request.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    sync::{Arc, Mutex},
};

use matrix_sdk::{
    Client, SessionMeta, SessionTokens,
    authentication::matrix::MatrixSession,
    ruma::{api::MatrixVersion, device_id, user_id},
};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
};

pub const ME: &str = "@noodklok:localhost";

/// How the next createRoom goes wrong.
#[derive(Debug, Clone, Copy)]
pub enum Fault {
    /// The room is made, the answer is lost.
    Cut,
    /// `M_LIMIT_EXCEEDED`.
    Limited,
    /// The room has its alias and nothing else, and the answer is an error.
    HalfMade,
    /// The alias is there, the room is not.
    AliasOnly,
    /// Somebody else has the alias.
    Taken,
    /// The whole is refused for the sake of one of the invited.
    Refused,
}

#[derive(Default)]
pub struct State {
    pub aliases: BTreeMap<String, String>,
    pub rooms: BTreeMap<String, Vec<Value>>,
    pub faults: VecDeque<Fault>,
    pub blocked: BTreeSet<String>,
    pub calls: Vec<String>,
}

#[derive(Clone, Default)]
pub struct Fake(pub Arc<Mutex<State>>);

type Answer = Option<(u16, Value)>;

fn refused(status: u16, code: &str) -> (u16, Value) {
    (status, json!({ "errcode": code, "error": code, "retry_after_ms": 60_900 }))
}

impl State {
    fn put(&mut self, room: &str, kind: &str, key: &str, sender: &str, content: &Value) {
        let events = self.rooms.entry(room.to_owned()).or_default();
        events.retain(|event| event["type"] != kind || event["state_key"] != key);
        events.push(json!({
            "type": kind, "state_key": key, "sender": sender, "content": content,
            "event_id": "$e", "origin_server_ts": 1, "room_id": room,
        }));
    }

    pub fn content(&self, room: &str, kind: &str, key: &str) -> Option<Value> {
        let events = self.rooms.get(room)?;
        events.iter().find(|e| e["type"] == kind && e["state_key"] == key).map(|e| e["content"].clone())
    }

    fn create(&mut self, body: &Value) -> Answer {
        let fault = self.faults.pop_front();
        if matches!(fault, Some(Fault::Limited)) {
            return Some(refused(429, "M_LIMIT_EXCEEDED"));
        }
        if matches!(fault, Some(Fault::Refused)) {
            return Some(refused(403, "M_INVITE_BLOCKED"));
        }
        let alias = format!("#{}:localhost", body["room_alias_name"].as_str().unwrap());
        if self.aliases.contains_key(&alias) {
            return Some(refused(400, "M_ROOM_IN_USE"));
        }
        let (version, lists) = (body["room_version"].as_str().unwrap(), &body["power_level_content_override"]["users"]);
        if (version == "12") != lists.get(ME).is_none() {
            return Some(refused(400, "M_BAD_JSON"));
        }
        let id = format!("!room{}:localhost", self.aliases.len());
        self.aliases.insert(alias, id.clone());
        match fault {
            Some(Fault::AliasOnly) => return Some(refused(500, "M_UNKNOWN")),
            Some(Fault::Taken) => {
                self.put(&id, "m.room.create", "", "@vreemd:localhost", &json!({}));
                return Some(refused(400, "M_ROOM_IN_USE"));
            }
            _ => self.put(&id, "m.room.create", "", ME, &json!({ "room_version": version })),
        }
        self.put(&id, "m.room.member", ME, ME, &json!({ "membership": "join" }));
        if matches!(fault, Some(Fault::HalfMade)) {
            return Some(refused(500, "M_UNKNOWN"));
        }
        self.put(&id, "m.room.power_levels", "", ME, &body["power_level_content_override"]);
        for event in body["initial_state"].as_array().unwrap() {
            self.put(&id, event["type"].as_str().unwrap(), "", ME, &event["content"]);
        }
        self.put(&id, "m.room.name", "", ME, &json!({ "name": body["name"] }));
        self.put(&id, "m.room.topic", "", ME, &json!({ "topic": body["topic"] }));
        for user in body["invite"].as_array().into_iter().flatten() {
            if self.blocked.contains(user.as_str().unwrap()) {
                return Some(refused(403, "M_INVITE_BLOCKED"));
            }
            self.put(&id, "m.room.member", user.as_str().unwrap(), ME, &json!({ "membership": "invite" }));
        }
        if matches!(fault, Some(Fault::Cut)) { None } else { Some((200, json!({ "room_id": id }))) }
    }

    fn answer(&mut self, method: &str, path: &str, body: &Value) -> Answer {
        let parts: Vec<&str> = path.split('/').collect();
        self.calls.push(format!("{method} {}", parts.get(4..).unwrap_or_default().join("/")));
        match (method, parts.get(4..).unwrap_or_default()) {
            ("POST", ["createRoom"]) => self.create(body),
            ("GET", ["directory", "room", alias]) => match self.aliases.get(*alias) {
                Some(room) => Some((200, json!({ "room_id": room, "servers": ["localhost"] }))),
                None => Some(refused(404, "M_NOT_FOUND")),
            },
            ("DELETE", ["directory", "room", alias]) => {
                self.aliases.remove(*alias);
                Some((200, json!({})))
            }
            ("POST", ["join", room] | ["rooms", room, "join"]) => {
                if !self.rooms.contains_key(*room) {
                    return Some(refused(404, "M_NOT_FOUND"));
                }
                Some((200, json!({ "room_id": room })))
            }
            ("POST", ["rooms", _, "leave"]) => Some((200, json!({}))),
            ("POST", ["rooms", room, "invite"]) => {
                let user = body["user_id"].as_str().unwrap();
                if self.blocked.contains(user) {
                    return Some(refused(403, "M_INVITE_BLOCKED"));
                }
                self.put(room, "m.room.member", user, ME, &json!({ "membership": "invite" }));
                Some((200, json!({})))
            }
            ("GET", ["rooms", room, "state"]) => {
                self.rooms.get(*room).map(|events| (200, json!(events))).or_else(|| Some(refused(403, "M_FORBIDDEN")))
            }
            ("PUT", ["rooms", room, "state", kind, ..]) => {
                self.put(room, kind, "", ME, body);
                Some((200, json!({ "event_id": "$e" })))
            }
            _ => Some(refused(404, "M_UNRECOGNIZED")),
        }
    }
}

impl Fake {
    /// Listens, and gives a client that is logged in.
    pub async fn start(&self) -> Client {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let fake = self.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(fake.clone().serve(stream));
            }
        });
        let client = Client::builder()
            .homeserver_url(format!("http://{address}"))
            .server_versions([MatrixVersion::V1_11])
            .request_config(matrix_sdk::config::RequestConfig::new().disable_retry())
            .build()
            .await
            .unwrap();
        let session = MatrixSession {
            meta: SessionMeta {
                user_id: user_id!("@noodklok:localhost").to_owned(),
                device_id: device_id!("D").to_owned(),
            },
            tokens: SessionTokens { access_token: "token".to_owned(), refresh_token: None },
        };
        client.restore_session(session).await.unwrap();
        client
    }

    async fn serve(self, stream: TcpStream) {
        let mut stream = BufReader::new(stream);
        let (mut line, mut length) = (String::new(), 0);
        if stream.read_line(&mut line).await.is_err() {
            return;
        }
        loop {
            let mut header = String::new();
            if stream.read_line(&mut header).await.is_err() || header.trim().is_empty() {
                break;
            }
            if let Some(value) = header.to_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
        }
        let mut body = vec![0; length];
        stream.read_exact(&mut body).await.unwrap();
        let mut words = line.split(' ');
        let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let path = path.split('?').next().unwrap_or_default();
        let path = path.replace("%23", "#").replace("%3A", ":").replace("%21", "!").replace("%40", "@");
        let body = serde_json::from_slice(&body).unwrap_or_default();
        let answer = self.0.lock().unwrap().answer(method, &path, &body);
        let Some((status, body)) = answer else { return };
        let body = body.to_string();
        let head = format!("HTTP/1.1 {status} x\r\ncontent-type: application/json\r\nconnection: close\r\n");
        let _ = stream.write_all(format!("{head}content-length: {}\r\n\r\n{body}", body.len()).as_bytes()).await;
    }
}
