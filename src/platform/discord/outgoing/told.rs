//! What the operator was told: once for as long as the program runs, because what is tried again and again is not said
//! as often.

use std::{
    collections::BTreeSet,
    sync::{Mutex, PoisonError},
};

/// The sentences that the operator has.
#[derive(Debug, Default)]
pub struct Told(Mutex<BTreeSet<String>>);

impl Told {
    /// Tells it, unless it was.
    pub fn tell(&self, sentence: &str) {
        let sentence = sentence.trim_end();
        if self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(sentence.to_owned()) {
            tracing::error!("{sentence}");
        }
    }
}
