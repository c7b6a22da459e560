//! What a chat network wants to know again after a restart. The network gives it its meaning; here it is only kept, in
//! the same transaction as the inputs or the receipt that it came with.

use std::{collections::BTreeMap, fmt};

use sqlx::{Row, any::AnyRow};

use super::{
    Store, StoreError,
    batch::{Batch, Value},
    reader::Reader,
};

/// One thing to be kept, or forgotten.
#[derive(Clone, PartialEq, Eq)]
pub struct Note {
    /// Which network, such as `matrix`.
    pub network: &'static str,
    /// What kind of thing, in the network's own words.
    pub kind: &'static str,
    /// Of what; unique within the kind.
    pub key: String,
    /// What; none forgets it.
    pub value: Option<String>,
}

impl fmt::Debug for Note {
    /// What is kept may be a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = if self.value.is_some() { "kept" } else { "forgotten" };
        write!(f, "{} {} {} {what}", self.network, self.kind, self.key)
    }
}

/// The network's name in notes of the outbox's own.
const OUTBOX: &str = "outbox";
/// Kind of those notes: effect and network, to why it did not get through there; nothing when it did.
const WAY: &str = "way";

/// That an effect of several ways is through on one network, or never will be, for why; none forgets it.
#[must_use]
pub fn way(seq: u64, network: &str, failed: Option<String>) -> Note {
    Note { network: OUTBOX, kind: WAY, key: format!("{seq} {network}"), value: failed }
}

/// The name, in notes, of what shows people on one network what is said on another.
pub const RELAY: &str = "relay";
/// Kind of those notes: network and number, to what waits to be shown there, with its words, as JSON.
pub const WAITING: &str = "waiting";
/// Kind of those notes: the key of a message whose words were erased, to its room.
pub const ERASED: &str = "erased";

/// That no copy of a message may hold its words any more.
#[must_use]
pub fn erased(key: String, room: String) -> Note {
    Note { network: RELAY, kind: ERASED, key, value: Some(room) }
}

impl Store {
    /// Everything of one kind: keys with their values.
    ///
    /// # Errors
    /// The database failed.
    pub async fn memory(&mut self, network: &str, kind: &str) -> Result<Vec<(String, String)>, StoreError> {
        pairs(&self.rows(super::sql::MEMORY_KIND, vec![text(network), text(kind)]).await?)
    }

    /// Of the effects that wait: by which networks they are through, or never will be, for why.
    ///
    /// # Errors
    /// The database failed.
    pub async fn ways(&mut self) -> Result<BTreeMap<u64, Vec<(String, Option<String>)>>, StoreError> {
        let mut ways: BTreeMap<u64, Vec<_>> = BTreeMap::new();
        for (key, failed) in self.memory(OUTBOX, WAY).await? {
            let Some((seq, network)) = key.split_once(' ') else { continue };
            let Ok(seq) = seq.parse() else { continue };
            ways.entry(seq).or_default().push((network.to_owned(), Some(failed).filter(|failed| !failed.is_empty())));
        }
        Ok(ways)
    }
}

impl Note {
    pub(super) fn row(self) -> (Vec<Value>, Option<Value>) {
        let key = vec![Value::Text(self.network.to_owned()), Value::Text(self.kind.to_owned()), Value::Text(self.key)];
        (key, self.value.map(Value::Text))
    }
}

impl Batch {
    /// Keeps or forgets what networks want; of one key the last counts.
    pub fn remember(&mut self, notes: impl IntoIterator<Item = Note>) {
        for note in notes {
            self.memory.insert((note.network, note.kind, note.key.clone()), note);
        }
    }
}

impl Reader {
    /// Everything of one kind: keys with their values.
    ///
    /// # Errors
    /// The database failed.
    pub async fn memory(&mut self, network: &str, kind: &str) -> Result<Vec<(String, String)>, StoreError> {
        pairs(&self.rows(super::sql::MEMORY_KIND, vec![text(network), text(kind)]).await?)
    }

    /// What is kept under a key.
    ///
    /// # Errors
    /// The database failed.
    pub async fn remembered(&mut self, network: &str, kind: &str, key: &str) -> Result<Option<String>, StoreError> {
        let rows = self.rows(super::sql::MEMORY_KEY, vec![text(network), text(kind), text(key)]).await?;
        rows.first().map(|row| Ok(row.try_get("value")?)).transpose()
    }

    /// The keys under which this is kept, in order.
    ///
    /// # Errors
    /// The database failed.
    pub async fn keys_of(&mut self, network: &str, kind: &str, value: &str) -> Result<Vec<String>, StoreError> {
        let rows = self.rows(super::sql::MEMORY_VALUE, vec![text(network), text(kind), text(value)]).await?;
        rows.iter().map(|row| Ok(row.try_get("key")?)).collect()
    }

    /// Whether an input took effect.
    ///
    /// # Errors
    /// The database failed.
    pub async fn seen(&mut self, key: &str) -> Result<bool, StoreError> {
        Ok(!self.rows(super::sql::SEEN, vec![text(key)]).await?.is_empty())
    }
}

fn pairs(rows: &[AnyRow]) -> Result<Vec<(String, String)>, StoreError> {
    rows.iter().map(|row| Ok((row.try_get("key")?, row.try_get("value")?))).collect()
}

fn text(value: &str) -> Value {
    Value::Text(value.to_owned())
}
