//! How the export gets its words, without knowing where they are kept.

use crate::{
    domain::{ids::TextId, line::Line, organisation::Language, organisation::Organisation, time::Timestamp},
    catalog::Catalogue,
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

impl Words<'_> {
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

    /// A free text as it was written; none when it was erased.
    #[must_use]
    pub fn content(&self, id: &TextId) -> Option<String> {
        self.texts.content(id).map(|text| text.to_string())
    }
}
