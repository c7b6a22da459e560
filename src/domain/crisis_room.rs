//! The crisis room of a CMT: opened, its picture pinned and kept up to date, archived (C2).

use super::{
    cmt::{CmtActivated, CmtAnswered, CmtStoodDown},
    ids::{EntityId, IncidentId},
    incident::Incident,
    line::Line,
    message::{Effect, Message, Slot},
    picture,
    react::Reaction,
    tell,
    timer::{Timer, TimerChange},
    words::Due,
};

pub(super) fn activated(reaction: Reaction, incident: &Incident, body: &CmtActivated) -> Reaction {
    let room = body.room.clone();
    let slot = Slot::Picture(body.entity.clone());
    let mut effects = Vec::new();
    if !body.reopened {
        effects.push(Effect::OpenRoom { room: room.clone(), members: body.members.clone() });
    }
    let message = picture::of(incident);
    effects.push(Effect::Post {
        room: room.clone(),
        message,
        mentions: Vec::new(),
        slot: Some(slot.clone()),
        calls: None,
    });
    effects.push(Effect::Pin { room: room.clone(), slot });
    let told =
        Message::of(Line::CmtActivated { incident: incident.id, entity: body.entity.clone(), room: room.clone() })
            .and(super::calling::lead(incident));
    let others = tell::following(incident).into_iter().filter(|other| *other != room).collect();
    reaction
        .with(effects)
        .with(tell::quietly(others, &told))
        .and(TimerChange::Clear(Timer::Archive(body.entity.clone())))
}

/// The others see who comes; the crisis centre too, while it follows.
pub(super) fn answered(incident: &Incident, body: &CmtAnswered) -> Vec<Effect> {
    let line = Line::MemberAnswered { incident: incident.id, person: body.person.clone(), answer: body.answer };
    let room = incident.cmts.get(&body.entity).map(|cmt| cmt.room.clone());
    tell::quietly(room.into_iter().collect(), &Message::of(line)).collect()
}

pub(super) fn stood_down(incident: &Incident, body: &CmtStoodDown) -> Vec<Effect> {
    let line = Line::CmtStoodDown { incident: incident.id, entity: body.entity.clone(), due: Due(body.archive_at) };
    let mut rooms = tell::following(incident);
    rooms.extend(incident.cmts.get(&body.entity).map(|cmt| cmt.room.clone()));
    tell::quietly(rooms, &Message::of(line).and(super::calling::lead(incident))).collect()
}

pub(super) fn archived(incident: &Incident, entity: &EntityId) -> Option<Effect> {
    incident.cmts.get(entity).map(|cmt| Effect::ArchiveRoom { room: cmt.room.clone() })
}

/// The pinned picture of every crisis room follows what the turn changed.
pub(super) fn refresh(draft: &mut super::draft::Draft<'_>) {
    for id in draft.touched() {
        for effect in edits(draft, id) {
            draft.effect(id, effect);
        }
    }
}

fn edits(draft: &super::draft::Draft<'_>, id: IncidentId) -> Vec<Effect> {
    let (Some(before), Some(incident)) = (draft.before().incident(id), draft.find(id)) else { return Vec::new() };
    let message = picture::of(incident);
    if picture::of(before) == message {
        return Vec::new();
    }
    let shown = |entity: &EntityId| before.cmts.get(entity).is_some_and(|cmt| !cmt.archived);
    let rooms = incident.cmts.iter().filter(|(entity, cmt)| !cmt.archived && shown(entity));
    rooms
        .map(|(entity, cmt)| Effect::Edit {
            room: cmt.room.clone(),
            slot: Slot::Picture(entity.clone()),
            message: message.clone(),
        })
        .collect()
}
