//! What a system says of a group of its alerts, as far as anything is made of it. The bytes come from outside: anything
//! may stand in them.

use std::collections::BTreeMap;

use data_encoding::HEXLOWER;
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::super::refusal::Refusal;

/// A group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What tells it apart from others of the same source.
    pub key: String,
    /// At least one.
    pub alerts: Vec<Alert>,
}

/// One alert of it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Alert {
    /// `firing` or `resolved`.
    pub status: Status,
    /// What tells it apart, and what the rules look at.
    #[serde(default, deserialize_with = "or_nothing")]
    pub labels: BTreeMap<String, String>,
    /// What people read.
    #[serde(default, deserialize_with = "or_nothing")]
    pub annotations: BTreeMap<String, String>,
    /// Since when, in the source's own words.
    #[serde(default, rename = "startsAt", deserialize_with = "or_nothing")]
    pub starts_at: String,
}

/// Programs in Go write `null` for what is empty.
fn or_nothing<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(from: D) -> Result<T, D::Error> {
    Option::deserialize(from).map(Option::unwrap_or_default)
}

/// Whether it goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It does.
    Firing,
    /// It does not.
    Resolved,
}

/// What Alertmanager sends, and Grafana in the same form.
#[derive(Debug, Deserialize)]
struct Webhook {
    #[serde(rename = "groupKey")]
    group_key: String,
    alerts: Vec<Alert>,
}

/// What anything else sends: one alert, with a key of its own.
#[derive(Debug, Deserialize)]
struct One {
    key: String,
    #[serde(flatten)]
    alert: Alert,
}

impl Group {
    /// Reads what Alertmanager or Grafana sends.
    ///
    /// # Errors
    /// A sentence that says what is wrong with it.
    pub(in super::super) fn of_alertmanager(body: &Value) -> Result<Self, Refusal> {
        let webhook = Webhook::deserialize(body).map_err(|error| nonsense("not a webhook of Alertmanager", &error))?;
        Self::new(webhook.group_key, webhook.alerts)
    }

    /// Reads a message with one alert.
    ///
    /// # Errors
    /// A sentence that says what is wrong with it.
    pub(in super::super) fn of_one(body: &Value) -> Result<Self, Refusal> {
        let One { key, alert } = One::deserialize(body).map_err(|error| nonsense("not an alert", &error))?;
        Self::new(key, vec![alert])
    }

    fn new(key: String, alerts: Vec<Alert>) -> Result<Self, Refusal> {
        if key.is_empty() {
            return Err(Refusal::Nonsense("the key of a group is empty".to_owned()));
        }
        if alerts.is_empty() {
            return Err(Refusal::Nonsense("there is no alert in it".to_owned()));
        }
        Ok(Self { key, alerts })
    }
}

/// What serde says names fields and types only where it repeats no value.
fn nonsense(what: &str, error: &serde_json::Error) -> Refusal {
    let missing = error.to_string();
    let field = missing.strip_prefix("missing field `").and_then(|rest| rest.split_once('`'));
    Refusal::Nonsense(match field {
        Some((field, _)) => format!("{what}: `{field}` is missing"),
        None => format!("{what}: a field has the wrong form"),
    })
}

/// A hash over parts, each with its length, so that no two rows of parts are the same.
#[must_use]
pub fn hash<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut sum = Sha256::new();
    for part in parts {
        sum.update(part.len().to_string());
        sum.update(b":");
        sum.update(part);
    }
    HEXLOWER.encode(&sum.finalize())
}
