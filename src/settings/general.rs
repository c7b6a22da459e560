//! `noodklok.toml`: language, storage and networks.

use std::path::Path;

use super::{
    alerts::{self, Source},
    api::{self, Client},
    discord,
    faults::{alerts::nothing_listens, value as faults},
    heartbeat::{self, Heartbeat},
    http::{self, Http},
    mail::{self, Mail},
    matrix,
    relay::{self, Wish},
    section::{Field, Section},
    telephone::{self, Telephone},
    webhook::{self, Webhook},
};
use crate::domain::organisation::Organisation;

const STORAGE: &str = "sqlite:noodklok.db";

/// What the file says beside the language.
#[derive(Default)]
pub(super) struct General {
    /// None where it is none.
    pub(super) storage: Option<String>,
    pub(super) matrix: Option<matrix::Connection>,
    pub(super) discord: Option<discord::Connection>,
    pub(super) mail: Option<Mail>,
    pub(super) telephone: Option<Telephone>,
    pub(super) webhook: Option<Webhook>,
    /// What is repeated of the rooms that the bot opens.
    pub(super) crisis: Option<Wish>,
    pub(super) http: Option<Http>,
    pub(super) heartbeat: Option<Heartbeat>,
    pub(super) sources: Vec<Source>,
    pub(super) clients: Vec<Client>,
}

/// `config` is the folder of the file.
pub(super) fn read(mut section: Section<'_>, organisation: &mut Organisation, config: &Path) -> General {
    organisation.language = section.may("language").and_then(|field| field.language()).unwrap_or_default();
    let storage = section.may("storage").map_or_else(|| Some(STORAGE.to_owned()), |field| storage(&field));
    let matrix = section.may("matrix").and_then(|field| matrix::read(field, config));
    let discord = section.may("discord").and_then(|field| discord::read(field, config));
    let mail = section.may("mail").and_then(|field| mail::read(field, config));
    let telephone = section.may("telephone").and_then(|field| telephone::read(field, config));
    let webhook = section.may("webhook").and_then(|field| webhook::read(field, config));
    let crisis = section.may("relay").and_then(Field::table).and_then(relay::crisis);
    let http = section.may("http");
    let (alerts, api) = (section.may("alerts"), section.may("api"));
    for field in alerts.iter().chain(&api).filter(|_| http.is_none()) {
        field.add(nothing_listens());
    }
    let http = http.and_then(Field::table).and_then(http::read);
    let sources = alerts.map(|field| alerts::read(field, config)).unwrap_or_default();
    let clients = api.map(|field| api::read(field, config)).unwrap_or_default();
    let heartbeat = section.may("heartbeat").and_then(Field::table).and_then(|table| heartbeat::read(table, config));
    section.finish();
    General { storage, matrix, discord, mail, telephone, webhook, crisis, http, heartbeat, sources, clients }
}

fn storage(field: &Field<'_>) -> Option<String> {
    let given = field.raw()?;
    if ["postgres:", "postgresql:"].iter().any(|lead| given.starts_with(lead)) {
        // What follows holds a password more often than not, so it is not repeated.
        field.add(faults::not_built("storage = \"postgres://…\""));
        return None;
    }
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "._-".contains(letter);
    let name = given.strip_prefix("sqlite:").unwrap_or_default();
    // A name only: the lock that keeps a second process away lies in the data folder as well.
    if name.is_empty() || name.len() > 100 || name.starts_with('.') || !name.chars().all(plain) {
        field.add(faults::bad_storage(given));
        return None;
    }
    Some(given.to_owned())
}
