//! Who cannot be reached, or cannot read what is encrypted.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::calls::Calls;
use crate::{
    domain::{ids::PersonId, line::Line, organisation::Organisation},
    platform::finding::Check,
    settings::matrix::Matrix,
};

pub(super) async fn all(calls: &Calls, settings: &Matrix, organisation: &Organisation, checks: &mut Vec<Check>) {
    let without: Vec<PersonId> =
        organisation.people.keys().filter(|person| !settings.people.contains_key(*person)).cloned().collect();
    if !without.is_empty() {
        checks.push(Check::warning(Line::DoctorNoAccount { people: without }));
    }
    let accounts: BTreeMap<&str, Vec<&str>> =
        settings.people.values().map(|account| (account.as_str(), Vec::new())).collect();
    let body = json!({"device_keys": accounts, "timeout": 5000});
    let Ok(answer) = calls.post(&["_matrix", "client", "v3", "keys", "query"], &body).await else { return };
    let readers = readers(&answer.body);
    let blind: Vec<PersonId> = settings
        .people
        .iter()
        .filter(|(_, account)| !readers.contains(account.as_str()))
        .map(|(person, _)| person.clone())
        .collect();
    checks.push(if blind.is_empty() {
        Check::fine(Line::DoctorReaders {})
    } else {
        Check::warning(Line::DoctorNoDevice { people: blind })
    });
}

/// The accounts that have a device with keys.
pub(super) fn readers(answer: &Value) -> BTreeSet<&str> {
    let all = answer.get("device_keys").and_then(Value::as_object).into_iter().flatten();
    all.filter(|(_, devices)| devices.as_object().is_some_and(|devices| !devices.is_empty()))
        .map(|(account, _)| account.as_str())
        .collect()
}
