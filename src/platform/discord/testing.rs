//! A hub for tests, with a channel for each of two rooms.

use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

use super::hub::Hub;
use crate::{
    domain::organisation::Language,
    platform::{clock::Simulated, relay::Relay, words::Words},
    settings::discord::{Category, Discord, SecretFile},
};

/// The channel of `meldingen-noord`.
pub const CHANNEL: u64 = 501;
/// The server.
pub const GUILD: u64 = 900;
/// The account of `noord.melder`.
pub const REPORTER: u64 = 12;

/// A hub whose API is at this address; the token is none.
pub fn hub(api: &str) -> Arc<Hub> {
    let settings = Discord {
        token: SecretFile::at(PathBuf::from("none")),
        guild: GUILD,
        api: Some(api.to_owned()),
        category: Category::default(),
        people: BTreeMap::from([("noord.melder".into(), REPORTER)]),
        teams: BTreeMap::new(),
        rooms: BTreeMap::from([("meldingen-noord".into(), CHANNEL), ("ccvo".into(), 502)]),
        reads_everything: false,
    };
    let words = Words::embedded(Language::Nl).unwrap();
    let clock = Arc::new(Simulated::starting(None, None));
    Arc::new(Hub::new(settings, words.clone(), clock.clone(), Relay::off(words, clock)))
}
