//! Texts for the public: apart from the situation updates, and out only after crisis communication confirmed them.

use serde::{Deserialize, Serialize};

use super::{
    actor::Actor,
    draft::Draft,
    event::Envelope,
    ids::{IncidentId, PersonId, RoleId, RoomId, TextId},
    incident::{CcvoPhase, Incident},
    line::Line,
    message::{Action, Effect, Invocation, Message},
    organisation::RoomKind,
    role::FOLLOWER,
    tell,
    time::Timestamp,
};

/// A text for the public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicText {
    /// What.
    pub text: TextId,
    /// Who wrote it.
    pub by: Actor,
    /// Who may confirm it.
    pub people: Vec<PersonId>,
    /// Who of crisis communication confirmed it, and when.
    pub released: Option<(Actor, Timestamp)>,
    /// A newer text stands in its place.
    pub replaced: bool,
    /// When it is asked for again.
    pub remind_at: Option<Timestamp>,
}

/// A text for the public was written, and waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicAsked {
    /// Its number in the record, from 1.
    pub n: u32,
    /// What.
    pub text: TextId,
    /// Who may confirm it: the crisis communication team.
    pub people: Vec<PersonId>,
    /// When they are asked again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remind_at: Option<Timestamp>,
}

/// A text for the public still waits: crisis communication was asked again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicReminded {
    /// Its number.
    pub n: u32,
    /// Who was asked.
    pub people: Vec<PersonId>,
    /// When they are asked again.
    pub next: Timestamp,
}

/// Crisis communication confirmed a text for the public.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicReleased {
    /// Its number.
    pub n: u32,
    /// What.
    pub text: TextId,
    /// Rooms for information in which it stands from now on.
    pub rooms: Vec<RoomId>,
}

impl PublicAsked {
    pub(super) fn apply(&self, incident: &mut Incident, by: &Actor) {
        for older in incident.public.values_mut().filter(|text| text.released.is_none()) {
            older.replaced = true;
        }
        let text = PublicText {
            text: self.text.clone(),
            by: by.clone(),
            people: self.people.clone(),
            released: None,
            replaced: false,
            remind_at: self.remind_at,
        };
        incident.public.insert(self.n, text);
    }
}

impl PublicReminded {
    pub(super) fn apply(&self, incident: &mut Incident) {
        if let Some(text) = incident.public.get_mut(&self.n) {
            text.remind_at = Some(self.next);
        }
    }
}

impl PublicReleased {
    pub(super) fn apply(&self, incident: &mut Incident, envelope: &Envelope) {
        if let Some(text) = incident.public.get_mut(&self.n) {
            text.released = Some((envelope.actor.clone(), envelope.at));
        }
    }
}

/// Writes a text for the public; crisis communication is asked.
pub(super) fn propose(draft: &mut Draft<'_>, id: IncidentId, text: &TextId) -> Result<Option<Message>, Message> {
    let incident = draft.open(id)?;
    let people = incident.meldpunt.as_ref().map(|entity| draft.crisis_communication(entity)).unwrap_or_default();
    if people.is_empty() {
        return Err(Message::of(Line::PublicNobody { incident: id }));
    }
    let last = incident.public.keys().next_back().copied().unwrap_or(0);
    let remind_at = Some(draft.now().plus(draft.organisation().escalation.reminder_every));
    let asked = PublicAsked { n: last.saturating_add(1), text: text.clone(), people: people.clone(), remind_at };
    draft.record(id, asked);
    let officer = draft.find(id).and_then(officer).cloned();
    let people = people.into_iter().chain(officer).collect();
    Ok(draft.unless_said(Message::of(Line::PublicWaits { incident: id, people })))
}

/// Confirms a text for the public; without a number the last one that waits.
pub(super) fn release(draft: &mut Draft<'_>, id: IncidentId, n: Option<u32>) -> Result<Option<Message>, Message> {
    let incident = draft.open(id)?;
    let last = || waiting(incident).map(|(n, _)| n);
    let Some((n, text)) = n.or_else(last).and_then(|n| Some((n, incident.public.get(&n)?))) else {
        return Err(Message::of(Line::PublicNone { incident: id }));
    };
    if let Some((by, at)) = text.released.clone() {
        return Err(Message::of(Line::PublicWasReleased { incident: id, by, at }));
    }
    if text.replaced {
        return Err(Message::of(Line::PublicReplaced { incident: id }));
    }
    let rooms = draft.organisation().rooms.values().filter(|room| room.kind == RoomKind::Info);
    let released = PublicReleased { n, text: text.text.clone(), rooms: rooms.map(|room| room.id.clone()).collect() };
    draft.record(id, released);
    Ok(draft.unless_said(Message::of(Line::PublicIsReleased { incident: id, by: draft.context.actor.clone() })))
}

/// Nobody confirmed the text that waits: crisis communication is asked again, until somebody does, a newer text stands
/// in its place, or the record ends.
pub(super) fn remind(draft: &mut Draft<'_>, id: IncidentId) {
    let Some(incident) = draft.find(id).filter(|incident| incident.is_open()) else { return };
    let Some((n, text)) = waiting(incident) else { return };
    let people = text.people.clone();
    let next = draft.now().plus(draft.organisation().escalation.reminder_every);
    draft.record(id, PublicReminded { n, people, next });
}

/// In alarm the crisis centre speaks across entities: its officer may confirm too (K6).
fn officer(incident: &Incident) -> Option<&PersonId> {
    incident.roles.get(&RoleId::from(FOLLOWER)).filter(|_| incident.phase == CcvoPhase::Alarm)
}

/// Crisis communication is asked where the work is done; in alarm the crisis centre in its room.
pub(super) fn asked(incident: &Incident, n: u32) -> Vec<Effect> {
    let Some(text) = incident.public.get(&n) else { return Vec::new() };
    let release = Invocation::new("update release").about(incident.id).with("number", n);
    let line = Line::PublicProposed { incident: incident.id, by: text.by.clone(), text: text.text.clone() };
    let message = Message::of(line)
        .and(Line::PublicQuestion {})
        .and(Line::OrType { command: release.clone() })
        .button(Action::new("yes-release", release));
    let room = room(incident).cloned().unwrap_or_else(|| incident.work_room());
    let post = |room, mentions| Effect::post(room, message.clone(), mentions);
    let ccvo = incident.desk.room.clone().zip(officer(incident).cloned());
    std::iter::once(post(room, text.people.clone()))
        .chain(ccvo.map(|(room, officer)| post(room, vec![officer])))
        .collect()
}

/// Where crisis communication works, if it has a room of its own.
fn room(incident: &Incident) -> Option<&RoomId> {
    incident.communication_room(incident.meldpunt.as_ref()?)
}

/// The text that waits to be confirmed: at most one, as a newer one stands in the place of those before it.
#[must_use]
pub fn waiting(incident: &Incident) -> Option<(u32, &PublicText)> {
    let mut texts = incident.public.iter().rev();
    texts.find(|(_, text)| text.released.is_none() && !text.replaced).map(|(n, text)| (*n, text))
}

/// Whoever works on it reads what went out; rooms for information read the text alone.
pub(super) fn released(incident: &Incident, body: &PublicReleased, by: &Actor) -> Vec<Effect> {
    let known = Line::PublicOut { incident: incident.id, by: by.clone(), text: body.text.clone() };
    let out = Line::PublicText { incident: incident.id, text: body.text.clone() };
    let rooms = tell::following(incident).into_iter().chain(room(incident).cloned()).collect();
    let working = tell::quietly(rooms, &Message::of(known)).collect::<Vec<_>>();
    working.into_iter().chain(tell::quietly(body.rooms.clone(), &Message::of(out))).collect()
}
