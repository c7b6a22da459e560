//! What people, teams and rooms are called on the chat networks, and what shows only when all of it is known.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Display,
};

use super::{
    faults::{network as faults, organisation::What},
    files::File,
    reading::{Place, Reading},
    relay::Wish,
};
use crate::domain::{
    ids::{EntityId, PersonId, RoomId, TeamId},
    organisation::{Organisation, Room, RoomKind},
    rota::Rota,
};

/// A chat network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Network {
    /// Matrix.
    Matrix,
    /// Discord.
    Discord,
}

impl Network {
    /// Its name in notes, figures and logs.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Matrix => "matrix",
            Self::Discord => "discord",
        }
    }
}

/// An account, role or room as the configuration names it.
pub(super) struct Account<T> {
    pub(super) id: T,
    pub(super) place: Place,
}

/// Those of people, teams and rooms on one network, in the order of the file.
pub(super) struct Accounts<T> {
    pub(super) people: Vec<(PersonId, Account<T>)>,
    pub(super) teams: Vec<(TeamId, Account<T>)>,
    pub(super) rooms: Vec<(RoomId, Account<T>)>,
}

impl<T> Default for Accounts<T> {
    fn default() -> Self {
        Self { people: Vec::new(), teams: Vec::new(), rooms: Vec::new() }
    }
}

/// Everything that the file of the organisation says about networks.
#[derive(Default)]
pub(super) struct Everywhere {
    pub(super) matrix: Accounts<String>,
    pub(super) discord: Accounts<u64>,
    pub(super) relay: BTreeMap<RoomId, Wish>,
}

impl<T: Display> Accounts<T> {
    /// One account stands for one person, one role for one team, one room for one room.
    pub(super) fn only_once(&self, reading: &Reading<'_>) {
        once(reading, What::Person, self.people.iter().map(|(person, account)| (person.as_str(), account)));
        once(reading, What::Team, self.teams.iter().map(|(team, account)| (team.as_str(), account)));
        once(reading, What::Room, self.rooms.iter().map(|(room, account)| (room.as_str(), account)));
    }

    /// A network that is connected to, with these on it. `table` is where the configuration connects to it.
    pub(super) fn connected(&self, network: Network, table: &Place) -> Connected {
        Connected {
            network,
            table: table.clone(),
            people: self.people.iter().map(|(person, _)| person.clone()).collect(),
            rooms: self.rooms.iter().map(|(room, _)| room.clone()).collect(),
        }
    }
}

fn once<'a, T: Display + 'a>(reading: &Reading<'_>, what: What, all: impl Iterator<Item = (&'a str, &'a Account<T>)>) {
    let mut firsts: BTreeMap<String, &str> = BTreeMap::new();
    for (named, account) in all {
        let id = account.id.to_string();
        // Homeservers keep names of people in lower case, whatever somebody types.
        let key = if what == What::Person { id.to_lowercase() } else { id.clone() };
        let first = *firsts.entry(key).or_insert(named);
        if first != named {
            reading.add(account.place.clone(), faults::taken(what, &id, first));
        }
    }
}

/// A network that is connected to: who and what is on it.
pub(super) struct Connected {
    pub(super) network: Network,
    table: Place,
    people: BTreeSet<PersonId>,
    rooms: BTreeSet<RoomId>,
}

impl Connected {
    pub(super) fn has(&self, room: &RoomId) -> bool {
        self.rooms.contains(room)
    }
}

/// Who is called and cannot be reached on any network, where nobody can report on any, and who cannot hear a call because
/// it is made on another network than theirs.
pub(super) fn unreached(reading: &Reading<'_>, organisation: &Organisation, connected: &[Connected]) {
    let Some(table) = connected.first().map(|network| network.table.clone()) else { return };
    if reading.is_broken(File::Organisation) || reading.text(File::Organisation).is_none() {
        return;
    }
    let names: Vec<Network> = connected.iter().map(|network| network.network).collect();
    let reached = |person: &PersonId| connected.iter().any(|network| network.people.contains(person));
    let called = called(organisation, |_| true);
    let without: Vec<&str> = called.iter().filter(|person| !reached(person)).map(PersonId::as_str).collect();
    if !without.is_empty() {
        reading.add(table.clone(), faults::people_without_account(&names, &without));
    }
    let needed = organisation.rooms.values().filter(|room| room.kind != RoomKind::Info);
    let (there, lost): (Vec<&Room>, Vec<&Room>) =
        needed.partition(|room| connected.iter().any(|network| network.has(&room.id)));
    if !lost.is_empty() {
        let lost: Vec<&str> = lost.iter().map(|room| room.id.as_str()).collect();
        reading.add(table, faults::rooms_without_ref(&names, &lost));
    }
    for room in there {
        let hears = |person: &PersonId| {
            connected.iter().any(|network| network.has(&room.id) && network.people.contains(person))
        };
        let deaf = called_in(organisation, room);
        let deaf: Vec<&str> =
            deaf.iter().filter(|person| reached(person) && !hears(person)).map(PersonId::as_str).collect();
        if !deaf.is_empty() {
            let place = reading.place_of(What::Room, room.id.as_str(), File::Organisation);
            reading.add(place, faults::called_elsewhere(room.id.as_str(), &deaf));
        }
    }
}

/// Who is called, and of whom nothing is known by which anybody could reach them.
pub(super) fn nowhere(reading: &Reading<'_>, organisation: &Organisation) {
    for id in called(organisation, |_| true) {
        if organisation.people.get(&id).is_some_and(|person| !person.is_known_somewhere()) {
            let place = reading.place_of(What::Person, id.as_str(), File::Organisation);
            reading.add(place, super::faults::organisation::nowhere(id.as_str()));
        }
    }
}

/// Who is called in a standing room until its crisis room is open: that of the entity, or of the crisis centre.
fn called_in(organisation: &Organisation, room: &Room) -> BTreeSet<PersonId> {
    called(organisation, |entity| entity == room.entity.as_ref())
}

/// Who is called for the entities that are wanted; none is the crisis centre.
fn called(organisation: &Organisation, wanted: impl Fn(Option<&EntityId>) -> bool) -> BTreeSet<PersonId> {
    let teams = organisation.teams.values().filter(|team| wanted(team.entity.as_ref()));
    let teams = teams.flat_map(|team| team.everybody().into_iter().chain(team.duty.clone()));
    let entities = organisation.entities.values().filter(|entity| wanted(Some(&entity.id)));
    let of = |rota: &Rota| {
        let team = rota.team.as_ref().and_then(|team| organisation.teams.get(team));
        rota.entity.iter().map(Some).chain(team.map(|team| team.entity.as_ref())).any(&wanted)
    };
    let rotas = organisation.rotas.values().filter(|rota| of(rota)).flat_map(Rota::everybody);
    teams.chain(entities.flat_map(|entity| entity.first_responders.clone())).chain(rotas).collect()
}
