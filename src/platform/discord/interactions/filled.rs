//! Which acknowledged interactions got their answer, so that none is left with "is thinking" for ever, and none has its
//! answer taken away.

use std::sync::{Mutex, PoisonError};

use serenity::model::id::InteractionId;

use crate::platform::latest::Latest;

/// How many are remembered; an interaction lives for 15 minutes.
const BOUND: usize = 8_192;

/// The interactions of which the deferred answer was filled in.
#[derive(Debug)]
pub struct Filled(Mutex<Latest<u64, ()>>);

impl Default for Filled {
    fn default() -> Self {
        Self(Mutex::new(Latest::of(BOUND)))
    }
}

impl Filled {
    /// An answer takes the place of "is thinking", or is about to: mark it before the call is made.
    pub fn mark(&self, interaction: InteractionId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).put(interaction.get(), ());
    }

    /// Whether an answer took its place.
    #[must_use]
    pub fn is(&self, interaction: InteractionId) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&interaction.get()).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_are_forgotten_first() {
        let filled = Filled::default();
        let bound = u64::try_from(BOUND).unwrap();
        for id in 1..=bound + 1 {
            filled.mark(InteractionId::new(id));
            filled.mark(InteractionId::new(id));
        }
        assert!(!filled.is(InteractionId::new(1)));
        assert!(filled.is(InteractionId::new(2)));
        assert!(filled.is(InteractionId::new(bound + 1)));
    }
}
