//! A world around the built binary: people who type and press, a clock, restarts and kills.
//!
//! It knows only the contract of the scripted console. Every output is kept, and each is held against the parts of the
//! contract that hold always (`contract`).

mod console;
mod contract;
mod example;
mod output;
mod tool;

use std::{collections::BTreeSet, path::PathBuf, time::Duration};

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use tempfile::TempDir;

use console::Console;
use contract::Ledger;
pub use example::{Example, original};
use example::{copy_folder, standing_rooms};
pub use output::Output;

/// When a simulated clock starts on an empty store.
const START: &str = "2026-11-23T14:30:00+01:00";

/// How a world is set up.
#[derive(Debug, Clone, Default)]
pub struct Setup {
    /// A configuration folder other than the embedded example.
    pub config: Option<Example>,
    /// The organisation is no demo: nothing but an exercise may say OEFENING.
    pub real: bool,
    /// Environment of the binary, such as failpoints.
    pub env: Vec<(String, String)>,
    /// A shell prefix such as a limit, run with `exec` after it.
    pub shell: Option<String>,
}

/// People, rooms and a clock around one data folder.
pub struct World {
    setup: Setup,
    folder: TempDir,
    /// The folder of another world, to be a second process on it.
    shared: Option<PathBuf>,
    console: Option<Console>,
    clock: Timestamp,
    /// After a start the clock stands at the last recorded instant, which is at most ours; the next post tells.
    clock_is_known: bool,
    /// Whether the process had ended by itself when it was last killed.
    pub died: bool,
    ledger: Ledger,
    incidents: BTreeSet<String>,
}

impl World {
    /// A new world on the example organisation, started.
    pub fn new() -> Self {
        Self::with(Setup::default())
    }

    /// A new world, started.
    pub fn with(setup: Setup) -> Self {
        let mut world = Self::stopped(setup);
        world.start();
        world
    }

    /// A new world whose binary does not run yet.
    pub fn stopped(setup: Setup) -> Self {
        Self {
            ledger: Ledger::new(!setup.real, standing_rooms(setup.config.as_ref())),
            setup,
            folder: tempfile::Builder::new().prefix("noodklok-").tempdir().expect("a temporary folder"),
            shared: None,
            console: None,
            clock: start_of_time(),
            clock_is_known: true,
            died: false,
            incidents: BTreeSet::new(),
        }
    }

    /// The data folder.
    pub fn data(&self) -> PathBuf {
        self.shared.clone().unwrap_or_else(|| self.folder.path().join("data"))
    }

    /// Moves into the data folder of another world.
    pub fn live_in(&mut self, other: &Self) {
        self.shared = Some(other.data());
    }

    /// The process id of the running binary.
    pub fn pid(&mut self) -> u32 {
        self.running().pid()
    }

    /// Changes the environment of the next start.
    pub fn env(&mut self, name: &str, value: Option<&str>) {
        self.setup.env.retain(|(known, _)| known != name);
        self.setup.env.extend(value.map(|value| (name.to_owned(), value.to_owned())));
    }

    /// Changes the limits of the next start.
    pub fn shell(&mut self, shell: Option<&str>) {
        self.setup.shell = shell.map(str::to_owned);
    }

    /// Another world on a copy of this one's data folder; this one must not run.
    pub fn copy(&self) -> Self {
        assert!(self.console.is_none(), "a folder in use is not copied");
        let mut copy = Self::stopped(self.setup.clone());
        copy_folder(&self.data(), &copy.data());
        copy.clock = self.clock;
        copy.clock_is_known = false;
        copy.ledger = self.ledger.clone();
        copy.incidents.clone_from(&self.incidents);
        copy
    }

    /// Starts the binary on the folder as it is; what it prints before line 0 is done.
    pub fn start(&mut self) -> Vec<Output> {
        let outputs = self.try_start();
        outputs.unwrap_or_else(|problem| panic!("it did not start: {problem}"))
    }

    /// Starts it so much later than when it ended.
    pub fn start_later(&mut self, by: SignedDuration) -> Vec<Output> {
        self.clock = self.clock.checked_add(by).expect("a time that exists");
        let outputs = self.started(&format!("simulated={}", self.clock));
        self.clock_is_known = true;
        outputs.unwrap_or_else(|problem| panic!("it did not start: {problem}"))
    }

    /// As `start`, where a refusal to start is expected.
    pub fn try_start(&mut self) -> Result<Vec<Output>, String> {
        self.started("simulated")
    }

    fn started(&mut self, clock: &str) -> Result<Vec<Output>, String> {
        assert!(self.console.is_none(), "it runs already");
        let mut console = Console::start(&self.data(), &self.setup, clock);
        match console.until_done(0) {
            Ok(outputs) => {
                self.console = Some(console);
                // What was overdue was decided before, at most now.
                let outputs = self.ledger.keep(outputs, start_of_time(), self.clock, true);
                self.clock_is_known = self.clock == start_of_time();
                self.note(&outputs);
                Ok(outputs)
            }
            Err(problem) => Err(problem),
        }
    }

    /// As `start`, where it may hang: then it is killed after this long, and what it said is taken in.
    pub fn start_within(&mut self, limit: Duration) -> Option<Vec<Output>> {
        let mut console = Console::start(&self.data(), &self.setup, "simulated");
        let (outputs, started) = console.started_within(limit);
        self.console = Some(console);
        self.clock_is_known = false;
        let mut outputs = self.keep_open(outputs);
        if started {
            return Some(outputs);
        }
        outputs.extend(self.kill());
        None
    }

    fn running(&mut self) -> &mut Console {
        self.console.as_mut().expect("it runs")
    }

    /// Sends one object and returns everything up to its `done`.
    pub fn send(&mut self, line: &Value) -> Vec<Output> {
        self.send_raw(&line.to_string())
    }

    /// Sends one line as it is.
    pub fn send_raw(&mut self, line: &str) -> Vec<Output> {
        let number = self.running().write(line);
        let outputs = self.running().until_done(number).unwrap_or_else(|problem| panic!("after {line}: {problem}"));
        self.keep(outputs, None)
    }

    /// Sends one line and does not wait.
    pub fn send_only(&mut self, line: &Value) -> u64 {
        self.running().write(&line.to_string())
    }

    /// Sends one line as it is and does not wait.
    pub fn send_only_raw(&mut self, line: &str) -> u64 {
        self.running().write(line)
    }

    /// Waits for the `done` of a line that was sent.
    pub fn wait(&mut self, number: u64) -> Vec<Output> {
        let outputs = self.running().until_done(number).unwrap_or_else(|problem| panic!("line {number}: {problem}"));
        self.keep(outputs, None)
    }

    /// Reads until an output satisfies the question, without waiting for a `done`.
    pub fn until(&mut self, what: impl Fn(&Output) -> bool) -> Vec<Output> {
        let outputs = self.running().until(what).unwrap_or_else(|problem| panic!("{problem}"));
        self.keep_open(outputs)
    }

    /// Somebody says something in a room.
    pub fn say(&mut self, from: &str, room: &str, text: &str) -> Vec<Output> {
        let outputs = self.send(&json!({"from": from, "room": room, "text": text}));
        Ledger::answered(room, text, &outputs);
        outputs
    }

    /// Somebody says something with more to it: `said_at`, `reply_to`, `key`.
    pub fn say_with(&mut self, from: &str, room: &str, text: &str, more: &Value) -> Vec<Output> {
        let mut line = json!({"from": from, "room": room, "text": text});
        let object = line.as_object_mut().expect("an object");
        object.extend(more.as_object().expect("an object").clone());
        self.send(&line)
    }

    /// Somebody presses the newest button whose label begins so.
    pub fn press(&mut self, from: &str, room: Option<&str>, label: &str) -> Vec<Output> {
        let id = self.ledger.button(room, label);
        let id = id.unwrap_or_else(|shown| panic!("no button [{label}]; there are: {shown}"));
        self.send(&json!({"from": from, "press": id}))
    }

    /// Lets simulated time pass.
    pub fn advance(&mut self, by: SignedDuration) -> Vec<Output> {
        let before = self.clock;
        self.clock = before.checked_add(by).expect("a time that exists");
        let line = json!({"advance": duration(by)}).to_string();
        let number = self.running().write(&line);
        let outputs = self.running().until_done(number).unwrap_or_else(|problem| panic!("after {line}: {problem}"));
        self.keep(outputs, Some(before))
    }

    /// Lets simulated time pass and does not wait for what it brings.
    pub fn advance_only(&mut self, by: SignedDuration) -> u64 {
        self.clock = self.clock.checked_add(by).expect("a time that exists");
        self.clock_is_known = false;
        self.running().write(&json!({"advance": duration(by)}).to_string())
    }

    /// Everything that is printed until it is quiet for this long.
    pub fn until_quiet(&mut self, quiet: Duration) -> Vec<Output> {
        let outputs = self.running().until_quiet(quiet);
        self.keep_open(outputs)
    }

    /// Ends its input while it may still be at work; what it still says.
    pub fn end(&mut self) -> Vec<Output> {
        let console = self.console.take().expect("it runs");
        let mut rest = console.stop();
        rest.retain(|output| output.kind != "done");
        self.keep(rest, None)
    }

    /// The simulated time.
    pub fn now(&self) -> Timestamp {
        self.clock
    }

    /// The state document of a record; checked for its form.
    pub fn state(&mut self, id: &str) -> Value {
        let outputs = self.send(&json!({"show": id}));
        let [state] = outputs.as_slice() else { panic!("show answers with one state, not {outputs:#?}") };
        assert_eq!(state.kind, "state", "show answers with a state: {state}");
        contract::document(&state.json);
        state.json.clone()
    }

    /// Ends it in order, by the end of its input; nothing more may be said, and it exits with 0.
    pub fn stop(&mut self) {
        let console = self.console.take().expect("it runs");
        let rest = console.stop();
        assert!(rest.is_empty(), "said after the end of the input: {rest:#?}");
        self.ledger.settled();
    }

    /// Kills it. What it had said by then is returned.
    pub fn kill(&mut self) -> Vec<Output> {
        let console = self.console.take().expect("it runs");
        let (rest, dead) = console.kill();
        self.died = dead;
        let rest = self.keep_open(rest);
        self.ledger.killed();
        rest
    }

    /// Takes in what no `done` has closed yet, or what one within it has.
    fn keep_open(&mut self, outputs: Vec<Output>) -> Vec<Output> {
        let from = if self.clock_is_known { self.clock } else { start_of_time() };
        let mut kept = Vec::new();
        for output in outputs {
            let done = output.kind == "done";
            kept.extend(self.ledger.keep(vec![output], from, self.clock, done));
        }
        kept.retain(|output| output.kind != "done");
        self.note(&kept);
        kept
    }

    /// Records that were seen, by id.
    pub fn incidents(&self) -> Vec<String> {
        self.incidents.iter().cloned().collect()
    }

    /// Ends the world in order and holds its folder against itself: the chain verifies, replay gives the same state, and
    /// the exported document is the one that was shown.
    pub fn close(mut self) {
        if self.console.is_none() {
            self.start();
        }
        let shown: Vec<_> = self.incidents().into_iter().map(|id| (id.clone(), self.state(&id))).collect();
        self.stop();
        for command in ["verify", "replay"] {
            let ran = self.tool(&[command]);
            assert_eq!(ran.status, Some(0), "{command}: {ran}");
        }
        for (id, mut shown) in shown {
            let ran = self.tool(&["export", &id, "--format", "json"]);
            assert_eq!(ran.status, Some(0), "export {id}: {ran}");
            let exported: Value =
                serde_json::from_str(&ran.stdout).unwrap_or_else(|bad| panic!("export {id}: {bad}: {ran}"));
            shown.as_object_mut().expect("an object").remove("kind");
            let mut exported = exported;
            exported.as_object_mut().expect("an object").remove("kind");
            assert_eq!(exported, shown, "the exported document is the one shown");
        }
    }

    /// Runs another subcommand of the binary on this data folder.
    pub fn tool(&self, args: &[&str]) -> tool::Ran {
        tool::run(args, Some(&self.data()), &self.setup)
    }

    fn keep(&mut self, outputs: Vec<Output>, since: Option<Timestamp>) -> Vec<Output> {
        if !self.clock_is_known && since.is_none() {
            let at = outputs.iter().filter_map(Output::at).max();
            if let Some(at) = at.filter(|at| *at <= self.clock) {
                self.clock = at;
                self.clock_is_known = true;
            }
        }
        let from = if self.clock_is_known { since.unwrap_or(self.clock) } else { start_of_time() };
        let outputs = self.ledger.keep(outputs, from, self.clock, true);
        self.note(&outputs);
        outputs
    }

    fn note(&mut self, outputs: &[Output]) {
        self.incidents.extend(outputs.iter().filter_map(|output| output.str("incident").map(str::to_owned)));
    }
}

fn start_of_time() -> Timestamp {
    START.parse().expect("the start is written here")
}

/// Runs a subcommand that needs no data folder.
pub fn tool(args: &[&str]) -> tool::Ran {
    tool::run(args, None, &Setup::default())
}

/// A duration in the words of the console: minutes, or seconds where it must be.
fn duration(span: SignedDuration) -> String {
    let seconds = span.as_secs();
    if seconds % 60 == 0 { format!("{}m", seconds / 60) } else { format!("{seconds}s") }
}
