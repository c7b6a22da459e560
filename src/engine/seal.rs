//! Seals free texts: salted, hashed, and kept apart from the events that refer to them.

use super::port::Chance;
use crate::catalog::Seal;
use crate::domain::{chain, event::Stream, ids::TextId};

/// A text that was sealed in this turn.
#[derive(Debug, Clone)]
pub struct Sealed {
    /// Its id.
    pub id: TextId,
    /// What it was salted with.
    pub salt: Vec<u8>,
    /// What it says.
    pub content: String,
    /// The stream that refers to it; none while nothing does.
    pub stream: Option<Stream>,
    fresh: bool,
}

/// Seals the texts of one turn.
pub struct Sealer<'a> {
    chance: &'a dyn Chance,
    sealed: Vec<Sealed>,
}

impl Seal for Sealer<'_> {
    fn seal(&mut self, text: &str) -> TextId {
        let mut salt = vec![0; 16];
        self.chance.fill(&mut salt);
        let id = chain::text_id(&salt, text);
        self.sealed.push(Sealed { id: id.clone(), salt, content: text.to_owned(), stream: None, fresh: true });
        id
    }
}

impl<'a> Sealer<'a> {
    /// Nothing sealed yet.
    #[must_use]
    pub const fn new(chance: &'a dyn Chance) -> Self {
        Self { chance, sealed: Vec::new() }
    }

    /// Something stored refers to the texts whose ids are in it.
    pub fn refer(&mut self, stored: &str, stream: Stream) {
        for sealed in self.sealed.iter_mut().filter(|sealed| sealed.stream.is_none()) {
            if stored.contains(sealed.id.as_str()) {
                sealed.stream = Some(stream);
            }
        }
    }

    /// Texts that were not asked for yet.
    pub fn fresh(&mut self) -> Vec<(TextId, String)> {
        let fresh = self.sealed.iter_mut().filter(|sealed| sealed.fresh);
        fresh
            .map(|sealed| {
                sealed.fresh = false;
                (sealed.id.clone(), sealed.content.clone())
            })
            .collect()
    }

    /// Everything that was sealed.
    pub fn finish(&mut self) -> Vec<Sealed> {
        std::mem::take(&mut self.sealed)
    }
}
