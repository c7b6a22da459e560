//! `noodklok console`: the engine with a console as its platform.

use std::{
    io::{self, IsTerminal},
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

use tokio::runtime::Runtime;

use super::{ChosenClock, Common, ConsoleArgs, Exit, setup::Setup, stored::document_of};
use crate::{
    domain::{ids::IncidentId, line::Line, organisation::Language, time::Timestamp},
    engine::port::Platform,
    engine::{Engine, PATIENCE, Parts, RETRY_EVERY, StartError},
    platform::chance::{System, boot},
    platform::clock::{Real, Simulated},
    platform::console::{
        absence,
        jsonl::Script,
        person::{
            complete::Completion,
            editor::Editor,
            history::History,
            paint::Paint,
            place::Place,
            screen::Screen,
            talk::{self, Talk},
            welcome::Origin,
        },
        printer::Printer,
        running::{ConsoleClock, Document, Records, Running},
    },
    platform::{stop::Stop, words::Words},
    store::{StoreError, reader::Reader},
};

/// Starts the console and stays in it until it ends.
pub fn console(common: &Common, args: &ConsoleArgs) -> Exit {
    let prepared = Setup::load(common).and_then(|setup| {
        let data = setup.made_data()?;
        let database = setup.database(&data)?;
        Ok(Start { setup, data, database })
    });
    let start = match prepared {
        Ok(start) => start,
        Err(exit) => return exit,
    };
    let runtime = match Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            start.setup.complain(&Line::CliOutput { problem: error.to_string() });
            return Exit::Finding;
        }
    };
    let ended = runtime.block_on(start.go(args));
    // A thread may still wait for a line of stdin; the process ends without it.
    runtime.shutdown_background();
    ended.unwrap_or_else(|exit| exit)
}

struct Start {
    setup: Setup,
    data: PathBuf,
    database: PathBuf,
}

impl Start {
    async fn go(self, args: &ConsoleArgs) -> Result<Exit, Exit> {
        let stop = Stop::default();
        stop.on_signals();
        let clock = self.clock(args.clock).await;
        let boot = boot(&System);
        if args.jsonl {
            return self.script(clock, boot, stop).await;
        }
        self.person(clock, boot, stop).await
    }

    async fn script(self, clock: ConsoleClock, boot: String, stop: Stop) -> Result<Exit, Exit> {
        let printer = Arc::new(Printer::new(Box::new(io::stdout()), clock.shared(), boot.clone(), stop.clone()));
        let running = Arc::new(self.running(printer.clone(), clock, boot, stop).await?);
        let unstored = Script::new(running, printer).run(io::stdin()).await;
        if unstored == 0 {
            return Ok(Exit::Fine);
        }
        self.setup.complain(&Line::CliNotStoredAtEnd { count: i64::try_from(unstored).unwrap_or(i64::MAX) });
        Ok(Exit::Finding)
    }

    async fn person(self, clock: ConsoleClock, boot: String, stop: Stop) -> Result<Exit, Exit> {
        let paint = Paint::for_output();
        let words = self.setup.words.clone();
        let screen = Arc::new(Screen::new(Box::new(io::stdout()), paint, words, clock.shared(), stop.clone()));
        let running = Arc::new(self.running(screen.clone(), clock, boot, stop).await?);
        let place = Arc::new(Mutex::new(Place::first(&self.setup.organisation)));
        let mut talk = Talk::new(running.clone(), screen.clone(), place.clone());
        talk.begin(&self.origin()).await;
        if io::stdin().is_terminal() && io::stdout().is_terminal() {
            let history = History::in_file(self.data.join("console-history"));
            let completion = Completion { running: running.clone(), place };
            let mut editor = Editor::start(screen, completion, history);
            talk.run(&mut editor.strokes).await;
            editor.stop();
        } else {
            talk.run(&mut talk::plain(io::stdin())).await;
        }
        running.close().await;
        talk.say(&Line::ConsoleBye {});
        Ok(Exit::Fine)
    }

    fn origin(&self) -> Origin {
        Origin { configuration: self.setup.config().map(Into::into), data: self.data.as_path().into() }
    }

    async fn clock(&self, chosen: ChosenClock) -> ConsoleClock {
        match chosen {
            ChosenClock::Real => ConsoleClock::Real(Arc::new(Real::starting())),
            ChosenClock::Simulated(told) => {
                let recorded = last_recorded(&self.database).await;
                ConsoleClock::Simulated(Arc::new(Simulated::starting(recorded, told)))
            }
        }
    }

    async fn running(
        &self,
        platform: Arc<dyn Platform>,
        clock: ConsoleClock,
        boot: String,
        stop: Stop,
    ) -> Result<Running, Exit> {
        let parts = Parts {
            database: self.database.clone(),
            organisation: self.setup.organisation.clone(),
            configuration_hash: self.setup.configuration_hash.clone(),
            platform,
            clock: clock.shared(),
            chance: Arc::new(System),
            retry_every: RETRY_EVERY,
            patience: PATIENCE,
        };
        let engine = Engine::start(parts).await.map_err(|error| {
            self.setup.complain(&error.line());
            Exit::Usage
        })?;
        let closed_at = self.closed_at().await.map_err(|error| {
            self.setup.complain(&StartError::Store(self.database.clone(), error).line());
            Exit::Usage
        })?;
        let records = Box::new(Stored {
            database: self.database.clone(),
            words: self.setup.words.clone(),
            language: self.setup.configured,
        });
        Ok(Running { engine, words: self.setup.words.clone(), clock, records, closed_at, boot, stop })
    }

    async fn closed_at(&self) -> Result<Option<Timestamp>, StoreError> {
        let mut reader = Reader::open(&self.database).await?;
        let at = absence::closed_at(&mut reader).await?;
        reader.close().await?;
        Ok(at)
    }
}

/// Where a simulated clock goes on; a store that cannot be read is told by the start of the engine.
async fn last_recorded(database: &Path) -> Option<Timestamp> {
    if !database.exists() {
        return None;
    }
    let mut reader = Reader::open(database).await.ok()?;
    let last = reader.last_instant().await.ok().flatten();
    let _ = reader.close().await;
    last
}

/// The documents of a database.
struct Stored {
    database: PathBuf,
    words: Words,
    /// Of the documents.
    language: Language,
}

impl Records for Stored {
    fn document(&self, incident: IncidentId) -> Document<'_> {
        Box::pin(async move {
            let document = document_of(&self.database, incident, &self.words, self.language).await;
            document
                .map_err(|error| self.words.say(&StartError::Store(self.database.clone(), error).line(), Timestamp(0)))
        })
    }
}
