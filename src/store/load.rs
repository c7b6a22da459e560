//! What the writer reads: everything open at the start, and single things by their key afterwards.

use futures_util::TryStreamExt;
use sqlx::Row;

use super::{
    Counters, Store, StoreError,
    batch::{EffectRow, Value, int},
    codec::{self, StoredEvent},
    sql,
};
use crate::domain::{
    chain::Hash,
    event::Stream,
    ids::{IncidentId, PersonId, RoomId, TextId},
    message::Slot,
    time::Timestamp,
    timer::Timer,
};

/// How many events of a stream are read at once.
const PAGE: u64 = 1_000;

/// Where everything stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marks {
    /// The last position.
    pub pos: u64,
    /// The last effect.
    pub seq: u64,
    /// The link of the last event.
    pub h_all: Hash,
    /// The last instant that was recorded.
    pub last: Option<Timestamp>,
}

/// A button that was pressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pressed {
    /// Where it is shown.
    pub room: RoomId,
    /// The record that it is about.
    pub incident: Option<IncidentId>,
    /// The command that it gives; none when its words were erased.
    pub command: Option<String>,
    /// Who alone may press it.
    pub only: Option<PersonId>,
    /// Who alone may not.
    pub except: Option<PersonId>,
    /// Until when.
    pub until: Timestamp,
}

/// An input that took effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The record that it changed, if it changed one.
    pub incident: Option<IncidentId>,
    /// When it was said.
    pub said_at: Timestamp,
}

/// A timer row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Armed {
    /// Whose.
    pub stream: Stream,
    /// What for.
    pub timer: Timer,
    /// Raised whenever it is armed anew.
    pub generation: u64,
    /// When it goes off.
    pub due: Timestamp,
}

/// A free text with its stream; no content when it was erased.
pub type StoredText = (TextId, Stream, Option<String>);

impl Store {
    /// Where everything stands.
    ///
    /// # Errors
    /// The database failed.
    pub async fn marks(&mut self) -> Result<Marks, StoreError> {
        let event = self.rows(sql::LAST_EVENT, Vec::new()).await?;
        let effect = self.rows(sql::LAST_EFFECT, Vec::new()).await?;
        let mut marks = Marks { pos: 0, seq: 0, h_all: Hash::GENESIS, last: None };
        if let Some(row) = event.first() {
            marks.pos = codec::number(row, "pos")?;
            marks.h_all = codec::hash(row, "h_all")?;
            marks.last = Some(Timestamp(row.try_get("at")?));
        }
        if let Some(row) = effect.first() {
            marks.seq = codec::number(row, "seq")?;
            marks.last = marks.last.max(Some(Timestamp(row.try_get("at")?)));
        }
        Ok(marks)
    }

    /// Every event of an open stream, each stream in its order.
    ///
    /// # Errors
    /// The database failed, or `each` did.
    pub async fn open_events(
        &mut self,
        mut each: impl FnMut(StoredEvent) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut read = 0_usize;
        let mut rows = sqlx::query(sql::OPEN_EVENTS).fetch(&mut self.connection);
        while let Some(row) = rows.try_next().await? {
            read = read.saturating_add(1);
            each(StoredEvent::from_row(&row)?)?;
        }
        drop(rows);
        Counters::add(&self.counters.statements, 1);
        Counters::add(&self.counters.read, read);
        Ok(())
    }

    /// The events of one stream.
    ///
    /// # Errors
    /// The database failed.
    pub async fn stream_events(&mut self, stream: Stream) -> Result<Vec<StoredEvent>, StoreError> {
        let mut events: Vec<StoredEvent> = Vec::new();
        loop {
            let after = events.last().map_or(0, |event| event.version);
            let page = self.events_after(stream, after, PAGE).await?;
            let full = u64::try_from(page.len()).unwrap_or(u64::MAX) == PAGE;
            events.extend(page);
            if !full {
                return Ok(events);
            }
        }
    }

    /// At most `limit` events of one stream after a version, in order.
    ///
    /// # Errors
    /// The database failed.
    pub async fn events_after(
        &mut self,
        stream: Stream,
        after: u64,
        limit: u64,
    ) -> Result<Vec<StoredEvent>, StoreError> {
        let rows = self.rows(sql::STREAM, vec![Value::Text(stream.to_string()), int(after), int(limit)]).await?;
        rows.iter().map(StoredEvent::from_row).collect()
    }

    /// The free texts of one stream, or of every open one.
    ///
    /// # Errors
    /// The database failed.
    pub async fn texts(&mut self, of: Option<Stream>) -> Result<Vec<StoredText>, StoreError> {
        let rows = match of {
            Some(stream) => self.rows(sql::TEXTS, vec![Value::Text(stream.to_string())]).await?,
            None => self.rows(sql::OPEN_TEXTS, Vec::new()).await?,
        };
        let text = |row: &sqlx::any::AnyRow| {
            let id: String = row.try_get("id")?;
            let stream: String = row.try_get("stream")?;
            Ok((id.into(), codec::stream(&stream)?, row.try_get("content")?))
        };
        rows.iter().map(text).collect()
    }

    /// The posts that are edited later, of one stream or of every open one.
    ///
    /// # Errors
    /// The database failed.
    pub async fn slots(&mut self, of: Option<Stream>) -> Result<Vec<(Stream, Slot, u64)>, StoreError> {
        let rows = match of {
            Some(stream) => self.rows(sql::SLOTS, vec![Value::Text(stream.to_string())]).await?,
            None => self.rows(sql::OPEN_SLOTS, Vec::new()).await?,
        };
        let slot = |row: &sqlx::any::AnyRow| {
            let stream: String = row.try_get("stream")?;
            let slot: String = row.try_get("slot")?;
            Ok((codec::stream(&stream)?, codec::from_json(&slot)?, codec::number(row, "post")?))
        };
        rows.iter().map(slot).collect()
    }

    /// Every timer.
    ///
    /// # Errors
    /// The database failed.
    pub async fn timers(&mut self) -> Result<Vec<Armed>, StoreError> {
        let rows = self.rows(sql::TIMERS, Vec::new()).await?;
        let armed = |row: &sqlx::any::AnyRow| {
            let stream: String = row.try_get("stream")?;
            let name: String = row.try_get("name")?;
            Ok(Armed {
                stream: codec::stream(&stream)?,
                timer: codec::from_json(&name)?,
                generation: codec::number(row, "generation")?,
                due: Timestamp(row.try_get("due")?),
            })
        };
        rows.iter().map(armed).collect()
    }

    /// What is still to be done outside, oldest first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn waiting(&mut self) -> Result<Vec<EffectRow>, StoreError> {
        let rows = self.rows(sql::WAITING, Vec::new()).await?;
        rows.iter().map(EffectRow::from_row).collect()
    }

    /// Whether an input took effect before.
    ///
    /// # Errors
    /// The database failed.
    pub async fn seen(&mut self, key: &str) -> Result<bool, StoreError> {
        Ok(!self.rows(sql::SEEN, vec![Value::Text(key.to_owned())]).await?.is_empty())
    }

    /// When an input that took effect was said, and which record it changed.
    ///
    /// # Errors
    /// The database failed.
    pub async fn input(&mut self, key: &str) -> Result<Option<Taken>, StoreError> {
        let rows = self.rows(sql::INPUT, vec![Value::Text(key.to_owned())]).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        Ok(Some(Taken { incident: incident(row.try_get("incident")?), said_at: Timestamp(row.try_get("said_at")?) }))
    }

    /// A button.
    ///
    /// # Errors
    /// The database failed.
    pub async fn pressed(&mut self, action: &str) -> Result<Option<Pressed>, StoreError> {
        let rows = self.rows(sql::PRESSED, vec![Value::Text(action.to_owned())]).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let room: String = row.try_get("room")?;
        let only: Option<String> = row.try_get("only_who")?;
        let except: Option<String> = row.try_get("except_who")?;
        Ok(Some(Pressed {
            room: room.into(),
            incident: incident(row.try_get("incident")?),
            command: row.try_get("command")?,
            only: only.map(PersonId::from),
            except: except.map(PersonId::from),
            until: Timestamp(row.try_get("until")?),
        }))
    }

    /// The record that a message of ours is about.
    ///
    /// # Errors
    /// The database failed.
    pub async fn about(&mut self, message: &str) -> Result<Option<IncidentId>, StoreError> {
        let Some(seq) = message.strip_prefix('m').and_then(|seq| seq.parse::<u64>().ok()) else { return Ok(None) };
        let rows = self.rows(sql::ABOUT, vec![int(seq)]).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        Ok(incident(row.try_get("incident")?))
    }
}

pub(super) fn incident(text: Option<String>) -> Option<IncidentId> {
    text.and_then(|text| text.parse().ok())
}
