//! The Discord network: slash commands, buttons and channels of one server.

pub mod hub;
pub mod network;
pub mod people;
pub mod rest;

pub use self::network::network;

use crate::{domain::organisation::Organisation, platform::finding::Check, settings::discord::Discord as Settings};

/// Looks at everything that the network needs.
pub async fn examine(_: &Settings, _: &Organisation) -> Vec<Check> {
    Vec::new()
}
