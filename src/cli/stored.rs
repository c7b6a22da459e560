//! What works on the records that are there: `export`, `verify` and `replay`. All of it reads only, and works beside a
//! running console.

use std::path::PathBuf;

use tokio::runtime::Runtime;

use super::{
    Common, Exit, Format,
    records::{PAGE, Record},
    setup::Setup,
    streams::out,
};
use crate::{
    domain::{event::Stream, ids::IncidentId, line::Line, words::Verbatim},
    engine::StartError,
    export::{
        replay::Replay,
        verify::{Checkpoint, Row, Text, Verifier},
    },
    store::{StoreError, codec::StoredEvent, reader::Reader},
};

/// A database that is there, and words to speak of it.
struct Archive {
    setup: Setup,
    database: PathBuf,
    reader: Reader,
}

impl Archive {
    async fn open(common: &Common) -> Result<Self, Exit> {
        let setup = Setup::load(common)?;
        let data = setup.data()?;
        let database = setup.database(&data)?;
        if !database.is_file() {
            setup.complain(&Line::CliNoDatabase { folder: Verbatim(data.display().to_string()) });
            return Err(Exit::Usage);
        }
        match Reader::open(&database).await {
            Ok(reader) => Ok(Self { setup, database, reader }),
            Err(error) => {
                setup.complain(&StartError::Store(database, error).line());
                Err(Exit::Usage)
            }
        }
    }

    fn unreadable(&self, error: StoreError) -> Exit {
        self.setup.complain(&StartError::Store(self.database.clone(), error).line());
        Exit::Usage
    }

    async fn each_event(&mut self, mut take: impl FnMut(&StoredEvent)) -> Result<(), StoreError> {
        let mut after = 0;
        loop {
            let events = self.reader.events(after, PAGE).await?;
            let Some(last) = events.last() else { return Ok(()) };
            after = last.pos;
            events.iter().for_each(&mut take);
        }
    }

    async fn export(&mut self, incidents: &[IncidentId], format: Format) -> Result<Exit, Exit> {
        let mut exit = Exit::Fine;
        for id in incidents {
            let record = match Record::read(&mut self.reader, *id).await {
                Ok(Some(record)) => record,
                Ok(None) => {
                    self.setup.complain(&Line::ConsoleUnknownIncident { incident: id.to_string() });
                    exit = Exit::Finding;
                    continue;
                }
                Err(error) => return Err(self.unreadable(error)),
            };
            let text = match format {
                Format::Json => record.json(&self.setup.words, true).map_err(|error| self.unreadable(error))?,
                Format::Md => record.markdown(&self.setup.words),
            };
            say(&text)?;
        }
        Ok(exit)
    }

    async fn verify(&mut self, checkpoint: Option<Checkpoint>) -> Result<Exit, Exit> {
        let mut check = Verifier::with(checkpoint);
        self.check_all(&mut check).await.map_err(|error| self.unreadable(error))?;
        let verified = check.finish();
        say(&verified.print(&self.setup.words.lexicon, self.setup.words.language))?;
        Ok(if verified.status() == 0 { Exit::Fine } else { Exit::Finding })
    }

    async fn check_all(&mut self, verifier: &mut Verifier) -> Result<(), StoreError> {
        self.each_event(|event| {
            verifier.event(Row {
                stream: &event.stream,
                version: event.version,
                links: event.linked(),
                h_stream: event.h_stream,
                h_all: event.h_all,
            });
        })
        .await?;
        let mut after = String::new();
        loop {
            let streams = self.reader.streams(&after, PAGE).await?;
            let Some(last) = streams.last() else { return Ok(()) };
            after = last.to_string();
            for stream in streams {
                self.check_texts(stream, verifier).await?;
            }
        }
    }

    async fn check_texts(&mut self, stream: Stream, verifier: &mut Verifier) -> Result<(), StoreError> {
        for text in self.reader.texts(stream).await? {
            let kept = text.salt.as_deref().zip(text.content.as_deref());
            verifier.text(Text { id: &text.id, kept, erased_at: text.erased_at });
        }
        Ok(())
    }

    async fn replay(&mut self) -> Result<Exit, Exit> {
        let mut replay = Replay::default();
        let read = |event: &StoredEvent| {
            let envelope = event.envelope().map_err(|error| error.to_string());
            replay.event(event.pos, event.version, envelope);
        };
        self.each_event(read).await.map_err(|error| self.unreadable(error))?;
        let replayed = replay.finish();
        say(&replayed.print(&self.setup.words.lexicon, self.setup.words.language))?;
        Ok(if replayed.status() == 0 { Exit::Fine } else { Exit::Finding })
    }
}

fn say(text: &str) -> Result<(), Exit> {
    // Whoever stopped reading has what they wanted.
    if out(text) { Ok(()) } else { Err(Exit::Fine) }
}

/// Prints records.
pub fn export(common: &Common, incidents: &[IncidentId], format: Format) -> Exit {
    with_archive(common, async |archive| archive.export(incidents, format).await)
}

/// Says whether the log is as it was recorded.
pub fn verify(common: &Common, checkpoint: Option<Checkpoint>) -> Exit {
    with_archive(common, async |archive| archive.verify(checkpoint).await)
}

/// Folds all events again.
pub fn replay(common: &Common) -> Exit {
    with_archive(common, async |archive| archive.replay().await)
}

fn with_archive(common: &Common, work: impl AsyncFnOnce(&mut Archive) -> Result<Exit, Exit>) -> Exit {
    let Ok(runtime) = Runtime::new() else { return Exit::Usage };
    runtime.block_on(async {
        let mut archive = match Archive::open(common).await {
            Ok(archive) => archive,
            Err(exit) => return exit,
        };
        let exit = work(&mut archive).await.unwrap_or_else(|exit| exit);
        // It was only read.
        let _ = archive.reader.close().await;
        exit
    })
}
