//! `Zeker?`: a few commands ask the same person once more, within two minutes.

use serde::{Deserialize, Serialize};

use super::{
    actor::Actor,
    draft::Draft,
    ids::{EntityId, IncidentId},
    incident::{Incident, Level},
    line::Line,
    message::{Action, Invocation, Message},
    time::{Span, Timestamp},
    words::Due,
};

/// How long the second yes may take.
const WAIT: Span = Span::minutes(2);

/// What waits for the second yes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// `ccvo alarm`.
    Alarm,
    /// `ccvo end`.
    End,
    /// `cmt standdown` of this entity.
    Standdown(EntityId),
    /// `incident deescalate` to this level.
    Deescalate(Level),
}

/// A command that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sure {
    /// Which.
    pub what: What,
    /// Whose.
    pub by: Actor,
    /// Until when.
    pub until: Timestamp,
}

/// `Zeker?` was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SureAsked {
    /// Which command waits.
    pub what: What,
    /// Until when.
    pub until: Timestamp,
}

impl SureAsked {
    pub(super) fn apply(&self, incident: &mut Incident, by: &Actor) {
        incident.sure = Some(Sure { what: self.what.clone(), by: by.clone(), until: self.until });
    }
}

/// Asks `Zeker?` unless the same person just said yes to it. None: go on.
pub(super) fn first(
    draft: &mut Draft<'_>,
    id: IncidentId,
    what: What,
    sure: bool,
    ask: Line,
    command: Invocation,
) -> Option<Message> {
    let (now, actor) = (draft.now(), draft.context.actor.clone());
    let waiting = draft.find(id).and_then(|incident| incident.sure.as_ref());
    if sure && waiting.is_some_and(|waiting| waiting.what == what && waiting.by == actor && waiting.until >= now) {
        return None;
    }
    let until = now.plus(WAIT);
    draft.record(id, SureAsked { what, until });
    let yes = command.with("sure", "yes");
    let mut button = Action::new("yes-sure", yes.clone());
    button.only = actor.person().cloned();
    button.until = Some(until);
    Some(Message::of(ask).and(Line::SureUntil { due: Due(until) }).and(Line::OrType { command: yes }).button(button))
}
