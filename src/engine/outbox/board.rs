//! What waits to go out: each effect with the ways that it still has to go, in lanes, urgent before quiet.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use super::{
    Signed,
    item::{Item, Pending},
};
use crate::{
    domain::{heard::Heard, ids::RoomId, state::State},
    engine::{
        figures::Traffic,
        port::{Act, Delivery, Note, Outcome, Way},
        ticket::Token,
        tried::Tried,
    },
    store::{
        batch::{Ended, Receipt},
        memory,
    },
};

/// The room in which something is said or done.
fn room(delivery: &Delivery) -> Option<&RoomId> {
    match &delivery.act {
        Act::Post { room, .. } | Act::Edit { room, .. } | Act::Pin { room, .. } | Act::ArchiveRoom { room } => {
            Some(room)
        }
        Act::OpenRoom { .. } | Act::Mail { .. } | Act::Text { .. } | Act::Call { .. } | Act::Webhook { .. } => None,
    }
}

#[derive(Default)]
pub(super) struct Lane {
    pub network: &'static str,
    /// Urgent ones first, then by number.
    queue: BTreeSet<(bool, u64)>,
    pub running: bool,
}

/// Everything that waits.
#[derive(Default)]
pub(super) struct Board {
    items: BTreeMap<u64, Item>,
    pub lanes: HashMap<String, Lane>,
    /// Rooms that are being opened on a network, by the effects that do.
    opening: HashMap<(&'static str, RoomId), BTreeSet<u64>>,
    /// How the attempts ended.
    attempts: BTreeMap<&'static str, Traffic>,
    pub sending: bool,
    pub running: usize,
}

impl Board {
    /// Takes an effect with the ways that it has to go; where none is left, how it ended.
    pub fn add(&mut self, mut item: Item, ways: Vec<Way>) -> Option<Signed> {
        let token = item.token.take();
        let left = ways.into_iter().filter(|way| item.through.iter().all(|(network, _)| network != way.network));
        item.ways = left.map(|way| Pending { way, rerouted: None, token: token.clone() }).collect();
        if item.ways.is_empty() {
            return Some(item.signed(None));
        }
        for Pending { way, .. } in &item.ways {
            if let Some(room) = item.opens() {
                self.opening.entry((way.network, room.clone())).or_default().insert(item.seq);
            }
            self.queue(way, (!item.urgent, item.seq));
        }
        self.items.insert(item.seq, item);
        None
    }

    fn queue(&mut self, way: &Way, place: (bool, u64)) {
        let lane = self.lanes.entry(way.lane.clone()).or_default();
        lane.network = way.network;
        lane.queue.insert(place);
    }

    /// Waits on this network for its room, or for the post that it changes.
    fn blocked(&self, item: &Item, network: &'static str) -> bool {
        let room = item.by(network).and_then(|delivery| room(delivery));
        let opening = room.and_then(|room| self.opening.get(&(network, room.clone()))).and_then(BTreeSet::first);
        opening.is_some_and(|opening| *opening < item.seq)
            || item
                .target
                .and_then(|target| self.items.get(&target))
                .is_some_and(|item| item.pending(network).is_some())
    }

    /// The networks on which it waits for its room, though it could be said elsewhere.
    pub fn stuck(&self, seq: u64) -> Vec<(&'static str, Arc<Delivery>)> {
        let Some(item) = self.items.get(&seq).filter(|item| item.delivery.fallback.is_some()) else {
            return Vec::new();
        };
        let ways = item.ways.iter().filter(|pending| pending.rerouted.is_none());
        let ways = ways.map(|pending| pending.way.network).filter(|network| self.blocked(item, network));
        ways.map(|network| (network, Arc::clone(&item.delivery))).collect()
    }

    /// From now on it goes somewhere else on this way.
    pub fn reroute(&mut self, seq: u64, way: &Way, delivery: Delivery) {
        let Some(item) = self.items.get_mut(&seq) else { return };
        let place = (!item.urgent, seq);
        let Some(pending) = item.ways.iter_mut().find(|pending| pending.way.network == way.network) else { return };
        pending.rerouted = Some(Arc::new(delivery));
        let old = std::mem::replace(&mut pending.way, way.clone());
        if let Some(lane) = self.lanes.get_mut(&old.lane) {
            lane.queue.remove(&place);
        }
        self.queue(way, place);
    }

    /// Says the words of a waiting effect anew.
    pub fn replace(&mut self, seq: u64, delivery: Delivery) {
        if let Some(item) = self.items.get_mut(&seq) {
            for pending in item.ways.iter_mut().filter(|pending| pending.rerouted.is_some()) {
                pending.rerouted = delivery.rerouted().map(Arc::new);
            }
            item.delivery = Arc::new(delivery);
        }
    }

    /// What may go out in a lane.
    pub fn next(&self, lane: &str) -> Option<(u64, &'static str, Arc<Delivery>)> {
        let Lane { network, queue, .. } = self.lanes.get(lane)?;
        let items = queue.iter().filter_map(|(_, seq)| self.items.get(seq));
        let mut free = items.filter(|item| !self.blocked(item, network));
        free.find_map(|item| Some((item.seq, *network, Arc::clone(item.by(network)?))))
    }

    /// What is to go out now of something that may; nothing, where nobody is called by it any more.
    pub fn now(&self, seq: u64, delivery: &Arc<Delivery>, state: &State) -> Option<Arc<Delivery>> {
        let delivery = Arc::clone(delivery);
        match self.items.get(&seq) {
            Some(item) => item.now(delivery, state),
            None => Some(delivery),
        }
    }

    /// It is through by this way, or never will be: what is to be written down of it, and what is released then.
    pub fn end(
        &mut self,
        lane: &str,
        network: &'static str,
        seq: u64,
        failed: Option<String>,
        notes: Vec<Note>,
    ) -> Option<Signed> {
        let item = self.items.get_mut(&seq)?;
        if let Some(lane) = self.lanes.get_mut(lane) {
            lane.queue.remove(&(!item.urgent, seq));
        }
        if let Some(room) = item.opens() {
            let key = (network, room.clone());
            if let Some(opening) = self.opening.get_mut(&key) {
                opening.remove(&seq);
                if opening.is_empty() {
                    self.opening.remove(&key);
                }
            }
        }
        let at = item.ways.iter().position(|pending| pending.way.network == network)?;
        let token = item.ways.remove(at).token;
        item.through.push((network.to_owned(), failed.clone()));
        let heard = if failed.is_none() { item.heard(network, true).map(Tried::Chat) } else { None };
        let mut signed = if item.ways.is_empty() {
            let signed = item.signed(token);
            self.items.remove(&seq);
            signed
        } else {
            let note = memory::way(seq, network, Some(failed.unwrap_or_default()));
            Signed { receipt: Receipt { seq, end: Ended::Partly, notes: vec![note] }, token, tried: None }
        };
        signed.tried = signed.tried.or(heard);
        signed.receipt.notes.extend(notes);
        Some(signed)
    }

    /// Nobody waits any more for what is in a lane that is down, nor for what waits for it.
    pub fn release(&mut self, lane: &str) -> Vec<Arc<Token>> {
        let Some(Lane { network, queue, .. }) = self.lanes.get(lane) else { return Vec::new() };
        let network = *network;
        let blocked = self.items.values().filter(|item| self.blocked(item, network)).map(|item| item.seq);
        let seqs: BTreeSet<u64> = queue.iter().map(|(_, seq)| *seq).chain(blocked).collect();
        let mut released = Vec::new();
        for seq in seqs {
            let Some(item) = self.items.get_mut(&seq) else { continue };
            let ways = item.ways.iter_mut().filter(|pending| pending.way.network == network);
            released.extend(ways.filter_map(|pending| pending.token.take()));
        }
        released
    }

    /// That a call does not get through on a network, once.
    pub fn unheard(&mut self, seq: u64, network: &str) -> Option<Heard> {
        let item = self.items.get_mut(&seq).filter(|item| item.unheard.iter().all(|known| known != network))?;
        let heard = item.heard(network, false)?;
        item.unheard.push(network.to_owned());
        Some(heard)
    }

    /// How an attempt ended.
    pub fn count(&mut self, network: &'static str, outcome: &Outcome) {
        let attempts = self.attempts.entry(network).or_default();
        let count = match outcome {
            Outcome::Delivered | Outcome::Noted(_) => &mut attempts.delivered,
            Outcome::Retry { .. } => &mut attempts.retried,
            Outcome::Permanent { .. } => &mut attempts.refused,
        };
        *count = count.saturating_add(1);
    }

    /// How the attempts ended, and what waits, by network.
    pub fn traffic(&self) -> BTreeMap<&'static str, Traffic> {
        let mut traffic = self.attempts.clone();
        for lane in self.lanes.values() {
            let traffic = traffic.entry(lane.network).or_default();
            traffic.waiting = traffic.waiting.saturating_add(lane.queue.len());
            traffic.longest = traffic.longest.max(lane.queue.len());
        }
        for item in self.items.values().filter(|item| item.pages()) {
            for pending in &item.ways {
                let oldest = &mut traffic.entry(pending.way.network).or_default().oldest_page;
                *oldest = Some(oldest.map_or(item.delivery.at, |at| at.min(item.delivery.at)));
            }
        }
        traffic
    }

    /// Ends the run of a lane; one in which nothing is left is gone.
    pub fn rest(&mut self, lane: &str) {
        self.running = self.running.saturating_sub(1);
        let empty = self.lanes.get_mut(lane).is_none_or(|lane| {
            lane.running = false;
            lane.queue.is_empty()
        });
        if empty {
            self.lanes.remove(lane);
        }
    }
}
