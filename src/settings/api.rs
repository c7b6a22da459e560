//! Which programs may report and look for people: `[[api.client]]` in `noodklok.toml`.

use std::path::Path;

use super::{
    alerts::signing,
    faults::organisation::What,
    secret::SecretFile,
    section::{Field, Section},
};
use crate::domain::ids::{PersonId, RoomId};

/// A program with a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    /// Its id, which it names with each request.
    pub id: String,
    /// What it signs with.
    pub secret: SecretFile,
    /// For whom it acts: it may do what they may.
    pub person: PersonId,
    /// Where its reports come in.
    pub room: RoomId,
}

pub(super) fn read(field: Field<'_>, config: &Path) -> Vec<Client> {
    let Some(mut section) = field.table() else { return Vec::new() };
    let clients = section.elements("client").into_iter().filter_map(|element| client(element, config)).collect();
    section.finish();
    clients
}

fn client(mut section: Section<'_>, config: &Path) -> Option<Client> {
    let id = section.id(What::Client);
    let secret = section.must("secret_file").and_then(|field| signing(&field, config));
    let person = section.must("person").and_then(|field| field.reference(What::Person));
    let room = section.must("room").and_then(|field| field.reference(What::Room));
    section.finish();
    Some(Client { id, secret: secret?, person: person?.into(), room: room?.into() })
}
