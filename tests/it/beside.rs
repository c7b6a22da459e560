//! A program of the tests that runs beside them on loopback until it is dropped, and prints what happens as JSON, a line each.

use std::{
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
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
pub struct Beside {
    child: Child,
    events: Receiver<Value>,
    seen: Vec<Value>,
    folder: TempDir,
    /// Where it listens.
    pub port: u16,
}

impl Beside {
    /// The Python program `script` under `tests/`, in the environment that the variable names, on a folder.
    pub fn start(variable: &str, script: &str, arguments: &[&str], folder: TempDir) -> Self {
        let python = std::env::var(variable).unwrap_or_else(|_| {
            panic!("the tests need {variable}: run tests/run, which installs it and then runs the tests")
        });
        let mut child = Command::new(python)
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(script))
            .arg(folder.path())
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the environment of the tests holds Python");
        let output = BufReader::new(child.stdout.take().expect("piped"));
        let (sender, events) = mpsc::channel();
        thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                let event = serde_json::from_str(&line).expect("it prints JSON");
                if sender.send(event).is_err() {
                    return;
                }
            }
        });
        let mut beside = Self { child, events, seen: Vec::new(), folder, port: 0 };
        let listens = beside.until("listens");
        beside.port = u16::try_from(listens["port"].as_u64().expect("a port")).expect("a port");
        beside
    }

    /// Where something of it lies.
    pub fn file(&self, name: &str) -> PathBuf {
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

impl Drop for Beside {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
