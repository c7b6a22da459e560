//! For whom something is put into words, and where the free texts in it come from.

use std::sync::Arc;

use crate::{
    catalog::Catalogue,
    domain::{
        ids::TextId,
        organisation::{Language, Organisation},
        time::Timestamp,
    },
};

/// Where free texts are kept.
pub trait Texts {
    /// The content; none when it was erased.
    fn content(&self, id: &TextId) -> Option<Arc<str>>;
}

/// For whom, and when.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    /// In which language.
    pub language: Language,
    /// Business time, from which distances are counted.
    pub now: Timestamp,
    /// The record is a drill: OEFENING comes first.
    pub exercise: bool,
    /// Names and telephone numbers.
    pub organisation: &'a Organisation,
    /// How commands are printed.
    pub catalogue: &'a Catalogue,
    /// The free texts.
    pub texts: &'a dyn Texts,
}
