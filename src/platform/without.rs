//! What stands in for a network that is not built in: it has nothing to examine.

use std::{
    future::{Ready, ready},
    path::Path,
};

use super::finding::Check;
use crate::{
    domain::{organisation::Organisation, time::Timestamp},
    settings::matrix::Matrix,
    store::reader::Reader,
};

/// Nothing: the configuration refuses the network.
#[must_use]
pub fn examine(_: &Matrix, _: &Organisation, _: &Path, _: Timestamp) -> Ready<Vec<Check>> {
    ready(Vec::new())
}

/// None.
#[must_use]
pub fn unread(_: &mut Reader) -> Ready<usize> {
    ready(0)
}
