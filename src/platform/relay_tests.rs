use std::{
    future::Future,
    path::Path,
    pin::Pin,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use super::*;
use crate::{
    domain::{
        actor::Actor,
        organisation::{Language, Organisation},
    },
    engine::{
        PATIENCE, Parts, RETRY_EVERY,
        port::{Attempt, Input, Outcome, Payload, Platform, Way},
    },
    platform::{chance::System, clock::Real, link::Standing, networks::Ending, stop::Stop},
    settings::{Source, load},
};

/// A network that remembers what is shown on it.
struct Seen {
    name: &'static str,
    down: AtomicBool,
    /// Kind, name of the message, words.
    shown: Mutex<Vec<(&'static str, String, String)>>,
}

impl Seen {
    fn on(name: &'static str) -> Arc<Self> {
        Arc::new(Self { name, down: AtomicBool::new(false), shown: Mutex::default() })
    }

    fn note(&self, kind: &'static str, name: &str, text: &Reply) -> Outcome {
        if self.down.load(Ordering::SeqCst) {
            return Outcome::Retry { after: Some(Duration::from_millis(1)), reason: "down".to_owned() };
        }
        self.shown.lock().unwrap().push((kind, name.to_owned(), text.plain()));
        Outcome::Delivered
    }

    fn words(&self) -> Vec<String> {
        self.shown.lock().unwrap().iter().map(|(kind, _, words)| format!("{kind}: {words}")).collect()
    }

    async fn until(&self, count: usize) -> Vec<String> {
        let all = async {
            while self.shown.lock().unwrap().len() < count {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), all).await.expect("it is shown");
        self.words()
    }
}

impl Network for Seen {
    fn name(&self) -> &'static str {
        self.name
    }

    fn carries(&self, room: &RoomId) -> bool {
        room.as_str() != "meldingen-zuid"
    }

    fn asked(&self, _: &str) -> bool {
        false
    }

    fn lane(&self, _: &Delivery) -> String {
        self.name.to_owned()
    }

    fn deliver<'a>(&'a self, delivery: &'a Delivery) -> Attempt<'a> {
        Box::pin(async move {
            assert!(delivery.effect.len() <= 25 && !delivery.urgent && !delivery.calls());
            match &delivery.act {
                Act::Post { id, text, .. } => self.note("post", id, text),
                Act::Edit { target, text, .. } => self.note("edit", target, text),
                other => panic!("{other:?}"),
            }
        })
    }

    fn notice<'a>(&'a self, room: &'a RoomId, text: &'a Reply) -> Attempt<'a> {
        Box::pin(async move { self.note("notice", room.as_str(), text) })
    }

    fn knows<'a>(&'a self, message: &'a str) -> Pin<Box<dyn Future<Output = bool> + Send + 'a>> {
        Box::pin(async move { self.shown.lock().unwrap().iter().any(|(_, name, _)| name == message) })
    }

    fn standing(&self) -> Standing {
        Standing::default()
    }

    fn prepare(&self, _: Arc<Engine>, _: Reader) -> Ending<'_, StoreError> {
        Box::pin(async { Ok(()) })
    }

    fn run<'a>(&'a self, _: &'a Path, _: &'a Stop) -> Ending<'a, Vec<Line>> {
        Box::pin(async { Ok(()) })
    }
}

/// The engine has nothing to say in these stories.
struct Silent;

impl Platform for Silent {
    fn ways(&self, _: &Delivery) -> Vec<Way> {
        vec![Way { network: "silent", lane: String::new() }]
    }

    fn deliver<'a>(&'a self, _: &'static str, _: &'a Delivery) -> Attempt<'a> {
        Box::pin(async { Outcome::Delivered })
    }

    fn notice<'a>(&'a self, _: &'a RoomId, _: &'a Reply) -> Attempt<'a> {
        Box::pin(async { Outcome::Delivered })
    }
}

struct World {
    folder: tempfile::TempDir,
    engine: Arc<Engine>,
    relay: Arc<Relay>,
    there: Arc<Seen>,
    said: u32,
}

impl World {
    async fn new(extent: Extent, demo: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let there = Seen::on("discord");
        let (engine, relay) = Self::start(folder.path(), extent, demo, &there).await;
        Self { folder, engine, relay, there, said: 0 }
    }

    async fn start(folder: &Path, extent: Extent, demo: bool, there: &Arc<Seen>) -> (Arc<Engine>, Arc<Relay>) {
        let organisation = load(Source::Embedded).unwrap().organisation;
        let organisation = Arc::new(Organisation { demo, ..organisation });
        let clock = Arc::new(Real::starting());
        let engine = Engine::start(Parts {
            database: folder.join("noodklok.db"),
            organisation: organisation.clone(),
            configuration_hash: "c0ffee".to_owned(),
            platform: Arc::new(Silent),
            clock: clock.clone(),
            chance: Arc::new(System),
            retry_every: RETRY_EVERY,
            patience: PATIENCE,
        });
        let engine = Arc::new(engine.await.unwrap());
        let rooms = ["ccvo", "meldingen-noord", "meldingen-zuid"].map(|room| (room.into(), extent));
        let settings = Settings { rooms: rooms.into_iter().collect(), crisis: extent };
        let words = Words::embedded(Language::Nl).unwrap().of(organisation);
        let relay = Relay::new(settings, words, clock);
        let networks: Vec<Arc<dyn Network>> = vec![Seen::on("matrix"), there.clone()];
        relay.start(networks, engine.clone(), &folder.join("noodklok.db")).await.unwrap();
        (engine, relay)
    }

    async fn restart(&mut self, extent: Extent) {
        self.engine.stop().await;
        // Whatever is still under way is of a process that is gone: it sees the network down for ever.
        let seen = self.there.shown.lock().unwrap().clone();
        self.there.down.store(true, Ordering::SeqCst);
        self.there = Seen::on("discord");
        *self.there.shown.lock().unwrap() = seen;
        let (engine, relay) = Self::start(self.folder.path(), extent, false, &self.there).await;
        (self.engine, self.relay) = (engine, relay);
    }

    async fn hear(&mut self, room: &str, key: &str, to_bot: bool, what: What) -> usize {
        self.said += 1;
        let heard = Heard {
            network: "matrix".to_owned(),
            room: room.into(),
            key: format!("matrix:${key}"),
            change: format!("matrix:$change{}", self.said),
            by: "noord.melder".to_owned(),
            to_bot,
            what,
            at: 0,
        };
        let notes = self.relay.heard(&heard);
        let count = notes.len();
        self.engine.arrive(Vec::new(), notes).await.done().await;
        count
    }

    /// Something that the chair says to the bot.
    async fn input(&mut self, key: &str, text: &str) {
        let (room, key, actor) = ("ccvo", format!("matrix:${key}"), "noord.voorzitter");
        let heard = Heard {
            network: "matrix".to_owned(),
            room: room.into(),
            key: key.clone(),
            change: key.clone(),
            by: "noord.melder".to_owned(),
            to_bot: true,
            what: said(text),
            at: 0,
        };
        let payload = Payload::Said { room: room.into(), text: text.to_owned(), reply_to: None, place: None };
        let (from, said_at) = (Actor::Person(actor.into()), Real::starting().now());
        let input = Input { key, from, said_at, payload, doubt: None };
        let notes = self.relay.heard(&heard);
        self.engine.arrive(vec![input], notes).await.done().await;
    }

    /// What is kept of what waits.
    async fn waiting(&self) -> Vec<String> {
        let mut reader = Reader::open(&self.folder.path().join("noodklok.db")).await.unwrap();
        reader.memory(RELAY, WAITING).await.unwrap().into_iter().map(|(_, words)| words).collect()
    }

    /// The number of the last line in the log.
    async fn last_line(&self) -> u64 {
        let mut reader = Reader::open(&self.folder.path().join("noodklok.db")).await.unwrap();
        let events = reader.events(0, 100).await.unwrap();
        events.iter().filter(|event| event.stream == "incident/INC-2026-0001").map(|event| event.version).max().unwrap()
    }

    async fn kept(&self) -> usize {
        self.waiting().await.len()
    }
}

fn said(text: &str) -> What {
    What::Said(text.to_owned())
}

#[tokio::test]
async fn a_room_is_told_first_and_then_sees_what_is_said_in_order_and_what_becomes_of_it() {
    let mut world = World::new(Extent::All, false).await;
    // Both rooms that are on both networks.
    let told = world.there.until(2).await;
    assert!(told.iter().all(|told| told.starts_with("notice: ") && told.contains("Matrix")), "{told:?}");
    world.hear("ccvo", "a", false, said("de brandweer is er")).await;
    world.hear("ccvo", "b", true, said("!status")).await;
    world.hear("ccvo", "a", false, What::Edited("de brandweer is bijna er".to_owned())).await;
    world.hear("ccvo", "b", false, What::Deleted).await;
    let seen = world.there.until(6).await;
    assert_eq!(
        seen[2..],
        [
            "post: noord.melder · Matrix: de brandweer is er",
            "post: noord.melder · Matrix: !status",
            "edit: noord.melder · Matrix: de brandweer is bijna er",
            "edit: noord.melder · Matrix: (bericht gewist)",
        ]
    );
    let names: Vec<String> = world.there.shown.lock().unwrap()[2..].iter().map(|(_, name, _)| name.clone()).collect();
    assert_eq!((&names[0], &names[1]), (&names[2], &names[3]), "a change names the message that it changes");
    assert_ne!(names[0], names[1]);
    // What was never shown is not deleted there.
    world.hear("ccvo", "never", false, What::Deleted).await;
    world.hear("ccvo", "d", false, said("nog iets")).await;
    assert_eq!(world.there.until(7).await[6], "post: noord.melder · Matrix: nog iets");
    assert_eq!(world.hear("meldingen-zuid", "c", false, said("hier")).await, 0, "that room is on no other network");
}

#[tokio::test]
async fn only_what_is_said_to_the_bot_or_nothing() {
    let mut world = World::new(Extent::Bot, false).await;
    world.there.until(2).await;
    assert_eq!(world.hear("ccvo", "a", false, said("onder ons")).await, 0);
    world.hear("ccvo", "b", true, said("!status")).await;
    assert_eq!(world.there.until(3).await[2], "post: noord.melder · Matrix: !status");
    let mut world = World::new(Extent::Off, false).await;
    assert_eq!(world.hear("ccvo", "b", true, said("!status")).await, 0);
    assert!(world.there.words().is_empty(), "nor is anybody told of it");
}

#[tokio::test]
async fn what_a_network_missed_is_shown_when_it_is_back_also_after_a_restart_and_once() {
    let mut world = World::new(Extent::All, false).await;
    world.there.until(2).await;
    world.there.down.store(true, Ordering::SeqCst);
    for n in 0..5 {
        world.hear("ccvo", &format!("m{n}"), false, said(&format!("bericht {n}"))).await;
    }
    assert_eq!(world.kept().await, 5);
    world.restart(Extent::All).await;
    world.hear("ccvo", "m5", false, said("bericht 5")).await;
    let seen = world.there.until(8).await;
    let expected: Vec<String> = (0..6).map(|n| format!("post: noord.melder · Matrix: bericht {n}")).collect();
    assert_eq!(seen[2..], expected);
    let settled = async {
        while world.kept().await > 0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), settled).await.expect("what is shown is forgotten");
    world.restart(Extent::All).await;
    world.hear("ccvo", "m6", false, said("bericht 6")).await;
    assert_eq!(world.there.until(9).await.len(), 9, "neither shown nor told again");
}

#[tokio::test]
async fn more_than_can_wait_is_left_out_and_counted() {
    let mut world = World::new(Extent::All, false).await;
    world.there.until(2).await;
    world.there.down.store(true, Ordering::SeqCst);
    let mut kept = 0;
    for n in 0..300 {
        kept += world.hear("ccvo", &format!("m{n}"), false, said("x")).await;
    }
    assert_eq!(kept, 256);
    world.there.down.store(false, Ordering::SeqCst);
    let seen = world.there.until(2 + 256 + 1).await;
    assert_eq!(
        seen.last().unwrap(),
        "notice: 44 berichten van een ander netwerk zijn hier niet getoond: er kwam te veel tegelijk."
    );
}

#[tokio::test]
async fn what_is_erased_is_taken_out_of_its_copies_and_never_shown_where_it_still_waits() {
    let mut world = World::new(Extent::All, false).await;
    world.there.until(2).await;
    world.input("a", "!meld rook in de kelder").await;
    world.input("b", "!log INC-2026-0001 Zuurkoolstamper is gewond").await;
    assert_eq!(
        world.there.until(4).await[3],
        "post: noord.melder · Matrix: !log INC-2026-0001 Zuurkoolstamper is gewond"
    );
    let last = world.last_line().await;
    world.input("c", &format!("!log wis INC-2026-0001 {last} een naam")).await;
    let seen = world.there.until(6).await;
    assert_eq!(seen[5], "edit: (bericht gewist)", "{seen:#?}");
    let names: Vec<String> = world.there.shown.lock().unwrap().iter().map(|(_, name, _)| name.clone()).collect();
    assert_eq!(names[5], names[3], "it is the copy of what was erased");
    // Where the network is away, the words wait; erased meanwhile, they are neither kept nor shown.
    world.there.down.store(true, Ordering::SeqCst);
    world.input("d", "!log INC-2026-0001 Appelmoespot is weg").await;
    let last = world.last_line().await;
    world.input("e", &format!("!log wis INC-2026-0001 {last} een naam")).await;
    let kept = world.waiting().await;
    assert!(kept.iter().all(|words| !words.contains("Appelmoespot")), "{kept:?}");
    world.restart(Extent::All).await;
    world.input("f", "!status").await;
    let seen = world.there.until(8).await;
    assert_eq!(seen[6..].iter().filter(|words| words.contains("!status")).count(), 1, "{seen:#?}");
    assert!(seen.iter().all(|words| !words.contains("Appelmoespot")), "{seen:#?}");
}

#[tokio::test]
async fn what_is_deleted_is_shown_however_much_waits() {
    let mut world = World::new(Extent::All, false).await;
    world.hear("ccvo", "a", false, said("een naam")).await;
    world.there.until(3).await;
    world.there.down.store(true, Ordering::SeqCst);
    for n in 0..300 {
        world.hear("ccvo", &format!("m{n}"), false, said("x")).await;
    }
    assert_eq!(world.hear("ccvo", "a", false, What::Deleted).await, 1);
    world.there.down.store(false, Ordering::SeqCst);
    let seen = world.there.until(3 + 256 + 2).await;
    assert!(seen.contains(&"edit: noord.melder · Matrix: (bericht gewist)".to_owned()));
}

#[tokio::test]
async fn in_an_exercise_every_copy_says_so() {
    let mut world = World::new(Extent::All, true).await;
    world.hear("ccvo", "a", false, said("rook")).await;
    let seen = world.there.until(3).await;
    assert!(seen.iter().all(|seen| seen.contains(": OEFENING · ")), "{seen:?}");
}
