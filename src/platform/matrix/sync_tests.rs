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

use super::run;
use crate::{
    domain::{ids::RoomId, organisation::Language, time::Timestamp},
    engine::{
        Engine, Parts,
        port::{Act, Attempt, Delivery, Note, Outcome, Platform},
    },
    platform::{
        chance::System,
        clock::Simulated,
        matrix::{
            hooks::{Hooked, Hooks},
            hub::Hub,
            memory::{self, kind},
            round::settings as settings_of_round,
        },
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
const NOW: i64 = 1_795_440_600_000;
const ME: &str = "@example:localhost";
const ROOM: &str = "!noord:localhost";
const OTHER: &str = "!zuid:localhost";

/// What was said, and noticed.
#[derive(Default)]
struct Said {
    posts: Mutex<Vec<String>>,
    notices: Mutex<Vec<String>>,
    upgrades: Mutex<Vec<String>>,
}

impl Platform for Said {
    fn lane(&self, _: &Delivery) -> String {
        String::new()
    }

    fn deliver<'a>(&'a self, delivery: &'a Delivery) -> Attempt<'a> {
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
struct Script(Arc<Mutex<(VecDeque<ResponseTemplate>, String)>>);

impl Script {
    fn raw(&self, answer: ResponseTemplate) {
        self.0.lock().unwrap().0.push_back(answer);
    }

    fn rooms(&self, batch: &str, joined: &Value) {
        self.0.lock().unwrap().1 = batch.to_owned();
        self.raw(ResponseTemplate::new(200).set_body_json(json!({"next_batch": batch, "rooms": {"join": joined}})));
    }

    fn says(&self, batch: &str, events: &[Value]) {
        self.rooms(batch, &json!({ROOM: {"timeline": {"events": events}}}));
    }

    fn is_over(&self) -> bool {
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

struct World {
    server: MatrixMockServer,
    script: Script,
    client: Client,
    folder: tempfile::TempDir,
    said: Arc<Said>,
    running: Option<(Arc<Engine>, Stop, tokio::task::JoinHandle<()>)>,
}

fn settings() -> Matrix {
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
    async fn new() -> Self {
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
    async fn start(&mut self) -> Arc<Hub> {
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
        });
        let engine = Arc::new(engine.await.unwrap());
        let words = Words::embedded(Language::Nl).unwrap().of(organisation);
        let hub = Arc::new(Hub::new(settings(), words, clock));
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

    async fn stop(&mut self) {
        let Some((engine, stop, task)) = self.running.take() else { return };
        stop.ask();
        tokio::time::timeout(Duration::from_secs(2), task).await.expect("it stops at once").unwrap();
        engine.stop().await;
    }

    /// What `/messages` of a room gives; the newest first.
    async fn history(&self, room: &str, from: Option<&str>, events: &[Value], end: Option<&str>) {
        let room = room.replace('!', "(!|%21)");
        let mock = Mock::given(method("GET")).and(path_regex(format!("/rooms/{room}/messages$")));
        let mock = if let Some(from) = from { mock.and(query_param("from", from)) } else { mock };
        let priority = if from.is_some() { 1 } else { 2 };
        let answer = json!({"start": "s", "end": end, "chunk": events});
        let mock = mock.respond_with(ResponseTemplate::new(200).set_body_json(answer)).with_priority(priority);
        mock.mount(self.server.server()).await;
    }

    fn recorded(&self) -> Vec<String> {
        self.said.posts.lock().unwrap().clone()
    }

    /// Waits until something is said that holds each of these.
    async fn hears(&self, words: &[&str]) {
        wait(|| words.iter().all(|word| self.recorded().iter().any(|post| post.contains(word))))
            .await
            .unwrap_or_else(|()| panic!("{words:?} in {:#?}", self.recorded()));
    }

    fn times(&self, word: &str) -> usize {
        self.recorded().iter().filter(|post| post.contains(word)).count()
    }

    async fn settled(&self) {
        wait(|| self.script.is_over()).await.expect("every answer is taken");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

async fn wait(mut until: impl FnMut() -> bool) -> Result<(), ()> {
    for _ in 0..500 {
        if until() {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Err(())
}

fn message(id: &str, body: &str) -> Value {
    json!({"type": "m.room.message", "event_id": id, "sender": "@melder:localhost", "origin_server_ts": NOW - 60_000,
           "room_id": ROOM, "content": {"msgtype": "m.text", "body": body}})
}

/// The bot comes in.
fn arrival() -> Value {
    json!({"type": "m.room.member", "event_id": "$in", "sender": ME, "state_key": ME, "origin_server_ts": NOW - 90_000,
           "room_id": ROOM, "content": {"membership": "join"}})
}

#[tokio::test]
async fn what_is_said_after_the_bot_came_in_is_taken_once() {
    let mut world = World::new().await;
    world.script.says("b1", &[message("$old", "!meld eerder"), arrival(), message("$a", "!meld Brand boven")]);
    world.script.says(
        "b2",
        &[message("$a", "!meld Brand boven"), message("$b", "gepraat"), message("$c", "!meld Water beneden")],
    );
    world.start().await;
    world.hears(&["Brand boven", "Water beneden"]).await;
    world.settled().await;
    assert_eq!(world.times("eerder"), 0);
    assert_eq!(world.times("INC-2026-0003"), 0, "{:#?}", world.recorded());
    world.stop().await;
}

#[tokio::test]
async fn a_gap_is_read_back_in_order() {
    let mut world = World::new().await;
    world.script.says("b1", &[arrival(), message("$a", "!meld eerste")]);
    let limited = json!({"events": [message("$d", "!meld vierde")], "limited": true, "prev_batch": "p1"});
    world.script.rooms("b2", &json!({ROOM: {"timeline": limited}}));
    world.history(ROOM, Some("p1"), &[message("$c", "!meld derde")], Some("p2")).await;
    world.history(ROOM, Some("p2"), &[message("$b", "!meld tweede"), message("$a", "!meld eerste")], Some("p3")).await;
    world.start().await;
    world.hears(&["eerste", "tweede", "derde", "vierde"]).await;
    world.settled().await;
    let posts = world.recorded();
    let number = |word: &str| {
        let post = posts.iter().find(|post| post.contains(word) && post.contains("INC-")).unwrap();
        post.split("INC-2026-").nth(1).unwrap()[..4].to_owned()
    };
    let numbers = ["eerste", "tweede", "derde", "vierde"].map(number);
    assert_eq!(numbers, ["0001", "0002", "0003", "0004"], "{posts:#?}");
    world.stop().await;
}

#[tokio::test]
async fn killed_between_the_answer_and_the_commit_nothing_is_lost() {
    let mut world = World::new().await;
    world.script.says("b1", &[arrival(), message("$a", "!meld eerste")]);
    world.start().await;
    world.hears(&["eerste"]).await;
    world.settled().await;
    world.stop().await;
    // The SDK takes an answer that nobody else ever sees.
    world.script.says("b2", &[message("$b", "!meld tweede")]);
    world.client.sync_once(settings_of_round(Duration::ZERO)).await.unwrap();
    world.history(ROOM, None, &[message("$b", "!meld tweede"), message("$a", "!meld eerste")], Some("p")).await;
    world.start().await;
    world.hears(&["tweede"]).await;
    world.settled().await;
    assert_eq!(world.times("INC-2026-0003"), 0);
    world.stop().await;
    // From now on the place is known, and nothing is read back.
    world.server.server().reset().await;
    let sync = Mock::given(method("GET")).and(path("/_matrix/client/v3/sync"));
    sync.respond_with(world.script.clone()).mount(world.server.server()).await;
    world.script.says("b3", &[message("$c", "!meld derde")]);
    world.start().await;
    world.hears(&["derde"]).await;
    let asked = world.server.server().received_requests().await.unwrap();
    assert!(asked.iter().all(|request| !request.url.path().contains("/messages")));
    world.stop().await;
}

#[tokio::test]
async fn a_room_that_cannot_be_read_back_holds_up_no_other() {
    let mut world = World::new().await;
    let limited = json!({"events": [message("$x", "!meld zuiden")], "limited": true, "prev_batch": "p1"});
    world.script.says("b1", &[arrival()]);
    world.script.rooms(
        "b2",
        &json!({OTHER: {"timeline": limited}, ROOM: {"timeline": {"events": [message("$a", "!meld noorden")]}}}),
    );
    world.start().await;
    world.hears(&["noorden"]).await;
    // It was never read, and what came before its events is not known: they are not new for certain.
    world.history(OTHER, None, &[message("$x", "!meld zuiden"), arrival()], None).await;
    world.hears(&["zuiden"]).await;
    world.stop().await;
}

#[tokio::test]
async fn bad_events_and_bad_answers_are_passed_over() {
    let mut world = World::new().await;
    let join_rules = |content: Value| {
        json!({"type": "m.room.join_rules", "event_id": "$j", "sender": "@v:localhost", "state_key": "",
        "origin_server_ts": NOW, "content": content})
    };
    let bad = [
        arrival(),
        json!({"type": "m.room.message"}),
        json!({"type": "m.room.message", "event_id": "$1", "sender": "nobody", "origin_server_ts": -1, "content": 7}),
        json!({"type": 3, "event_id": [], "sender": {}, "content": null}),
        json!({"type": "m.room.message", "event_id": "$2", "sender": "@v:localhost", "content": {"msgtype": "m.text", "body": ["!meld x"]}}),
        json!({"type": "m.reaction", "event_id": "$3", "sender": "@v:localhost", "content": {"m.relates_to": "x"}}),
        json!({"type": "m.room.redaction", "event_id": "$4", "sender": "@v:localhost", "redacts": 5, "content": {}}),
        json!({"type": "m.room.encrypted", "event_id": "$5", "sender": "@v:localhost", "content": {}}),
        join_rules(json!({"join_rule": {"no": "string"}})),
        join_rules(json!({"join_rule": "restricted", "allow": [{"type": 3}, null]})),
        json!({"type": "m.room.tombstone", "event_id": "$6", "sender": "@v:localhost", "state_key": "", "content": {"replacement_room": 3}}),
        message("$a", "!meld na alles"),
    ];
    world.script.raw(ResponseTemplate::new(502));
    world.script.raw(ResponseTemplate::new(200).set_body_string("<html>"));
    world.script.raw(ResponseTemplate::new(200).set_body_json(json!({"rooms": []})));
    world.script.says("b1", &bad);
    // The SDK gives up on the whole answer, but keeps its place: all of it is read back.
    let newest_first: Vec<Value> = bad.iter().rev().cloned().collect();
    world.history(ROOM, None, &newest_first, None).await;
    world.start().await;
    world.hears(&["na alles"]).await;
    world.stop().await;
}

#[tokio::test]
async fn a_session_that_is_gone_ends_nothing() {
    let mut world = World::new().await;
    let gone = json!({"errcode": "M_UNKNOWN_TOKEN", "error": "gone"});
    world.script.raw(ResponseTemplate::new(401).set_body_json(gone));
    world.start().await;
    world.settled().await;
    assert!(!world.running.as_ref().unwrap().2.is_finished());
    world.stop().await;
}

#[tokio::test]
async fn edits_and_deletions_of_what_was_said_follow_it() {
    let mut world = World::new().await;
    let edit = |id: &str, sender: &str, of: &str, body: &str| {
        json!({"type": "m.room.message", "event_id": id, "sender": sender, "origin_server_ts": NOW, "content": {
            "msgtype": "m.text", "body": format!("* {body}"), "m.new_content": {"msgtype": "m.text", "body": body},
            "m.relates_to": {"rel_type": "m.replace", "event_id": of}}})
    };
    let deletion = json!({"type": "m.room.redaction", "event_id": "$d", "sender": "@melder:localhost", "redacts": "$a",
        "origin_server_ts": NOW, "content": {}});
    world.script.says(
        "b1",
        &[
            arrival(),
            message("$a", "!meld Brand boven"),
            message("$b", "meld iets"),
            edit("$e1", "@melder:localhost", "$a", "!meld Brand beneden"),
            edit("$e2", "@v:localhost", "$a", "!meld vervalst"),
            edit("$e3", "@melder:localhost", "$b", "!meld toch een melding"),
            deletion,
        ],
    );
    world.start().await;
    world.hears(&["Brand boven", "toch een melding", "aangepaste bericht", "verwijderd"]).await;
    assert_eq!(world.times("vervalst"), 0);
    assert_eq!(world.times("INC-2026-0003"), 0);
    world.stop().await;
}

#[tokio::test]
async fn a_message_that_cannot_be_decrypted_is_told_once() {
    let mut world = World::new().await;
    let sealed = json!({"type": "m.room.encrypted", "event_id": "$s", "sender": "@melder:localhost", "origin_server_ts": NOW,
        "content": {"algorithm": "m.megolm.v1.aes-sha2", "ciphertext": "AwgAEnACgAkLmt6qF84IK++J7UDH2Za1YVchHyprqTqsg",
                    "session_id": "s", "sender_key": "k", "device_id": "D"}});
    world.script.says("b1", &[arrival(), sealed.clone()]);
    let hub = world.start().await;
    world.settled().await;
    assert_eq!(hub.memory.all(kind::UNREAD).await.unwrap().len(), 1);
    let told = || !world.said.notices.lock().unwrap().is_empty();
    wait(told).await.or(wait(told).await).expect("the room is told");
    let notice = world.said.notices.lock().unwrap().join("|");
    assert!(notice.starts_with("meldingen-noord: ") && notice.contains("NIET GELEZEN"), "{notice}");
    assert!(!notice.contains('|'));
    world.stop().await;
    // After a restart its key is there, and it is handled with the time at which it was said.
    let opened = message("$s", "!meld alsnog gelezen");
    let mock = Mock::given(method("GET")).and(path_regex("/rooms/.*/event/"));
    mock.respond_with(ResponseTemplate::new(200).set_body_json(opened)).mount(world.server.server()).await;
    let hub = world.start().await;
    world.hears(&["alsnog gelezen"]).await;
    world.settled().await;
    assert_eq!(hub.memory.all(kind::UNREAD).await.unwrap(), Vec::new());
    world.stop().await;
}

#[tokio::test]
async fn a_pinned_message_goes_into_the_log_once() {
    let mut world = World::new().await;
    let pin = |id: &str| {
        json!({"type": "m.reaction", "event_id": id, "sender": "@v:localhost", "origin_server_ts": NOW, "content": {
            "m.relates_to": {"rel_type": "m.annotation", "event_id": "$t", "key": "\u{1F4CC}\u{FE0F}"}}})
    };
    let mock = Mock::given(method("GET")).and(path_regex("/rooms/.*/event/"));
    let talk = message("$t", "toon \"de deur\" klemt soort:vraag");
    mock.respond_with(ResponseTemplate::new(200).set_body_json(talk)).mount(world.server.server()).await;
    world.script.says(
        "b1",
        &[arrival(), message("$a", "!meld Brand boven"), pin("$p1"), pin("$p2"), message("$l", "!logboek toon")],
    );
    world.start().await;
    world.hears(&["toon \"de deur\" klemt soort:vraag"]).await;
    world.settled().await;
    let log = world.recorded().into_iter().find(|post| post.contains("Logboek van")).unwrap();
    assert_eq!(log.matches("de deur").count(), 1, "{log}");
    world.stop().await;
}

#[tokio::test]
async fn a_room_that_was_replaced_is_followed() {
    let mut world = World::new().await;
    let tombstone = json!({"type": "m.room.tombstone", "event_id": "$6", "sender": "@v:localhost", "state_key": "",
        "origin_server_ts": NOW, "content": {"replacement_room": "!new:localhost", "body": "x"}});
    world.script.rooms(
        "b1",
        &json!({ROOM: {"state": {"events": [tombstone.clone()]}, "timeline": {"events": [arrival(), tombstone]}}}),
    );
    world.start().await;
    wait(|| !world.said.upgrades.lock().unwrap().is_empty()).await.expect("it is followed");
    world.settled().await;
    assert_eq!(*world.said.upgrades.lock().unwrap(), [format!("{ROOM} !new:localhost")]);
    world.stop().await;
}
