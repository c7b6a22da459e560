//! What the one who handed something in hears about it, and how the engine knows that all is quiet.

use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicBool, Ordering},
};

use tokio::sync::{Notify, mpsc, watch};

use crate::domain::ids::IncidentId;

/// How far an input is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// Storage is down: the person was told, and it is tried again.
    NotStored,
    /// It makes no sense, and nobody can be told in a room; a code and a sentence.
    Refused {
        /// `unknown_action` or `not_handled`.
        code: &'static str,
        /// In English, for whoever reads the protocol.
        text: String,
    },
    /// Too many wait; it was not taken.
    Busy,
    /// The engine stopped before it was stored.
    Stopped,
    /// It is committed, and each effect that it caused was attempted once, receipts included.
    Done,
}

/// What is known of an input.
#[derive(Debug, Default)]
struct Fate {
    /// It is committed, or there is nothing to commit.
    done: AtomicBool,
    /// Among its effects is an answer to whoever handed it in.
    answered: AtomicBool,
    /// The record that it turned out to be about.
    incident: OnceLock<IncidentId>,
    /// Whoever waits for the commit alone is told.
    stored: Notify,
}

/// Follows one input.
#[derive(Debug)]
pub struct Ticket {
    heard: mpsc::UnboundedReceiver<Progress>,
    fate: Arc<Fate>,
    over: bool,
    /// Nothing follows the next news.
    last: bool,
}

impl Ticket {
    /// The next news; none after the last.
    pub async fn next(&mut self) -> Option<Progress> {
        if self.over {
            return None;
        }
        let heard = self.heard.recv().await;
        self.over = heard.is_none() || self.last;
        if heard.is_some() {
            return heard;
        }
        Some(if self.is_kept() { Progress::Done } else { Progress::Stopped })
    }

    /// Whether whoever handed it in gets an answer of their own, once it is done.
    #[must_use]
    pub fn is_answered(&self) -> bool {
        self.fate.answered.load(Ordering::Acquire)
    }

    /// Whether it is committed: what follows from it goes out, however long that takes.
    #[must_use]
    pub fn is_kept(&self) -> bool {
        self.fate.done.load(Ordering::Acquire)
    }

    /// Waits until it is committed, and for nothing that follows from it.
    pub async fn stored(&mut self) -> Progress {
        let fate = Arc::clone(&self.fate);
        loop {
            if self.is_kept() {
                return Progress::Done;
            }
            tokio::select! {
                () = fate.stored.notified() => {}
                heard = self.next() => return heard.unwrap_or(Progress::Stopped),
            }
        }
    }

    /// The record that it is about, once it is committed.
    #[must_use]
    pub fn incident(&self) -> Option<IncidentId> {
        self.fate.incident.get().copied()
    }

    /// Waits until it is over.
    pub async fn done(mut self) -> Progress {
        let mut last = Progress::Stopped;
        while let Some(progress) = self.next().await {
            last = progress;
        }
        last
    }

    /// One that is over before it began.
    pub(super) fn over(progress: Progress) -> Self {
        let (stub, mut ticket) = Stub::new();
        stub.say(progress);
        ticket.last = true;
        ticket
    }
}

/// The engine's half of a ticket. The ticket ends when the last copy of it is gone.
#[derive(Debug, Clone)]
pub struct Stub {
    say: mpsc::UnboundedSender<Progress>,
    fate: Arc<Fate>,
}

impl Stub {
    pub(crate) fn new() -> (Self, Ticket) {
        let (say, heard) = mpsc::unbounded_channel();
        let fate = Arc::new(Fate::default());
        (Self { say, fate: Arc::clone(&fate) }, Ticket { heard, fate, over: false, last: false })
    }

    pub(super) fn say(&self, progress: Progress) {
        // Nobody may listen any more; the input takes effect all the same.
        let _ = self.say.send(progress);
    }

    /// It is committed, or there is nothing to commit.
    pub(crate) fn finish(&self) {
        self.fate.done.store(true, Ordering::Release);
        self.fate.stored.notify_one();
    }

    /// It is about this record.
    pub(super) fn about(&self, incident: IncidentId) {
        // Of several inputs that came in together the first.
        let _ = self.fate.incident.set(incident);
    }

    /// One of its effects answers whoever handed it in.
    pub(super) fn answer(&self) {
        self.fate.answered.store(true, Ordering::Release);
    }
}

/// Counts effects that were not attempted yet, or whose receipt is not committed yet.
#[derive(Debug, Clone)]
pub struct Quiet(Arc<watch::Sender<usize>>);

impl Quiet {
    pub(super) fn new() -> Self {
        Self(Arc::new(watch::Sender::new(0)))
    }

    /// One more, until the token is gone.
    pub(super) fn token(&self, stub: Option<Stub>) -> Token {
        self.0.send_modify(|count| *count = count.saturating_add(1));
        Token { quiet: self.clone(), stub }
    }

    /// Waits until there is none.
    pub(super) async fn wait(&self) {
        let mut count = self.0.subscribe();
        // The sender lives as long as this does.
        let _ = count.wait_for(|count| *count == 0).await;
    }
}

/// Stands for one such effect, and keeps the ticket of its input open.
#[derive(Debug)]
pub struct Token {
    quiet: Quiet,
    stub: Option<Stub>,
}

impl Token {
    /// Of the input that caused it; what follows from it belongs to that too.
    pub(super) fn stub(&self) -> Option<Stub> {
        self.stub.clone()
    }
}

impl Drop for Token {
    fn drop(&mut self) {
        self.quiet.0.send_modify(|count| *count = count.saturating_sub(1));
    }
}
