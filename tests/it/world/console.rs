//! The child process: lines in, objects out, with a hard deadline on everything.

use std::{
    io::{BufRead, BufReader, Read, Write},
    path::Path,
    process::{Child, ChildStdin, Command, Stdio},
    sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError, channel},
    thread::{self, JoinHandle},
    time::Duration,
};

use super::{Setup, output::Output};

/// Nothing that a person waits for takes longer, also on a loaded machine.
const DEADLINE: Duration = Duration::from_mins(1);

/// More than any one line may cause; past it the console repeats itself.
const TOO_MANY: usize = 20_000;

/// A running `console --jsonl`.
pub struct Console {
    child: Child,
    stdin: Option<ChildStdin>,
    printed: Receiver<String>,
    complaints: Option<JoinHandle<String>>,
    lines: u64,
}

/// The binary with what a test says about its surroundings, and nothing else of ours.
/// `NOODKLOK_BINARY` tests another build of it, such as a release.
pub fn command(setup: &Setup) -> Command {
    let other = std::env::var("NOODKLOK_BINARY");
    let binary = other.as_deref().unwrap_or(env!("CARGO_BIN_EXE_noodklok"));
    let mut command = match &setup.shell {
        None => Command::new(binary),
        Some(limit) => {
            let mut command = Command::new("bash");
            command.args(["-c", &format!("{limit}; exec \"$0\" \"$@\""), binary]);
            command
        }
    };
    for name in ["FAILPOINTS", "RUST_LOG", "LC_ALL", "NO_COLOR"] {
        command.env_remove(name);
    }
    command.env("TZ", "Pacific/Auckland").env("LANG", "C").envs(setup.env.iter().cloned());
    command
}

impl Console {
    pub fn start(data: &Path, setup: &Setup, clock: &str) -> Self {
        let mut command = command(setup);
        command.args(["console", "--jsonl", "--clock", clock, "--data"]).arg(data);
        if let Some(config) = &setup.config {
            command.arg("--config").arg(config.path());
        }
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary was built with the tests");
        let stdout = child.stdout.take().expect("piped");
        let mut stderr = child.stderr.take().expect("piped");
        let (send, printed) = channel();
        thread::spawn(move || {
            for line in BufReader::new(stdout).split(b'\n').map_while(Result::ok) {
                if send.send(String::from_utf8_lossy(&line).into_owned()).is_err() {
                    return;
                }
            }
        });
        let complaints = thread::spawn(move || {
            let mut text = Vec::new();
            let _ = stderr.read_to_end(&mut text);
            String::from_utf8_lossy(&text).into_owned()
        });
        Self { stdin: child.stdin.take(), child, printed, complaints: Some(complaints), lines: 0 }
    }

    /// Writes a line; returns its number.
    pub fn write(&mut self, line: &str) -> u64 {
        assert!(!line.contains('\n'), "one object a line");
        self.lines += 1;
        let stdin = self.stdin.as_mut().expect("not ended yet");
        // A process that has just died shows in what is read next, with its complaints.
        let _ = stdin.write_all(line.as_bytes()).and_then(|()| stdin.write_all(b"\n")).and_then(|()| stdin.flush());
        self.lines
    }

    /// Everything up to the `done` of a line, without that.
    pub fn until_done(&mut self, number: u64) -> Result<Vec<Output>, String> {
        let mut outputs = self.until(|output| output.kind == "done" && output.json["line"].as_u64() == Some(number))?;
        outputs.retain(|output| output.kind != "done");
        Ok(outputs)
    }

    /// Everything up to and with the first output that satisfies the question.
    pub fn until(&mut self, what: impl Fn(&Output) -> bool) -> Result<Vec<Output>, String> {
        let mut outputs: Vec<Output> = Vec::new();
        while outputs.len() < TOO_MANY {
            let seen = || outputs.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
            match self.printed.recv_timeout(DEADLINE) {
                Ok(line) => {
                    let output = Output::read(&line)?;
                    let ends = what(&output);
                    outputs.push(output);
                    if ends {
                        return Ok(outputs);
                    }
                }
                Err(RecvTimeoutError::Timeout) => {
                    return Err(format!("nothing for {DEADLINE:?}; until then:\n{}", seen()));
                }
                Err(RecvTimeoutError::Disconnected) => {
                    let until_then = seen();
                    return Err(format!("it ended: {}; until then:\n{until_then}", self.ended()));
                }
            }
        }
        Err(format!("more than {TOO_MANY} outputs and no end"))
    }

    /// Everything that it prints until nothing more comes for this long.
    pub fn until_quiet(&mut self, quiet: Duration) -> Vec<Output> {
        let mut outputs = Vec::new();
        while let Ok(line) = self.printed.recv_timeout(quiet) {
            outputs.push(Output::read(&line).expect("an object"));
        }
        outputs
    }

    /// Everything up to the `done` of line 0, and whether that came before it was silent for this long.
    pub fn started_within(&mut self, limit: Duration) -> (Vec<Output>, bool) {
        let mut outputs = Vec::new();
        while let Ok(line) = self.printed.recv_timeout(limit) {
            outputs.push(Output::read(&line).expect("an object"));
            if outputs.last().is_some_and(|output: &Output| output.kind == "done") {
                return (outputs, true);
            }
        }
        (outputs, false)
    }

    /// Its process id.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    fn ended(&mut self) -> String {
        let status = self.child.wait().map(|status| status.to_string()).unwrap_or_default();
        let complaints = self.complaints.take().map(|thread| thread.join().unwrap_or_default()).unwrap_or_default();
        format!("{status}\n{complaints}")
    }

    /// Ends its input; what it still says. It must exit with 0 and never have panicked.
    pub fn stop(mut self) -> Vec<Output> {
        drop(self.stdin.take());
        let mut rest = Vec::new();
        loop {
            match self.printed.recv_timeout(DEADLINE) {
                Ok(line) => rest.push(Output::read(&line).expect("an object")),
                Err(RecvTimeoutError::Timeout) => panic!("it does not end within {DEADLINE:?}"),
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        let status = self.child.wait().expect("it was started");
        let complaints = self.complaints.take().map(|thread| thread.join().unwrap_or_default()).unwrap_or_default();
        assert!(status.success(), "the end of the input ends it in order, not with {status}: {complaints}");
        assert!(!complaints.contains("panicked"), "{complaints}");
        rest
    }

    /// Kills it as `kill -9` does; what it had printed by then, and whether it had died by itself.
    pub fn kill(mut self) -> (Vec<Output>, bool) {
        let mut rest = Vec::new();
        // A process that is dying has closed its pipe before it can be reaped.
        let closed = loop {
            match self.printed.try_recv() {
                Ok(line) => rest.extend(Output::read(&line)),
                Err(TryRecvError::Empty) => break false,
                Err(TryRecvError::Disconnected) => break true,
            }
        };
        let dead = closed || matches!(self.child.try_wait(), Ok(Some(_)));
        if !dead {
            self.child.kill().expect("it was started");
        }
        self.child.wait().expect("it was started");
        while let Ok(line) = self.printed.recv_timeout(DEADLINE) {
            // A line that was cut by the kill was never printed.
            rest.extend(Output::read(&line));
        }
        (rest, dead)
    }
}

impl Drop for Console {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
