//! Timers go off in order, each an input of its own. One that is late goes off once.

use std::{collections::HashSet, sync::Arc, time::Duration};

use super::{Shared, work::Work};
use crate::domain::{event::Stream, timer::Timer};

/// How long the real clock sleeps at most; a timer that is armed meanwhile is at most this late.
const TICK: Duration = Duration::from_millis(500);
/// How long it sleeps at least, while something that is due waits to be committed.
const SHORTEST: Duration = Duration::from_millis(20);

/// A timer that goes off, with the generation by which it was armed.
type Going = (Stream, Timer, u64);

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
        loop {
            let left = self.view.load().next_due().map(|due| due.since(self.clock.now()).0);
            let wait = left.map_or(TICK, |left| Duration::from_millis(u64::try_from(left).unwrap_or(0)));
            tokio::select! {
                () = tokio::time::sleep(wait.clamp(SHORTEST, TICK)) => {}
                _ = stopping.wait_for(|stopping| *stopping) => return,
            }
            self.outbox.send();
            let due = self.all_due();
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
