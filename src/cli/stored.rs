//! What works on the records that are there: `export`, `verify` and `replay`. All of it reads only, and works beside a
//! running console.

use std::path::{Path, PathBuf};

use tokio::runtime::Runtime;

use super::{Common, Exit, Format, setup::Setup, streams::out};
use crate::{
    domain::{ids::IncidentId, line::Line, organisation::Language, words::Verbatim},
    engine::StartError,
    export::{
        stored::{StoredRecord, replay as replayed, verify as verified},
        verify::Checkpoint,
        words::{Words as Spoken, language_of},
    },
    platform::words::{NoTexts, Words},
    store::{StoreError, codec::json, reader::Reader},
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

    async fn export(
        &mut self,
        incidents: &[IncidentId],
        format: Format,
        asked: Option<Language>,
    ) -> Result<Exit, Exit> {
        let mut exit = Exit::Fine;
        for id in incidents {
            let record = match StoredRecord::read(&mut self.reader, *id).await {
                Ok(Some(record)) => record,
                Ok(None) => {
                    self.setup.complain(&Line::ConsoleUnknownIncident { incident: id.to_string() });
                    exit = Exit::Finding;
                    continue;
                }
                Err(error) => return Err(self.unreadable(error)),
            };
            let words = &self.setup.words;
            let text = match format {
                Format::Json => {
                    let document = record.document(&spoken(words, self.setup.configured));
                    let text = serde_json::to_string_pretty(&document);
                    text.map_err(|error| self.unreadable(StoreError::Failed(error.to_string())))?
                }
                Format::Md => {
                    let language = language_of(record.incident(), &self.setup.organisation, asked);
                    record.markdown(&spoken(words, language))
                }
            };
            say(&text)?;
        }
        Ok(exit)
    }

    async fn verify(&mut self, checkpoint: Option<Checkpoint>) -> Result<Exit, Exit> {
        let verified = verified(&mut self.reader, checkpoint).await.map_err(|error| self.unreadable(error))?;
        say(&verified.print(&self.setup.words.lexicon, self.setup.words.language))?;
        Ok(if verified.status() == 0 { Exit::Fine } else { Exit::Finding })
    }

    async fn replay(&mut self) -> Result<Exit, Exit> {
        let replayed = replayed(&mut self.reader).await.map_err(|error| self.unreadable(error))?;
        say(&replayed.print(&self.setup.words.lexicon, self.setup.words.language))?;
        Ok(if replayed.status() == 0 { Exit::Fine } else { Exit::Finding })
    }
}

/// The document of one record of a database, on one line.
///
/// # Errors
/// The database cannot be read.
pub async fn document_of(
    database: &Path,
    id: IncidentId,
    words: &Words,
    language: Language,
) -> Result<Option<String>, StoreError> {
    let mut reader = Reader::open(database).await?;
    let record = StoredRecord::read(&mut reader, id).await;
    let closed = reader.close().await;
    let record = record?;
    closed?;
    record.map(|record| json(&record.document(&spoken(words, language)))).transpose()
}

/// The words of an export; the free texts are those of the record.
fn spoken(words: &Words, language: Language) -> Spoken<'_> {
    let Words { lexicon, catalogue, organisation, .. } = words;
    Spoken { lexicon, language, organisation, catalogue, texts: &NoTexts }
}

fn say(text: &str) -> Result<(), Exit> {
    // Whoever stopped reading has what they wanted.
    if out(text) { Ok(()) } else { Err(Exit::Fine) }
}

/// Prints records.
pub fn export(common: &Common, incidents: &[IncidentId], format: Format) -> Exit {
    let asked = common.language.map(Language::from);
    with_archive(common, async |archive| archive.export(incidents, format, asked).await)
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
