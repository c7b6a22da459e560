//! `organisation.toml`: the organisation, the crisis centre, entities and people. Teams and rooms stand in `teams.rs`.

use std::path::Path;

use super::{
    accounts::{Account, Everywhere, Network},
    calendar::Calendar,
    faults::organisation::{self as faults, What},
    files::File,
    quiet,
    reading::Reading,
    rotas,
    section::{Field, NAME, Section},
    teams, webhook,
};
use crate::domain::{
    ids::{EntityId, PersonId},
    organisation::{CcvoContact, Entity, Organisation, Person},
    reach::Channel,
};

/// Gives the calendars; `config` is the folder of the file.
pub(super) fn read(
    mut section: Section<'_>,
    organisation: &mut Organisation,
    accounts: &mut Everywhere,
    config: &Path,
) -> Vec<Calendar> {
    let mut calendars = Vec::new();
    if let Some(about) = section.must("organisation").and_then(Field::table) {
        about_all(about, organisation);
    }
    if let Some(ccvo) = section.must("ccvo").and_then(Field::table) {
        organisation.ccvo = contact(ccvo);
    }
    if let Some(mut exercise) = section.may("exercise").and_then(Field::table) {
        let mail = exercise.may("mail");
        let phone = exercise.may("phone");
        let told = exercise.may("webhook");
        organisation.exercise_webhook = only_one(told, webhook::address).into_iter().collect();
        organisation.exercise_phone = only_one(phone, Field::phone).into_iter().collect();
        organisation.exercise_mail = mail.iter().flat_map(Field::items).filter_map(|item| item.mail()).collect();
        exercise.finish();
    }
    for element in section.elements("entity") {
        let entity = entity(element);
        organisation.entities.insert(entity.id.clone(), entity);
    }
    for element in section.elements("person") {
        let (person, matrix, discord) = person(element);
        accounts.matrix.people.extend(matrix.map(|account| (person.id.clone(), account)));
        accounts.discord.people.extend(discord.map(|account| (person.id.clone(), account)));
        organisation.people.insert(person.id.clone(), person);
    }
    for element in section.elements("team") {
        let (team, role) = teams::team(element);
        accounts.discord.teams.extend(role.map(|role| (team.id.clone(), role)));
        organisation.teams.insert(team.id.clone(), team);
    }
    for element in section.elements("rota") {
        if let Some((rota, calendar)) = rotas::rota(element, &organisation.people, config) {
            organisation.rotas.insert(rota.id.clone(), rota);
            calendars.extend(calendar);
        }
    }
    for element in section.elements("room") {
        if let Some((room, there)) = teams::room(element) {
            accounts.matrix.rooms.extend(there.matrix.map(|account| (room.id.clone(), account)));
            accounts.discord.rooms.extend(there.discord.map(|account| (room.id.clone(), account)));
            accounts.relay.extend(there.relay.map(|wish| (room.id.clone(), wish)));
            organisation.rooms.insert(room.id.clone(), room);
        }
    }
    section.finish();
    calendars
}

fn about_all(mut section: Section<'_>, organisation: &mut Organisation) {
    organisation.name = section.must("name").and_then(|field| field.text(NAME)).unwrap_or_default();
    // Of somebody who meant to say something here nothing more is asked than to say it right.
    organisation.demo = section.may("demo").is_some_and(|field| field.flag().unwrap_or(true));
    section.finish();
}

/// What goes out in an exercise is one message or call; of several nobody could tell which it reached.
fn only_one<'a>(field: Option<Field<'a>>, read: impl Fn(&Field<'a>) -> Option<String>) -> Option<String> {
    let field = field?;
    let mut items = field.items().into_iter();
    let one = items.next();
    if let Some(second) = items.next() {
        second.add(faults::only_one(field.key));
    }
    read(&one?)
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

/// A person, and their accounts on Matrix and on Discord.
fn person(mut section: Section<'_>) -> (Person, Option<Account<String>>, Option<Account<u64>>) {
    let mut person = Person {
        id: section.id(What::Person).into(),
        name: section.must("name").and_then(|field| field.text(NAME)).unwrap_or_default(),
        entity: owner(&mut section),
        phone: section.may("phone").and_then(|field| field.phone()),
        mail: section.may("mail").and_then(|field| field.mail()),
        webhook: section.may("webhook").and_then(|field| webhook::address(&field)),
        language: section.may("language").and_then(|field| field.language()),
        chats: Vec::new(),
        channels: Vec::new(),
        before_chat: 0,
        quiet: section.may("quiet").map(|field| quiet::windows(&field)).unwrap_or_default(),
    };
    let matrix = section.may("matrix").and_then(|field| field.matrix_user());
    let discord = section.may("discord").and_then(|field| field.discord());
    person.chats.extend(matrix.as_ref().map(|_| Network::Matrix.id().to_owned()));
    person.chats.extend(discord.as_ref().map(|_| Network::Discord.id().to_owned()));
    if let Some(field) = section.may("channels") {
        (person.channels, person.before_chat) = channels(&field, &person);
    }
    section.finish();
    (person, matrix, discord)
}

/// The chat among the channels of somebody.
const CHAT: &str = "chat";

/// In which order somebody is reached, and how many of their channels come before the chat. What a channel needs must be
/// there.
fn channels(field: &Field<'_>, person: &Person) -> (Vec<Channel>, usize) {
    let (mut channels, mut chat) = (Vec::new(), None);
    let words: Vec<(&str, Option<Channel>)> =
        Channel::ALL.iter().map(|(word, channel)| (*word, Some(*channel))).chain([(CHAT, None)]).collect();
    for item in field.items() {
        let Some(channel) = item.one_of(&words) else { continue };
        let (there, needs) = match channel {
            Some(Channel::Mail) => (person.mail.is_some(), "mail"),
            Some(Channel::Sms | Channel::Phone) => (person.phone.is_some(), "phone"),
            Some(Channel::Webhook) => (person.webhook.is_some(), "webhook"),
            None => (!person.chats.is_empty(), "matrix` / `discord"),
        };
        let twice = channel.map_or(chat.is_some(), |channel| channels.contains(&channel));
        if !there {
            item.add(faults::channel_needs(needs));
        } else if twice {
            item.add(faults::twice(item.raw().unwrap_or_default()));
        } else if let Some(channel) = channel {
            channels.push(channel);
        } else {
            chat = Some(channels.len());
        }
    }
    (channels, chat.unwrap_or(0))
}

/// Channels by which nobody can be reached, because nothing is there for them. `there` are the tables that are.
pub(super) fn channels_without(reading: &Reading<'_>, organisation: &Organisation, there: &[&str]) {
    let table = |channel: &Channel| match channel {
        Channel::Mail => "mail",
        Channel::Sms | Channel::Phone => "telephone",
        Channel::Webhook => "webhook",
    };
    for person in organisation.people.values() {
        if let Some(channel) = person.channels.iter().find(|channel| !there.contains(&table(channel))) {
            let word = Channel::ALL.iter().find(|(_, other)| other == channel).map_or("", |(word, _)| word);
            let place = reading.place_of(What::Person, person.id.as_str(), File::Organisation);
            reading.add(place, faults::no_channel(word, table(channel)));
        }
    }
}

/// The entity that a person, team or room belongs to.
pub(super) fn owner(section: &mut Section<'_>) -> Option<EntityId> {
    section.may("entity").and_then(|field| field.reference(What::Entity)).map(EntityId::from)
}

/// A list of people, each once.
pub(super) fn people(field: &Field<'_>) -> Vec<PersonId> {
    field.references(What::Person).into_iter().map(PersonId::from).collect()
}
