//! Timers go off in order, each an input of its own. One that is late goes off once.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::Duration,
};

use tokio::time::Instant;

use super::{Shared, work::Work};
use crate::domain::{
    event::Stream,
    time::{Span, Timestamp},
    timer::Timer,
};

/// How long the real clock sleeps at most; a timer that is armed meanwhile is at most this late.
const TICK: Duration = Duration::from_millis(500);
/// How long it sleeps at least, while something that is due waits to be committed.
const SHORTEST: Duration = Duration::from_millis(20);

/// From this difference on, the clock was set back: half of that from which a new time is believed.
const SET_BACK: Span = Span(30_000);

/// A timer that goes off, with the generation by which it was armed.
type Going = (Stream, Timer, u64);

/// What was armed before the clock was set back goes off when it would have, not so much later.
struct SetBack {
    looked: (Timestamp, Instant),
    due: HashMap<Going, Instant>,
}

impl SetBack {
    fn watching(now: Timestamp) -> Self {
        Self { looked: (now, Instant::now()), due: HashMap::new() }
    }

    /// Looks at the clock again; what is due by now of that which was armed in the time before.
    fn look(&mut self, now: Timestamp, armed: impl Iterator<Item = (Timestamp, Going)>) -> Vec<Going> {
        let (before, at) = std::mem::replace(&mut self.looked, (now, Instant::now()));
        let passed = i64::try_from(at.elapsed().as_millis()).unwrap_or(i64::MAX);
        let expected = before.plus(Span(passed));
        let moved = expected.since(now);
        if moved.0 <= SET_BACK.0 && self.due.is_empty() {
            return Vec::new();
        }
        let armed: HashMap<Going, Timestamp> = armed.map(|(due, going)| (going, due)).collect();
        self.due.retain(|going, _| armed.contains_key(going));
        if moved.0 > SET_BACK.0 {
            for (going, due) in armed {
                let left = u64::try_from(due.since(expected).0).unwrap_or(0);
                let then = Instant::now().checked_add(Duration::from_millis(left));
                // Whatever was set back twice keeps the first reckoning.
                then.map(|then| self.due.entry(going).or_insert(then));
            }
        }
        let now = Instant::now();
        self.due.iter().filter(|(_, then)| **then <= now).map(|(going, _)| going.clone()).collect()
    }
}

impl Shared {
    /// Lets everything go off that is due, one after the other, each committed before the next.
    pub(super) async fn fire_due(&self) {
        self.outbox.send();
        let mut fired: HashSet<(Stream, Timer)> = HashSet::new();
        while let Some((stream, timer, generation)) = self.due(&fired) {
            fired.insert((stream, timer.clone()));
            let ticket = self.hand_in(|stub| Work::Timer(stream, timer, generation, stub)).await;
            ticket.done().await;
        }
        self.outbox.quiet().wait().await;
    }

    fn due(&self, fired: &HashSet<(Stream, Timer)>) -> Option<Going> {
        self.all_due().into_iter().find(|(stream, timer, _)| !fired.contains(&(*stream, timer.clone())))
    }

    /// What is due, in order.
    fn all_due(&self) -> Vec<Going> {
        let now = self.clock.now();
        let view = self.view.load();
        let due = view.timers().take_while(|((due, ..), _)| *due <= now);
        due.map(|((_, stream, timer), generation)| (*stream, timer.clone(), generation)).collect()
    }

    /// Follows the real clock until the engine stops. It waits for no effect: a network that hangs delays no timer.
    pub(super) async fn follow(self: Arc<Self>) {
        let mut stopping = self.stopping.subscribe();
        let mut handed: HashSet<Going> = HashSet::new();
        // It may have been set back while the program was away, too.
        let now = self.clock.now();
        let mut set_back = SetBack::watching(self.recorded.map_or(now, |recorded| recorded.max(now)));
        loop {
            let left = self.view.load().next_due().map(|due| due.since(self.clock.now()).0);
            let wait = left.map_or(TICK, |left| Duration::from_millis(u64::try_from(left).unwrap_or(0)));
            tokio::select! {
                () = tokio::time::sleep(wait.clamp(SHORTEST, TICK)) => {}
                _ = stopping.wait_for(|stopping| *stopping) => return,
            }
            self.outbox.send();
            let mut due = self.all_due();
            let view = self.view.load_full();
            let armed = view.timers();
            let armed = armed.map(|((due, stream, timer), generation)| (*due, (*stream, timer.clone(), generation)));
            due.extend(set_back.look(self.clock.now(), armed));
            // What is committed is due no more, or goes by another generation.
            handed.retain(|going| due.contains(going));
            for (stream, timer, generation) in due {
                if handed.insert((stream, timer.clone(), generation)) {
                    drop(self.hand_in(|stub| Work::Timer(stream, timer, generation, stub)).await);
                }
            }
        }
    }
}
