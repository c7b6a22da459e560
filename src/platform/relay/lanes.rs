//! The queues of what is to be shown: one for each network and room, in the order in which it was said there.

use std::{
    collections::{BTreeSet, HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::{Heard, Relay, TOLD, What, name, place, waiting};
use crate::{
    domain::ids::RoomId,
    engine::{
        outbox::pause,
        port::{Note, Outcome},
    },
    platform::networks::Network,
    store::memory::RELAY,
};

/// So much waits in a lane at most; of what comes then, only how much it was is said.
const BOUND: usize = 256;

#[derive(Default)]
struct Lane {
    queue: VecDeque<(u64, Heard)>,
    /// The room is to be told that words leave it.
    tell: bool,
    /// So many were left out since the room was last told.
    shed: i64,
    running: bool,
}

#[derive(Default)]
struct Board {
    lanes: HashMap<(&'static str, RoomId), Lane>,
    told: BTreeSet<String>,
    last: u64,
}

/// All of them.
#[derive(Default)]
pub(super) struct Lanes(Mutex<Board>);

/// What a lane does next.
enum Next {
    Tell,
    Show(u64, Box<Heard>),
    Shed(i64),
}

impl Lanes {
    fn board(&self) -> MutexGuard<'_, Board> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Rooms that were told before the last stop.
    pub fn told(&self, places: impl IntoIterator<Item = String>) {
        self.board().told.extend(places);
    }

    /// The room is told, unless it was.
    pub fn tell(&self, relay: &Arc<Relay>, network: &Arc<dyn Network>, room: &RoomId) {
        let mut board = self.board();
        if !board.told.contains(&place(network.name(), room)) {
            board.lanes.entry((network.name(), room.clone())).or_default().tell = true;
            run(relay, &mut board, network, room);
        }
    }

    /// Takes up what waited before the last stop.
    pub fn take(&self, relay: &Arc<Relay>, network: &Arc<dyn Network>, number: u64, heard: Heard) {
        let mut board = self.board();
        board.last = board.last.max(number);
        let room = heard.room.clone();
        board.lanes.entry((network.name(), room.clone())).or_default().queue.push_back((number, heard));
        run(relay, &mut board, network, &room);
    }

    /// Takes what was said now; its number, or none when too much waits.
    pub fn add(&self, relay: &Arc<Relay>, network: &Arc<dyn Network>, heard: Heard) -> Option<u64> {
        let mut board = self.board();
        let number = board.last.saturating_add(1);
        let room = heard.room.clone();
        let untold = !board.told.contains(&place(network.name(), &room));
        let lane = board.lanes.entry((network.name(), room.clone())).or_default();
        lane.tell |= untold;
        // What is gone must not stay readable elsewhere.
        if lane.queue.len() >= BOUND && heard.what != What::Deleted {
            lane.shed = lane.shed.saturating_add(1);
            return None;
        }
        lane.queue.push_back((number, heard));
        board.last = number;
        run(relay, &mut board, network, &room);
        Some(number)
    }

    /// What waits of a message is never shown.
    pub fn forget(&self, message: &str) {
        for lane in self.board().lanes.values_mut() {
            lane.queue.retain(|(_, heard)| heard.key != message || heard.what == What::Deleted);
        }
    }

    fn next(&self, key: &(&'static str, RoomId)) -> Option<Next> {
        let mut board = self.board();
        let lane = board.lanes.get_mut(key)?;
        let next = if lane.tell {
            Some(Next::Tell)
        } else if let Some((number, heard)) = lane.queue.front() {
            Some(Next::Show(*number, Box::new(heard.clone())))
        } else {
            (lane.shed > 0).then_some(Next::Shed(lane.shed))
        };
        if next.is_none() {
            board.lanes.remove(key);
        }
        next
    }

    /// It was done, or will never be: what is to be written down of it.
    fn done(&self, key: &(&'static str, RoomId), next: &Next) -> Vec<Note> {
        let mut board = self.board();
        let Some(lane) = board.lanes.get_mut(key) else { return Vec::new() };
        match next {
            Next::Tell => {
                lane.tell = false;
                let place = place(key.0, &key.1);
                board.told.insert(place.clone());
                vec![Note { network: RELAY, kind: TOLD, key: place, value: Some(String::new()) }]
            }
            Next::Show(number, _) => {
                // It may have been forgotten meanwhile.
                lane.queue.retain(|(waits, _)| waits != number);
                vec![waiting(key.0, *number, None)]
            }
            Next::Shed(count) => {
                lane.shed = lane.shed.saturating_sub(*count);
                Vec::new()
            }
        }
    }
}

/// Starts the lane of a room, unless it runs.
fn run(relay: &Arc<Relay>, board: &mut Board, network: &Arc<dyn Network>, room: &RoomId) {
    let key = (network.name(), room.clone());
    let Some(lane) = board.lanes.get_mut(&key).filter(|lane| !lane.running) else { return };
    lane.running = true;
    tokio::spawn(go(Arc::clone(relay), Arc::clone(network), key));
}

async fn go(relay: Arc<Relay>, network: Arc<dyn Network>, key: (&'static str, RoomId)) {
    let mut failures = 0_u32;
    while let Some(next) = relay.lanes.next(&key) {
        let outcome = match &next {
            Next::Tell => network.notice(&key.1, &relay.notice(&key.1, key.0)).await,
            // Of what was never shown there, nobody needs to know that it is gone.
            Next::Show(_, heard) if heard.what == What::Deleted && !network.knows(&name(&heard.key)).await => {
                Outcome::Delivered
            }
            Next::Show(_, heard) => {
                let delivery = relay.delivery(heard);
                network.deliver(&delivery).await
            }
            Next::Shed(count) => network.notice(&key.1, &relay.shed(&key.1, *count)).await,
        };
        let notes = match outcome {
            Outcome::Delivered => Vec::new(),
            Outcome::Noted(notes) => notes,
            Outcome::Permanent { reason } => {
                tracing::warn!(network = key.0, room = %key.1, reason, "what somebody said is not shown there");
                Vec::new()
            }
            Outcome::Retry { after, reason } => {
                failures = failures.saturating_add(1);
                if failures.is_power_of_two() {
                    tracing::warn!(network = key.0, room = %key.1, reason, failures, "what is said waits to be shown");
                }
                tokio::time::sleep(after.unwrap_or_else(|| pause(failures))).await;
                continue;
            }
        };
        failures = 0;
        let notes: Vec<Note> = notes.into_iter().chain(relay.lanes.done(&key, &next)).collect();
        if let Some(engine) = relay.engine().filter(|_| !notes.is_empty()) {
            // Behind whatever waits there: nothing hurries.
            let _ = engine.arrive(Vec::new(), notes).await;
        }
    }
}
