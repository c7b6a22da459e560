//! A Discord for tests of what goes out: it keeps channels and messages, and loses answers or refuses on demand. What
//! Discord checks beyond that, the strict stand-in of the integration tests checks.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, VecDeque},
    sync::{
        Arc, Mutex, MutexGuard,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use serde_json::{Value, json};
use serenity::model::id::InteractionId;
use tempfile::TempDir;
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate, matchers::any};

use super::hub::Hub;
use crate::{
    domain::{
        organisation::{Bilingual, Entity, Language, Organisation, Person, Room, RoomKind, Team, TeamKind},
        time::{Span, Timestamp},
    },
    engine::{
        Engine, Parts,
        port::{Act, Attempt, Clock, Delivery, Outcome, Platform, Way},
    },
    platform::{chance::System, clock::SIMULATED_START, relay::Relay, words::Words},
    settings::discord::{Category, Discord, SecretFile},
    store::reader::Reader,
    text::reply::Reply,
};

pub const GUILD: u64 = 100;
pub const ME: u64 = 200;
pub const APPLICATION: u64 = 201;
pub const REPORT: u64 = 300;
pub const CCVO: u64 = 301;
pub const CHAIR: u64 = 400;
pub const MEMBER: u64 = 401;
pub const OFFICER: u64 = 402;
/// Has an account, and is not on the server.
pub const GONE: u64 = 403;
pub const ROLE: u64 = 500;
pub const TOKEN: &str = "secret-token";

/// What goes wrong with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Done, but the answer does not arrive.
    Cut,
    /// It does not even arrive.
    Lost,
    /// It is refused with this status and code.
    Refused(u16, i64),
    /// Nothing goes wrong.
    None,
}

#[derive(Default)]
struct State {
    now: i64,
    counter: u64,
    faults: VecDeque<Fault>,
    requests: Vec<(String, Value)>,
    channels: BTreeMap<u64, Value>,
    messages: BTreeMap<u64, Value>,
    members: BTreeSet<u64>,
    thread_members: BTreeSet<(u64, u64)>,
    nonces: HashMap<String, u64>,
    original: Option<u64>,
    full: bool,
}

/// The server.
#[derive(Clone)]
pub struct Fake(Arc<Mutex<State>>);

/// A clock that the test moves on.
#[derive(Default)]
pub struct Hand(AtomicI64);

impl Clock for Hand {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

type Did = Result<Value, (u16, i64)>;

impl State {
    fn fresh(&mut self) -> u64 {
        self.counter += 1;
        (u64::try_from(self.now - 1_420_070_400_000).unwrap() << 22) + self.counter
    }

    fn say(&mut self, channel: u64, author: u64, body: &Value) -> Value {
        let nonce = body["nonce"].as_str().map(|nonce| format!("{channel} {nonce}"));
        if let Some(id) = nonce.as_ref().and_then(|nonce| self.nonces.get(nonce)) {
            return self.messages[id].clone();
        }
        let id = self.fresh();
        let mut message = body.clone();
        message["id"] = json!(id.to_string());
        message["channel_id"] = json!(channel.to_string());
        message["author"] = json!({ "id": author.to_string() });
        if message["flags"].is_null() {
            message["flags"] = json!(0);
        }
        // Discord does not tell it afterwards.
        message.as_object_mut().unwrap().remove("nonce");
        self.messages.insert(id, message.clone());
        if let Some(nonce) = nonce {
            self.nonces.insert(nonce, id);
        }
        message
    }

    fn edit(&mut self, id: u64, body: &Value) -> Did {
        let message = self.messages.get_mut(&id).ok_or((404, 10_008))?;
        for (key, value) in body.as_object().unwrap().iter().filter(|(key, _)| *key != "flags") {
            message[key] = value.clone();
        }
        Ok(message.clone())
    }

    fn channel(&mut self, id: u64) -> Result<&mut Value, (u16, i64)> {
        self.channels.get_mut(&id).ok_or((404, 10_003))
    }

    fn make(&mut self, body: &Value) -> Did {
        if self.full || self.channels.values().filter(|channel| channel["type"] != 12).count() >= 500 {
            return Err((400, 30_013));
        }
        if body["parent_id"].is_string() {
            let inside = self.channels.values().filter(|channel| channel["parent_id"] == body["parent_id"]);
            assert!(inside.count() < 50, "Discord takes no more in a category");
        }
        let id = self.fresh();
        let mut channel = body.clone();
        channel["id"] = json!(id.to_string());
        if let Some(overwrites) = shown(body) {
            channel["permission_overwrites"] = overwrites;
        }
        self.channels.insert(id, channel.clone());
        Ok(channel)
    }

    fn change(&mut self, id: u64, body: &Value) -> Did {
        let mut ids = body["permission_overwrites"].as_array().into_iter().flatten().map(|one| one["id"].clone());
        let gone = json!(GONE.to_string());
        if ids.any(|id| id == gone) {
            return Err((404, 10_013));
        }
        let channel = self.channel(id)?;
        if let Some(overwrites) = shown(body) {
            channel["permission_overwrites"] = overwrites;
        }
        if body["archived"].is_boolean() {
            channel["thread_metadata"] = json!({ "archived": body["archived"], "locked": body["locked"] == true });
        }
        Ok(channel.clone())
    }

    fn does(&mut self, method: &str, path: &[&str], query: &HashMap<String, String>, body: &Value) -> Did {
        let id = |part: &str| part.parse::<u64>().unwrap();
        match (method, path) {
            ("GET", ["users", "@me"]) => Ok(json!({ "id": ME.to_string() })),
            ("GET", ["oauth2", "applications", "@me"]) => Ok(json!({ "id": APPLICATION.to_string() })),
            ("GET", ["guilds", _, "channels"]) => {
                Ok(self.channels.values().filter(|channel| channel["type"] != 12).cloned().collect())
            }
            ("POST", ["guilds", _, "channels"]) => self.make(body),
            ("GET", ["guilds", _, "members", user]) if self.members.contains(&id(user)) => Ok(json!({})),
            ("GET", ["guilds", _, "members", _]) => Err((404, 10_007)),
            ("GET", ["guilds", _, "threads", "active"]) => {
                let threads: Vec<&Value> = self.channels.values().filter(|channel| channel["type"] == 12).collect();
                Ok(json!({ "threads": threads, "members": [], "has_more": false }))
            }
            ("GET", ["channels", channel]) => self.channel(id(channel)).cloned(),
            ("PATCH", ["channels", channel]) => self.change(id(channel), body),
            ("DELETE", ["channels", channel]) => self.channels.remove(&id(channel)).ok_or((404, 10_003)),
            ("POST", ["channels", channel, "messages"]) => {
                self.channel(id(channel))?;
                Ok(self.say(id(channel), ME, body))
            }
            ("GET", ["channels", channel, "messages"]) => {
                let after = id(&query["after"]);
                let there = self.messages.range(after + 1..).map(|(_, message)| message);
                let there = there.filter(|message| message["channel_id"] == **channel);
                Ok(there.take(query["limit"].parse().unwrap()).cloned().collect())
            }
            ("PATCH", ["channels", _, "messages", message] | ["webhooks", _, _, "messages", message])
                if *message != "@original" =>
            {
                self.edit(id(message), body)
            }
            ("DELETE", ["channels", _, "messages", message]) => {
                self.messages.remove(&id(message)).map(|_| Value::Null).ok_or((404, 10_008))
            }
            ("PUT", ["channels", _, "pins", message]) => {
                self.messages.get_mut(&id(message)).ok_or((404, 10_008))?["pinned"] = json!(true);
                Ok(Value::Null)
            }
            ("POST", ["channels", parent, "threads"]) => {
                let thread = self.fresh();
                let made = json!({
                    "id": thread.to_string(), "type": body["type"], "name": body["name"], "parent_id": parent,
                    "owner_id": ME.to_string(), "thread_metadata": { "archived": false, "locked": false },
                });
                self.channels.insert(thread, made.clone());
                Ok(made)
            }
            ("PUT", ["channels", thread, "thread-members", user]) => {
                if !self.members.contains(&id(user)) {
                    return Err((404, 10_013));
                }
                self.thread_members.insert((id(thread), id(user)));
                Ok(Value::Null)
            }
            ("PATCH", ["webhooks", app, TOKEN, "messages", "@original"]) => {
                assert_eq!(id(app), APPLICATION);
                let original = self.original.ok_or((401, 50_027))?;
                self.edit(original, body)
            }
            ("POST", ["webhooks", app, TOKEN]) => {
                assert_eq!(id(app), APPLICATION);
                self.original.ok_or((401, 50_027))?;
                Ok(self.say(CCVO, ME, body))
            }
            other => panic!("not expected: {other:?}"),
        }
    }
}

/// Overwrites as Discord shows them: rights as text.
fn shown(body: &Value) -> Option<Value> {
    let text = |bits: &Value| json!(bits.as_u64().expect("rights are sent as numbers").to_string());
    let of = |one: &Value| json!({ "id": one["id"], "type": one["type"], "allow": text(&one["allow"]), "deny": text(&one["deny"]) });
    Some(body["permission_overwrites"].as_array()?.iter().map(of).collect())
}

impl Respond for Fake {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        let mut state = self.state();
        let method = request.method.to_string();
        let path = request.url.path().strip_prefix("/api/v10/").unwrap().to_owned();
        let body = serde_json::from_slice(&request.body).unwrap_or_default();
        state.requests.push((format!("{method} {path}"), body));
        let (_, body) = state.requests.last().cloned().unwrap();
        let fault = state.faults.pop_front().unwrap_or(Fault::None);
        let refused = |(status, code): (u16, i64)| {
            ResponseTemplate::new(status).set_body_json(json!({ "code": code, "message": "no" }))
        };
        match fault {
            Fault::Lost => return ResponseTemplate::new(502),
            Fault::Refused(status, code) => return refused((status, code)),
            Fault::Cut | Fault::None => {}
        }
        let query = request.url.query_pairs().into_owned().collect();
        let did = state.does(&method, &path.split('/').collect::<Vec<_>>(), &query, &body);
        match (fault, did) {
            (Fault::Cut, _) => ResponseTemplate::new(502),
            (_, Ok(Value::Null)) => ResponseTemplate::new(204),
            (_, Ok(answer)) => ResponseTemplate::new(200).set_body_json(answer),
            (_, Err(refusal)) => refused(refusal),
        }
    }
}

impl Fake {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }

    /// What goes wrong with the next requests.
    pub fn faults(&self, faults: &[Fault]) {
        self.state().faults = faults.iter().copied().collect();
    }

    /// The requests so far, without the questions who we are.
    pub fn requests(&self) -> Vec<String> {
        let requests = self.state().requests.clone();
        requests.into_iter().map(|(request, _)| request).filter(|request| !request.ends_with("@me")).collect()
    }

    /// What was sent with requests like this.
    pub fn sent(&self, like: &str) -> Vec<Value> {
        let state = self.state();
        state.requests.iter().filter(|(request, _)| request.contains(like)).map(|(_, body)| body.clone()).collect()
    }

    /// What is said in a channel, in order.
    pub fn said(&self, channel: u64) -> Vec<Value> {
        let state = self.state();
        let channel = json!(channel.to_string());
        state.messages.values().filter(|message| message["channel_id"] == channel).cloned().collect()
    }

    /// As [`Fake::said`], only the words.
    pub fn words(&self, channel: u64) -> Vec<String> {
        self.said(channel).iter().map(|message| message["content"].as_str().unwrap().to_owned()).collect()
    }

    /// The channels and threads that the bot opened.
    pub fn opened(&self) -> Vec<Value> {
        let state = self.state();
        let channels = state.channels.iter().filter(|(id, channel)| **id > 1_000 && channel["type"] != 4);
        channels.map(|(_, channel)| channel.clone()).collect()
    }

    /// The categories, by name.
    pub fn categories(&self) -> Vec<(u64, String)> {
        let state = self.state();
        let categories = state.channels.iter().filter(|(_, channel)| channel["type"] == 4);
        categories.map(|(id, channel)| (*id, channel["name"].as_str().unwrap().to_owned())).collect()
    }

    /// A channel that is there before.
    pub fn put_channel(&self, id: u64, channel: Value) {
        let mut channel = channel;
        channel["id"] = json!(id.to_string());
        self.state().channels.insert(id, channel);
    }

    /// Somebody deletes a channel.
    pub fn delete_channel(&self, id: u64) {
        self.state().channels.remove(&id);
    }

    /// Somebody deletes a message.
    pub fn delete_message(&self, id: u64) {
        self.state().messages.remove(&id);
    }

    /// Nonces are remembered for a few minutes only.
    pub fn forget_nonces(&self) {
        self.state().nonces.clear();
    }

    /// There is no room for another channel.
    pub fn fill(&self) {
        self.state().full = true;
    }

    /// Who is in a thread.
    pub fn thread_members(&self, thread: u64) -> Vec<u64> {
        let state = self.state();
        state.thread_members.iter().filter(|(of, _)| *of == thread).map(|(_, user)| *user).collect()
    }

    /// An acknowledged interaction, in the place of CCVO; its message.
    pub fn thinking(&self, hidden: bool) -> u64 {
        let mut state = self.state();
        let flags = if hidden { 64 } else { 0 };
        let message = state.say(CCVO, ME, &json!({ "content": "", "flags": flags }));
        let id = message["id"].as_str().unwrap().parse().unwrap();
        state.original = Some(id);
        id
    }

    /// The token works no more.
    pub fn expire(&self) {
        self.state().original = None;
    }
}

/// A server, an engine that writes things down, and hubs that come and go.
pub struct World {
    pub fake: Fake,
    pub clock: Arc<Hand>,
    server: MockServer,
    engine: Arc<Engine>,
    folder: TempDir,
}

struct Nowhere;

impl Platform for Nowhere {
    fn ways(&self, _: &Delivery) -> Vec<Way> {
        Vec::new()
    }

    fn deliver<'a>(&'a self, _: &'static str, _: &'a Delivery) -> Attempt<'a> {
        Box::pin(async { Outcome::Delivered })
    }

    fn notice<'a>(&'a self, _: &'a crate::domain::ids::RoomId, _: &'a Reply) -> Attempt<'a> {
        Box::pin(async { Outcome::Delivered })
    }
}

fn organisation() -> Organisation {
    let mut organisation = Organisation { name: "Voorbeeld".to_owned(), ..Organisation::default() };
    let noord = Entity {
        id: "noord".into(),
        name: Bilingual { nl: "Noord".to_owned(), en: "North".to_owned() },
        mail: None,
        phone: None,
        first_responders: Vec::new(),
        language: None,
    };
    organisation.entities.insert("noord".into(), noord);
    for id in ["noord.voorzitter", "noord.kern1", "noord.weg", "noord.zonder", "ccvo.wacht1"] {
        let person = Person {
            id: id.into(),
            name: id.to_owned(),
            entity: Some("noord".into()),
            phone: Some("+32 2 000 00 00".to_owned()),
            mail: None,
            language: None,
            chats: vec!["discord".to_owned()],
            before_chat: 0,
            webhook: None,
            channels: Vec::new(),
            quiet: Vec::new(),
        };
        organisation.people.insert(id.into(), person);
    }
    let team = Team {
        id: "noord.cmt".into(),
        kind: TeamKind::Cmt,
        entity: Some("noord".into()),
        chair: Some("noord.voorzitter".into()),
        deputies: Vec::new(),
        members: vec!["noord.kern1".into()],
        duty: Vec::new(),
    };
    organisation.teams.insert(team.id.clone(), team);
    for (id, kind, entity) in
        [("meldingen-noord", RoomKind::Report, Some("noord".into())), ("ccvo", RoomKind::Ccvo, None)]
    {
        organisation.rooms.insert(id.into(), Room { id: id.into(), kind, entity, language: None });
    }
    organisation
}

impl World {
    pub async fn new() -> Self {
        let clock = Arc::new(Hand::default());
        clock.0.store(SIMULATED_START.0, Ordering::SeqCst);
        let fake = Fake(Arc::new(Mutex::new(State { now: SIMULATED_START.0, ..State::default() })));
        fake.state().members = BTreeSet::from([CHAIR, MEMBER, OFFICER]);
        for id in [REPORT, CCVO] {
            fake.put_channel(id, json!({ "type": 0, "name": "staand" }));
        }
        let server = MockServer::start().await;
        Mock::given(any()).respond_with(fake.clone()).mount(&server).await;
        let folder = TempDir::new().unwrap();
        let parts = Parts {
            database: folder.path().join("noodklok.db"),
            organisation: Arc::new(organisation()),
            configuration_hash: "c0ffee".to_owned(),
            platform: Arc::new(Nowhere),
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            chance: Arc::new(System),
            retry_every: Duration::from_secs(5),
            patience: Duration::from_secs(5),
        };
        let engine = Arc::new(Engine::start(parts).await.unwrap());
        Self { fake, clock, server, engine, folder }
    }

    /// The bot as it starts, knowing what is written down.
    pub async fn hub(&self) -> Hub {
        let settings = Discord {
            token: SecretFile::at("none".into()),
            guild: GUILD,
            api: Some(self.server.uri()),
            category: Category::Organisation,
            people: BTreeMap::from([
                ("noord.voorzitter".into(), CHAIR),
                ("noord.kern1".into(), MEMBER),
                ("noord.weg".into(), GONE),
                ("ccvo.wacht1".into(), OFFICER),
            ]),
            teams: BTreeMap::from([("noord.cmt".into(), ROLE)]),
            rooms: BTreeMap::from([("meldingen-noord".into(), REPORT), ("ccvo".into(), CCVO)]),
            reads_everything: false,
        };
        let words = Words::embedded(Language::Nl).unwrap().of(Arc::new(organisation()));
        let clock = Arc::clone(&self.clock) as Arc<dyn Clock>;
        let hub = Hub::new(settings, words.clone(), Arc::clone(&clock), Relay::off(words, clock));
        hub.hand_to(Arc::clone(&self.engine));
        hub.memory.open(Reader::open(&self.folder.path().join("noodklok.db")).await.unwrap()).await.unwrap();
        hub
    }

    /// What an outcome notes is written down, as the engine does.
    pub async fn noted(&self, hub: &Hub, outcome: Outcome) {
        match outcome {
            Outcome::Noted(notes) => hub.keep(notes).await.unwrap(),
            Outcome::Delivered => {}
            other => panic!("{other:?}"),
        }
    }

    /// Time goes by.
    pub fn pass(&self, span: Span) {
        let now = self.clock.now().plus(span);
        self.clock.0.store(now.0, Ordering::SeqCst);
        self.fake.state().now = now.0;
    }
}

/// Something that goes out, decided now.
pub fn delivery(world: &World, effect: &str, act: Act) -> Delivery {
    Delivery {
        effect: effect.to_owned(),
        at: world.clock.now(),
        incident: Some("INC-2026-0042".parse().unwrap()),
        exercise: false,
        urgent: true,
        answers: None,
        aside: false,
        asks: None,
        again: false,
        fallback: None,
        act,
    }
}

/// The token of an interaction, kept as the intake does.
pub fn keep_token(hub: &Hub, interaction: u64) {
    let token = TOKEN.to_owned().into();
    let _ = hub.tokens.keep(&hub.memory, InteractionId::new(interaction), &token, hub.clock.now());
}

/// What a message of ours is called there.
pub async fn there(hub: &Hub, message: &str) -> Vec<u64> {
    hub.memory.parts(message).await.unwrap().iter().map(|part| part.parse().unwrap()).collect()
}
