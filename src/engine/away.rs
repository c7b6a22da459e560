//! After Noodklok itself was away: what was called meanwhile without reaching anybody.

use std::collections::VecDeque;

use super::{Engine, outbox::Item, port::Note, ticket::Ticket, work::Work};
use crate::domain::{ids::IncidentId, time::Timestamp};

/// How many calls are remembered at most; nobody wants to hear of more.
const BOUND: usize = 1_000;

/// The calls that were made lately.
#[derive(Default)]
pub(super) struct Calls(VecDeque<(Timestamp, IncidentId)>);

impl Calls {
    /// These go out from now on.
    pub fn note(&mut self, items: &[Item], now: Timestamp) {
        self.0.extend(items.iter().filter_map(Item::calls).map(|incident| (now, incident)));
        while self.0.len() > BOUND {
            self.0.pop_front();
        }
    }

    /// The records of those that were made since.
    pub fn since(&self, since: Timestamp) -> Vec<IncidentId> {
        self.0.iter().filter(|(at, _)| *at >= since).map(|(_, incident)| *incident).collect()
    }
}

impl Engine {
    /// A network is back after nothing came in on it since then; so many lines that were said meanwhile were handed in.
    /// The calls that were made meanwhile reach people only now. The notes are committed with it.
    pub async fn back(&self, since: Timestamp, said: usize, notes: Vec<Note>) -> Ticket {
        self.shared.hand_in(|stub| Work::Back(since, said, notes, stub)).await
    }
}
