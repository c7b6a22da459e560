//! What is to be done outside: lanes that never wait for each other, urgent before quiet, each effect until it is
//! delivered or will never be. Time here is technical: how long to wait before trying again.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{
    sync::{Notify, mpsc, watch},
    time::Instant,
};

use super::{
    port::{Act, Delivery, Outcome, Platform},
    ticket::{Quiet, Token},
};
use crate::{
    domain::{
        ids::{IncidentId, RoomId},
        message::Effect,
    },
    store::{
        batch::{EffectRow, Receipt},
        codec::Body,
        fault,
    },
};

/// Receipts that are handed in together, at most.
const TOGETHER: usize = 16;
/// No receipt waits longer than this for others.
const LATEST: Duration = Duration::from_millis(100);
/// The first pause of a lane that is down; each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(500);
/// The longest.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// An effect that waits.
#[derive(Debug)]
pub struct Item {
    seq: u64,
    urgent: bool,
    target: Option<u64>,
    delivery: Arc<Delivery>,
    token: Option<Token>,
}

/// A receipt on its way to the writer, with what is released when it is committed.
pub type Signed = (Receipt, Option<Token>);

impl Item {
    /// From its row.
    #[must_use]
    pub fn new(row: &EffectRow, body: &Body, delivery: Delivery) -> Self {
        let target = match body {
            Body::Effect(Effect::Edit { .. } | Effect::Pin { .. }) | Body::Rewrite { .. } => row.target,
            Body::Effect(_) => None,
        };
        Self { seq: row.seq, urgent: row.urgent, target, delivery: Arc::new(delivery), token: None }
    }

    /// With something that is released when it was attempted.
    #[must_use]
    pub fn holding(mut self, token: Token) -> Self {
        self.token = Some(token);
        self
    }

    /// The record about which it calls somebody, if it does.
    #[must_use]
    pub fn calls(&self) -> Option<IncidentId> {
        self.delivery.incident.filter(|_| self.delivery.calls())
    }

    fn room(&self) -> Option<&RoomId> {
        match &self.delivery.act {
            Act::Post { room, .. } | Act::Edit { room, .. } | Act::Pin { room, .. } | Act::ArchiveRoom { room } => {
                Some(room)
            }
            Act::OpenRoom { .. } | Act::Mail { .. } => None,
        }
    }

    /// Its id and room, where it has buttons.
    pub(super) fn offers(&self) -> Option<(&str, &RoomId)> {
        match &self.delivery.act {
            Act::Post { room, actions, .. } | Act::Edit { room, actions, .. } if !actions.is_empty() => {
                Some((&self.delivery.effect, room))
            }
            _ => None,
        }
    }

    fn opens(&self) -> Option<&RoomId> {
        if let Act::OpenRoom { room, .. } = &self.delivery.act { Some(room) } else { None }
    }
}

#[derive(Default)]
struct Lane {
    /// Urgent ones first, then by number.
    queue: BTreeSet<(bool, u64)>,
    running: bool,
}

#[derive(Default)]
struct Board {
    items: BTreeMap<u64, Item>,
    lanes: HashMap<String, Lane>,
    /// Rooms that are being opened, by the effects that do.
    opening: HashMap<RoomId, BTreeSet<u64>>,
    sending: bool,
    running: usize,
}

impl Board {
    /// Waits for its room or for the post that it changes.
    fn blocked(&self, item: &Item) -> bool {
        let opening = item.room().and_then(|room| self.opening.get(room)).and_then(BTreeSet::first);
        opening.is_some_and(|opening| *opening < item.seq)
            || item.target.is_some_and(|target| self.items.contains_key(&target))
    }

    fn next(&self, lane: &str) -> Option<(u64, Arc<Delivery>)> {
        let queue = &self.lanes.get(lane)?.queue;
        let items = queue.iter().filter_map(|(_, seq)| self.items.get(seq));
        items.filter(|item| !self.blocked(item)).map(|item| (item.seq, Arc::clone(&item.delivery))).next()
    }

    fn remove(&mut self, lane: &str, seq: u64) -> Option<Token> {
        let item = self.items.remove(&seq)?;
        if let Some(lane) = self.lanes.get_mut(lane) {
            lane.queue.remove(&(!item.urgent, seq));
        }
        if let Some(room) = item.opens() {
            let room = room.clone();
            if let Some(opening) = self.opening.get_mut(&room) {
                opening.remove(&seq);
                if opening.is_empty() {
                    self.opening.remove(&room);
                }
            }
        }
        item.token
    }

    /// Nobody waits any more for what is in a lane that is down, nor for what waits for it.
    fn release(&mut self, lane: &str) -> Vec<Token> {
        let down = self.lanes.get(lane).map(|lane| lane.queue.clone()).unwrap_or_default();
        let blocked: Vec<u64> = self.items.values().filter(|item| self.blocked(item)).map(|item| item.seq).collect();
        let seqs = down.into_iter().map(|(_, seq)| seq).chain(blocked);
        seqs.filter_map(|seq| self.items.get_mut(&seq).and_then(|item| item.token.take())).collect()
    }
}

/// Every lane.
pub struct Outbox {
    board: Mutex<Board>,
    platform: Arc<dyn Platform>,
    receipts: mpsc::UnboundedSender<Vec<Signed>>,
    quiet: Quiet,
    patience: Duration,
    stopping: watch::Sender<bool>,
    rested: Notify,
}

impl Outbox {
    /// Nothing goes out before [`Outbox::send`].
    #[must_use]
    pub fn new(
        platform: Arc<dyn Platform>,
        receipts: mpsc::UnboundedSender<Vec<Signed>>,
        quiet: Quiet,
        patience: Duration,
    ) -> Arc<Self> {
        Arc::new(Self {
            board: Mutex::default(),
            platform,
            receipts,
            quiet,
            patience,
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
        for item in items {
            let lane = self.platform.lane(&item.delivery);
            if let Some(room) = item.opens() {
                board.opening.entry(room.clone()).or_default().insert(item.seq);
            }
            board.lanes.entry(lane).or_default().queue.insert((!item.urgent, item.seq));
            if item.delivery.fallback.is_some() && board.blocked(&item) {
                tokio::spawn(Arc::clone(self).reroute(item.seq));
            }
            board.items.insert(item.seq, item);
        }
        self.wake(&mut board);
    }

    /// A page whose room is still not open after a while is said in another one: nobody waits for a room to be called.
    async fn reroute(self: Arc<Self>, seq: u64) {
        tokio::time::sleep(self.patience).await;
        let mut board = self.board();
        let waiting = board.items.get(&seq).filter(|item| board.blocked(item));
        let Some((before, after)) = waiting.and_then(|item| Some((item.delivery.clone(), item.delivery.rerouted()?)))
        else {
            return;
        };
        tracing::warn!(effect = before.effect, "a page goes to the reporting room: its own is not open yet");
        let (old, new) = (self.platform.lane(&before), self.platform.lane(&after));
        let Some(item) = board.items.get_mut(&seq) else { return };
        item.delivery = Arc::new(after);
        let place = (!item.urgent, seq);
        if let Some(lane) = board.lanes.get_mut(&old) {
            lane.queue.remove(&place);
        }
        board.lanes.entry(new).or_default().queue.insert(place);
        self.wake(&mut board);
    }

    /// Says the words of a waiting effect anew, because some were erased.
    pub fn replace(&self, seq: u64, delivery: Delivery) {
        if let Some(item) = self.board().items.get_mut(&seq) {
            item.delivery = Arc::new(delivery);
        }
    }

    /// What waits under this number.
    #[must_use]
    pub fn waits(&self, seq: u64) -> bool {
        self.board().items.contains_key(&seq)
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
            let _ = self.receipts.send(std::mem::take(receipts));
        }
    }

    /// The next effect of a lane that may go out.
    fn next(&self, lane: &str) -> Option<(u64, Arc<Delivery>)> {
        if *self.stopping.borrow() { None } else { self.board().next(lane) }
    }

    /// Ends the run of a lane, unless something became ready meanwhile.
    fn rest(&self, lane: &str) -> bool {
        let mut board = self.board();
        if !*self.stopping.borrow() && board.next(lane).is_some() {
            return false;
        }
        board.running = board.running.saturating_sub(1);
        let empty = board.lanes.get_mut(lane).is_none_or(|lane| {
            lane.running = false;
            lane.queue.is_empty()
        });
        if empty {
            board.lanes.remove(lane);
        }
        self.rested.notify_waiters();
        true
    }

    async fn attempt(&self, delivery: &Delivery) -> Outcome {
        let retry = |error| Outcome::Retry { after: None, reason: format!("{error}") };
        if let Err(error) = fault::point("before-deliver") {
            return retry(error);
        }
        let outcome = self.platform.deliver(delivery).await;
        match fault::point("after-deliver") {
            Ok(()) => outcome,
            Err(error) => retry(error),
        }
    }

    async fn run(self: Arc<Self>, lane: String) {
        let mut receipts: Vec<Signed> = Vec::new();
        let mut oldest = Instant::now();
        let mut failures = 0_u32;
        let mut stopping = self.stopping.subscribe();
        loop {
            let Some((seq, delivery)) = self.next(&lane) else {
                // Receipts are handed in before the lane rests, so that nobody finds it at rest with some under way.
                self.hand_in(&mut receipts);
                if self.rest(&lane) {
                    return;
                }
                continue;
            };
            let (failed, notes) = match self.attempt(&delivery).await {
                Outcome::Delivered => (None, Vec::new()),
                Outcome::Noted(notes) => (None, notes),
                Outcome::Permanent { reason } => {
                    tracing::error!(effect = delivery.effect, reason, "an effect will never work");
                    (Some(reason), Vec::new())
                }
                Outcome::Retry { after, reason } => {
                    failures = failures.saturating_add(1);
                    let pause = after.unwrap_or_else(|| pause(failures));
                    // The log of a long outage stays readable.
                    if failures.is_power_of_two() {
                        let effect = &delivery.effect;
                        tracing::warn!(effect, reason, ?pause, lane, failures, "a lane is down; it is tried again");
                    }
                    self.hand_in(&mut receipts);
                    let released = self.board().release(&lane);
                    drop(released);
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
            let token = {
                let mut board = self.board();
                let token = board.remove(&lane, seq);
                self.wake(&mut board);
                token
            };
            receipts.push((Receipt { seq, failed, notes }, token));
            if receipts.len() >= TOGETHER || oldest.elapsed() > LATEST {
                self.hand_in(&mut receipts);
            }
        }
    }
}

/// Twice as long each time, up to the longest. A pause needs no chance in it: one process, one lane for each platform.
fn pause(failures: u32) -> Duration {
    let factor = 1_u32.checked_shl(failures.saturating_sub(1).min(16)).unwrap_or(u32::MAX);
    FIRST_PAUSE.saturating_mul(factor).min(LONGEST_PAUSE)
}
