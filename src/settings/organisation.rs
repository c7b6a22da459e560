//! `organisation.toml`: the organisation, the crisis centre, entities and people. Teams and rooms stand in `teams.rs`.

use super::{
    faults::organisation::{self as faults, What},
    matrix::{Account, Accounts},
    section::{Field, NAME, Section},
    teams,
};
use crate::domain::{
    ids::{EntityId, PersonId},
    organisation::{CcvoContact, Entity, Organisation, Person},
};

pub(super) fn read(mut section: Section<'_>, organisation: &mut Organisation, accounts: &mut Accounts) {
    if let Some(about) = section.must("organisation").and_then(Field::table) {
        about_all(about, organisation);
    }
    if let Some(ccvo) = section.must("ccvo").and_then(Field::table) {
        organisation.ccvo = contact(ccvo);
    }
    if let Some(mut exercise) = section.may("exercise").and_then(Field::table) {
        let mail = exercise.may("mail");
        organisation.exercise_mail = mail.iter().flat_map(Field::items).filter_map(|item| item.mail()).collect();
        exercise.finish();
    }
    for element in section.elements("entity") {
        let entity = entity(element);
        organisation.entities.insert(entity.id.clone(), entity);
    }
    for element in section.elements("person") {
        let (person, account) = person(element);
        accounts.people.extend(account.map(|account| (person.id.clone(), account)));
        organisation.people.insert(person.id.clone(), person);
    }
    for element in section.elements("team") {
        let team = teams::team(element);
        organisation.teams.insert(team.id.clone(), team);
    }
    for element in section.elements("room") {
        if let Some((room, account)) = teams::room(element) {
            accounts.rooms.extend(account.map(|account| (room.id.clone(), account)));
            organisation.rooms.insert(room.id.clone(), room);
        }
    }
    section.finish();
}

fn about_all(mut section: Section<'_>, organisation: &mut Organisation) {
    organisation.name = section.must("name").and_then(|field| field.text(NAME)).unwrap_or_default();
    // Of somebody who meant to say something here nothing more is asked than to say it right.
    organisation.demo = section.may("demo").is_some_and(|field| field.flag().unwrap_or(true));
    section.finish();
}

fn contact(mut section: Section<'_>) -> CcvoContact {
    let phone = section.must("phone").and_then(|field| field.phone()).unwrap_or_default();
    let mail = section.must("mail").and_then(|field| field.mail()).unwrap_or_default();
    section.finish();
    CcvoContact { phone, mail }
}

fn entity(mut section: Section<'_>) -> Entity {
    let first = section.must("first_responders");
    let entity = Entity {
        id: section.id(What::Entity).into(),
        name: section.must("name").and_then(|field| field.bilingual(NAME)).unwrap_or_default(),
        mail: section.may("mail").and_then(|field| field.mail()),
        phone: section.must("phone").and_then(|field| field.phone()),
        first_responders: first.as_ref().map(people).unwrap_or_default(),
        language: section.may("language").and_then(|field| field.language()),
    };
    if let Some(first) = first.filter(Field::is_empty_list) {
        first.add(faults::empty_list("first_responders"));
    }
    section.finish();
    entity
}

fn person(mut section: Section<'_>) -> (Person, Option<Account>) {
    let mut person = Person {
        id: section.id(What::Person).into(),
        name: section.must("name").and_then(|field| field.text(NAME)).unwrap_or_default(),
        entity: owner(&mut section),
        phone: section.may("phone").and_then(|field| field.phone()),
        mail: section.may("mail").and_then(|field| field.mail()),
        language: section.may("language").and_then(|field| field.language()),
        chat: false,
    };
    let account = section.may("matrix").and_then(|field| field.matrix_user());
    // An account on a network that a later version connects to is looked at, so that the file need not change then.
    let discord = section.may("discord");
    person.chat = account.is_some() || discord.is_some();
    if let Some(account) = discord {
        account.snowflake();
    }
    section.finish();
    (person, account)
}

/// The entity that a person, team or room belongs to.
pub(super) fn owner(section: &mut Section<'_>) -> Option<EntityId> {
    section.may("entity").and_then(|field| field.reference(What::Entity)).map(EntityId::from)
}

/// A list of people, each once.
pub(super) fn people(field: &Field<'_>) -> Vec<PersonId> {
    field.references(What::Person).into_iter().map(PersonId::from).collect()
}
