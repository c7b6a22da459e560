//! Which account is whose.

use std::collections::BTreeMap;

use serenity::model::id::{RoleId, UserId};

use crate::{
    domain::{
        actor::Actor,
        ids::{PersonId, TeamId},
    },
    settings::discord::Discord as Settings,
};

/// The accounts of the people of the organisation, and the roles of its teams.
#[derive(Debug, Default)]
pub struct People {
    accounts: BTreeMap<PersonId, UserId>,
    owners: BTreeMap<UserId, PersonId>,
    roles: BTreeMap<TeamId, RoleId>,
}

impl People {
    /// From the configuration, which was checked: an id that is none is left out.
    #[must_use]
    pub fn new(settings: &Settings) -> Self {
        let mut people = Self::default();
        for (person, id) in settings.people.iter().filter(|(_, id)| **id > 0) {
            people.owners.insert(UserId::new(*id), person.clone());
            people.accounts.insert(person.clone(), UserId::new(*id));
        }
        let roles = settings.teams.iter().filter(|(_, id)| **id > 0);
        people.roles = roles.map(|(team, id)| (team.clone(), RoleId::new(*id))).collect();
        people
    }

    /// The account of a person, if they have one.
    #[must_use]
    pub fn account(&self, person: &PersonId) -> Option<UserId> {
        self.accounts.get(person).copied()
    }

    /// The role of a team, if it has one.
    #[must_use]
    pub fn role(&self, team: &TeamId) -> Option<RoleId> {
        self.roles.get(team).copied()
    }

    /// The team of a role, if it stands for one.
    #[must_use]
    pub fn team(&self, role: RoleId) -> Option<&TeamId> {
        self.roles.iter().find(|(_, id)| **id == role).map(|(team, _)| team)
    }

    /// Who an account is to the engine.
    #[must_use]
    pub fn actor(&self, account: UserId) -> Actor {
        let person = self.owners.get(&account).cloned();
        person.map_or_else(|| Actor::Outsider(account.to_string()), Actor::Person)
    }
}
