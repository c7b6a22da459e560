//! The engine: inputs in, one commit, effects out. See `docs` for the way of one message.

mod alert;
mod away;
pub mod buttons;
mod calendars;
mod changed;
mod copies;
pub mod core;
mod deciding;
mod defect;
pub mod desk;
mod doubt;
pub mod erase_person;
pub mod figures;
pub mod gate;
mod job;
mod late;
pub mod outage;
pub mod outbox;
pub mod port;
pub mod pulse;
pub mod recipients;
pub mod seal;
pub mod start_error;
pub mod ticket;
pub mod timers;
pub mod tried;
mod turn;
pub mod view;
pub mod words;
mod work;
mod write;
pub mod writer;

#[cfg(test)]
mod calendars_test;
#[cfg(test)]
mod cost_test;
#[cfg(test)]
mod engine_test;
#[cfg(test)]
mod exercise_test;
#[cfg(test)]
mod figures_test;
#[cfg(test)]
mod heard_test;
#[cfg(test)]
mod network_test;
#[cfg(test)]
mod product_test;
#[cfg(test)]
mod ways_test;
#[cfg(test)]
mod world_test;

use std::{
    collections::VecDeque,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use arc_swap::ArcSwap;
use tokio::sync::{Notify, mpsc, oneshot, watch};

use self::{
    buttons::Buttons,
    core::{Core, Product},
    desk::Desk,
    outbox::Outbox,
    port::{Chance, Clock, Input, Note, Platform},
    ticket::{Progress, Quiet, Stub, Ticket},
    work::Work,
    writer::Writer,
};
pub use self::{start_error::StartError, view::View};
use crate::{
    domain::{organisation::Organisation, time::Timestamp},
    store::{Counters, Store, lock::Lock},
};

/// How many inputs wait before the writer at most.
const BOUND: usize = 1_024;
/// How long a stop waits for attempts that are under way.
const LAST_ATTEMPTS: Duration = Duration::from_secs(5);
/// How often storage is tried again while it is down.
pub const RETRY_EVERY: Duration = Duration::from_secs(5);
/// How long a page waits for its room to open before it is said where the report came in.
pub const PATIENCE: Duration = Duration::from_secs(5);

/// What the engine is made of.
#[derive(Clone)]
pub struct Parts {
    /// The database file; its folder is the data folder.
    pub database: PathBuf,
    /// The configuration.
    pub organisation: Arc<Organisation>,
    /// Its hash.
    pub configuration_hash: String,
    /// Where effects go.
    pub platform: Arc<dyn Platform>,
    /// Business time.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub chance: Arc<dyn Chance>,
    /// How often storage is tried again while it is down: [`RETRY_EVERY`].
    pub retry_every: Duration,
    /// How long a page waits for its room to open: [`PATIENCE`].
    pub patience: Duration,
}

/// A running engine.
pub struct Engine {
    shared: Arc<Shared>,
    counters: Arc<Counters>,
}

struct Shared {
    work: mpsc::Sender<Work>,
    outbox: Arc<Outbox>,
    view: Arc<ArcSwap<View>>,
    clock: Arc<dyn Clock>,
    /// The last instant that was recorded before the start.
    recorded: Option<Timestamp>,
    closed: AtomicBool,
    stopping: watch::Sender<bool>,
    /// Inputs that the writer took since the start.
    inputs: Arc<AtomicU64>,
    erased: Arc<Notify>,
}

impl Shared {
    /// Hands something to the writer; waits while too much waits before it.
    async fn hand_in(&self, work: impl FnOnce(Stub) -> Work) -> Ticket {
        let (stub, ticket) = Stub::new();
        // Without a writer the ticket says that the engine stopped.
        let _ = self.work.send(work(stub)).await;
        ticket
    }
}

impl Engine {
    /// Takes the data folder, opens the store and reads what is open. Nothing goes out before [`Engine::submit`],
    /// [`Engine::settle`] or [`Engine::fire_due`].
    ///
    /// # Errors
    /// What is in the way and what the person can do.
    pub async fn start(parts: Parts) -> Result<Self, StartError> {
        let core = Product::embedded().map_err(StartError::Broken)?;
        Self::start_with(parts, Arc::new(core)).await
    }

    pub(crate) async fn start_with(parts: Parts, core: Arc<dyn Core>) -> Result<Self, StartError> {
        let folder = parts.database.parent().map(std::path::Path::to_path_buf).unwrap_or_default();
        let lock = Lock::take(&folder)?;
        let failed = |error| StartError::Store(parts.database.clone(), error);
        let mut store = Store::open(&parts.database).await.map_err(failed)?;
        let counters = store.counters();
        let desk = Desk::load(&mut store, core.as_ref()).await.map_err(failed)?;
        let recorded = store.marks().await.map_err(failed)?.last;
        let waiting = store.waiting().await.map_err(failed)?;
        let mut ways = store.ways().await.map_err(failed)?;

        let (work, todo) = mpsc::channel(BOUND);
        let (sender, news) = mpsc::unbounded_channel();
        let view = Arc::new(ArcSwap::new(View::of(&desk)));
        let (platform, quiet) = (Arc::clone(&parts.platform), Quiet::new());
        let outbox = Outbox::new(platform, sender, quiet, parts.patience, Arc::clone(&view));
        let (inputs, erased) = (Arc::<AtomicU64>::default(), Arc::<Notify>::default());
        let shared = Arc::new(Shared {
            work,
            outbox: Arc::clone(&outbox),
            view: Arc::clone(&view),
            clock: Arc::clone(&parts.clock),
            recorded,
            closed: AtomicBool::new(false),
            stopping: watch::Sender::new(false),
            inputs: Arc::clone(&inputs),
            erased: Arc::clone(&erased),
        });
        let mut writer = Writer {
            lock,
            store,
            desk,
            core,
            boot: boot(parts.chance.as_ref()),
            work: todo,
            news,
            outbox,
            buttons: Buttons::default(),
            view,
            queue: VecDeque::new(),
            receipts: Vec::new(),
            warned: Vec::new(),
            inputs,
            erased,
            down_since: None,
            calls: away::Calls::default(),
            stop: None,
            closed: false,
            parts,
        };
        let database = writer.parts.database.clone();
        let items = waiting.iter().map(|row| Ok(writer.waiting(row)?.after(ways.remove(&row.seq).unwrap_or_default())));
        let items = items.collect::<Result<_, _>>();
        writer.hand_out(items.map_err(|error| StartError::Store(database.clone(), error))?);
        let (stub, _) = Stub::new();
        writer.accept(Work::Configured(writer.parts.configuration_hash.clone(), stub));
        writer.step(writer::TOGETHER).await.map_err(|error| StartError::Store(database, error))?;
        tokio::spawn(writer.run());
        Ok(Self { shared, counters })
    }

    /// Hands an input in. It never waits; when too many do, the ticket says so.
    #[must_use]
    pub fn submit(&self, input: Input) -> Ticket {
        self.shared.outbox.send();
        if self.shared.closed.load(Ordering::Acquire) {
            return Ticket::over(Progress::Stopped);
        }
        let (stub, ticket) = Stub::new();
        match self.shared.work.try_send(Work::Input(input, stub)) {
            Ok(()) => ticket,
            Err(mpsc::error::TrySendError::Full(_)) => Ticket::over(Progress::Busy),
            Err(mpsc::error::TrySendError::Closed(_)) => Ticket::over(Progress::Stopped),
        }
    }

    /// Hands in what came in together on a network, in order, with what the network wants to know again. All of it is
    /// committed together, or the notes after the inputs. It waits while too much waits before it.
    pub async fn arrive(&self, inputs: Vec<Input>, notes: Vec<Note>) -> Ticket {
        self.shared.outbox.send();
        if self.shared.closed.load(Ordering::Acquire) {
            return Ticket::over(Progress::Stopped);
        }
        self.shared.hand_in(|stub| Work::Arrived(inputs, notes, stub)).await
    }

    /// Waits until every effect that is ready was attempted once, and its receipt committed.
    pub async fn settle(&self) {
        self.shared.outbox.send();
        self.shared.outbox.quiet().wait().await;
    }

    /// The earliest timer.
    #[must_use]
    pub fn next_due(&self) -> Option<Timestamp> {
        self.shared.view.load().next_due()
    }

    /// Lets every timer go off that is due by the clock, in order, each committed; then settles.
    pub async fn fire_due(&self) {
        self.shared.fire_due().await;
    }

    /// Follows the real clock in the background until the engine stops.
    pub fn run_timers(&self) {
        tokio::spawn(Arc::clone(&self.shared).follow());
    }

    /// What was committed last.
    #[must_use]
    pub fn view(&self) -> Arc<View> {
        self.shared.view.load_full()
    }

    /// Waits until the words of a message were erased that may be shown on another network; for one who waits.
    pub async fn erased(&self) {
        self.shared.erased.notified().await;
    }

    /// How much work the store did.
    #[must_use]
    pub fn counters(&self) -> &Counters {
        &self.counters
    }

    /// Orderly: takes nothing new, ends what is under way, commits the receipts, and leaves one closed file.
    pub async fn stop(&self) {
        self.shared.closed.store(true, Ordering::Release);
        self.shared.stopping.send_replace(true);
        if tokio::time::timeout(LAST_ATTEMPTS, self.shared.outbox.stop()).await.is_err() {
            tracing::warn!("an attempt was still under way; it is made again at the next start");
        }
        let (done, stopped) = oneshot::channel();
        if self.shared.work.send(Work::Stop(done)).await.is_ok() {
            // A writer that is gone has nothing left to close.
            let _ = stopped.await;
        }
    }
}

/// Six characters, drawn at the start of the process.
fn boot(chance: &dyn Chance) -> String {
    let mut bytes = [0; 4];
    chance.fill(&mut bytes);
    let text = data_encoding::BASE32_NOPAD.encode(&bytes).to_lowercase();
    text.chars().take(6).collect()
}
