//! A real homeserver (Synapse) on loopback, in a folder that is thrown away.

use std::{
    env, fs,
    io::{BufRead, BufReader, Read, Write},
    net::{Ipv4Addr, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{Mutex, OnceLock},
    thread,
    time::Duration,
};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::ports::free;

/// By which the tests make accounts.
pub const SECRET: &str = "only-for-these-tests";

/// Two tries to start are lost to a port that somebody else took meanwhile, never five.
const TRIES: usize = 5;

const PATIENCE: Duration = Duration::from_mins(1);

/// How it limits whoever talks to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limits {
    /// So high that no test meets them.
    Raised,
    /// Those of Synapse for messages; the others stay raised, so that accounts and rooms can be made.
    DefaultMessages,
    /// All those of Synapse; only logging in stays raised.
    Defaults,
}

/// One homeserver. Dropped, it is ended and removed; so it is when the tests are killed.
pub struct Homeserver {
    port: u16,
    running: Mutex<Option<Guarded>>,
    // Dropped last, where the guard was told to keep it.
    folder: TempDir,
}

/// Synapse, and the guard that ends it when its input ends (tests/matrix/guard.py).
struct Guarded(Child);

impl Homeserver {
    /// The one that tests share: limits raised, started by the first that asks, ended with the tests.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Homeserver> = OnceLock::new();
        // Never dropped: its guard ends it, and removes the folder, when the tests are gone.
        SHARED.get_or_init(|| Self::start(Limits::Raised))
    }

    /// One of its own, for a test that stops it or wants other limits.
    pub fn start(limits: Limits) -> Self {
        let mut last = String::new();
        for _ in 0..TRIES {
            let folder = tempfile::Builder::new().prefix("noodklok-synapse-").tempdir().expect("a temporary folder");
            let port = free().port();
            write_configuration(folder.path(), port, limits);
            let homeserver = Self { port, running: Mutex::new(None), folder };
            match homeserver.try_up() {
                Ok(()) => return homeserver,
                Err(why) => last = why,
            }
        }
        panic!("Synapse does not start: {last}");
    }

    /// Where clients find it.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Its port on loopback.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Ends it in order; what it knew stays.
    pub fn stop(&self) {
        self.end("keep");
    }

    /// Ends it as a power cut does; what it knew stays.
    pub fn kill(&self) {
        self.end("keep kill");
    }

    /// Starts it again, on the same port and with what it knew.
    pub fn up(&self) {
        self.try_up().unwrap_or_else(|why| panic!("Synapse does not start again: {why}"));
    }

    fn try_up(&self) -> Result<(), String> {
        let mut running = self.running.lock().expect("no test panicked while it started");
        assert!(running.is_none(), "it runs already");
        let log = self.folder.path().join("said.log");
        let to = |path: &Path| fs::OpenOptions::new().create(true).append(true).open(path).expect("a log");
        let mut guard = Command::new(python())
            .arg(script("guard.py"))
            .arg(self.folder.path())
            .arg("--")
            .arg(python())
            .args(["-m", "synapse.app.homeserver", "--config-path"])
            .arg(self.folder.path().join("homeserver.yaml"))
            .current_dir(self.folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(to(&log))
            .spawn()
            .expect("python starts");
        let words = BufReader::new(guard.stdout.take().expect("piped"));
        let (ended, has_ended) = std::sync::mpsc::channel();
        thread::spawn(move || {
            for line in words.lines().map_while(Result::ok).filter(|line| line.starts_with("ended")) {
                let _ = ended.send(line);
            }
        });
        let guarded = Guarded(guard);
        let began = tokio::time::Instant::now();
        while began.elapsed() < PATIENCE {
            if answers(self.port) {
                *running = Some(guarded);
                return Ok(());
            }
            if has_ended.recv_timeout(Duration::from_millis(50)).is_ok() {
                break;
            }
        }
        drop(guarded);
        let said = fs::read_to_string(&log).unwrap_or_default();
        let logged = fs::read_to_string(self.folder.path().join("homeserver.log")).unwrap_or_default();
        let tail = |text: &str| {
            text.lines().rev().take(15).collect::<Vec<_>>().into_iter().rev().collect::<Vec<_>>().join("\n")
        };
        Err(format!("{}\n{}", tail(&said), tail(&logged)))
    }

    fn end(&self, word: &str) {
        let guarded = self.running.lock().expect("no test panicked while it started").take();
        guarded.expect("it runs").end(word);
    }
}

impl Guarded {
    fn end(mut self, word: &str) {
        let mut stdin = self.0.stdin.take().expect("piped");
        let _ = writeln!(stdin, "{word}");
        drop(stdin);
        let _ = self.0.wait();
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        let _ = self.0.wait();
    }
}

/// The Python that has Synapse and the client.
pub fn python() -> String {
    env::var("NOODKLOK_PYTHON").unwrap_or_else(|_| {
        panic!("the tests of Matrix need a homeserver: run tests/run, which installs one and then runs the tests")
    })
}

/// A script beside the tests.
pub fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/matrix").join(name)
}

/// Whether a homeserver answers there.
fn answers(port: u16) -> bool {
    let Ok(mut stream) = TcpStream::connect((Ipv4Addr::LOCALHOST, port)) else { return false };
    let _ = stream.set_read_timeout(Some(Duration::from_secs(5)));
    let asked = stream.write_all(b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    let mut answer = Vec::new();
    asked.is_ok() && stream.read_to_end(&mut answer).is_ok() && answer.starts_with(b"HTTP/1.1 200")
}

/// Synapse reads YAML, of which JSON is a part.
fn write_configuration(folder: &Path, port: u16, limits: Limits) {
    let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
    let mut configuration = json!({
        "server_name": "localhost",
        "pid_file": path("homeserver.pid"),
        "listeners": [{
            "port": port, "bind_addresses": ["127.0.0.1"], "type": "http", "tls": false,
            "resources": [{"names": ["client"], "compress": false}],
        }],
        "database": {"name": "sqlite3", "args": {"database": path("homeserver.db")}},
        "log_config": path("log.yaml"),
        "media_store_path": path("media"),
        "signing_key_path": path("signing.key"),
        "registration_shared_secret": SECRET,
        "macaroon_secret_key": SECRET,
        "form_secret": SECRET,
        "report_stats": false,
        "trusted_key_servers": [],
        "federation_domain_whitelist": [],
        "app_service_config_files": [path("past.yaml")],
        "url_preview_enabled": false,
        "presence": {"enabled": false},
        "bcrypt_rounds": 4,
        // Nothing here outlives a minute; the caches and workers of a real one only cost.
        "background_updates": {"sleep_enabled": false},
    });
    let object = configuration.as_object_mut().expect("an object");
    object.extend(rates(limits).as_object().expect("an object").clone());
    let log = json!({
        "version": 1,
        "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
        "handlers": {"file": {"class": "logging.FileHandler", "filename": path("homeserver.log"), "formatter": "plain"}},
        "root": {"level": "WARNING", "handlers": ["file"]},
        "disable_existing_loggers": false,
    });
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).expect("a file in a temporary folder");
    write("homeserver.yaml", &configuration.to_string());
    write("log.yaml", &log.to_string());
    // It may say when somebody said something, which nobody else may.
    let past = json!({
        "id": "past", "url": null, "as_token": SECRET, "hs_token": SECRET, "sender_localpart": "past",
        "namespaces": {"users": [{"exclusive": false, "regex": "@.*"}]}, "rate_limited": false,
    });
    write("past.yaml", &past.to_string());
    // Any key will do for a homeserver that talks to no other.
    write("signing.key", &format!("ed25519 a_test {}\n", data_encoding::BASE64_NOPAD.encode(&[7; 32])));
}

fn rates(limits: Limits) -> Value {
    let high = json!({"per_second": 10_000, "burst_count": 10_000});
    let mut rates = json!({
        "rc_login": {"address": high, "account": high, "failed_attempts": high},
        "rc_registration": high,
    });
    let object = rates.as_object_mut().expect("an object");
    if limits != Limits::Defaults {
        object.insert("rc_joins".into(), json!({"local": high, "remote": high}));
        object.insert("rc_invites".into(), json!({"per_room": high, "per_user": high, "per_issuer": high}));
        object.insert("rc_room_creation".into(), high.clone());
        object.insert("rc_joins_per_room".into(), high.clone());
        object.insert("rc_admin_redaction".into(), high.clone());
    }
    if limits == Limits::Raised {
        object.insert("rc_message".into(), high);
    }
    rates
}
