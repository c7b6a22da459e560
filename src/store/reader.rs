//! The read-only connection for exports and checks. It neither writes nor checkpoints, and works beside `run`.

use std::path::Path;

use sqlx::{AnyConnection, AssertSqlSafe, Connection, Executor, Row, any::AnyRow};

use super::{
    StoreError,
    codec::{Body, StoredEvent},
};
use crate::domain::{
    event::Stream,
    ids::{IncidentId, TextId},
    message::Effect,
    reach::Reach,
    time::Timestamp,
};

const ALL: &str = "SELECT pos, stream, version, at, said_at, type, v, actor, cause, body, h_stream, h_all FROM event \
                   WHERE pos > $1 ORDER BY pos LIMIT $2";
const TEXTS: &str = "SELECT id, salt, content, erased_at FROM text WHERE stream = $1";
const STREAMS: &str = "SELECT stream FROM head WHERE stream > $1 ORDER BY stream LIMIT $2";

/// A free text as it stands in the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptText {
    /// Its id.
    pub id: TextId,
    /// What it was salted with; none when it was erased.
    pub salt: Option<Vec<u8>>,
    /// What it says; none when it was erased.
    pub content: Option<String>,
    /// When it was erased.
    pub erased_at: Option<Timestamp>,
}

impl KeptText {
    /// Whether the id is that of what it says; an erased one cannot be told.
    #[must_use]
    pub fn holds(&self) -> bool {
        match (&self.salt, &self.content) {
            (Some(salt), Some(content)) => crate::domain::chain::text_id(salt, content) == self.id,
            _ => self.erased_at.is_some(),
        }
    }
}

/// The read-only connection.
#[derive(Debug)]
pub struct Reader {
    connection: AnyConnection,
}

impl Reader {
    /// Opens a database that is there.
    ///
    /// # Errors
    /// It is not there, or cannot be read.
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        if !path.exists() {
            return Err(StoreError::Missing);
        }
        let mut connection = super::connect(path, "ro").await?;
        connection.execute("PRAGMA query_only = ON").await?;
        connection.execute("PRAGMA wal_autocheckpoint = 0").await?;
        Ok(Self { connection })
    }

    pub(super) async fn rows(
        &mut self,
        text: &'static str,
        values: Vec<super::batch::Value>,
    ) -> Result<Vec<AnyRow>, StoreError> {
        Ok(super::batch::bind(text, values).fetch_all(&mut self.connection).await?)
    }

    /// At most `limit` events after a position, in order.
    ///
    /// # Errors
    /// The database failed, or is damaged.
    pub async fn events(&mut self, after: u64, limit: u64) -> Result<Vec<StoredEvent>, StoreError> {
        let rows = self.rows(ALL, vec![super::batch::int(after), super::batch::int(limit)]).await?;
        rows.iter().map(StoredEvent::from_row).collect()
    }

    /// At most `limit` events of a stream after a version, in order.
    ///
    /// # Errors
    /// The database failed, or is damaged.
    pub async fn stream(&mut self, stream: Stream, after: u64, limit: u64) -> Result<Vec<StoredEvent>, StoreError> {
        let stream = super::batch::Value::Text(stream.to_string());
        let values = vec![stream, super::batch::int(after), super::batch::int(limit)];
        let rows = self.rows(super::sql::STREAM, values).await?;
        rows.iter().map(StoredEvent::from_row).collect()
    }

    /// The names of at most `limit` streams after a name, in order.
    ///
    /// # Errors
    /// The database failed.
    pub async fn streams(&mut self, after: &str, limit: u64) -> Result<Vec<Stream>, StoreError> {
        let values = vec![super::batch::Value::Text(after.to_owned()), super::batch::int(limit)];
        let rows = self.rows(STREAMS, values).await?;
        let name = |row: &AnyRow| super::codec::stream(&row.try_get::<String, _>("stream")?);
        rows.iter().map(name).collect()
    }

    /// The free texts of a stream.
    ///
    /// # Errors
    /// The database failed.
    pub async fn texts(&mut self, stream: Stream) -> Result<Vec<KeptText>, StoreError> {
        let rows = self.rows(TEXTS, vec![super::batch::Value::Text(stream.to_string())]).await?;
        let text = |row: &AnyRow| {
            let id: String = row.try_get("id")?;
            let erased: Option<i64> = row.try_get("erased_at")?;
            Ok(KeptText {
                id: id.into(),
                salt: row.try_get("salt")?,
                content: row.try_get("content")?,
                erased_at: erased.map(Timestamp),
            })
        };
        rows.iter().map(text).collect()
    }

    /// The record that an input turned out to be about; none where there is no such input, or it is about none.
    ///
    /// # Errors
    /// The database failed.
    pub async fn about(&mut self, key: &str) -> Result<Option<IncidentId>, StoreError> {
        let rows = self.rows(super::sql::INPUT, vec![super::batch::Value::Text(key.to_owned())]).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        Ok(super::load::incident(row.try_get("incident")?))
    }

    /// Whom an effect of ours calls by a channel of their own, or tells there that it is over, of which record and when;
    /// none of what is no such effect.
    ///
    /// # Errors
    /// The database failed, or is damaged.
    pub async fn reach(&mut self, effect: &str) -> Result<Option<(IncidentId, Reach, Timestamp)>, StoreError> {
        let seq = effect.rsplit('.').next().and_then(|seq| seq.parse::<u64>().ok());
        let Some(seq) = seq.filter(|seq| i64::try_from(*seq).is_ok()) else { return Ok(None) };
        let rows = self.rows(super::sql::DECIDED, vec![super::batch::int(seq)]).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        if row.try_get::<String, _>("id")? != effect {
            return Ok(None);
        }
        let Some(incident) = super::load::incident(row.try_get("incident")?) else { return Ok(None) };
        let (kind, body): (String, String) = (row.try_get("type")?, row.try_get("body")?);
        let body = Body::read(&kind, super::codec::form(row)?, &body)?;
        let Body::Effect(Effect::Reach { reach, .. } | Effect::ReachOver { reach, .. }) = body else { return Ok(None) };
        Ok(Some((incident, reach, Timestamp(row.try_get("at")?))))
    }

    /// The last instant that was recorded, from which a simulated clock goes on.
    ///
    /// # Errors
    /// The database failed.
    pub async fn last_instant(&mut self) -> Result<Option<Timestamp>, StoreError> {
        let mut last = None;
        for text in [super::sql::LAST_EVENT, super::sql::LAST_EFFECT] {
            let rows = self.rows(text, Vec::new()).await?;
            let at = rows.first().map(|row| row.try_get::<i64, _>("at")).transpose()?;
            last = last.max(at.map(Timestamp));
        }
        Ok(last)
    }

    /// Whether the file itself is sound; slow, for `verify` and `doctor`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub async fn sound(&mut self) -> Result<(), StoreError> {
        let row =
            sqlx::query(AssertSqlSafe("PRAGMA integrity_check(1)".to_owned())).fetch_one(&mut self.connection).await?;
        let answer: String = row.try_get(0)?;
        if answer == "ok" { Ok(()) } else { Err(StoreError::Corrupt(answer)) }
    }

    /// Closes it.
    ///
    /// # Errors
    /// The database failed.
    pub async fn close(self) -> Result<(), StoreError> {
        Ok(self.connection.close().await?)
    }
}
