//! Colours, never alone: everything that is coloured also says so in words or by where it stands.

use std::io::IsTerminal;

use anstyle::{AnsiColor, Style};

/// Whether and how to colour.
#[derive(Debug, Clone, Copy)]
pub struct Paint {
    colour: bool,
}

impl Paint {
    /// No colours at all.
    pub const PLAIN: Self = Self { colour: false };

    /// Colours on a terminal, unless `NO_COLOR` is set or the terminal cannot.
    #[must_use]
    pub fn for_output() -> Self {
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_none_or(|term| term.is_empty() || term == "dumb");
        Self { colour: std::io::stdout().is_terminal() && !refused && !dumb }
    }

    /// Whether anything is coloured.
    #[must_use]
    pub const fn is_on(self) -> bool {
        self.colour
    }

    fn with(self, style: Style, text: &str) -> String {
        if self.colour { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }

    /// The name of a room.
    #[must_use]
    pub fn room(self, text: &str) -> String {
        self.with(AnsiColor::Cyan.on_default().bold(), text)
    }

    /// What is beside the point.
    #[must_use]
    pub fn quiet(self, text: &str) -> String {
        self.with(Style::new().dimmed(), text)
    }

    /// A command that can be typed.
    #[must_use]
    pub fn command(self, text: &str) -> String {
        self.with(Style::new().bold(), text)
    }

    /// What calls somebody.
    #[must_use]
    pub fn call(self, text: &str) -> String {
        self.with(AnsiColor::Yellow.on_default().bold(), text)
    }

    /// What went wrong.
    #[must_use]
    pub fn wrong(self, text: &str) -> String {
        self.with(AnsiColor::Red.on_default().bold(), text)
    }
}
