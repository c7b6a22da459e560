//! Which rooms there are: those of the configuration and the crisis rooms that were opened.

use crate::domain::{
    ids::{IncidentId, RoomId},
    organisation::Organisation,
    state::State,
};

/// Whether the room is a configured one, or the crisis room of a record in memory.
#[must_use]
pub fn exists(room: &RoomId, organisation: &Organisation, state: &State) -> bool {
    organisation.rooms.contains_key(room) || is_crisis_room(room, state)
}

fn is_crisis_room(room: &RoomId, state: &State) -> bool {
    let incident = record_of(room).and_then(|id| state.incident(id));
    incident.is_some_and(|incident| incident.room_of(room).is_some())
}

/// The record that a crisis room's id names.
fn record_of(room: &RoomId) -> Option<IncidentId> {
    let mut parts = room.as_str().splitn(5, '-');
    let (_, word, year, number) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    format!("{word}-{year}-{number}").parse().ok()
}

/// All rooms where somebody can speak: the configured ones, then the open crisis rooms.
#[must_use]
pub fn all(organisation: &Organisation, state: &State) -> Vec<RoomId> {
    let crisis = state.incidents().flat_map(|incident| incident.cmts.values()).filter(|cmt| !cmt.archived);
    let crisis = crisis.map(|cmt| cmt.room.clone());
    let communication = state.incidents().flat_map(|incident| incident.communication.values());
    let communication = communication.filter(|room| !room.archived).map(|room| room.room.clone());
    organisation.rooms.keys().cloned().chain(crisis).chain(communication).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crisis_room_names_its_record() {
        let record = |room: &str| record_of(&room.into());
        assert_eq!(record("crisis-INC-2026-0042-noord"), Some(IncidentId { year: 2026, n: 42 }));
        assert_eq!(record("crisis-INC-2026-0042-noord-west"), Some(IncidentId { year: 2026, n: 42 }));
        for other in ["ccvo", "crisis-", "crisis-INC-2026", "crisis-INC-20é6-1-noord"] {
            assert_eq!(record(other), None, "{other}");
        }
    }

    #[test]
    fn a_crisis_room_of_no_record_does_not_exist() {
        let room = "crisis-INC-2026-0042-noord".into();
        assert!(!exists(&room, &Organisation::default(), &State::default()));
    }
}
