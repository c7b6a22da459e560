//! From the store: what an export, a verification or a replay needs of it, page by page, beside a running engine.

use std::{collections::HashMap, sync::Arc};

use super::{
    document::{Document, document},
    entry::LogRow,
    findings::Verified,
    markdown::markdown,
    replay::{Replay, Replayed},
    verify::{Checkpoint, Row, Text, Verifier},
    words::Words,
};
use crate::{
    domain::{
        event::{Envelope, Stream},
        ids::{IncidentId, TextId},
        incident::Incident,
        state::State,
        turn::apply,
    },
    store::{
        StoreError,
        codec::StoredEvent,
        reader::{KeptText, Reader},
    },
    text::Texts,
};

/// How many rows are read at once.
const PAGE: u64 = 1_000;

/// A record as it stands in the store.
pub struct StoredRecord {
    incident: Incident,
    log: Vec<LogRow>,
    texts: Kept,
}

struct Kept(HashMap<TextId, Arc<str>>);

impl Texts for Kept {
    fn content(&self, id: &TextId) -> Option<Arc<str>> {
        self.0.get(id).cloned()
    }
}

impl StoredRecord {
    /// Reads a record; none when there is no such record.
    ///
    /// # Errors
    /// The store failed, is damaged, or was written by a newer version.
    pub async fn read(reader: &mut Reader, id: IncidentId) -> Result<Option<Self>, StoreError> {
        let stream = Stream::Incident(id);
        let (mut state, mut log) = (State::default(), Vec::new());
        loop {
            let after = log.last().map_or(0, |row: &LogRow| row.seq);
            let page = reader.stream(stream, after, PAGE).await?;
            if page.is_empty() {
                break;
            }
            for stored in page {
                let envelope = stored.envelope()?;
                apply(&mut state, &envelope);
                let Envelope { at, said_at, actor, event, .. } = envelope;
                log.push(LogRow { seq: stored.version, at, said_at, actor, event, hash: stored.h_stream.to_string() });
            }
        }
        let Some(incident) = state.incident(id).cloned() else { return Ok(None) };
        let texts = reader.texts(stream).await?.into_iter();
        let texts = texts.filter_map(|text| Some((text.id, text.content?.into())));
        Ok(Some(Self { incident, log, texts: Kept(texts.collect()) }))
    }

    /// The record.
    #[must_use]
    pub const fn incident(&self) -> &Incident {
        &self.incident
    }

    /// Its log.
    #[must_use]
    pub fn log(&self) -> &[LogRow] {
        &self.log
    }

    /// Its state document; the free texts of `words` are not used.
    #[must_use]
    pub fn document(&self, words: &Words<'_>) -> Document {
        document(&self.incident, &self.log, &words.with(&self.texts))
    }

    /// Its page; the free texts of `words` are not used.
    #[must_use]
    pub fn markdown(&self, words: &Words<'_>) -> String {
        markdown(&self.incident, &self.log, &words.with(&self.texts))
    }
}

/// Verifies everything that is stored.
///
/// # Errors
/// The store failed, or is damaged so that it cannot be read.
pub async fn verify(reader: &mut Reader, checkpoint: Option<Checkpoint>) -> Result<Verified, StoreError> {
    let mut verifier = Verifier::with(checkpoint);
    each(reader, |stored| verifier.event(row(stored))).await?;
    let mut after = String::new();
    loop {
        let streams = reader.streams(&after, PAGE).await?;
        let Some(last) = streams.last() else { return Ok(verifier.finish()) };
        after = last.to_string();
        for stream in streams {
            reader.texts(stream).await?.iter().for_each(|kept| verifier.text(text(kept)));
        }
    }
}

/// Folds everything that is stored anew.
///
/// # Errors
/// The store failed, or is damaged so that it cannot be read.
pub async fn replay(reader: &mut Reader) -> Result<Replayed, StoreError> {
    let mut replay = Replay::default();
    each(reader, |stored| {
        let read = stored.envelope().map_err(|error| error.to_string());
        replay.event(stored.pos, stored.version, read);
    })
    .await?;
    Ok(replay.finish())
}

async fn each(reader: &mut Reader, mut see: impl FnMut(&StoredEvent)) -> Result<(), StoreError> {
    let mut after = 0;
    loop {
        let page = reader.events(after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.pos;
        page.iter().for_each(&mut see);
    }
}

fn row(stored: &StoredEvent) -> Row<'_> {
    let (h_stream, h_all) = (stored.h_stream, stored.h_all);
    Row { stream: &stored.stream, version: stored.version, links: stored.linked(), h_stream, h_all }
}

fn text(kept: &KeptText) -> Text<'_> {
    let both = kept.salt.as_deref().zip(kept.content.as_deref());
    Text { id: &kept.id, kept: both, erased_at: kept.erased_at }
}
