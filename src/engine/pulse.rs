//! Whether the writer turns, and whether what it is given is stored: asked again and again through its own queue, so
//! that a process that only looks alive is found out. Time here is technical.

use std::{sync::Arc, time::Duration};

use tokio::{
    sync::{oneshot, watch},
    time::Instant,
};

use super::{Engine, Shared, port::Note, ticket::Progress, work::Work};

/// How often it is asked whether it turns. That costs nothing but the question.
const TURNS: Duration = Duration::from_secs(1);

/// What the writer answered last.
#[derive(Debug, Clone)]
pub struct Pulse {
    turned: watch::Receiver<Option<Instant>>,
    stored: watch::Receiver<Option<Instant>>,
}

impl Pulse {
    /// Whether the writer took something from its queue within this time.
    #[must_use]
    pub fn turned(&self, within: Duration) -> bool {
        is_fresh(&self.turned, within)
    }

    /// Whether something was committed within this time.
    #[must_use]
    pub fn stored(&self, within: Duration) -> bool {
        is_fresh(&self.stored, within)
    }
}

fn is_fresh(last: &watch::Receiver<Option<Instant>>, within: Duration) -> bool {
    last.borrow().is_some_and(|at| at.elapsed() <= within)
}

impl Engine {
    /// Asks from now on, until the engine stops. `every`: how often something is stored to see whether that works; none
    /// is never.
    ///
    /// What is stored is a commit like every other: where it fails, rooms hear that storage is down, though nobody has
    /// said anything yet.
    #[must_use]
    pub fn pulse(&self, every: Option<Duration>) -> Pulse {
        let (turn, turned) = watch::channel(None);
        let (store, stored) = watch::channel(None);
        tokio::spawn(turning(Arc::clone(&self.shared), turn));
        if let Some(every) = every {
            tokio::spawn(storing(Arc::clone(&self.shared), store, every));
        }
        Pulse { turned, stored }
    }
}

async fn turning(shared: Arc<Shared>, turns: watch::Sender<Option<Instant>>) {
    loop {
        let (done, turned) = oneshot::channel();
        if shared.work.send(Work::Turn(done)).await.is_err() || turned.await.is_err() {
            return;
        }
        turns.send_replace(Some(Instant::now()));
        tokio::time::sleep(TURNS).await;
    }
}

/// One at a time: while storage is down it waits with everything else, and is stored when that works again.
async fn storing(shared: Arc<Shared>, stores: watch::Sender<Option<Instant>>, every: Duration) {
    let stopping = shared.stopping.subscribe();
    while !*stopping.borrow() {
        let value = Some(shared.clock.now().0.to_string());
        let note = Note { network: "pulse", kind: "stored", key: String::new(), value };
        match shared.hand_in(|stub| Work::Arrived(Vec::new(), vec![note], stub)).await.done().await {
            Progress::Done => {
                stores.send_replace(Some(Instant::now()));
            }
            Progress::Stopped => return,
            Progress::NotStored | Progress::Refused { .. } | Progress::Busy => {}
        }
        tokio::time::sleep(every).await;
    }
}
