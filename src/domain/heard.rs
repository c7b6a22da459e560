//! What became of a call in the chat: it stands there, or does not get through. Each attempt counts for those who have an
//! account on that network, and nobody waits for the time of their first channel when no chat can have called them.

use serde::{Deserialize, Serialize};

use super::{
    attempt::{By, Try},
    chase::ChaseKind,
    draft::Draft,
    ids::{IncidentId, PersonId},
    incident::Incident,
    reach,
    time::Timestamp,
};

/// How a call stands on a chat network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// Of which record.
    pub incident: IncidentId,
    /// What for.
    pub kind: ChaseKind,
    /// Whom it calls.
    pub people: Vec<PersonId>,
    /// On which network, as in the configuration.
    pub network: String,
    /// It is there; else it does not get through, and nobody knows when it will.
    pub taken: bool,
    /// The other networks on which it is there, or may be at any moment.
    pub elsewhere: Vec<String>,
}

/// A call stands in the chat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChatTaken {
    /// What for.
    pub kind: ChaseKind,
    /// On which network.
    pub network: String,
    /// Who is called on it, at least one.
    pub people: Vec<PersonId>,
}

/// A call in the chat did not get through.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChatFailed {
    /// What for; the first logs do not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<ChaseKind>,
    /// On which network.
    pub network: String,
    /// Who is called and cannot have heard it there, at least one.
    pub people: Vec<PersonId>,
}

impl ChatTaken {
    pub(super) fn apply(&self, incident: &mut Incident, at: Timestamp) {
        note(incident, &self.kind, (&self.network, &self.people), Try { at, taken: Some(true) });
    }
}

impl ChatFailed {
    pub(super) fn apply(&self, incident: &mut Incident, at: Timestamp) {
        if let Some(kind) = &self.kind {
            note(incident, kind, (&self.network, &self.people), Try { at, taken: Some(false) });
        }
    }
}

fn note(incident: &mut Incident, kind: &ChaseKind, (network, people): (&str, &[PersonId]), how: Try) {
    for person in people {
        let tries = incident.tries.entry((kind.clone(), person.clone())).or_default();
        tries.insert(By::Chat(network.to_owned()), how);
    }
}

/// Writes it down for whoever is on that network; whoever is on no other where they can hear it is reached by their own
/// channels at once.
pub(super) fn told(draft: &mut Draft<'_>, heard: &Heard) {
    let Heard { incident: id, kind, network, taken, elsewhere, .. } = heard;
    if draft.find(*id).is_none() {
        return;
    }
    let chats = |person: &PersonId| draft.organisation().people.get(person).map(|known| known.chats.as_slice());
    let there = |person: &&PersonId| chats(person).is_some_and(|chats| chats.contains(network));
    let people: Vec<PersonId> = heard.people.iter().filter(there).cloned().collect();
    if people.is_empty() {
        return;
    }
    let (kind, network) = (kind.clone(), network.clone());
    if *taken {
        draft.record(*id, ChatTaken { kind, network, people });
        return;
    }
    let deaf = |person: &&PersonId| !chats(person).unwrap_or_default().iter().any(|chat| elsewhere.contains(chat));
    let deaf: Vec<PersonId> = people.iter().filter(deaf).cloned().collect();
    draft.record(*id, ChatFailed { kind: Some(kind.clone()), network, people });
    for person in deaf {
        reach::unheard(draft, *id, &kind, &person);
    }
}
