//! What the console says at the start, and its own help.

use std::path::Path;

use crate::{
    domain::{
        line::Line,
        message::Invocation,
        organisation::{Language, Organisation},
        words::Verbatim,
    },
    platform::console::running::Running,
};

/// Where everything comes from.
#[derive(Debug, Clone)]
pub struct Origin {
    /// The configuration folder; none is the example built into the program.
    pub configuration: Option<Box<Path>>,
    /// The data folder.
    pub data: Box<Path>,
}

fn path(path: &Path) -> Verbatim {
    Verbatim(path.display().to_string())
}

/// Which configuration, which data folder, what is open, and three lines to try.
#[must_use]
pub fn welcome(origin: &Origin, running: &Running) -> Vec<Line> {
    let organisation = &running.words.organisation;
    let name = Verbatim(organisation.name.clone());
    let configuration = match &origin.configuration {
        Some(folder) => Line::ConsoleConfiguration { folder: path(folder), name },
        None => Line::ConsoleExample { name },
    };
    let mut lines = vec![configuration, Line::ConsoleDataFolder { folder: path(&origin.data) }];
    let open = running.engine.view().state.incidents().filter(|incident| incident.is_open()).count();
    if open > 0 {
        lines.push(Line::ConsoleStillOpen { count: i64::try_from(open).unwrap_or(i64::MAX) });
    }
    lines.push(Line::ConsoleTry {});
    lines.push(Line::ConsoleTryReport { command: an_example_report(organisation.language) });
    if let Some(command) = becoming_somebody(organisation) {
        lines.push(Line::ConsoleTryOther { command });
    }
    lines.push(Line::ConsoleTryHelp { command: Invocation::new("help") });
    lines
}

/// A report that is ready to send.
#[must_use]
pub fn an_example_report(language: Language) -> Invocation {
    Invocation::new("incident report").saying(match language {
        Language::Nl => "rook in de kelder, twee mensen onwel",
        Language::En => "smoke in the basement, two people unwell",
    })
}

fn becoming_somebody(organisation: &Organisation) -> Option<Verbatim> {
    let person = organisation.duty_order().into_iter().next()?;
    Some(Verbatim(format!("{} {person}", word(organisation.language, ":als", ":as"))))
}

/// One of two words by language.
#[must_use]
pub const fn word(language: Language, nl: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Nl => nl,
        Language::En => en,
    }
}

/// How the console works.
#[must_use]
pub fn help() -> Vec<Line> {
    vec![
        Line::ConsoleHelpCommands { command: Invocation::new("help") },
        Line::ConsoleHelpAs {},
        Line::ConsoleHelpRoom {},
        Line::ConsoleHelpLists {},
        Line::ConsoleHelpButton {},
        Line::ConsoleHelpAdvance {},
        Line::ConsoleHelpQuit {},
    ]
}
