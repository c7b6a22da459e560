//! Links between records: the same event, beside it, related (L3, T7).

use serde::{Deserialize, Serialize};

use super::{
    command::LinkKind,
    draft::Draft,
    duplicate,
    ids::IncidentId,
    incident::{Incident, Level},
    line::Line,
    message::Message,
    words::Word,
};

/// This record was linked to another; both streams say so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Linked {
    /// The other.
    pub other: IncidentId,
    /// How.
    pub kind: LinkKind,
}

/// The crisis centre was asked whether this record and another are the same event (T7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compared {
    /// The other.
    pub other: IncidentId,
}

impl Linked {
    pub(super) fn apply(&self, incident: &mut Incident) {
        incident.links.insert(self.other, self.kind);
        incident.likened.take_if(|likened| likened.other == self.other);
    }
}

/// Links two records; each keeps its own log. Crises are linked, never merged (L3).
pub(super) fn decide(
    draft: &mut Draft<'_>,
    id: IncidentId,
    other: IncidentId,
    kind: LinkKind,
) -> Result<Option<Message>, Message> {
    draft.incident(id)?;
    let second = draft.incident(other)?;
    if id == other {
        return Err(Message::of(Line::LinkToItself { incident: id }));
    }
    if second.exercise != draft.incident(id)?.exercise {
        return Err(Message::of(Line::LinkExercise { incident: id, other }));
    }
    let link = word(kind, draft.find(other));
    if draft.incident(id)?.links.get(&other) == Some(&kind) {
        return Err(Message::of(Line::LinkedAlready { incident: id, other, link }));
    }
    let merges = kind == LinkKind::Same && duplicate::merges(draft.incident(id)?, draft.incident(other)?);
    if merges {
        return duplicate::merge(draft, id, other);
    }
    draft.record(id, Linked { other, kind });
    draft.record(other, Linked { other: id, kind });
    Ok(Some(Message::of(Line::LinkedNow { incident: id, other, link })))
}

/// What stands beside a record is named a crisis only while it is one.
pub(super) fn word(kind: LinkKind, other: Option<&Incident>) -> Word {
    let crisis = kind == LinkKind::Beside && other.is_some_and(|other| other.level == Level::Crisis);
    let crisis = if crisis { "-crisis" } else { "" };
    Word(format!("link-{}{crisis}", kind.word()))
}

/// Asks the crisis centre once whether two dangers in different entities are the same event (T7).
pub(super) fn compare(draft: &mut Draft<'_>, id: IncidentId) {
    let Some(incident) = draft.find(id) else { return };
    let now = draft.now();
    if !incident.is_open() || !incident.in_danger() || duplicate::is_asked(incident, now) {
        return;
    }
    let own = incident.endangered();
    let elsewhere = draft.state().in_danger(incident.exercise).filter(|(entity, _)| !own.contains(entity));
    let other = elsewhere
        .filter_map(|(_, mut others)| others.find(|other| asks(incident, other) && !duplicate::is_asked(other, now)))
        .map(|other| other.id);
    let other = other.max();
    if let Some(other) = other {
        let (later, earlier) = if id > other { (id, other) } else { (other, id) };
        draft.record(earlier, Compared { other: later });
        draft.record(later, Compared { other: earlier });
    }
}

fn asks(incident: &Incident, other: &Incident) -> bool {
    other.id != incident.id && !incident.links.contains_key(&other.id) && !incident.compared.contains(&other.id)
}
