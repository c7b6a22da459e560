//! Moving the simulated clock from one due timer to the next.

use crate::platform::{clock::Simulated, stop::Stop};
use crate::{
    domain::time::{Span, Timestamp},
    engine::Engine,
    engine::port::Clock,
};

/// How a move of the clock ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moved {
    /// It stands where it was to be moved.
    There,
    /// Somebody asked to stop on the way.
    Stopped,
    /// A timer that is due could not be recorded; the clock stands at its instant.
    Stuck,
}

/// Fires everything up to and including the instant that lies `span` later, each timer at its own instant.
pub async fn advance(engine: &Engine, clock: &Simulated, span: Span, stop: &Stop) -> Moved {
    let target = clock.now().plus(span);
    while let Some(due) = next_until(engine, target) {
        if stop.is_asked() {
            return Moved::Stopped;
        }
        clock.move_to(due);
        // While the storage is down nothing fires; whoever wants to stop then need not wait for it.
        tokio::select! {
            () = engine.fire_due() => {}
            () = stop.asked() => return Moved::Stopped,
        }
        // What fires is cleared or armed for later; one that is still due could not be recorded.
        if next_until(engine, clock.now()).is_some() {
            return Moved::Stuck;
        }
    }
    clock.move_to(target);
    Moved::There
}

fn next_until(engine: &Engine, target: Timestamp) -> Option<Timestamp> {
    engine.next_due().filter(|due| *due <= target)
}
