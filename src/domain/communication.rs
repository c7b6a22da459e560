//! The communication room beside the crisis room: opened on demand for crisis communication, read-only once the record
//! ended.

use serde::{Deserialize, Serialize};

use super::{
    calling, cmt,
    draft::Draft,
    ids::{EntityId, IncidentId, PersonId, RoleId, RoomId},
    incident::Incident,
    line::Line,
    message::{Effect, Message},
    public, tell,
};

/// The communication room of one entity in this record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommunicationRoom {
    /// Its id.
    pub room: RoomId,
    /// Whether it is read-only.
    pub archived: bool,
    /// How many rooms the entity had in this record, with this one.
    pub count: u32,
}

/// A communication room was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommunicationOpened {
    /// Of which entity.
    pub entity: EntityId,
    /// Its room.
    pub room: RoomId,
    /// The crisis communication team, who holds the role, and who asked for it.
    pub members: Vec<PersonId>,
}

/// A communication room became read-only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommunicationArchived {
    /// Of which entity.
    pub entity: EntityId,
}

impl CommunicationOpened {
    pub(super) fn apply(&self, incident: &mut Incident) {
        let before = incident.communication.get(&self.entity).map_or(0, |room| room.count);
        let room = CommunicationRoom { room: self.room.clone(), archived: false, count: before.saturating_add(1) };
        incident.communication.insert(self.entity.clone(), room);
    }
}

impl CommunicationArchived {
    pub(super) fn apply(&self, incident: &mut Incident) {
        if let Some(room) = incident.communication.get_mut(&self.entity) {
            room.archived = true;
        }
    }
}

/// Opens the entity's communication room; where it is open already, says which it is.
pub(super) fn open(
    draft: &mut Draft<'_>,
    id: IncidentId,
    given: Option<&EntityId>,
) -> Result<Option<Message>, Message> {
    let incident = draft.open(id)?;
    let Some(entity) = cmt::entity(draft, id, given) else {
        return Err(Message::of(Line::CmtOfWhich { incident: id }));
    };
    if let Some(room) = incident.communication_room(&entity).cloned() {
        return Ok(Some(Message::of(Line::CommunicationIsOpen { incident: id, entity, room })));
    }
    let mut members = draft.crisis_communication(&entity);
    if members.is_empty() {
        return Err(Message::of(Line::CommunicationNobody { incident: id, entity }));
    }
    let holder = incident.roles.get(&RoleId::from("communication")).cloned();
    for person in holder.into_iter().chain(draft.context.actor.person().cloned()) {
        if !members.contains(&person) {
            members.push(person);
        }
    }
    // A room that was closed stays closed: what was said in it is part of the record.
    let before = incident.communication.get(&entity).map_or(0, |room| room.count);
    let room = RoomId::communication(id, &entity, before.saturating_add(1));
    draft.record(id, CommunicationOpened { entity: entity.clone(), room: room.clone(), members });
    Ok(draft.unless_said(Message::of(Line::CommunicationIsOpen { incident: id, entity, room })))
}

/// In a record that ended nobody writes for the public any more.
pub(super) fn follow(draft: &mut Draft<'_>, id: IncidentId) {
    let Some(incident) = draft.find(id).filter(|incident| !incident.is_open()) else { return };
    let open = incident.communication.iter().filter(|(_, room)| !room.archived);
    let entities: Vec<EntityId> = open.map(|(entity, _)| entity.clone()).collect();
    for entity in entities {
        draft.record(id, CommunicationArchived { entity });
    }
}

/// The room opens with who speaks and what waits; whoever works on the record reads that it is there.
pub(super) fn opened(incident: &Incident, body: &CommunicationOpened) -> Vec<Effect> {
    let (id, room) = (incident.id, body.room.clone());
    let mut message = Message::of(Line::CommunicationRoom { incident: id, title: incident.title.clone() })
        .and(calling::lead(incident))
        .and(Line::CommunicationHere {});
    if let Some((_, text)) = public::waiting(incident) {
        message = message.and(Line::PublicTextWaits { text: text.text.clone() });
    }
    let line = Line::CommunicationIsOpen { incident: id, entity: body.entity.clone(), room: room.clone() };
    let is_there = Message::of(line);
    let told = tell::quietly(tell::working(incident), &is_there);
    let begin = [
        Effect::OpenRoom { room: room.clone(), members: body.members.clone() },
        Effect::post(room, message, body.members.clone()),
    ];
    begin.into_iter().chain(told).collect()
}

/// It says why, and becomes read-only.
pub(super) fn archived(incident: &Incident, entity: &EntityId) -> Vec<Effect> {
    let Some(room) = incident.communication.get(entity).map(|room| room.room.clone()) else { return Vec::new() };
    let over = Message::of(Line::CommunicationOver { incident: incident.id, status: incident.status });
    vec![Effect::quiet(room.clone(), over), Effect::ArchiveRoom { room }]
}
