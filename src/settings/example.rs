//! What is left of the example in an organisation that is not a demo: people who do not exist, and addresses and
//! numbers that reach nobody.

use super::{
    Source,
    faults::organisation::{self as faults, What},
    files::File,
    load,
    reading::{Place, Reading},
};
use crate::domain::organisation::Organisation;

pub(super) fn left_over(reading: &Reading<'_>, organisation: &Organisation) {
    // The example is itself a demo, so that this ends; in a broken file the word may be lost.
    if organisation.demo || reading.is_broken(File::Organisation) {
        return;
    }
    let Ok(example) = load(Source::Embedded) else { return };
    people(reading, organisation, &example.organisation);
    contacts(reading, organisation, &example.organisation);
}

fn people(reading: &Reading<'_>, organisation: &Organisation, example: &Organisation) {
    let same = organisation.people.values().filter(|person| {
        // The id alone may well be that of somebody real.
        example.people.get(&person.id).is_some_and(|other| other.name == person.name && other.phone == person.phone)
    });
    let ids: Vec<&str> = same.map(|person| person.id.as_str()).collect();
    if let Some(place) = first(ids.iter().map(|id| reading.place_of(What::Person, id, File::Organisation))) {
        reading.add(place, faults::example_people(&ids));
    }
}

fn contacts(reading: &Reading<'_>, organisation: &Organisation, example: &Organisation) {
    let fictional = |phone: &&str| {
        let entities = example.entities.values().filter_map(|entity| entity.phone.as_deref());
        entities
            .chain(example.people.values().filter_map(|person| person.phone.as_deref()))
            .any(|other| other == *phone)
    };
    let nowhere = |mail: &&str| mail.ends_with(".invalid");
    let entities = organisation.entities.values().map(|entity| {
        (
            reading.place_of(What::Entity, entity.id.as_str(), File::Organisation),
            entity.mail.as_deref(),
            entity.phone.as_deref(),
        )
    });
    let people = organisation.people.values().map(|person| {
        (
            reading.place_of(What::Person, person.id.as_str(), File::Organisation),
            person.mail.as_deref(),
            person.phone.as_deref(),
        )
    });
    let mut places = Vec::new();
    let mut found: Vec<&str> = Some(organisation.ccvo.mail.as_str()).filter(nowhere).into_iter().collect();
    for (place, mail, phone) in entities.chain(people) {
        let here: Vec<&str> = mail.filter(nowhere).into_iter().chain(phone.filter(fictional)).collect();
        if !here.is_empty() {
            places.push(place);
            found.extend(here);
        }
    }
    if !found.is_empty() {
        let place = first(places.into_iter()).unwrap_or_else(|| Place::whole(File::Organisation));
        reading.add(place, faults::example_contacts(&found));
    }
}

fn first(places: impl Iterator<Item = Place>) -> Option<Place> {
    places.min_by_key(|place| place.span.as_ref().map(|span| span.start))
}
