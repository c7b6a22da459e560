//! The state that `decide` sees: open records, the closed ones that were loaded, numbering, indexes.
//!
//! It is a persistent structure: a clone costs nothing, so that a turn works on a tentative one and drops it when
//! the commit fails.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use rpds::{RedBlackTreeMapSync, RedBlackTreeSetSync};

use super::{
    alert::AlertKey,
    duty_gap::Gap,
    ids::{EntityId, IncidentId, RoomId, RotaId},
    incident::Incident,
    rota::{Override, Rota},
    time::Timestamp,
};

/// Records under a key.
type Index<K> = RedBlackTreeMapSync<K, RedBlackTreeSetSync<IncidentId>>;

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
    open_by_room: Index<RoomId>,
    in_danger: Index<(bool, EntityId)>,
    alerting: Index<AlertKey>,
    /// The last number given, by year.
    pub numbers: BTreeMap<u16, u32>,
    /// Unknown accounts that reported lately.
    pub guests: BTreeMap<String, Guest>,
    /// Gaps in duty rotas of which whoever can fill them heard, until they are over.
    pub gaps_told: BTreeMap<RotaId, Vec<Gap>>,
    /// Who stands in for whoever is on duty, in the order in which it was said.
    pub stand_ins: BTreeMap<RotaId, Vec<Override>>,
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

    /// Open records, drills or real ones, with a danger to health or a process down: for each entity where it is so,
    /// the youngest first (T7).
    pub fn in_danger(&self, exercise: bool) -> impl Iterator<Item = (&EntityId, impl Iterator<Item = &Incident>)> {
        let entities = self.in_danger.iter().filter(move |((drill, _), _)| *drill == exercise);
        entities.map(|((_, entity), ids)| (entity, ids.iter().rev().filter_map(|id| self.incident(*id))))
    }

    /// The open record to which a group of alerts belongs; of several the first.
    #[must_use]
    pub fn alerting(&self, key: &AlertKey) -> Option<&Incident> {
        self.alerting.get(key)?.iter().find_map(|id| self.incident(*id))
    }

    /// A rota with those who stand in: the last word comes first.
    #[must_use]
    pub fn standing_in<'a>(&self, rota: &'a Rota) -> Cow<'a, Rota> {
        let Some(stand_ins) = self.stand_ins.get(&rota.id).filter(|stand_ins| !stand_ins.is_empty()) else {
            return Cow::Borrowed(rota);
        };
        let mut rota = rota.clone();
        rota.overrides = stand_ins.iter().rev().cloned().chain(rota.overrides).collect();
        Cow::Owned(rota)
    }

    /// Puts a record in, or a new version of it, and keeps the indexes.
    pub fn put(&mut self, incident: Incident) {
        let id = incident.id;
        let before = self.incident(id).filter(|before| before.is_open());
        let after = Some(&incident).filter(|after| after.is_open());
        let rooms = |incident: Option<&Incident>| incident.map(Incident::rooms).unwrap_or_default();
        let (rooms_before, rooms_after) = (rooms(before), rooms(after));
        let (danger_before, danger_after) = (dangers(before), dangers(after));
        let (alerts_before, alerts_after) = alerts(before, after);
        move_in(&mut self.open_by_room, id, &rooms_before, &rooms_after);
        move_in(&mut self.in_danger, id, &danger_before, &danger_after);
        move_in(&mut self.alerting, id, &alerts_before, &alerts_after);
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

fn dangers(incident: Option<&Incident>) -> Vec<(bool, EntityId)> {
    let entities = incident
        .into_iter()
        .flat_map(|incident| incident.endangered().into_iter().map(|entity| (incident.exercise, entity.clone())));
    entities.collect()
}

/// The groups of alerts of a record before and after a change; none where they are the same, which they are in most.
fn alerts(before: Option<&Incident>, after: Option<&Incident>) -> (Vec<AlertKey>, Vec<AlertKey>) {
    // A group never leaves its record.
    if let (Some(before), Some(after)) = (before, after)
        && before.alerts.size() == after.alerts.size()
    {
        return (Vec::new(), Vec::new());
    }
    let keys = |incident: Option<&Incident>| -> Vec<AlertKey> {
        incident.into_iter().flat_map(|incident| incident.alerts.keys().cloned()).collect()
    };
    (keys(before), keys(after))
}

/// Moves a record from the keys that it had to those that it has.
fn move_in<K: Ord + Clone>(index: &mut Index<K>, id: IncidentId, before: &[K], after: &[K]) {
    for key in before.iter().filter(|key| !after.contains(key)) {
        let mut ids = index.get(key).cloned().unwrap_or_default();
        ids.remove_mut(&id);
        if ids.is_empty() {
            index.remove_mut(key);
        } else {
            index.insert_mut(key.clone(), ids);
        }
    }
    for key in after.iter().filter(|key| !before.contains(key)) {
        let mut ids = index.get(key).cloned().unwrap_or_default();
        ids.insert_mut(id);
        index.insert_mut(key.clone(), ids);
    }
}
