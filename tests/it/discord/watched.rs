//! Whatever watches the bot: over HTTP it is asked how it goes, a receiver elsewhere hears that it lives, and so does
//! systemd.

use std::{
    fs,
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    os::unix::{fs::PermissionsExt as _, net::UnixDatagram},
    sync::{
        Arc,
        atomic::{AtomicU16, AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

use sqlx::{AnyConnection, Connection as _, Executor as _};
use tokio::time::Instant;

use super::{
    standin::faults::{Fault, Rule},
    world::{Plan, World},
};
use crate::ports::free;

const REPORTS: &str = "meldingen-noord";
const PATIENCE: Duration = Duration::from_secs(40);

/// A world whose `noodklok.toml` has these tables too.
fn world(tables: &str) -> World {
    let mut world = World::new(&Plan { cast: vec!["noord.melder", "noord.voorzitter"], ..Plan::default() });
    tables.clone_into(&mut world.configuration.tables);
    world.configure();
    world
}

/// Status and body; none where nothing listens.
fn get(at: SocketAddr, path: &str) -> Option<(u16, String)> {
    let mut socket = TcpStream::connect(at).ok()?;
    write!(socket, "GET {path} HTTP/1.1\r\nHost: noodklok\r\nConnection: close\r\n\r\n").ok()?;
    let mut answer = String::new();
    socket.read_to_string(&mut answer).ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    Some((head.split(' ').nth(1)?.parse().expect("a status"), body.to_owned()))
}

/// Waits until it answers this.
fn answers(at: SocketAddr, path: &str, fits: impl Fn(u16, &str) -> bool) -> String {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let answer = get(at, path);
        match &answer {
            Some((status, body)) if fits(*status, body) => return body.clone(),
            _ => assert!(Instant::now() < deadline, "{path} answers {answer:?}"),
        }
        thread::sleep(Duration::from_millis(50));
    }
}

fn figure(page: &str, series: &str) -> f64 {
    let line = page.lines().find_map(|line| line.strip_prefix(series)?.strip_prefix(' '));
    line.unwrap_or_else(|| panic!("there is no {series} in\n{page}")).parse().expect("a number")
}

/// Holds the database so that nobody else can write to it.
pub struct Held(tokio::runtime::Runtime, AnyConnection);

impl Held {
    /// From now on.
    pub fn of(world: &World) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        sqlx::any::install_default_drivers();
        let path = format!("sqlite:{}", world.service.data().join("noodklok.db").display());
        let connection = runtime.block_on(async {
            let mut connection = AnyConnection::connect(&path).await.expect("the database is there");
            connection.execute("PRAGMA busy_timeout = 10000").await.expect("a pragma");
            connection.execute("BEGIN IMMEDIATE").await.expect("it becomes free between two commits");
            connection
        });
        Self(runtime, connection)
    }

    /// No longer.
    pub fn let_go(self) {
        let Self(runtime, connection) = self;
        runtime.block_on(connection.close()).expect("it closes");
    }
}

#[test]
fn over_http_it_says_that_it_lives_what_it_lacks_and_how_much_it_does() {
    let at = free();
    let mut world = world(&format!("[http]\nlisten = \"{at}\""));
    world.start();
    answers(at, "/readyz", |status, body| {
        status == 200 && body == "{\"ready\":true,\"engine\":true,\"storage\":true,\"networks\":{\"discord\":true}}\n"
    });
    assert_eq!(get(at, "/healthz"), Some((200, "ok\n".to_owned())));

    let asked = world.slash("noord.melder", REPORTS, "incident report", &[("text", "rook in de kelder")]);
    world.answer(&asked);
    world.calls("noord.voorzitter", REPORTS, &["noord.voorzitter"], &["INC-2026-0001", "Gemeld om"]);
    let done = "noodklok_deliveries_total{channel=\"discord\",result=\"delivered\"}";
    let page = answers(at, "/metrics", |status, page| {
        status == 200 && page.contains(done) && page.contains("noodklok_outbox_waiting{channel=\"discord\"} 0\n")
    });
    assert!(figure(&page, done) >= 2.0, "{page}");
    for (series, value) in [
        ("noodklok_inputs_total", 1.0),
        ("noodklok_records_open{level=\"incident\",exercise=\"false\"}", 1.0),
        ("noodklok_records_open{level=\"crisis\",exercise=\"false\"}", 0.0),
        ("noodklok_page_delay_seconds{channel=\"discord\"}", 0.0),
        ("noodklok_network_connected{network=\"discord\"}", 1.0),
        ("noodklok_storage_writable", 1.0),
        ("noodklok_writer_turns", 1.0),
    ] {
        assert!((figure(&page, series) - value).abs() < 0.001, "{series} is {value}:\n{page}");
    }
    assert!(figure(&page, "noodklok_network_sync_age_seconds{network=\"discord\"}") < 10.0, "{page}");

    // A second one with the same port says so, and touches nothing.
    let second = world.service.tool(&["run"]).output().expect("the binary was built with the tests");
    let said = String::from_utf8_lossy(&second.stderr);
    assert_eq!(second.status.code(), Some(2), "{said}");
    assert!(said.contains(&format!("op {at} kan niet geluisterd worden")), "{said}");

    // Without its network it lives and is not ready, and says what lacks.
    world.discord.down();
    let but = "\"storage\":true,\"networks\":{\"discord\":false}}\n";
    answers(at, "/readyz", |status, body| status == 503 && body.ends_with(but));
    assert_eq!(get(at, "/healthz"), Some((200, "ok\n".to_owned())));
    world.discord.up();
    answers(at, "/readyz", |status, _| status == 200);

    world.service.stop();
    assert_eq!(get(at, "/healthz"), None, "nothing listens any more");
    world.close();
}

#[test]
fn a_page_that_is_not_there_yet_is_seen_by_how_long_it_waits() {
    let at = free();
    let mut world = world(&format!("[http]\nlisten = \"{at}\""));
    world.start();
    world.discord.order(Rule::next(1_000, r"POST .*/channels/\d+/messages$", Fault::Status(503)));
    let asked = world.slash("noord.melder", REPORTS, "incident report", &[("text", "rook in de kelder")]);
    let late = "noodklok_page_delay_seconds{channel=\"discord\"}";
    let page = answers(at, "/metrics", |_, page| page.contains(late) && figure(page, late) > 1.0);
    assert!(figure(&page, "noodklok_outbox_waiting{channel=\"discord\"}") >= 1.0, "{page}");
    assert!(figure(&page, "noodklok_outbox_longest_lane{channel=\"discord\"}") >= 1.0, "{page}");
    assert!(figure(&page, "noodklok_deliveries_total{channel=\"discord\",result=\"retry\"}") >= 1.0, "{page}");
    world.discord.order_nothing();
    world.answer(&asked);
    world.calls("noord.voorzitter", REPORTS, &["noord.voorzitter"], &["INC-2026-0001", "Gemeld om"]);
    answers(at, "/metrics", |_, page| figure(page, late) < 0.001);
    world.close();
}

/// Hears beats.
struct Receiver {
    at: SocketAddr,
    heard: Arc<AtomicUsize>,
    /// What it answers.
    status: Arc<AtomicU16>,
}

impl Receiver {
    fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let at = listener.local_addr().expect("bound");
        let (heard, status) = (Arc::<AtomicUsize>::default(), Arc::new(AtomicU16::new(200)));
        let (count, answer) = (Arc::clone(&heard), Arc::clone(&status));
        thread::spawn(move || {
            for socket in listener.incoming() {
                let mut socket = socket.expect("a connection");
                let mut read = [0; 4_096];
                let length = socket.read(&mut read).expect("a request");
                let request = String::from_utf8_lossy(&read[..length]).into_owned();
                assert!(request.starts_with("POST /beat/abc HTTP/1.1\r\n"), "{request}");
                count.fetch_add(1, Ordering::SeqCst);
                let status = answer.load(Ordering::SeqCst);
                let answer = format!("HTTP/1.1 {status} x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                // Whoever stops does not wait for it.
                let _ = socket.write_all(answer.as_bytes());
            }
        });
        Self { at, heard, status }
    }

    fn heard(&self) -> usize {
        self.heard.load(Ordering::SeqCst)
    }

    /// Waits until so many more were heard.
    fn hears(&self, more: usize) {
        let (wanted, deadline) = (self.heard() + more, Instant::now() + PATIENCE);
        while self.heard() < wanted {
            assert!(Instant::now() < deadline, "no beat is heard");
            thread::sleep(Duration::from_millis(20));
        }
    }
}

#[test]
fn beats_go_out_only_while_what_is_said_is_stored() {
    let receiver = Receiver::new();
    let mut world = world("[heartbeat]\nurl_file = \"beats\"\nevery = \"1s\"\nmethod = \"post\"");
    let file = world.service.config().join("beats");
    fs::write(&file, format!("http://{}/beat/abc\n", receiver.at)).expect("a file");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).expect("a file of ours");
    world.start();
    receiver.hears(3);

    // A receiver that fails is told again, and the address stands in no log.
    receiver.status.store(500, Ordering::SeqCst);
    receiver.hears(3);
    receiver.status.store(200, Ordering::SeqCst);
    receiver.hears(2);
    let said = world.service.operator_reads(&["a heartbeat did not arrive", "the heartbeat arrives again"]);
    assert!(!said.contains("beat/abc"), "{said}");

    let held = Held::of(&world);
    // What was stored last is forgotten after a second.
    thread::sleep(Duration::from_secs(3));
    let before = receiver.heard();
    thread::sleep(Duration::from_secs(4));
    assert_eq!(receiver.heard(), before, "a bot that cannot store anything says nothing");
    world.hears("noord.melder", REPORTS, &["02 217 0 112"]);
    held.let_go();
    receiver.hears(2);
    world.service.stop();
    let last = receiver.heard();
    thread::sleep(Duration::from_secs(2));
    assert_eq!(receiver.heard(), last, "one that stopped says nothing");
    world.close();
}

#[test]
fn systemd_hears_that_it_is_ready_that_it_stops_and_between_the_two_that_its_writer_turns() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("notify");
    let socket = UnixDatagram::bind(&path).expect("a socket");
    socket.set_read_timeout(Some(PATIENCE)).expect("a limit");
    let hear = || {
        let mut read = [0; 512];
        let length = socket.recv(&mut read).expect("systemd hears something");
        String::from_utf8_lossy(&read[..length]).trim().to_owned()
    };
    let at = free();
    let mut world = world(&format!("[http]\nlisten = \"{at}\""));
    world.service.finds("NOTIFY_SOCKET", path.to_str().expect("plain"));
    world.service.finds("WATCHDOG_USEC", "4000000");
    // One commit hangs, as it does on a disk that does not answer.
    world.service.start_with("before-commit=6*off->1*sleep(8000)->off");
    assert_eq!(hear(), "READY=1");
    let (mut last, mut longest, mut signs) = (Instant::now(), Duration::ZERO, 0);
    while longest < Duration::from_secs(4) || signs < 6 {
        assert_eq!(hear(), "WATCHDOG=1");
        longest = longest.max(last.elapsed());
        (last, signs) = (Instant::now(), signs + 1);
        assert!(signs < 60, "it gave signs of life all the time, though its writer hung");
    }
    world.service.operator_reads(&["the writer does not turn"]);
    world.settle();
    world.service.stop();
    let mut heard = hear();
    while heard == "WATCHDOG=1" {
        heard = hear();
    }
    assert_eq!(heard, "STOPPING=1");
    world.close();
}
