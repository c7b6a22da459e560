//! The state that `decide` sees: open records, the closed ones that were loaded, numbering, indexes.
//!
//! It is a persistent structure: a clone costs nothing, so that a turn works on a tentative one and drops it when
//! the commit fails.

use std::{collections::BTreeMap, sync::Arc};

use rpds::{RedBlackTreeMapSync, RedBlackTreeSetSync};

use super::{
    ids::{IncidentId, RoomId},
    incident::Incident,
    time::Timestamp,
};

/// How an unknown account reported lately: when, and its last record.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Guest {
    /// Times of its latest reports, at most as many as may be made in the window.
    pub reports: Vec<Timestamp>,
    /// Its last record.
    pub last: Option<IncidentId>,
}

/// Everything folded from the streams.
#[derive(Debug, Clone, Default)]
pub struct State {
    incidents: RedBlackTreeMapSync<IncidentId, Arc<Incident>>,
    open_by_room: RedBlackTreeMapSync<RoomId, RedBlackTreeSetSync<IncidentId>>,
    in_danger: RedBlackTreeSetSync<IncidentId>,
    /// The last number given, by year.
    pub numbers: BTreeMap<u16, u32>,
    /// Unknown accounts that reported lately.
    pub guests: BTreeMap<String, Guest>,
    /// Hash of the configuration that was loaded last.
    pub configuration: Option<String>,
}

impl State {
    /// A record that is in memory: every open one, and closed ones that were loaded.
    #[must_use]
    pub fn incident(&self, id: IncidentId) -> Option<&Incident> {
        self.incidents.get(&id).map(Arc::as_ref)
    }

    /// All records in memory, oldest first.
    #[must_use]
    pub fn incidents(&self) -> impl DoubleEndedIterator<Item = &Incident> {
        self.incidents.values().map(Arc::as_ref)
    }

    /// Open records that have to do with a room, oldest first.
    #[must_use]
    pub fn open_in(&self, room: &RoomId) -> impl DoubleEndedIterator<Item = &Incident> {
        let ids = self.open_by_room.get(room);
        ids.into_iter().flat_map(|ids| ids.iter()).filter_map(|id| self.incident(*id))
    }

    /// Open records with a danger to health or a process down, oldest first (T7).
    #[must_use]
    pub fn in_danger(&self) -> impl DoubleEndedIterator<Item = &Incident> {
        self.in_danger.iter().filter_map(|id| self.incident(*id))
    }

    /// Puts a record in, or a new version of it, and keeps the indexes.
    pub fn put(&mut self, incident: Incident) {
        let id = incident.id;
        let before = self.incident(id).filter(|before| before.is_open()).map(Incident::rooms).unwrap_or_default();
        let after = if incident.is_open() { incident.rooms() } else { Vec::new() };
        for room in before.iter().filter(|room| !after.contains(room)) {
            let mut ids = self.open_by_room.get(room).cloned().unwrap_or_default();
            ids.remove_mut(&id);
            if ids.is_empty() {
                self.open_by_room.remove_mut(room);
            } else {
                self.open_by_room.insert_mut(room.clone(), ids);
            }
        }
        for room in after.iter().filter(|room| !before.contains(room)) {
            let mut ids = self.open_by_room.get(room).cloned().unwrap_or_default();
            ids.insert_mut(id);
            self.open_by_room.insert_mut(room.clone(), ids);
        }
        if incident.is_open() && incident.in_danger() {
            self.in_danger.insert_mut(id);
        } else {
            self.in_danger.remove_mut(&id);
        }
        self.incidents.insert_mut(id, Arc::new(incident));
    }

    /// A copy of a record to work on; [`State::put`] puts it back.
    #[must_use]
    pub fn take(&self, id: IncidentId) -> Option<Incident> {
        self.incident(id).cloned()
    }

    /// Forgets a closed record, which can be loaded again.
    pub fn forget(&mut self, id: IncidentId) {
        if self.incident(id).is_some_and(|incident| !incident.is_open()) {
            self.incidents.remove_mut(&id);
        }
    }
}
