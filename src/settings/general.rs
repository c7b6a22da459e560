//! `noodklok.toml`: language and storage.

use super::{
    faults::value as faults,
    section::{Field, Section},
};
use crate::domain::organisation::Organisation;

const STORAGE: &str = "sqlite:noodklok.db";

/// Gives the storage; none when it is not one.
pub(super) fn read(mut section: Section<'_>, organisation: &mut Organisation) -> Option<String> {
    organisation.language = section.may("language").and_then(|field| field.language()).unwrap_or_default();
    let storage = section.may("storage").map_or_else(|| Some(STORAGE.to_owned()), |field| storage(&field));
    for network in ["matrix", "discord"] {
        if let Some(field) = section.may(network) {
            field.add(faults::not_built(network));
        }
    }
    section.finish();
    storage
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
