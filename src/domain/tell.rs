//! Who is told: the rooms that follow a record, and everybody who was called about it.

use super::{
    ids::{PersonId, RoomId},
    incident::Incident,
    line::Line,
    message::{Effect, Message},
    recommendation,
    state::State,
};

/// The rooms of the people who work on it: the meldpunt's report room and the crisis rooms.
#[must_use]
pub fn working(incident: &Incident) -> Vec<RoomId> {
    let mut rooms = vec![incident.report_room.clone()];
    rooms.extend(incident.cmts.values().filter(|cmt| cmt.active).map(|cmt| cmt.room.clone()));
    rooms
}

/// The working rooms, and from vooralarm on the crisis centre's room (K5).
#[must_use]
pub fn following(incident: &Incident) -> Vec<RoomId> {
    let rooms = working(incident);
    if incident.phase.active().is_some() { and_ccvo(rooms, incident) } else { rooms }
}

/// These rooms and the crisis centre's room, each once.
#[must_use]
pub fn and_ccvo(mut rooms: Vec<RoomId>, incident: &Incident) -> Vec<RoomId> {
    rooms.extend(incident.desk.room.clone().filter(|room| !rooms.contains(room)));
    rooms
}

/// The same quiet post in each of these rooms.
pub fn quietly(rooms: Vec<RoomId>, message: &Message) -> impl Iterator<Item = Effect> {
    rooms.into_iter().map(move |room| Effect::quiet(room, message.clone()))
}

/// What changed about the crisis centre's phase goes to its room too, and to whoever works on a record linked as the
/// same event: the phase is theirs as well.
#[must_use]
pub fn of_phase(state: &State, incident: &Incident, message: &Message) -> Vec<Effect> {
    let group = recommendation::group(state, incident.id);
    let mut rooms = working(incident);
    for room in group.into_iter().flat_map(working) {
        if !rooms.contains(&room) {
            rooms.push(room);
        }
    }
    quietly(and_ccvo(rooms, incident), message).collect()
}

/// Whoever was called about this record, and the crisis centre's room where it knows of the one that it is linked to:
/// it was told that they may be the same.
#[must_use]
pub fn of_sameness(incident: &Incident, first: &Incident, line: &Line) -> Vec<Effect> {
    let mut effects = everybody_called(incident, line);
    let knows = incident.ccvo_told || first.ccvo_told;
    let told =
        |room: &RoomId| effects.iter().any(|effect| matches!(effect, Effect::Post { room: at, .. } if at == room));
    let room = incident.desk.room.clone().filter(|room| knows && !told(room));
    effects.extend(quietly(room.into_iter().collect(), &Message::of(line.clone())));
    effects
}

/// One post in each room where somebody was called, which mentions those people.
#[must_use]
pub fn everybody_called(incident: &Incident, line: &Line) -> Vec<Effect> {
    let mut rooms: Vec<(RoomId, Vec<PersonId>)> = Vec::new();
    for (person, room) in &incident.called {
        match rooms.iter_mut().find(|(known, _)| known == room) {
            Some((_, people)) => people.push(person.clone()),
            None => rooms.push((room.clone(), vec![person.clone()])),
        }
    }
    if !rooms.iter().any(|(room, _)| *room == incident.report_room) {
        rooms.push((incident.report_room.clone(), Vec::new()));
    }
    let post = |(room, mentions)| Effect::post(room, Message::of(line.clone()), mentions);
    rooms.into_iter().map(post).collect()
}
