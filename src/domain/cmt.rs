//! The crisis management team: activation, answers, stand-down (C1–C3).

use serde::{Deserialize, Serialize};

use super::{
    ccvo,
    chase::{self, ChaseKind},
    command::Coming,
    draft::Draft,
    ids::{EntityId, IncidentId, PersonId, RoomId},
    incident::Incident,
    line::Line,
    message::{Invocation, Message},
    sure::{self, What},
    time::{Span, Timestamp},
};

/// The CMT of one entity in this record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cmt {
    /// Whether it leads.
    pub active: bool,
    /// Its crisis room.
    pub room: RoomId,
    /// Whether that room is read-only.
    pub archived: bool,
    /// Chair, deputies, core members and crisis communication, with their answers.
    pub members: Vec<(PersonId, Option<Coming>)>,
}

/// How long a stand-down can be undone; only then the room becomes read-only.
const UNDO: Span = Span::minutes(10);

/// A CMT was activated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CmtActivated {
    /// Of which entity.
    pub entity: EntityId,
    /// Its crisis room.
    pub room: RoomId,
    /// The room was there already and is not archived.
    pub reopened: bool,
    /// Chair, deputies, core members and crisis communication.
    pub members: Vec<PersonId>,
}

/// A member of the CMT answered the call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CmtAnswered {
    /// Of which entity.
    pub entity: EntityId,
    /// Who.
    pub person: PersonId,
    /// How.
    pub answer: Coming,
}

/// A CMT was stood down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CmtStoodDown {
    /// Of which entity.
    pub entity: EntityId,
    /// When its room becomes read-only, after the undo time.
    pub archive_at: Timestamp,
}

/// The crisis room became read-only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomArchived {
    /// Of which entity.
    pub entity: EntityId,
}

impl CmtActivated {
    pub(super) fn apply(&self, incident: &mut Incident) {
        incident.refused.retain(|entity| *entity != self.entity);
        let members = self.members.iter().map(|person| (person.clone(), None)).collect();
        let cmt = Cmt { active: true, room: self.room.clone(), archived: false, members };
        incident.cmts.insert(self.entity.clone(), cmt);
    }
}

impl CmtAnswered {
    pub(super) fn apply(&self, incident: &mut Incident) {
        let members = incident.cmts.get_mut(&self.entity).map(|cmt| cmt.members.as_mut_slice()).unwrap_or_default();
        for (_, answer) in members.iter_mut().filter(|(person, _)| *person == self.person) {
            *answer = Some(self.answer);
        }
    }
}

impl CmtStoodDown {
    pub(super) fn apply(&self, incident: &mut Incident) {
        incident.sure = None;
        incident.refused.push(self.entity.clone());
        if let Some(cmt) = incident.cmts.get_mut(&self.entity) {
            cmt.active = false;
        }
    }
}

impl RoomArchived {
    pub(super) fn apply(&self, incident: &mut Incident) {
        if let Some(cmt) = incident.cmts.get_mut(&self.entity) {
            cmt.archived = true;
        }
    }
}

/// Whose CMT a command is about: the entity given, else the crisis room's, else the speaker's if it is in the record,
/// else the meldpunt.
pub(super) fn entity(draft: &Draft<'_>, id: IncidentId, given: Option<&EntityId>) -> Option<EntityId> {
    let incident = draft.find(id)?;
    let room = draft.context.room.as_ref();
    let of_room = room.and_then(|room| incident.room_of(room));
    let speaker = draft.context.actor.person().and_then(|person| draft.organisation().people.get(person));
    let own = speaker.and_then(|person| person.entity.as_ref());
    let own = own.filter(|entity| incident.entities().contains(entity));
    given.or(of_room).or(own).or(incident.meldpunt.as_ref()).cloned()
}

/// `cmt activate`: by somebody with the right it is the confirmation itself, also below crisis (C2).
pub(super) fn activate(
    draft: &mut Draft<'_>,
    id: IncidentId,
    given: Option<&EntityId>,
) -> Result<Option<Message>, Message> {
    let incident = draft.open(id)?;
    let Some(entity) = entity(draft, id, given) else {
        return Err(Message::of(Line::CmtOfWhich { incident: id }));
    };
    if let Some(cmt) = incident.active_cmt(&entity) {
        let room = cmt.room.clone();
        return Ok(Some(Message::of(Line::CmtAlreadyActive { incident: id, entity, room })));
    }
    start(draft, id, &entity)?;
    let room = RoomId::crisis(id, &entity);
    Ok(draft.unless_said(Message::of(Line::CmtIsActive { incident: id, entity, room })))
}

/// The crisis room of the entity's CMT opens and each member is called (C2, C3).
pub(super) fn start(draft: &mut Draft<'_>, id: IncidentId, entity: &EntityId) -> Result<(), Message> {
    let incident = draft.open(id)?;
    let Some(team) = draft.organisation().cmt(entity) else {
        return Err(Message::of(Line::NoCmt { incident: id, entity: entity.clone() }));
    };
    let mut members = team.everybody();
    members.extend(draft.crisis_communication(entity).into_iter().filter(|person| !team.everybody().contains(person)));
    let reopened = incident.cmts.get(entity).is_some_and(|cmt| !cmt.archived);
    let room = RoomId::crisis(id, entity);
    chase::end(draft, id, &ChaseKind::FirstResponders, true);
    draft.record(id, CmtActivated { entity: entity.clone(), room, reopened, members });
    chase::end(draft, id, &ChaseKind::Activation(entity.clone()), true);
    chase::open(draft, id, &ChaseKind::Cmt(entity.clone()));
    Ok(())
}

/// `cmt standdown`, after `Zeker?`. Of a CMT that was only asked for, it is the answer no.
pub(super) fn stand_down(
    draft: &mut Draft<'_>,
    id: IncidentId,
    given: Option<&EntityId>,
    sure: bool,
) -> Result<Option<Message>, Message> {
    let incident = draft.open(id)?;
    let Some(entity) = entity(draft, id, given) else {
        return Err(Message::of(Line::CmtOfWhich { incident: id }));
    };
    if incident.active_cmt(&entity).is_none() {
        if !incident.chases.contains_key(&ChaseKind::Activation(entity.clone())) {
            return Err(Message::of(Line::CmtNotActive { incident: id, entity }));
        }
        chase::end(draft, id, &ChaseKind::Activation(entity.clone()), true);
        return Ok(Some(Message::of(Line::ActivationRefused { incident: id, entity })));
    }
    let ask = Line::SureStanddown { incident: id, entity: entity.clone() };
    let command = Invocation::new("cmt standdown").about(id).with("entity", &entity);
    if let Some(message) = sure::first(draft, id, What::Standdown(entity.clone()), sure, ask, command) {
        return Ok(Some(message));
    }
    let archive_at = draft.now().plus(UNDO);
    draft.record(id, CmtStoodDown { entity: entity.clone(), archive_at });
    chase::end(draft, id, &ChaseKind::Cmt(entity.clone()), false);
    Ok(draft.unless_said(Message::of(Line::CmtStood { incident: id, entity, archive_at })))
}

/// The undo time is over: the room becomes read-only, unless the CMT is active again.
pub(super) fn archive(draft: &mut Draft<'_>, id: IncidentId, entity: &EntityId) {
    let cmt = draft.find(id).and_then(|incident| incident.cmts.get(entity));
    if cmt.is_some_and(|cmt| !cmt.active && !cmt.archived) {
        draft.record(id, RoomArchived { entity: entity.clone() });
    }
}

/// `ack`: whoever is called answers for themselves.
pub(super) fn answer(
    draft: &mut Draft<'_>,
    id: IncidentId,
    answer: Option<Coming>,
) -> Result<Option<Message>, Message> {
    let Some(person) = draft.context.actor.person().cloned() else {
        return Err(Message::of(Line::NotCalled { incident: id }));
    };
    let incident = draft.incident(id)?;
    let entities: Vec<EntityId> = called_by(incident, &person);
    if entities.is_empty() {
        return other_answer(draft, id, &person);
    }
    let answer = answer.unwrap_or_default();
    for entity in entities {
        draft.record(id, CmtAnswered { entity: entity.clone(), person: person.clone(), answer });
        let everybody = draft.find(id).and_then(|incident| incident.cmts.get(&entity));
        if everybody.is_some_and(|cmt| cmt.members.iter().all(|(_, answer)| answer.is_some())) {
            chase::end(draft, id, &ChaseKind::Cmt(entity), true);
        }
    }
    Ok(draft.unless_said(Message::of(Line::AnswerNoted { incident: id, person, answer })))
}

/// Whether the call of an active CMT waits for the person.
pub(super) fn waits_for(incident: &Incident, person: &PersonId) -> bool {
    let mut members = incident.cmts.values().filter(|cmt| cmt.active).flat_map(|cmt| &cmt.members);
    members.any(|(member, answer)| member == person && answer.is_none())
}

/// The active CMTs of which the person is a member.
fn called_by(incident: &Incident, person: &PersonId) -> Vec<EntityId> {
    let active = incident.cmts.iter().filter(|(_, cmt)| cmt.active);
    let member = active.filter(|(_, cmt)| cmt.members.iter().any(|(member, _)| member == person));
    member.map(|(entity, _)| entity.clone()).collect()
}

/// Somebody who was called for something else than a CMT.
fn other_answer(draft: &mut Draft<'_>, id: IncidentId, person: &PersonId) -> Result<Option<Message>, Message> {
    let waits = draft.before().incident(id).is_some_and(|before| {
        let called = before.chases.get(&ChaseKind::FirstResponders);
        // They may answer while their call still waits.
        called.is_some_and(|chase| chase.includes(person)) || draft.find(id).is_some_and(|now| now.told != before.told)
    });
    if waits {
        return Ok(Some(Message::of(Line::ResponderAnswered { incident: id, person: person.clone() })));
    }
    if ccvo::is_officer(draft) {
        return ccvo::acknowledge(draft, id);
    }
    let incident = draft.incident(id)?;
    if incident.call_open() {
        // The telephone call is closed by nothing but its confirmation (K4).
        let command = Invocation::new("ccvo called").about(id).hinting("who-answered");
        let phone = super::words::Verbatim(incident.desk.phone.clone());
        return Ok(Some(Message::of(Line::CallStillOpen { incident: id, phone }).and(Line::OrType { command })));
    }
    Ok(Some(Message::of(Line::NothingWaits { incident: id })))
}
