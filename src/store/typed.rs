//! What somebody typed and no record keeps: the answer may hold it, to hand it on or to say what was wrong with it.

use sqlx::Row;

use super::{
    Store, StoreError,
    batch::{Value, bind, int},
    codec::{self, Body},
    load::incident,
    redact::Redaction,
    sql,
};
use crate::domain::{actor::Actor, ids::IncidentId};

/// A post of the moment in which something typed was taken.
#[derive(Debug, Clone, PartialEq)]
pub struct SaidThen {
    /// The post.
    pub post: u64,
    /// The record that it is about.
    pub incident: Option<IncidentId>,
    /// What was typed then, as it was stored.
    pub payloads: Vec<String>,
    /// The post itself, and whatever was said under it later; the last is what it shows.
    pub bodies: Vec<(u64, Body)>,
}

impl Store {
    /// Every post of the moments in which something that this person typed was taken.
    ///
    /// # Errors
    /// The database failed, or is damaged.
    pub async fn said_then(&mut self, actor: &Actor) -> Result<Vec<SaidThen>, StoreError> {
        let mut found: Vec<SaidThen> = Vec::new();
        for row in self.rows(sql::SAID_THEN, vec![Value::Text(codec::json(actor)?)]).await? {
            let (post, payload) = (codec::number(&row, "seq")?, row.try_get("payload")?);
            if let Some(known) = found.last_mut().filter(|known| known.post == post) {
                known.payloads.push(payload);
                continue;
            }
            let mut bodies = Vec::new();
            for said in self.rows(sql::SAID_UNDER, vec![int(post)]).await? {
                let (kind, body): (String, String) = (said.try_get("type")?, said.try_get("body")?);
                bodies.push((codec::number(&said, "seq")?, Body::read(&kind, 1, &body)?));
            }
            let incident = incident(row.try_get("incident")?);
            found.push(SaidThen { post, incident, payloads: vec![payload], bodies });
        }
        Ok(found)
    }

    /// An input as it was typed, unless it was erased.
    ///
    /// # Errors
    /// The database failed.
    pub async fn typed(&mut self, key: &str) -> Result<Option<String>, StoreError> {
        let rows = self.rows(sql::TYPED, vec![Value::Text(key.to_owned())]).await?;
        rows.first().map(|row| Ok(row.try_get("payload")?)).transpose()
    }

    /// The keys of everything that somebody typed, as long as it was not erased.
    ///
    /// # Errors
    /// The database failed.
    pub async fn typed_by(&mut self, actor: &Actor) -> Result<Vec<String>, StoreError> {
        let rows = self.rows(sql::TYPED_BY, vec![Value::Text(codec::json(actor)?)]).await?;
        rows.iter().map(|row| Ok(row.try_get("key")?)).collect()
    }

    /// Takes out what somebody typed, also where no record came of it; how many messages that were.
    ///
    /// # Errors
    /// The database failed.
    pub async fn forget_typed(&mut self, actor: &Actor) -> Result<u64, StoreError> {
        let values = vec![Value::Text(codec::json(actor)?)];
        let done = bind(sql::FORGET_TYPED, values).execute(&mut self.connection).await?;
        Ok(done.rows_affected())
    }
}

impl Redaction {
    /// An effect says this instead of what it said; its buttons are dead.
    ///
    /// # Errors
    /// The form cannot be made.
    pub fn replace(&mut self, seq: u64, body: &Body) -> Result<(), StoreError> {
        self.effects.push(seq);
        self.replaced.push((seq, body.write()?.2));
        Ok(())
    }
}
