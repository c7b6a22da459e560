//! The Fluent files of one language, read once.

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use include_dir::Dir;
use unic_langid::LanguageIdentifier;

/// Why the words cannot be read. The files are embedded, so that a test always finds it first.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LexiconError {
    /// A file does not parse, or holds no text.
    #[error("{file}: {text}")]
    Syntax {
        /// Which file.
        file: String,
        /// What is wrong.
        text: String,
    },
    /// A key stands in two places.
    #[error("{file}: {text}")]
    Twice {
        /// The second place.
        file: String,
        /// Which key.
        text: String,
    },
    /// The language is no language.
    #[error("{0} is not a language")]
    Language(String),
}

/// Why something could not be said.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unsaid {
    /// No words stand under the key.
    #[error("no words for {0}")]
    Missing(String),
    /// The words do not fit the arguments.
    #[error("{key}: {text}")]
    Misfit {
        /// Which key.
        key: String,
        /// What is wrong.
        text: String,
    },
}

/// The words of one language.
pub struct Bundle(FluentBundle<FluentResource>);

impl Bundle {
    /// Reads every file of the folder.
    pub fn read(tag: &str, folder: &Dir<'_>) -> Result<Self, LexiconError> {
        let language: LanguageIdentifier = tag.parse().map_err(|_| LexiconError::Language(tag.to_owned()))?;
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // Fluent's own marks around arguments would keep a printed command from parsing back.
        bundle.set_use_isolating(false);
        for file in folder.files() {
            let name = file.path().display().to_string();
            let wrong = |text: String| LexiconError::Syntax { file: format!("{tag}/{name}"), text };
            let source = file.contents_utf8().ok_or_else(|| wrong("not UTF-8".to_owned()))?;
            let resource = FluentResource::try_new(source.to_owned())
                .map_err(|(_, errors)| wrong(errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")))?;
            bundle.add_resource(resource).map_err(|errors| LexiconError::Twice {
                file: format!("{tag}/{name}"),
                text: errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
            })?;
        }
        Ok(Self(bundle))
    }

    /// Whether words stand under the key.
    pub fn has(&self, key: &str) -> bool {
        self.0.get_message(key).is_some_and(|message| message.value().is_some())
    }

    /// The words under the key.
    pub fn format(&self, key: &str, arguments: &FluentArgs<'_>) -> Result<String, Unsaid> {
        let message = self.0.get_message(key);
        let pattern = message.and_then(|message| message.value()).ok_or_else(|| Unsaid::Missing(key.to_owned()))?;
        let mut errors = Vec::new();
        let text = self.0.format_pattern(pattern, Some(arguments), &mut errors).into_owned();
        if errors.is_empty() {
            return Ok(text);
        }
        let text = errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        Err(Unsaid::Misfit { key: key.to_owned(), text })
    }
}
