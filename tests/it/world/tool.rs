//! The other subcommands of the binary, run to their end.

use std::{fmt, path::Path, process::Stdio};

use super::{Setup, console::command};

/// What a run printed, and how it ended.
#[derive(Debug)]
pub struct Ran {
    /// The exit status; none when a signal ended it.
    pub status: Option<i32>,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

impl Ran {
    /// Both outputs, for tests that do not care which.
    pub fn said(&self) -> String {
        format!("{}{}", self.stdout, self.stderr)
    }
}

impl fmt::Display for Ran {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "exit {:?}\n{}{}", self.status, self.stdout, self.stderr)
    }
}

/// Runs `noodklok <args> [--data …] [--config …]`.
pub fn run(args: &[&str], data: Option<&Path>, setup: &Setup) -> Ran {
    let mut command = command(setup);
    command.args(args).stdin(Stdio::null());
    if let Some(data) = data {
        command.arg("--data").arg(data);
    }
    if let Some(config) = &setup.config {
        command.arg("--config").arg(config.path());
    }
    let output = command.output().expect("the binary was built with the tests");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let ran = Ran { status: output.status.code(), stdout: text(&output.stdout), stderr: text(&output.stderr) };
    assert!(!ran.stderr.contains("panicked"), "{ran}");
    ran
}
