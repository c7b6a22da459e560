//! What is to be done outside: lanes that never wait for each other, urgent before quiet, each effect until it is
//! delivered or will never be. Time here is technical: how long to wait before trying again.

mod board;
mod item;

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use arc_swap::ArcSwap;
use tokio::{
    sync::{Notify, mpsc, watch},
    time::Instant,
};

use self::board::Board;
pub use self::item::{Item, Through};
use super::{
    figures::Traffic,
    gate::Gates,
    port::{Delivery, Outcome, Platform, Way},
    ticket::{Quiet, Token},
    tried::Tried,
    view::View,
};
use crate::{
    domain::heard::Heard,
    store::{batch::Receipt, fault},
};

/// Receipts that are handed in together, at most.
const TOGETHER: usize = 16;
/// No receipt waits longer than this for others.
const LATEST: Duration = Duration::from_millis(100);
/// The first pause of a lane that is down; each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(500);
/// The longest.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// What the writer hears.
pub enum News {
    /// Something is there, or never will be.
    Ended(Signed),
    /// A call in the chat does not get through.
    Unheard(Heard),
}

/// A receipt on its way to the writer.
#[derive(Clone)]
pub struct Signed {
    /// How it ended.
    pub receipt: Receipt,
    /// Released when that is committed.
    pub token: Option<Arc<Token>>,
    /// What whoever chases wants to know of it.
    pub tried: Option<Tried>,
}

/// Every lane.
pub struct Outbox {
    board: Mutex<Board>,
    platform: Arc<dyn Platform>,
    gates: Gates,
    news: mpsc::UnboundedSender<Vec<News>>,
    quiet: Quiet,
    patience: Duration,
    /// What was committed last.
    view: Arc<ArcSwap<View>>,
    stopping: watch::Sender<bool>,
    rested: Notify,
}

impl Outbox {
    /// Nothing goes out before [`Outbox::send`].
    #[must_use]
    pub fn new(
        platform: Arc<dyn Platform>,
        news: mpsc::UnboundedSender<Vec<News>>,
        quiet: Quiet,
        patience: Duration,
        view: Arc<ArcSwap<View>>,
    ) -> Arc<Self> {
        Arc::new(Self {
            board: Mutex::default(),
            platform,
            gates: Gates::default(),
            news,
            quiet,
            patience,
            view,
            stopping: watch::Sender::new(false),
            rested: Notify::new(),
        })
    }

    fn board(&self) -> MutexGuard<'_, Board> {
        self.board.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts what is not attempted yet.
    #[must_use]
    pub const fn quiet(&self) -> &Quiet {
        &self.quiet
    }

    /// Takes effects that are committed.
    pub fn add(self: &Arc<Self>, items: Vec<Item>) {
        let mut board = self.board();
        let mut receipts = Vec::new();
        for item in items {
            let (seq, ways) = (item.seq, self.platform.ways(&item.delivery));
            receipts.extend(board.add(item, ways));
            if !board.stuck(seq).is_empty() {
                tokio::spawn(Arc::clone(self).reroute(seq));
            }
        }
        self.hand_in(&mut receipts);
        self.wake(&mut board);
    }

    /// A page whose room is still not open after a while is said in another one: nobody waits for a room to be called.
    async fn reroute(self: Arc<Self>, seq: u64) {
        tokio::time::sleep(self.patience).await;
        let mut board = self.board();
        for (network, before) in board.stuck(seq) {
            let Some(after) = before.rerouted() else { continue };
            let Some(way) = self.way(network, &after) else { continue };
            let effect = &before.effect;
            tracing::warn!(effect, network, "a page goes to the reporting room: its own is not open yet");
            board.reroute(seq, &way, after);
        }
        self.wake(&mut board);
    }

    fn way(&self, network: &str, delivery: &Delivery) -> Option<Way> {
        self.platform.ways(delivery).into_iter().find(|way| way.network == network)
    }

    /// Says the words of a waiting effect anew, because some were erased.
    pub fn replace(&self, seq: u64, delivery: Delivery) {
        self.board().replace(seq, delivery);
    }

    /// What went out since the start, and what waits, by network.
    #[must_use]
    pub fn traffic(&self) -> BTreeMap<&'static str, Traffic> {
        let mut traffic: BTreeMap<_, _> =
            self.platform.names().into_iter().map(|name| (name, Traffic::default())).collect();
        traffic.extend(self.board().traffic());
        traffic
    }

    /// Begins to send.
    pub fn send(self: &Arc<Self>) {
        let mut board = self.board();
        board.sending = true;
        self.wake(&mut board);
    }

    /// Starts every lane that has something to do.
    fn wake(self: &Arc<Self>, board: &mut Board) {
        if !board.sending || *self.stopping.borrow() {
            return;
        }
        let idle = board.lanes.iter().filter(|(_, lane)| !lane.running).map(|(name, _)| name.clone());
        let ready: Vec<String> =
            idle.collect::<Vec<_>>().into_iter().filter(|name| board.next(name).is_some()).collect();
        for name in ready {
            if let Some(lane) = board.lanes.get_mut(&name) {
                lane.running = true;
                board.running = board.running.saturating_add(1);
                tokio::spawn(Arc::clone(self).run(name));
            }
        }
    }

    /// Stops: the attempts that are under way end, nothing new begins.
    pub async fn stop(&self) {
        self.stopping.send_replace(true);
        loop {
            let rested = self.rested.notified();
            tokio::pin!(rested);
            rested.as_mut().enable();
            if self.board().running == 0 {
                return;
            }
            rested.await;
        }
    }

    fn hand_in(&self, receipts: &mut Vec<Signed>) {
        if !receipts.is_empty() {
            // When the writer is gone the effects are done again at the next start.
            let _ = self.news.send(std::mem::take(receipts).into_iter().map(News::Ended).collect());
        }
    }

    /// Whoever is called in a chat that is down hears it in another way.
    fn unheard(&self, seq: u64, network: &'static str) {
        if let Some(unheard) = self.board().unheard(seq, network) {
            let _ = self.news.send(vec![News::Unheard(unheard)]);
        }
    }

    /// The next effect of a lane that may go out.
    fn next(&self, lane: &str) -> Option<(u64, &'static str, Arc<Delivery>)> {
        if *self.stopping.borrow() { None } else { self.board().next(lane) }
    }

    /// Ends the run of a lane, unless something became ready meanwhile.
    fn rest(&self, lane: &str) -> bool {
        let mut board = self.board();
        if !*self.stopping.borrow() && board.next(lane).is_some() {
            return false;
        }
        board.rest(lane);
        self.rested.notify_waiters();
        true
    }

    async fn attempt(&self, network: &'static str, delivery: &Delivery) -> Outcome {
        let retry = |error| Outcome::Retry { after: None, reason: format!("{error}") };
        if let Err(error) = fault::point("before-deliver") {
            return retry(error);
        }
        let outcome = self.platform.deliver(network, delivery).await;
        self.board().count(network, &outcome);
        match fault::point("after-deliver") {
            Ok(()) => outcome,
            Err(error) => retry(error),
        }
    }

    /// How long a lane rests after an attempt that failed.
    fn put_off(
        &self,
        lane: &str,
        (seq, network): (u64, &'static str),
        (failures, after): (u32, Option<Duration>),
        reason: &str,
    ) -> Duration {
        // Once may be chance; whoever says when to come back is there.
        if failures > 1 && after.is_none() {
            self.unheard(seq, network);
        }
        let pause = after.unwrap_or_else(|| pause(failures));
        // The log of a long outage stays readable.
        if failures.is_power_of_two() {
            tracing::warn!(seq, network, reason, ?pause, lane, failures, "a lane is down; it is tried again");
        }
        pause
    }

    async fn run(self: Arc<Self>, lane: String) {
        let mut receipts: Vec<Signed> = Vec::new();
        let mut oldest = Instant::now();
        let mut failures = 0_u32;
        let mut stopping = self.stopping.subscribe();
        loop {
            let Some((seq, network, delivery)) = self.next(&lane) else {
                // Receipts are handed in before the lane rests, so that nobody finds it at rest with some under way.
                self.hand_in(&mut receipts);
                if self.rest(&lane) {
                    return;
                }
                continue;
            };
            let gate = self.platform.gate(network, &delivery);
            let pass = async { if let Some(gate) = gate { self.gates.pass(gate).await } else { None } };
            let turn = tokio::select! {
                turn = pass => turn,
                _ = stopping.wait_for(|stopping| *stopping) => continue,
            };
            // Asked when it may go: an answer stops what waited for its turn too.
            let now = self.board().now(seq, &delivery, &self.view.load().state);
            let over = now.is_none();
            let outcome = match &now {
                Some(delivery) => Some(self.attempt(network, delivery).await),
                None => None,
            };
            drop(turn);
            let (failed, notes) = match outcome {
                None => (Some("nobody waits for the answer any more".to_owned()), Vec::new()),
                Some(Outcome::Delivered) => (None, Vec::new()),
                Some(Outcome::Noted(notes)) => (None, notes),
                Some(Outcome::Permanent { reason }) => {
                    tracing::error!(effect = delivery.effect, network, reason, "an effect will never work");
                    self.unheard(seq, network);
                    (Some(reason), Vec::new())
                }
                Some(Outcome::Retry { after, reason }) => {
                    failures = failures.saturating_add(1);
                    let pause = self.put_off(&lane, (seq, network), (failures, after), &reason);
                    self.hand_in(&mut receipts);
                    drop(self.board().release(&lane));
                    tokio::select! {
                        () = tokio::time::sleep(pause) => {}
                        _ = stopping.wait_for(|stopping| *stopping) => {}
                    }
                    continue;
                }
            };
            failures = 0;
            if receipts.is_empty() {
                oldest = Instant::now();
            }
            {
                let mut board = self.board();
                let signed = board.end(&lane, network, seq, failed, notes);
                // What was never sent failed nobody.
                receipts.extend(signed.map(|signed| Signed { tried: signed.tried.filter(|_| !over), ..signed }));
                self.wake(&mut board);
            }
            if receipts.len() >= TOGETHER || oldest.elapsed() > LATEST {
                self.hand_in(&mut receipts);
            }
        }
    }
}

/// How long a lane rests after so many failures: twice as long each time, up to the longest. A pause needs no chance in it:
/// what comes back together waits for its turn.
#[must_use]
pub fn pause(failures: u32) -> Duration {
    let factor = 1_u32.checked_shl(failures.saturating_sub(1).min(16)).unwrap_or(u32::MAX);
    FIRST_PAUSE.saturating_mul(factor).min(LONGEST_PAUSE)
}
