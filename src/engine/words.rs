//! Puts an effect into words, in the language of the room where they are said, and makes it a delivery.

use super::{
    core::{Core, Sight},
    port::{Act, Button, Delivery, Recipients},
};
use crate::{
    domain::{
        answering::{Asked, Asks, spoken_by},
        ids::{IncidentId, PersonId, RoomId},
        line::Line,
        message::{Action, Effect, Message},
        organisation::{Language, Organisation},
        reach::Channel,
        state::State,
        time::Timestamp,
        words::Word,
    },
    store::{
        StoreError,
        batch::EffectRow,
        codec::{Body, Rendered, RenderedButton},
    },
    text::{Texts, reply::Reply},
};

/// The language of a room: its own, else that of its entity, else the organisation's.
#[must_use]
pub fn language(
    room: Option<&RoomId>,
    incident: Option<IncidentId>,
    state: &State,
    organisation: &Organisation,
) -> Language {
    let standing = room.and_then(|room| organisation.rooms.get(room));
    let crisis = || state.incident(incident?)?.room_of(room?);
    let entity = standing.and_then(|room| room.entity.as_ref()).or_else(crisis);
    standing
        .and_then(|room| room.language)
        .or_else(|| entity.and_then(|entity| organisation.entities.get(entity)).and_then(|entity| entity.language))
        .unwrap_or(organisation.language)
}

/// Everything that words depend on.
pub struct Speaker<'a> {
    /// Which words.
    pub core: &'a dyn Core,
    /// Names, numbers, languages.
    pub organisation: &'a Organisation,
    /// The records.
    pub state: &'a State,
    /// The free texts.
    pub texts: &'a dyn Texts,
    /// Business time.
    pub now: Timestamp,
}

impl Speaker<'_> {
    fn sight(&self, room: Option<&RoomId>, incident: Option<IncidentId>, exercise: bool) -> Sight<'_> {
        Sight {
            language: language(room, incident, self.state, self.organisation),
            now: self.now,
            exercise,
            organisation: self.organisation,
            texts: self.texts,
        }
    }

    /// The command of a button in a room.
    #[must_use]
    pub fn command(&self, action: &Action, room: &RoomId, incident: Option<IncidentId>) -> String {
        self.core.command(action, language(Some(room), incident, self.state, self.organisation))
    }

    /// Something that is said at once and kept nowhere.
    #[must_use]
    pub fn say(&self, room: &RoomId, message: &Message) -> Reply {
        self.core.render(message, &[], &self.sight(Some(room), None, self.organisation.demo))
    }

    /// An effect in words.
    #[must_use]
    pub fn render(&self, row: &EffectRow, body: &Body) -> Rendered {
        let incident = row.incident.as_deref().and_then(|id| id.parse().ok());
        let said = |room: &RoomId, message: &Message, mentions: &[PersonId]| {
            let sight = self.sight(Some(room), incident, row.exercise);
            let buttons = message.actions.iter().enumerate();
            let buttons = buttons.map(|(n, action)| RenderedButton {
                id: action_id(&row.id, n),
                label: self.core.label(action, &sight),
                command: self.command(action, room, incident),
            });
            let text = self.core.render(message, mentions, &sight);
            Rendered { text, buttons: buttons.collect(), subject: None }
        };
        match body {
            Body::Effect(Effect::Post { room, message, mentions, .. }) => said(room, message, mentions),
            Body::Effect(Effect::Edit { room, message, .. }) | Body::Rewrite { room, message } => {
                said(room, message, &[])
            }
            Body::Effect(Effect::MailCcvo { subject, message }) => {
                let room = self.organisation.ccvo_room().map(|room| &room.id);
                let sight = self.sight(room, incident, row.exercise);
                let text = self.core.render(message, &[], &sight);
                Rendered { text, buttons: Vec::new(), subject: Some(self.core.line(subject, &sight)) }
            }
            Body::Effect(Effect::Reach { reach, message } | Effect::ReachOver { reach, message }) => {
                let sight = Sight {
                    language: spoken_by(self.organisation, &reach.person),
                    ..self.sight(None, incident, row.exercise)
                };
                let text = self.core.render(message, &[], &sight);
                let subject = message.lines.first().map(|line| self.core.line(line, &sight));
                Rendered { text, buttons: Vec::new(), subject }
            }
            Body::Effect(Effect::OpenRoom { room, .. }) => {
                let sight = self.sight(Some(room), incident, row.exercise);
                let record = incident.and_then(|id| self.state.incident(id));
                let topic = record.map(|record| Line::RoomTopic { incident: record.id, title: record.title.clone() });
                Rendered { subject: topic.map(|topic| self.core.line(&topic, &sight)), ..Rendered::default() }
            }
            Body::Effect(Effect::Pin { .. } | Effect::ArchiveRoom { .. }) => Rendered::default(),
        }
    }

    /// What goes out. The words are those that were kept, so that a retry is the same to the letter.
    ///
    /// # Errors
    /// The row is damaged.
    pub fn delivery(&self, row: &EffectRow, body: &Body, rendered: Rendered) -> Result<Delivery, StoreError> {
        let target = || {
            let target =
                row.target.ok_or_else(|| StoreError::Unreadable(format!("effect {} has no target", row.id)))?;
            Ok::<_, StoreError>(message_id(target))
        };
        let Rendered { text, buttons, subject } = rendered;
        let actions = buttons.into_iter();
        let actions = actions.map(|RenderedButton { id, label, command }| Button { id, label, command }).collect();
        let act = match body.clone() {
            Body::Effect(Effect::Post { room, mentions, .. }) => {
                Act::Post { room, id: message_id(row.seq), text, mentions, actions }
            }
            Body::Effect(Effect::Edit { room, .. }) | Body::Rewrite { room, .. } => {
                Act::Edit { room, target: target()?, text, mentions: Vec::new(), actions }
            }
            Body::Effect(Effect::Pin { room, .. }) => Act::Pin { room, target: target()? },
            Body::Effect(Effect::OpenRoom { room, members }) => {
                let name = if row.exercise { format!("OEFENING {room}") } else { room.to_string() };
                Act::OpenRoom { room, name, topic: subject.unwrap_or_default(), members }
            }
            Body::Effect(Effect::ArchiveRoom { room }) => Act::ArchiveRoom { room },
            Body::Effect(Effect::MailCcvo { .. }) => {
                let to = Recipients::of(row.exercise, self.organisation);
                Act::Mail { to, subject: subject.unwrap_or_default(), text }
            }
            Body::Effect(Effect::Reach { reach, .. } | Effect::ReachOver { reach, .. }) => {
                let to = Recipients::person(row.exercise, self.organisation, &reach);
                let language = spoken_by(self.organisation, &reach.person);
                match reach.channel {
                    Channel::Mail => Act::Mail { to, subject: subject.unwrap_or_default(), text },
                    Channel::Sms => Act::Text { to, text, language },
                    Channel::Phone => Act::Call { to, text, language },
                    Channel::Webhook => {
                        let over = matches!(body, Body::Effect(Effect::ReachOver { .. }));
                        Act::Webhook { to, person: reach.person, text, over }
                    }
                }
            }
        };
        Ok(Delivery {
            effect: row.id.clone(),
            at: Timestamp(row.at),
            incident: row.incident.as_deref().and_then(|id| id.parse().ok()),
            exercise: row.exercise,
            urgent: row.urgent,
            answers: row.answers.clone(),
            aside: row.aside,
            asks: self.asked(row, body),
            again: false,
            fallback: self.fallback(row, body, &act),
            act,
        })
    }

    /// What somebody who is reached by a channel of their own can answer, as long as the call waits for them.
    fn asked(&self, row: &EffectRow, body: &Body) -> Option<Asks> {
        let Body::Effect(Effect::Reach { reach, .. }) = body else { return None };
        let incident = self.state.incident(row.incident.as_deref()?.parse().ok()?)?;
        Asks::of(incident, Asked::now(incident, &reach.kind, &reach.person)?)
    }

    /// Where a page into a crisis room is said while that is not open: in the room where the report came in. And where
    /// the mail of an exercise is shown that goes to nobody: in the room of the crisis centre, which it was for.
    fn fallback(&self, row: &EffectRow, body: &Body, act: &Act) -> Option<(RoomId, String)> {
        if let Act::Mail { to, .. } | Act::Text { to, .. } | Act::Call { to, .. } | Act::Webhook { to, .. } = act {
            let shown = self.organisation.ccvo_room().filter(|_| row.exercise && to.sent().is_empty());
            let (room, line) = match body {
                Body::Effect(Effect::Reach { reach, .. } | Effect::ReachOver { reach, .. }) => {
                    let incident = row.incident.as_deref().and_then(|id| self.state.incident(id.parse().ok()?));
                    let channel = Word(reach.channel.word().to_owned());
                    let line = Line::DrillReachShown { person: reach.person.clone(), channel };
                    let ccvo = shown?.id.clone();
                    (incident.map_or(ccvo, |incident| incident.report_room.clone()), line)
                }
                _ => (shown?.id.clone(), Line::DrillMailShown {}),
            };
            let sight = self.sight(Some(&room), None, false);
            return Some((room, self.core.line(&line, &sight)));
        }
        let Act::Post { room, mentions, .. } = act else { return None };
        let incident = self.state.incident(row.incident.as_deref()?.parse().ok()?)?;
        if mentions.is_empty() || self.organisation.rooms.contains_key(room) {
            return None;
        }
        let other = incident.report_room.clone();
        let sight = self.sight(Some(&other), Some(incident.id), false);
        Some((other, self.core.line(&Line::RoomNotOpenYet { room: room.clone() }, &sight)))
    }
}

/// The id of the n-th button of an effect.
#[must_use]
pub fn action_id(effect: &str, n: usize) -> String {
    format!("{effect}-{n}")
}

/// The id of a message.
#[must_use]
pub fn message_id(seq: u64) -> String {
    format!("m{seq}")
}
