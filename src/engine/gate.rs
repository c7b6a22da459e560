//! How many deliveries are under way at once to the same receiver. A thousand pages at once would otherwise take a thousand
//! connections, more than many a system gives one process. Whoever waits here gave up no place in a lane and holds nothing.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// What a delivery passes to go out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gate {
    /// Deliveries with the same name pass the same one.
    pub name: String,
    /// How many are within at once.
    pub at_once: usize,
}

/// All of them, as many as there are receivers.
#[derive(Debug, Default)]
pub(super) struct Gates(Mutex<HashMap<String, Arc<Semaphore>>>);

impl Gates {
    /// Waits for a place, first come, first served; it is given back when it is dropped.
    pub async fn pass(&self, gate: Gate) -> Option<OwnedSemaphorePermit> {
        let Gate { name, at_once } = gate;
        let places = {
            let mut gates = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(gates.entry(name).or_insert_with(|| Arc::new(Semaphore::new(at_once))))
        };
        // None is ever closed.
        places.acquire_owned().await.ok()
    }
}
