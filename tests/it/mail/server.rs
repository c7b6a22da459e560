//! A mail server of the tests: `tests/mail/server.py`, on loopback, until it is dropped.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc::{self, Receiver},
    thread,
    time::Duration,
};

use serde_json::Value;
use tempfile::TempDir;

/// What is waited for comes within this, also on a loaded machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// See the module.
pub struct Server {
    child: Child,
    events: Receiver<Value>,
    seen: Vec<Value>,
    folder: TempDir,
    /// Where it listens.
    pub port: u16,
}

impl Server {
    /// In this mode, without accounts.
    pub fn start(mode: &str) -> Self {
        Self::in_folder(mode, TempDir::new().expect("a temporary folder"))
    }

    /// It wants the account `noodklok` with this password.
    pub fn with_password(mode: &str, password: &str) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        fs::write(folder.path().join("password"), password).expect("a file in a temporary folder");
        Self::in_folder(mode, folder)
    }

    fn in_folder(mode: &str, folder: TempDir) -> Self {
        let python = std::env::var("NOODKLOK_MAIL_PYTHON").unwrap_or_else(|_| {
            panic!("the tests of mail need a mail server: run tests/run, which installs one and then runs the tests")
        });
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mail/server.py");
        let mut child = Command::new(python)
            .arg(script)
            .arg(folder.path())
            .arg(mode)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the environment of the tests holds Python");
        let output = BufReader::new(child.stdout.take().expect("piped"));
        let (sender, events) = mpsc::channel();
        thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                let event = serde_json::from_str(&line).expect("the server prints JSON");
                if sender.send(event).is_err() {
                    return;
                }
            }
        });
        let mut server = Self { child, events, seen: Vec::new(), folder, port: 0 };
        let listens = server.until("listens");
        server.port = u16::try_from(listens["port"].as_u64().expect("a port")).expect("a port");
        server
    }

    /// Where something of it lies: `authority.pem`, `password`.
    pub fn file(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    /// Waits for the next of these.
    pub fn until(&mut self, event: &str) -> Value {
        loop {
            let next = self.events.recv_timeout(PATIENCE);
            let next = next.unwrap_or_else(|_| panic!("no `{event}`; seen: {:#?}", self.seen));
            self.seen.push(next.clone());
            if next["event"] == event {
                return next;
            }
        }
    }

    /// How many of these there were, and those that came since.
    pub fn count(&mut self, event: &str) -> usize {
        self.seen.extend(self.events.try_iter());
        self.seen.iter().filter(|seen| seen["event"] == event).count()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
