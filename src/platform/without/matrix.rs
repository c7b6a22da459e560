//! What stands in for Matrix where it is not built in: it has nothing to examine.

use std::{
    future::{Ready, ready},
    path::Path,
    sync::Arc,
};

use crate::{
    domain::{organisation::Organisation, time::Timestamp},
    engine::port::Clock,
    platform::{finding::Check, networks::Network, relay::Relay, words::Words},
    settings::matrix::Matrix,
    store::reader::Reader,
};

/// Nothing: the configuration refuses the network.
pub fn examine(_: &Matrix, _: &Organisation, _: &Path, _: Timestamp) -> Ready<Vec<Check>> {
    ready(Vec::new())
}

/// None.
#[must_use]
pub fn network(_: Matrix, _: Words, _: Arc<dyn Clock>, _: Arc<Relay>) -> Option<Arc<dyn Network>> {
    None
}

/// None.
pub fn unread(_: &mut Reader) -> Ready<usize> {
    ready(0)
}
