//! What stands in for Discord where it is not built in: it has nothing to examine.

use std::{
    future::{Ready, ready},
    sync::Arc,
};

use crate::{
    domain::{organisation::Organisation, time::Timestamp},
    engine::port::Clock,
    platform::{finding::Check, networks::Network, relay::Relay, words::Words},
    settings::discord::Discord,
};

/// Nothing: the configuration refuses the network.
pub fn examine(_: &Discord, _: &Organisation, _: Timestamp) -> Ready<Vec<Check>> {
    ready(Vec::new())
}

/// None.
#[must_use]
pub fn network(_: Discord, _: Words, _: Arc<dyn Clock>, _: Arc<Relay>) -> Option<Arc<dyn Network>> {
    None
}
