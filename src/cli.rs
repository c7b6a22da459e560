//! The command line: what can be asked for, and with which exit status it ends.

mod check;
mod completions;
mod console;
mod diagnostics;
mod doctor;
mod erase;
mod folder;
mod run;
mod setup;
mod stored;
mod streams;
mod watched;

use std::{path::PathBuf, process::ExitCode};

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::{
    domain::{ids::IncidentId, organisation::Language, time::Timestamp},
    export::verify::Checkpoint,
};

/// Alarm bell of crisis teams: it records, weighs, warns and chases, in the chat rooms where people already are.
///
/// Without a command it starts the console on the example organisation that is built in.
#[derive(Debug, Parser)]
#[command(name = "noodklok", version, propagate_version = true, max_term_width = 100)]
struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Option<Command>,
}

/// What every command takes.
#[derive(Debug, Args)]
struct Common {
    /// Folder with the configuration; the example organisation without it
    #[arg(long, global = true, value_name = "DIR")]
    config: Option<PathBuf>,
    /// Folder in which everything is kept
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Language in which it speaks; that of the organisation without it
    #[arg(long, global = true, value_name = "LANGUAGE")]
    language: Option<Tongue>,
}

/// A language on the command line.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Tongue {
    /// Nederlands
    Nl,
    /// English
    En,
}

impl From<Tongue> for Language {
    fn from(tongue: Tongue) -> Self {
        match tongue {
            Tongue::Nl => Self::Nl,
            Tongue::En => Self::En,
        }
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Connect to the configured chat networks and keep watch
    Run,
    /// Talk with it at this terminal, or by script
    Console(ConsoleArgs),
    /// Check the configuration: every mistake at once, each with file and line
    Check,
    /// Look whether everything works: configuration, data, homeserver, account, rooms, people
    Doctor,
    /// Print records: the state document, or a page for an inquiry
    Export {
        /// Which records, such as INC-2026-0042
        #[arg(required = true, value_name = "INC")]
        incidents: Vec<IncidentId>,
        /// In which form
        #[arg(long, value_name = "FORMAT", default_value = "json")]
        format: Format,
    },
    /// Prove that the log is as it was recorded; prints a checkpoint to keep elsewhere
    Verify {
        /// Compare with a checkpoint that was kept: a position, a colon, 64 hexadecimal digits
        #[arg(long, value_name = "CHECKPOINT")]
        checkpoint: Option<Checkpoint>,
    },
    /// Fold all events again and say what comes of it
    Replay,
    /// Erase what a person wrote from every record; who did what and when stays in the log
    ErasePerson {
        /// Which person, such as noord.melder, or the account of somebody unknown
        #[arg(value_name = "ID")]
        person: String,
    },
    /// Print a script that completes this command line in a shell
    Completions {
        /// Which shell
        shell: Shell,
    },
}

/// The form of an export.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// The state document, as the console shows it too
    Json,
    /// A page of Markdown
    Md,
}

/// How the console works.
#[derive(Debug, Default, Args)]
struct ConsoleArgs {
    /// One JSON object a line in, one a line out
    #[arg(long)]
    jsonl: bool,
    /// Clock: real, simulated, or simulated=2026-11-23T14:30:00+01:00
    #[arg(long, value_name = "CLOCK", default_value = "real", value_parser = clock)]
    clock: ChosenClock,
}

/// The clock that was asked for.
#[derive(Debug, Clone, Copy, Default)]
enum ChosenClock {
    #[default]
    Real,
    Simulated(Option<Timestamp>),
}

fn clock(text: &str) -> Result<ChosenClock, String> {
    match text.split_once('=') {
        None if text == "real" => Ok(ChosenClock::Real),
        None if text == "simulated" => Ok(ChosenClock::Simulated(None)),
        Some(("simulated", at)) => match crate::platform::console::input::instant(at) {
            Some(at) => Ok(ChosenClock::Simulated(Some(at))),
            None => Err(format!("{at} is no instant with an offset, such as 2026-11-23T14:30:00+01:00")),
        },
        _ => Err("it is real, simulated, or simulated=2026-11-23T14:30:00+01:00".to_owned()),
    }
}

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exit {
    /// As it should.
    Fine,
    /// It found something, or something was not done.
    Finding,
    /// Wrong usage, or a configuration that cannot be used.
    Usage,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Fine => 0,
            Exit::Finding => 1,
            Exit::Usage => 2,
        })
    }
}

/// Reads the command line and does what it says.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    diagnostics::to_stderr();
    let common = &cli.common;
    let exit = match cli.command.unwrap_or_else(|| Command::Console(ConsoleArgs::default())) {
        Command::Run => run::run(common),
        Command::Console(args) => console::console(common, &args),
        Command::Check => check::check(common),
        Command::Doctor => doctor::doctor(common),
        Command::Export { incidents, format } => stored::export(common, &incidents, format),
        Command::Verify { checkpoint } => stored::verify(common, checkpoint),
        Command::Replay => stored::replay(common),
        Command::ErasePerson { person } => erase::erase(common, &person),
        Command::Completions { shell } => completions::completions(shell, Cli::command()),
    };
    exit.into()
}

#[cfg(test)]
#[path = "cli/tests.rs"]
mod tests;
