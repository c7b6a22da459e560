//! What is seen of the engine from outside, read where it is: nothing is counted a second time.

use std::{collections::BTreeMap, sync::atomic::Ordering};

use super::Engine;
use crate::domain::time::Timestamp;

/// What goes out by one network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Traffic {
    /// Attempts that got through, since the start.
    pub delivered: u64,
    /// Attempts that failed and are made again.
    pub retried: u64,
    /// Effects that will never get through.
    pub refused: u64,
    /// Effects that wait.
    pub waiting: usize,
    /// Those of them that wait in the longest lane.
    pub longest: usize,
    /// When the oldest page was decided that is not there yet.
    pub oldest_page: Option<Timestamp>,
}

/// At an instant.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Figures {
    /// Inputs that were taken since the start; one that is delivered twice counts twice.
    pub inputs: u64,
    /// By network.
    pub traffic: BTreeMap<&'static str, Traffic>,
}

impl Engine {
    /// The figures now.
    #[must_use]
    pub fn figures(&self) -> Figures {
        Figures { inputs: self.shared.inputs.load(Ordering::Relaxed), traffic: self.shared.outbox.traffic() }
    }
}
