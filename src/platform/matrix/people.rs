//! Which account is whose.

use std::collections::BTreeMap;

use matrix_sdk::ruma::{OwnedUserId, UserId};

use crate::domain::{actor::Actor, ids::PersonId};

/// The accounts of the people of the organisation.
#[derive(Debug, Default)]
pub struct People {
    accounts: BTreeMap<PersonId, OwnedUserId>,
    people: BTreeMap<OwnedUserId, PersonId>,
}

impl People {
    /// From the configuration, which was checked: an account that is none is left out.
    #[must_use]
    pub fn new(configured: &BTreeMap<PersonId, String>) -> Self {
        let mut people = Self::default();
        for (person, account) in configured {
            let Ok(account) = UserId::parse(account) else { continue };
            people.people.insert(account.clone(), person.clone());
            people.accounts.insert(person.clone(), account);
        }
        people
    }

    /// The account of a person, if they have one.
    #[must_use]
    pub fn account(&self, person: &PersonId) -> Option<&UserId> {
        self.accounts.get(person).map(AsRef::as_ref)
    }

    /// The person of an account, if the organisation knows it.
    #[must_use]
    pub fn person(&self, account: &UserId) -> Option<&PersonId> {
        self.people.get(account)
    }

    /// Who an account is to the engine.
    #[must_use]
    pub fn actor(&self, account: &UserId) -> Actor {
        self.person(account)
            .map_or_else(|| Actor::Outsider(account.to_string()), |person| Actor::Person(person.clone()))
    }

    /// Every account.
    pub fn all(&self) -> impl Iterator<Item = (&PersonId, &UserId)> {
        self.accounts.iter().map(|(person, account)| (person, account.as_ref()))
    }
}
