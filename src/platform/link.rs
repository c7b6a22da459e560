//! Whether a network is connected, for whoever watches the bot. Time here is technical.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::time::Instant;

/// How a network is, at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing {
    /// It answers.
    pub connected: bool,
    /// How long ago it last did; none: not yet.
    pub heard: Option<Duration>,
}

/// What the part that brings events in knows of its connection.
#[derive(Debug, Default)]
pub struct Link(Mutex<(bool, Option<Instant>)>);

impl Link {
    fn lock(&self) -> MutexGuard<'_, (bool, Option<Instant>)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// It answered.
    pub fn heard(&self) {
        *self.lock() = (true, Some(Instant::now()));
    }

    /// It does not answer any more.
    pub fn lost(&self) {
        self.lock().0 = false;
    }

    /// How it is now.
    #[must_use]
    pub fn standing(&self) -> Standing {
        let (connected, heard) = *self.lock();
        Standing { connected, heard: heard.map(|at| at.elapsed()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_connected_while_it_answers_and_remembers_when_it_last_did() {
        let link = Link::default();
        assert_eq!(link.standing(), Standing { connected: false, heard: None });
        link.heard();
        std::thread::sleep(Duration::from_millis(40));
        link.lost();
        let lost = link.standing();
        assert!(!lost.connected && lost.heard.is_some_and(|ago| ago >= Duration::from_millis(40)), "{lost:?}");
        link.heard();
        let back = link.standing();
        assert!(back.connected && back.heard < lost.heard, "{back:?}");
    }
}
