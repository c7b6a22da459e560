//! The binary as a service: `noodklok run` on a folder, stopped as a service is and killed as by a power cut.

use std::{
    io::{BufRead, BufReader, Read},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

/// What an operator waits for comes within this, also on a loaded machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// An orderly stop, with everything that was under way.
pub const STOPS: Duration = Duration::from_secs(20);

/// See the module.
pub struct Service {
    folder: PathBuf,
    running: Option<Running>,
    /// What earlier runs of the binary said.
    said: String,
    /// What it finds in its surroundings.
    environment: Vec<(&'static str, String)>,
}

struct Running {
    child: Child,
    said: Arc<Mutex<String>>,
}

impl Service {
    /// In a folder, not started yet.
    pub fn within(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), running: None, said: String::new(), environment: Vec::new() }
    }

    /// From the next start on it finds this in its surroundings.
    pub fn finds(&mut self, name: &'static str, value: &str) {
        self.environment.push((name, value.to_owned()));
    }

    /// The configuration folder.
    pub fn config(&self) -> PathBuf {
        self.folder.join("config")
    }

    /// The data folder.
    pub fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// The binary, with nothing of our surroundings. `NOODKLOK_BINARY` tests another build of it.
    pub fn command() -> Command {
        let other = std::env::var("NOODKLOK_BINARY");
        let mut command = Command::new(other.as_deref().unwrap_or(env!("CARGO_BIN_EXE_noodklok")));
        let ours =
            ["FAILPOINTS", "RUST_LOG", "LC_ALL", "NO_COLOR", "CREDENTIALS_DIRECTORY", "http_proxy", "https_proxy"];
        for name in ours.into_iter().chain(["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"]) {
            command.env_remove(name);
        }
        command.env("TZ", "Pacific/Auckland").env("LANG", "C");
        command
    }

    /// Another subcommand on the same folders.
    pub fn tool(&self, subcommand: &[&str]) -> Command {
        let mut command = Self::command();
        command.args(subcommand).arg("--config").arg(self.config()).arg("--data").arg(self.data());
        command
    }

    /// Starts it; it may still be connecting.
    pub fn start(&mut self) {
        self.start_with("");
    }

    /// Starts it with failpoints set, such as `before-receipt=1*off->return`.
    pub fn start_with(&mut self, failpoints: &str) {
        assert!(self.running.is_none(), "it runs already");
        let mut command = self.tool(&["run"]);
        command.envs(self.environment.iter().map(|(name, value)| (*name, value)));
        if !failpoints.is_empty() {
            command.env("FAILPOINTS", failpoints);
        }
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the binary was built with the tests");
        let said = Arc::new(Mutex::new(String::new()));
        let outputs: [Box<dyn Read + Send>; 2] =
            [Box::new(child.stdout.take().expect("piped")), Box::new(child.stderr.take().expect("piped"))];
        for output in outputs {
            let said = Arc::clone(&said);
            thread::spawn(move || {
                for line in BufReader::new(output).split(b'\n').map_while(Result::ok) {
                    let mut said = said.lock().expect("nobody panics while holding it");
                    said.push_str(&String::from_utf8_lossy(&line));
                    said.push('\n');
                }
            });
        }
        self.running = Some(Running { child, said });
    }

    /// Whether it was started and not stopped.
    pub fn runs(&self) -> bool {
        self.running.is_some()
    }

    /// The number of its process.
    pub fn process(&self) -> u32 {
        self.running.as_ref().expect("it runs").child.id()
    }

    /// Fails when it ended by itself.
    pub fn must_run(&mut self) {
        if let Some(running) = &mut self.running {
            let ended = running.child.try_wait().expect("a child");
            assert!(ended.is_none(), "it ended by itself, {}:\n{}", ended.expect("just seen"), self.said());
        }
    }

    /// Ends it as `systemctl stop` does: it exits with 0 and has not panicked.
    pub fn stop(&mut self) {
        let pid = self.process().to_string();
        let sent = Command::new("kill").args(["-TERM", &pid]).status().expect("kill is there");
        assert!(sent.success(), "it had ended by itself: {}", self.said());
        let status = self.ended_within(STOPS).unwrap_or_else(|| panic!("it does not stop: {}", self.said()));
        let said = self.said();
        assert!(status.success(), "an orderly stop ends with 0, not {status}: {said}");
    }

    /// Kills it as a power cut does.
    pub fn kill(&mut self) {
        self.running.as_mut().expect("it runs").child.kill().expect("it was started");
        self.ended_within(STOPS).expect("a killed process ends");
    }

    /// Waits until it has ended by itself.
    pub fn ended_within(&mut self, limit: Duration) -> Option<ExitStatus> {
        let deadline = tokio::time::Instant::now() + limit;
        while tokio::time::Instant::now() < deadline {
            let running = self.running.as_mut().expect("it was started");
            if let Some(status) = running.child.try_wait().expect("a child") {
                // What it said last may still be on its way through the pipe.
                thread::sleep(Duration::from_millis(20));
                let said = self.said();
                assert!(!said.contains("panicked"), "{said}");
                self.said = said;
                self.running = None;
                return Some(status);
            }
            thread::sleep(Duration::from_millis(10));
        }
        None
    }

    /// What the binary said to its operator until now, over all its runs.
    pub fn said(&self) -> String {
        let now = self.running.as_ref().map(|running| running.said.lock().expect("nobody panics").clone());
        format!("{}{}", self.said, now.unwrap_or_default())
    }

    /// Waits until it has said this to its operator, running or not.
    pub fn operator_reads(&self, parts: &[&str]) -> String {
        let deadline = tokio::time::Instant::now() + PATIENCE;
        loop {
            let said = self.said();
            if parts.iter().all(|part| said.contains(part)) {
                return said;
            }
            assert!(tokio::time::Instant::now() < deadline, "the operator does not read {parts:?} but:\n{said}");
            thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        if let Some(running) = &mut self.running {
            let _ = running.child.kill();
            let _ = running.child.wait();
        }
    }
}
