//! Reading records for people outside the conversation: read-only, beside a running one, page by page.

use std::{collections::HashMap, path::Path, sync::Arc};

use crate::{
    domain::{
        event::{Envelope, Stream},
        ids::{IncidentId, TextId},
        incident::Incident,
        state::State,
        turn::apply,
    },
    export::{document::document, entry::LogRow, markdown::markdown, words::Words as ExportWords},
    platform::console::words::Words,
    store::{StoreError, codec::StoredEvent, reader::Reader},
    text::Texts,
};

/// How many events are read at once.
pub const PAGE: u64 = 1_000;

/// A record with its log and its free texts.
pub struct Record {
    incident: Incident,
    log: Vec<LogRow>,
    texts: Kept,
}

/// The free texts of a record; those that were erased are not in it.
struct Kept(HashMap<TextId, Arc<str>>);

impl Texts for Kept {
    fn content(&self, id: &TextId) -> Option<Arc<str>> {
        self.0.get(id).cloned()
    }
}

impl Record {
    /// Reads it; none if there is no such record.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn read(reader: &mut Reader, id: IncidentId) -> Result<Option<Self>, StoreError> {
        let stream = Stream::Incident(id);
        let mut state = State::default();
        let mut log = Vec::new();
        loop {
            let after = log.last().map_or(0, |row: &LogRow| row.seq);
            let events = reader.stream(stream, after, PAGE).await?;
            if events.is_empty() {
                break;
            }
            for event in events {
                let envelope = event.envelope()?;
                apply(&mut state, &envelope);
                log.push(row(&event, envelope));
            }
        }
        let Some(incident) = state.incident(id).cloned() else { return Ok(None) };
        let texts = reader.texts(stream).await?.into_iter();
        let texts = texts.filter_map(|text| Some((text.id, text.content?.into()))).collect();
        Ok(Some(Self { incident, log, texts: Kept(texts) }))
    }

    /// The state document as JSON, on one line or for reading.
    ///
    /// # Errors
    /// It has no form as JSON.
    pub fn json(&self, words: &Words, pretty: bool) -> Result<String, StoreError> {
        let document = document(&self.incident, &self.log, &self.words(words));
        let text = if pretty { serde_json::to_string_pretty(&document) } else { serde_json::to_string(&document) };
        text.map_err(|error| StoreError::Failed(error.to_string()))
    }

    /// The record as a page of Markdown.
    #[must_use]
    pub fn markdown(&self, words: &Words) -> String {
        markdown(&self.incident, &self.log, &self.words(words))
    }

    fn words<'a>(&'a self, words: &'a Words) -> ExportWords<'a> {
        ExportWords {
            lexicon: &words.lexicon,
            language: words.language,
            organisation: &words.organisation,
            catalogue: &words.catalogue,
            texts: &self.texts,
        }
    }
}

fn row(stored: &StoredEvent, envelope: Envelope) -> LogRow {
    LogRow {
        seq: stored.version,
        at: envelope.at,
        said_at: envelope.said_at,
        actor: envelope.actor,
        event: envelope.event,
        hash: stored.h_stream.to_string(),
    }
}

/// The document of one record of a database, on one line.
///
/// # Errors
/// The database cannot be read.
pub async fn document_of(database: &Path, id: IncidentId, words: &Words) -> Result<Option<String>, StoreError> {
    let mut reader = Reader::open(database).await?;
    let record = Record::read(&mut reader, id).await;
    let closed = reader.close().await;
    let record = record?;
    closed?;
    record.map(|record| record.json(words, false)).transpose()
}
