//! The server over a real socket.

use std::{
    net::SocketAddr,
    path::Path,
    pin::Pin,
    sync::atomic::{AtomicBool, Ordering},
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use super::*;
use crate::{
    domain::{ids::RoomId, line::Line, organisation::Language},
    engine::{
        PATIENCE, Parts, RETRY_EVERY,
        port::{Attempt, Delivery, Outcome, Platform, Way},
    },
    platform::{chance::System, clock::Real, link::Standing, networks::Ending, words::Words},
    settings::{Source, load},
    store::StoreError,
    text::reply::Reply,
};

/// A network of which a test says whether it is connected, and a way out that takes everything.
pub(super) struct Chat(pub(super) &'static str, pub(super) AtomicBool);

impl Network for Chat {
    fn name(&self) -> &'static str {
        self.0
    }

    fn carries(&self, _: &RoomId) -> bool {
        true
    }

    fn asked(&self, _: &str) -> bool {
        false
    }

    fn lane(&self, _: &Delivery) -> String {
        String::new()
    }

    fn deliver<'a>(&'a self, _: &'a Delivery) -> Attempt<'a> {
        Box::pin(async { Outcome::Delivered })
    }

    fn notice<'a>(&'a self, _: &'a RoomId, _: &'a Reply) -> Attempt<'a> {
        Box::pin(async { Outcome::Delivered })
    }

    fn knows<'a>(&'a self, _: &'a str) -> Pin<Box<dyn Future<Output = bool> + Send + 'a>> {
        Box::pin(async { true })
    }

    fn standing(&self) -> Standing {
        let connected = self.1.load(Ordering::SeqCst);
        Standing { connected, heard: connected.then_some(Duration::from_secs(2)) }
    }

    fn prepare(&self, _: Arc<Engine>, _: Reader) -> Ending<'_, StoreError> {
        Box::pin(async { Ok(()) })
    }

    fn run<'a>(&'a self, _: &'a Path, _: &'a Stop) -> Ending<'a, Vec<Line>> {
        Box::pin(async { Ok(()) })
    }
}

impl Platform for Chat {
    fn ways(&self, _: &Delivery) -> Vec<Way> {
        vec![Way { network: self.0, lane: String::new() }]
    }

    fn deliver<'a>(&'a self, _: &'static str, _: &'a Delivery) -> Attempt<'a> {
        Box::pin(async { Outcome::Delivered })
    }

    fn notice<'a>(&'a self, _: &'a RoomId, _: &'a Reply) -> Attempt<'a> {
        Box::pin(async { Outcome::Delivered })
    }
}

pub(super) async fn listening() -> (Server, SocketAddr) {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    (Server::start(free).await.unwrap(), free)
}

/// Status and body.
async fn ask(at: SocketAddr, method: &str, path: &str) -> (u16, String) {
    let mut socket = TcpStream::connect(at).await.unwrap();
    let request = format!("{method} {path} HTTP/1.1\r\nHost: noodklok\r\nConnection: close\r\n\r\n");
    socket.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    socket.read_to_string(&mut answer).await.unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_owned())
}

async fn get(at: SocketAddr, path: &str) -> (u16, String) {
    ask(at, "GET", path).await
}

/// The example organisation on a folder, with this way out.
pub(super) async fn engine(database: &Path, platform: Arc<dyn Platform>, clock: Arc<Real>) -> Arc<Engine> {
    let loaded = load(Source::Embedded).unwrap();
    let parts = Parts {
        database: database.to_owned(),
        organisation: Arc::new(loaded.organisation),
        configuration_hash: loaded.hash,
        platform,
        clock,
        chance: Arc::new(System),
        retry_every: RETRY_EVERY,
        patience: PATIENCE,
    };
    Arc::new(Engine::start(parts).await.unwrap())
}

#[tokio::test]
async fn before_the_engine_has_started_nothing_is_ready() {
    let (server, at) = listening().await;
    assert_eq!(get(at, "/healthz").await, (503, "the writer does not turn\n".to_owned()));
    let nothing = "{\"ready\":false,\"engine\":false,\"storage\":false,\"networks\":{}}\n";
    assert_eq!(get(at, "/readyz").await, (503, nothing.to_owned()));
    assert_eq!(get(at, "/metrics").await.0, 503);
    assert_eq!(get(at, "/").await.0, 404);
    assert_eq!(ask(at, "POST", "/healthz").await.0, 405);
    assert!(Server::start(at).await.is_err(), "the port is taken");
    server.stop().await;
    assert!(TcpStream::connect(at).await.is_err(), "nothing listens any more");
}

#[tokio::test]
async fn somebody_who_never_finishes_asking_holds_up_no_stop() {
    let (server, at) = listening().await;
    let mut slow = TcpStream::connect(at).await.unwrap();
    slow.write_all(b"GET /healthz HTTP/1.1\r\nHost: ").await.unwrap();
    tokio::time::timeout(LAST * 3, server.stop()).await.expect("it stops all the same");
}

#[tokio::test]
async fn whoever_never_finishes_asking_is_let_go() {
    let (server, at) = listening().await;
    let mut half = TcpStream::connect(at).await.unwrap();
    half.write_all(b"GET /healthz HTTP/1.1\r\nHost: ").await.unwrap();
    // Idle between two requests is as long.
    let mut idle = TcpStream::connect(at).await.unwrap();
    idle.write_all(b"GET /healthz HTTP/1.1\r\nHost: noodklok\r\n\r\n").await.unwrap();
    for socket in [&mut half, &mut idle] {
        let mut answer = Vec::new();
        let ended = tokio::time::timeout(serving::HEAD * 2, socket.read_to_end(&mut answer)).await;
        assert!(ended.is_ok(), "it is still open after {:?}", String::from_utf8_lossy(&answer));
    }
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_asks_on_and_on_and_reads_nothing_is_let_go() {
    let (server, at) = listening().await;
    let mut deaf = TcpStream::connect(at).await.unwrap();
    let asked = "GET /healthz HTTP/1.1\r\nHost: noodklok\r\n\r\n".repeat(1_000);
    let asking = async {
        loop {
            if let Err(error) = deaf.write_all(asked.as_bytes()).await {
                return error;
            }
        }
    };
    let ended = tokio::time::timeout(serving::HEAD * 3, asking).await;
    assert!(ended.is_ok(), "it still keeps its place");
    assert_eq!(get(at, "/").await.0, 404);
    server.stop().await;
}

#[tokio::test]
async fn a_running_engine_tells_how_it_goes() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("noodklok.db");
    let networks = ["matrix", "discord"].map(|name| Arc::new(Chat(name, AtomicBool::new(name == "matrix"))));
    let clock = Arc::new(Real::starting());
    let engine = engine(&database, networks[0].clone(), clock.clone()).await;
    let pulse = engine.pulse(Some(Duration::from_millis(50)));
    let (server, at) = listening().await;
    let reader = Mutex::new(Reader::open(&database).await.unwrap());
    let watched = networks.iter().map(|network| network.clone() as Arc<dyn Network>).collect();
    let fresh = Duration::from_secs(3);
    let api = api::Api::new(Vec::new(), Words::embedded(Language::En).unwrap(), Language::En);
    let alerts = alerts::Alerts::new(Vec::new(), Words::embedded(Language::En).unwrap());
    server.watch(Watched {
        engine: engine.clone(),
        pulse: pulse.clone(),
        fresh,
        networks: watched,
        reader,
        clock,
        alerts,
        api,
        answers: None,
    });
    while !(pulse.turned(fresh) && pulse.stored(fresh)) {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }

    assert_eq!(get(at, "/healthz").await, (200, "ok\n".to_owned()));
    let but = "{\"ready\":false,\"engine\":true,\"storage\":true,\"networks\":{\"discord\":false,\"matrix\":true}}\n";
    assert_eq!(get(at, "/readyz").await, (503, but.to_owned()));
    networks[1].1.store(true, Ordering::SeqCst);
    assert_eq!(get(at, "/readyz").await, (200, but.replace("false", "true")));

    let (status, page) = get(at, "/metrics").await;
    assert_eq!(status, 200);
    for line in [
        "# TYPE noodklok_storage_writable gauge",
        "noodklok_writer_turns 1",
        "noodklok_inputs_total 0",
        "noodklok_records_open{level=\"crisis\",exercise=\"false\"} 0",
        "noodklok_network_connected{network=\"discord\"} 1",
        "noodklok_network_sync_age_seconds{network=\"matrix\"} 2.0",
        "noodklok_undecrypted 0",
        "# EOF",
    ] {
        assert!(page.lines().any(|one| one == line), "{line} is not in\n{page}");
    }

    engine.stop().await;
    tokio::time::sleep(fresh).await;
    assert_eq!(get(at, "/healthz").await.0, 503, "the writer is gone");
    server.stop().await;
}
