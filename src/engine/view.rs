//! The read model: what was committed last, for everybody who only looks.

use std::sync::Arc;

use super::desk::{Desk, Due};
use crate::{
    domain::{ids::TextId, state::State, time::Timestamp},
    text::Texts,
};

/// What was committed last. It never changes; the next one takes its place.
#[derive(Debug)]
pub struct View {
    /// The records.
    pub state: State,
    desk: Desk,
}

impl View {
    pub(super) fn of(desk: &Desk) -> Arc<Self> {
        Arc::new(Self { state: desk.state.clone(), desk: desk.clone() })
    }

    /// When the next timer goes off.
    #[must_use]
    pub fn next_due(&self) -> Option<Timestamp> {
        self.desk.timers().next().map(|((due, ..), _)| *due)
    }

    /// Timers in the order in which they go off, with their generations.
    pub(super) fn timers(&self) -> impl Iterator<Item = (&Due, u64)> {
        self.desk.timers()
    }
}

impl Texts for View {
    fn content(&self, id: &TextId) -> Option<Arc<str>> {
        self.desk.content(id)
    }
}
