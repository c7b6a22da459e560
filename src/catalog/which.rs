//! Which record and which entity a line is about, where it does not say so itself.

use super::{Situation, args::Args, complaint};
use crate::domain::{
    fact::Statement,
    ids::{EntityId, IncidentId},
    incident::Incident,
    message::Message,
    organisation::RoomKind,
    time::Span,
    undo,
};

/// How long the speaker's own report stays the one they mean.
const OWN_REPORT: Span = Span::minutes(60);

/// The record: the id given, that of the message, the crisis room's, the speaker's own, the room's only one.
pub fn incident(args: &Args<'_, '_>) -> Result<IncidentId, Message> {
    let situation = args.situation;
    if let Some(id) = args.parsed.incident {
        let known = situation.state.incident(id).is_some();
        return if known { Ok(id) } else { Err(complaint::unknown_incident(id)) };
    }
    if let Some(id) = situation.about.filter(|id| situation.state.incident(*id).is_some()) {
        return Ok(id);
    }
    if let Some((incident, _)) = crisis_room(situation) {
        return Ok(incident.id);
    }
    let recent = situation.now.minus(OWN_REPORT);
    let own = |incident: &&Incident| {
        incident.reporter == *situation.actor && incident.origin == *situation.room && incident.opened_at >= recent
    };
    // The youngest first, and no more of them than are offered: a room may have very many.
    let youngest = || situation.state.open_in(situation.room).rev();
    let own = youngest().take_while(|incident| incident.opened_at >= recent).filter(own);
    let mut candidates: Vec<IncidentId> = own.take(complaint::OFFERED).map(|incident| incident.id).collect();
    if candidates.is_empty() {
        candidates = youngest().take(complaint::OFFERED).map(|incident| incident.id).collect();
    }
    candidates.reverse();
    match candidates.as_slice() {
        [only] => Ok(*only),
        several => Err(complaint::which_incident(args, several)),
    }
}

/// The record in which the speaker takes something back: without an id, the one in which they did something last.
pub fn undoable(args: &Args<'_, '_>) -> Result<IncidentId, Message> {
    let said = args.parsed.incident.or(args.situation.about).is_some();
    let last = || undo::last_of(args.situation.state, args.situation.actor);
    if said { incident(args) } else { last().map_or_else(|| incident(args), Ok) }
}

/// The record and entity of the crisis room in which it is said.
pub fn crisis_room<'a>(situation: &Situation<'a>) -> Option<(&'a Incident, &'a EntityId)> {
    // A standing room is nobody's crisis room, however many records have to do with it.
    if situation.organisation.rooms.contains_key(situation.room) {
        return None;
    }
    let mut open = situation.state.open_in(situation.room);
    open.find_map(|incident| incident.room_of(situation.room).map(|entity| (incident, entity)))
}

/// The entity of a command that sets no fact: the one given, the crisis room's, the speaker's in the record, the meldpunt.
pub fn acting(situation: &Situation<'_>, incident: &Incident, given: Option<EntityId>) -> Option<EntityId> {
    // The crisis room of another record gives nobody a say in this one.
    let here = crisis_room(situation).filter(|(other, _)| other.id == incident.id);
    let room = || here.map(|(_, entity)| entity.clone());
    let own = || speaker(situation).filter(|entity| incident.entities().contains(entity));
    given.or_else(room).or_else(own).or_else(|| incident.meldpunt.clone())
}

/// The speaker's entity.
fn speaker(situation: &Situation<'_>) -> Option<EntityId> {
    let person = situation.organisation.people.get(situation.actor.person()?)?;
    person.entity.clone()
}

/// The entities that facts are about, the first one the main one: those given, the named process's, the crisis
/// room's, the building's only one, the report room's, the speaker's. CCVO people have no default.
pub fn facts(args: &Args<'_, '_>, processes: &[Statement]) -> Vec<EntityId> {
    let given = args.entities();
    if !given.is_empty() {
        return given;
    }
    let process = || processes.iter().find_map(|statement| statement.entity.clone());
    let crisis = || crisis_room(args.situation).map(|(_, entity)| entity.clone());
    let found = process().or_else(crisis).or_else(|| building(args)).or_else(|| default(args.situation));
    found.into_iter().collect()
}

/// The only entity that the building houses.
fn building(args: &Args<'_, '_>) -> Option<EntityId> {
    let id = args.building()?;
    match args.situation.organisation.buildings.get(&id)?.entities.as_slice() {
        [only] => Some(only.clone()),
        _ => None,
    }
}

fn default(situation: &Situation<'_>) -> Option<EntityId> {
    let organisation = situation.organisation;
    if situation.actor.person().is_some_and(|person| organisation.is_ccvo(person)) {
        return None;
    }
    let room = organisation.rooms.get(situation.room).filter(|room| room.kind == RoomKind::Report);
    room.and_then(|room| room.entity.clone()).or_else(|| speaker(situation))
}
