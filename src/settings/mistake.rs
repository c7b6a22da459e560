//! A mistake in the configuration: where it stands, what is wrong, and what is allowed.

use std::{fmt, ops::Range};

use crate::domain::organisation::Language;

/// A text of our own in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Both {
    pub(super) nl: String,
    pub(super) en: String,
}

impl Both {
    pub(super) fn new(nl: impl Into<String>, en: impl Into<String>) -> Self {
        Self { nl: nl.into(), en: en.into() }
    }

    fn get(&self, language: Language) -> &str {
        match language {
            Language::Nl => &self.nl,
            Language::En => &self.en,
        }
    }
}

/// What is wrong and what is allowed, before it is known where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    text: Both,
    help: Option<Both>,
    warning: bool,
}

impl Fault {
    pub(super) fn new(nl: impl Into<String>, en: impl Into<String>) -> Self {
        Self { text: Both::new(nl, en), help: None, warning: false }
    }

    pub(super) fn help(mut self, nl: impl Into<String>, en: impl Into<String>) -> Self {
        self.help = Some(Both::new(nl, en));
        self
    }

    pub(super) fn say(&self, language: Language) -> String {
        self.text.get(language).to_owned()
    }

    /// The configuration can be used all the same.
    pub(super) const fn warning(mut self) -> Self {
        self.warning = true;
        self
    }
}

/// The line of a file on which a mistake stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Excerpt {
    pub(super) line: String,
    /// What is marked, in bytes of the line.
    pub(super) marked: Range<usize>,
}

/// One thing that is wrong with the configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The file, as the reader can find it.
    pub file: String,
    /// The line, from 1; 0 when it is about the file as a whole.
    pub line: usize,
    /// The character in the line, from 1; 0 when it is about the file as a whole.
    pub column: usize,
    pub(super) fault: Fault,
    pub(super) excerpt: Option<Excerpt>,
}

impl Mistake {
    /// What is wrong, in one sentence.
    #[must_use]
    pub fn say(&self, language: Language) -> &str {
        self.fault.text.get(language)
    }

    /// What is allowed, and what was probably meant.
    #[must_use]
    pub fn help(&self, language: Language) -> Option<&str> {
        self.fault.help.as_ref().map(|help| help.get(language))
    }

    /// Whether the configuration can be used all the same.
    #[must_use]
    pub const fn is_warning(&self) -> bool {
        self.fault.warning
    }

    /// File, line, what is wrong and what is allowed, in one line.
    #[must_use]
    pub fn one_line(&self, language: Language) -> String {
        let place = if self.line == 0 { self.file.clone() } else { format!("{}:{}", self.file, self.line) };
        let help = self.help(language).map(|help| format!(". {help}")).unwrap_or_default();
        format!("{place}: {}{help}", self.say(language))
    }
}

impl fmt::Display for Mistake {
    /// In Dutch, the language where nothing says another.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.one_line(Language::Nl))
    }
}
