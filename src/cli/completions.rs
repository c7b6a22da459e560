//! A script that completes this command line in a shell.

use clap_complete::{Shell, generate};

use super::{Exit, streams::out};

/// Prints it.
pub fn completions(shell: Shell, mut command: clap::Command) -> Exit {
    let mut script = Vec::new();
    generate(shell, &mut command, "noodklok", &mut script);
    out(&String::from_utf8_lossy(&script));
    Exit::Fine
}
