//! Business time for the console: the real one, or a simulated one that only `advance` moves.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicI64, Ordering},
};

use tokio::time::Instant;

use crate::{
    domain::time::{Span, Timestamp},
    engine::port::Clock,
};

/// 2026-11-23T14:30:00+01:00, where a simulated clock starts on an empty store.
pub const SIMULATED_START: Timestamp = Timestamp(1_795_440_600_000);

/// From this difference on, the wall clock was set anew and is believed again.
const JUMP: Span = Span::minutes(1);

/// A clock that stands still until somebody moves it on. It never goes back.
#[derive(Debug)]
pub struct Simulated(AtomicI64);

impl Simulated {
    /// Starts at the last recorded instant, or where it was told if that is later; on an empty store at
    /// [`SIMULATED_START`].
    #[must_use]
    pub fn starting(recorded: Option<Timestamp>, told: Option<Timestamp>) -> Self {
        let start = match (recorded, told) {
            (Some(recorded), Some(told)) => recorded.max(told),
            (Some(only), None) | (None, Some(only)) => only,
            (None, None) => SIMULATED_START,
        };
        Self(AtomicI64::new(start.0))
    }

    /// Moves on to this instant, unless it is past already.
    pub fn move_to(&self, at: Timestamp) {
        self.0.fetch_max(at.0, Ordering::SeqCst);
    }
}

impl Clock for Simulated {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

/// The wall clock when it was last believed, carried on by the monotonic one, so that small corrections of the wall
/// never make time run backwards.
#[derive(Debug)]
pub struct Real(Mutex<(Timestamp, Instant)>);

impl Real {
    /// Believes the wall clock as it stands.
    #[must_use]
    pub fn starting() -> Self {
        Self(Mutex::new((wall(), Instant::now())))
    }
}

impl Clock for Real {
    fn now(&self) -> Timestamp {
        let mut base = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let elapsed = i64::try_from(base.1.elapsed().as_millis()).unwrap_or(i64::MAX);
        let carried = base.0.plus(Span(elapsed));
        let wall = wall();
        let difference = wall.since(carried);
        if difference.0.saturating_abs() <= JUMP.0 {
            return carried;
        }
        tracing::warn!(seconds = difference.0 / 1000, "the wall clock jumped; its new time is taken over");
        *base = (wall, Instant::now());
        wall
    }
}

#[expect(clippy::disallowed_methods, reason = "this is where business time enters the program")]
fn wall() -> Timestamp {
    Timestamp(jiff::Timestamp::now().as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_store_starts_on_the_afternoon_of_the_contract() {
        let expected: jiff::Timestamp = "2026-11-23T14:30:00+01:00".parse().unwrap();
        assert_eq!(Simulated::starting(None, None).now().0, expected.as_millisecond());
    }

    #[test]
    fn it_starts_at_the_later_of_what_was_recorded_and_what_was_told() {
        let (early, late) = (Some(Timestamp(10)), Some(Timestamp(20)));
        assert_eq!(Simulated::starting(early, None).now(), Timestamp(10));
        assert_eq!(Simulated::starting(early, late).now(), Timestamp(20));
        assert_eq!(Simulated::starting(late, early).now(), Timestamp(20));
        assert_eq!(Simulated::starting(None, early).now(), Timestamp(10));
    }

    #[test]
    fn it_never_goes_back() {
        let clock = Simulated::starting(None, Some(Timestamp(10)));
        clock.move_to(Timestamp(30));
        clock.move_to(Timestamp(20));
        assert_eq!(clock.now(), Timestamp(30));
    }

    #[test]
    fn the_real_clock_follows_the_wall() {
        let clock = Real::starting();
        assert!(wall().since(clock.now()).0.abs() < 1000);
    }
}
