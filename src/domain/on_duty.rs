//! Who is called first now: whoever is on duty, by the rotas of the configuration and by who stands in.

use std::borrow::Cow;

use super::{
    ids::{EntityId, PersonId, TeamId},
    organisation::{Organisation, Team, TeamKind},
    rota::Rota,
    state::State,
    time::Timestamp,
};

/// Who is on duty at an instant.
#[derive(Debug, Clone, Copy)]
pub struct Duty<'a> {
    /// The rotas.
    pub organisation: &'a Organisation,
    /// Who stands in.
    pub state: &'a State,
    /// When.
    pub now: Timestamp,
}

/// Whoever is on duty comes before the list, which stays: nobody is left uncalled where the rota has a gap.
fn before(on_duty: Option<&PersonId>, list: Vec<PersonId>) -> Vec<PersonId> {
    let others = list.into_iter().filter(|person| Some(person) != on_duty);
    on_duty.into_iter().cloned().chain(others).collect()
}

impl<'a> Duty<'a> {
    /// Every rota as it stands, with who stands in.
    pub fn rotas(self) -> impl Iterator<Item = Cow<'a, Rota>> {
        self.organisation.rotas.values().map(move |rota| self.state.standing_in(rota))
    }

    fn on_duty(self, whose: impl Fn(&Rota) -> bool) -> Option<PersonId> {
        let rota = self.organisation.rotas.values().find(|rota| whose(rota))?;
        self.state.standing_in(rota).on_duty(self.now).cloned()
    }

    /// The people of a team in the order in which they are called.
    #[must_use]
    pub fn called_of(self, team: &Team) -> Vec<PersonId> {
        let list = if team.duty.is_empty() { team.everybody() } else { team.duty.clone() };
        before(self.on_duty(|rota| rota.team.as_ref() == Some(&team.id)).as_ref(), list)
    }

    /// The crisis centre's officers in the order in which they are called (T2).
    #[must_use]
    pub fn list(self) -> Vec<PersonId> {
        let ccvo = self.organisation.teams.values().filter(|team| team.kind == TeamKind::Ccvo);
        ccvo.flat_map(|team| self.called_of(team)).collect()
    }

    /// Who is told first of a report, in order (C4).
    #[must_use]
    pub fn responders(self, entity: &EntityId) -> Vec<PersonId> {
        let list = self.organisation.entities.get(entity).map(|entity| entity.first_responders.clone());
        before(self.on_duty(|rota| rota.entity.as_ref() == Some(entity)).as_ref(), list.unwrap_or_default())
    }
}

/// Why somebody cannot be on duty in a rota.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfit {
    /// There is no way to reach them.
    Unreachable,
    /// What the crisis centre is asked, only its own team can answer.
    Outsider(TeamId),
}

/// Whether a call of this rota would reach the person and could be answered by them.
#[must_use]
pub fn unfit(organisation: &Organisation, rota: &Rota, person: &PersonId) -> Option<Unfit> {
    organisation.people.get(person)?;
    let team = rota.team.as_ref().and_then(|team| organisation.teams.get(team));
    let outside = team.filter(|team| team.kind == TeamKind::Ccvo && !team.everybody().contains(person));
    let outside = outside.map(|team| Unfit::Outsider(team.id.clone()));
    outside.or_else(|| (!organisation.reaches(person)).then_some(Unfit::Unreachable))
}

impl Organisation {
    /// The crisis centre's officers in their own order, whoever is on duty.
    #[must_use]
    pub fn duty_order(&self) -> Vec<PersonId> {
        let ccvo = self.teams.values().filter(|team| team.kind == TeamKind::Ccvo);
        ccvo.flat_map(|team| if team.duty.is_empty() { team.everybody() } else { team.duty.clone() }).collect()
    }
}

/// Whether the person can be told first of a report at any time.
#[must_use]
pub fn may_respond(organisation: &Organisation, state: Option<&State>, person: &PersonId, entity: &EntityId) -> bool {
    let listed = organisation.entities.get(entity).is_some_and(|entity| entity.first_responders.contains(person));
    let theirs = |rota: &&Rota| rota.entity.as_ref() == Some(entity);
    let on_duty = |rota: &Rota| {
        let rota = state.map_or(Cow::Borrowed(rota), |state| state.standing_in(rota));
        rota.everybody().contains(person)
    };
    listed || organisation.rotas.values().filter(theirs).any(on_duty)
}
