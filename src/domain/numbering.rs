//! The organisation's own stream: the numbers of records, and which configuration was in force.

use serde::{Deserialize, Serialize};

use super::{
    ids::IncidentId,
    state::{Guest, State},
    time::Timestamp,
};

/// A configuration other than the last one was loaded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Configured {
    /// SHA-256 of its files, in hexadecimal.
    pub hash: String,
}

/// A record got its number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Numbered {
    /// The number.
    pub incident: IncidentId,
    /// The unknown account or the system that reported it, if it was one: how many they report is limited.
    pub guest: Option<String>,
}

/// How many reports an unknown account may open within [`GUEST_WINDOW`]; more are added to its last one.
pub const GUEST_REPORTS: usize = 3;
/// See [`GUEST_REPORTS`].
pub const GUEST_WINDOW: super::time::Span = super::time::Span::minutes(10);

impl Configured {
    pub(super) fn apply(&self, state: &mut State) {
        state.configuration = Some(self.hash.clone());
    }
}

impl Numbered {
    pub(super) fn apply(&self, state: &mut State, at: Timestamp) {
        let last = state.numbers.entry(self.incident.year).or_default();
        *last = self.incident.n.max(*last);
        // Accounts whose window has passed are forgotten, so that the list does not grow with history.
        let window = at.minus(GUEST_WINDOW);
        state.guests.retain(|_, guest| guest.reports.last().is_some_and(|report| *report > window));
        if let Some(account) = &self.guest {
            let guest: &mut Guest = state.guests.entry(account.clone()).or_default();
            guest.reports.retain(|report| *report > window);
            guest.reports.push(at);
            guest.last = Some(self.incident);
        }
    }
}
