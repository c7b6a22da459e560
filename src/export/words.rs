//! How the export gets its words: lines of the core, and headings of its own.

use fluent_bundle::FluentValue;

use crate::{
    catalog::Catalogue,
    domain::{
        ids::{EntityId, RoleId},
        incident::Incident,
        line::Line,
        message::Arg,
        organisation::{Language, Organisation},
        time::Timestamp,
    },
    text::{Lexicon, Reader, Texts},
};

/// Words in one language, and the free texts.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    /// The words.
    pub lexicon: &'a Lexicon,
    /// In which language.
    pub language: Language,
    /// Names.
    pub organisation: &'a Organisation,
    /// How commands are printed.
    pub catalogue: &'a Catalogue,
    /// The free texts.
    pub texts: &'a dyn Texts,
}

impl<'a> Words<'a> {
    /// The same words with these free texts.
    #[must_use]
    pub fn with<'b>(&self, texts: &'b dyn Texts) -> Words<'b>
    where
        'a: 'b,
    {
        Words { texts, ..*self }
    }
    /// A line as somebody reads it who stands at that moment: times of the same day go without their date.
    #[must_use]
    pub fn say(&self, line: &Line, at: Timestamp) -> String {
        let reader = Reader {
            language: self.language,
            now: at,
            exercise: false,
            organisation: self.organisation,
            catalogue: self.catalogue,
            texts: self.texts,
        };
        self.lexicon.line(line, &reader)
    }

    /// The words under a key of the export.
    #[must_use]
    pub fn phrase(&self, key: &str, arguments: &[(&str, FluentValue<'_>)]) -> String {
        phrase(self.lexicon, self.language, key, arguments)
    }

    /// The words under a key without arguments.
    #[must_use]
    pub fn heading(&self, key: &str) -> String {
        self.phrase(key, &[])
    }

    /// A word of the closed vocabulary.
    #[must_use]
    pub fn word(&self, value: impl Into<Arg>) -> String {
        match value.into() {
            Arg::Word(word) => self.lexicon.word(self.language, &word),
            _ => String::new(),
        }
    }

    /// The name of a role.
    #[must_use]
    pub fn role(&self, id: &RoleId) -> String {
        let key = format!("role-{id}");
        self.lexicon.words(self.language, &key, &[]).unwrap_or_else(|_| id.to_string())
    }

    /// The name of an entity, as configured.
    #[must_use]
    pub fn entity(&self, id: &EntityId) -> String {
        let entity = self.organisation.entities.get(id);
        entity.map_or_else(|| id.to_string(), |entity| entity.name.get(self.language).to_owned())
    }
}

/// The language of a record's page: the one asked for, else that of its reporting point, else the organisation's own.
#[must_use]
pub fn language_of(incident: &Incident, organisation: &Organisation, asked: Option<Language>) -> Language {
    let meldpunt = incident.meldpunt.as_ref().and_then(|entity| organisation.entities.get(entity));
    asked.or(meldpunt.and_then(|entity| entity.language)).unwrap_or(organisation.language)
}

/// The words of reports that need no organisation.
#[derive(Clone, Copy)]
pub(super) struct Speech<'a> {
    pub lexicon: &'a Lexicon,
    pub language: Language,
}

impl Speech<'_> {
    pub fn say(self, key: &str, arguments: &[(&str, FluentValue<'_>)]) -> String {
        phrase(self.lexicon, self.language, key, arguments)
    }
}

/// The words under a key; a key without words is shown itself, so that its facts are not lost.
fn phrase(lexicon: &Lexicon, language: Language, key: &str, arguments: &[(&str, FluentValue<'_>)]) -> String {
    lexicon.words(language, key, arguments).unwrap_or_else(|_| {
        let shown = arguments.iter().map(|(name, value)| format!(" {name}={value:?}"));
        std::iter::once(key.to_owned()).chain(shown).collect()
    })
}
