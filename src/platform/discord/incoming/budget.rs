//! How often a session is begun. Discord allows a thousand in a day and then takes the token away, so every beginning is
//! noted before it is made: a process that dies at once and is started again must not spend them.

use std::collections::VecDeque;

use crate::{
    domain::time::{Span, Timestamp},
    engine::port::Note,
    platform::memory::Memory,
    store::StoreError,
};

/// Kind of note: of the empty key, when the last sessions were begun, with spaces between.
const BEGUN: &str = "begun";

/// Discord wants so long between two.
const LEAST: Span = Span(5_000);
/// So many within the hour may follow each other like that; after them the pause doubles.
const FREELY: usize = 10;
const LONGEST: Span = Span::minutes(5);
/// Of how long they are counted, and how many of those are never passed: Discord's own count goes over the same day.
const DAY: Span = Span::hours(24);
const MOST: usize = 800;

/// The beginnings of a day.
#[derive(Debug, Default)]
pub struct Budget {
    begun: VecDeque<Timestamp>,
    not_before: Timestamp,
}

impl Budget {
    /// As it was noted.
    ///
    /// # Errors
    /// The database failed.
    pub async fn recall(memory: &Memory) -> Result<Self, StoreError> {
        let noted = memory.get(BEGUN, "").await?.unwrap_or_default();
        let begun = noted.split(' ').filter_map(|at| at.parse().ok().map(Timestamp)).collect();
        Ok(Self { begun, not_before: Timestamp::default() })
    }

    /// How long the next one must wait.
    #[must_use]
    pub fn wait(&self, now: Timestamp) -> Span {
        // A clock that was set back lets nobody wait for longer than the rules do.
        let since = |span: Span| self.begun.iter().filter(move |at| now.since(**at) < span);
        let doubled = since(Span::hours(1)).count().saturating_sub(FREELY);
        let doubled = u32::try_from(doubled).unwrap_or(u32::MAX);
        let pause = LEAST.0.saturating_mul(2_i64.saturating_pow(doubled)).min(LONGEST.0);
        let mut earliest = self.begun.back().map_or(now, |last| (*last).min(now).plus(Span(pause)));
        if since(DAY).count() >= MOST {
            earliest = since(DAY).next().map_or(earliest, |oldest| earliest.max(oldest.plus(DAY)));
        }
        Span(earliest.max(self.not_before).since(now).0.max(0))
    }

    /// Discord has none left, and says when it has again.
    pub fn spent(&mut self, until: Timestamp) {
        self.not_before = until;
    }

    /// One is begun now; it may be once this is committed.
    #[must_use]
    pub fn begin(&mut self, memory: &Memory, now: Timestamp) -> Note {
        self.begun.retain(|at| now.since(*at) < DAY);
        self.begun.push_back(now);
        while self.begun.len() > MOST {
            self.begun.pop_front();
        }
        let noted: Vec<String> = self.begun.iter().map(|at| at.0.to_string()).collect();
        memory.note(BEGUN, "", Some(noted.join(" ")))
    }
}

#[cfg(test)]
#[path = "budget_tests.rs"]
mod tests;
