//! `noodklok doctor` for this network: whether everything that it needs is there.

use crate::{domain::organisation::Organisation, platform::finding::Check, settings::discord::Discord as Settings};

/// Looks at everything that the network needs.
pub async fn examine(_: &Settings, _: &Organisation) -> Vec<Check> {
    Vec::new()
}
