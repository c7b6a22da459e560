//! Somebody stands in for whoever is on duty, for a time. The last word counts.

use serde::{Deserialize, Serialize};

use super::{
    actor::Actor,
    draft::Draft,
    duty_gap,
    ids::{PersonId, RoomId, RotaId},
    line::Line,
    message::{Effect, Message},
    on_duty::{Unfit, unfit},
    rota::Override,
    state::State,
    time::Timestamp,
    turn::Answer,
    words::Verbatim,
};

/// Somebody stands in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandsIn {
    /// In which rota.
    pub rota: RotaId,
    /// Whose it is: the id of a team or an entity.
    pub whose: String,
    /// Where those are who rely on it.
    pub room: RoomId,
    /// Who.
    pub person: PersonId,
    /// From when.
    pub from: Timestamp,
    /// To when.
    pub until: Timestamp,
}

impl StandsIn {
    pub(super) fn apply(&self, state: &mut State, at: Timestamp) {
        let others = state.stand_ins.entry(self.rota.clone()).or_default();
        others.retain(|one| one.until > at);
        others.push(Override { from: self.from, until: self.until, person: self.person.clone() });
    }

    fn message(&self, by: &Actor) -> Message {
        let (whose, person) = (Verbatim(self.whose.clone()), self.person.clone());
        Message::of(Line::StandsIn { whose, person, from: self.from, until: self.until, by: by.clone() })
            .and(Line::StandsInThen {})
    }

    /// Whoever stands in hears it, and those who rely on them.
    pub(super) fn told(&self, by: &Actor) -> Effect {
        let (room, message) = (self.room.clone(), self.message(by));
        Effect::post(room, message, vec![self.person.clone()])
    }
}

/// Puts somebody in from now, or from then.
pub(super) fn decide(
    draft: &mut Draft<'_>,
    rota: &RotaId,
    person: &PersonId,
    (from, until): (Option<Timestamp>, Timestamp),
) -> Result<Option<Answer>, Message> {
    let organisation = draft.organisation();
    let known = organisation.rotas.get(rota).and_then(|rota| Some((rota, duty_gap::room(organisation, rota)?)));
    let Some((rota, room)) = known else { return Err(Message::of(Line::OncallNoRota {})) };
    let from = from.unwrap_or(draft.now());
    if until <= from {
        return Err(Message::of(Line::StandsInBackwards { from, until }));
    }
    if let Some(why) = unfit(organisation, rota, person) {
        let (whose, person) = (Verbatim(rota.whose()), person.clone());
        return Err(Message::of(match why {
            Unfit::Unreachable => Line::StandsInUnreachable { person },
            Unfit::Outsider(_) => Line::StandsInOutsider { whose, person },
        }));
    }
    let (whose, person) = (rota.whose(), person.clone());
    let body = StandsIn { rota: rota.id.clone(), whose, room, person, from, until };
    // Where it is said to everybody who relies on it, that is the answer.
    let here = draft.context.room.as_ref() == Some(&body.room);
    let message = body.message(&draft.context.actor);
    draft.record_organisation(body);
    Ok((!here).then_some(Answer { incident: None, message, slot: None }))
}
