//! Handing in what came: the engine takes it in order. When too much waits before it, the rooms hear that.

use std::{collections::BTreeSet, pin::pin, sync::Arc, time::Duration};

use super::{hooks::Hooks, hub::Hub, intake::Found};
use crate::{
    domain::ids::RoomId,
    platform::{busy::busy, stop::Stop},
    text::reply::{Reply, Span},
};

/// After this long, whoever waits is told.
const PATIENCE: Duration = Duration::from_secs(2);

/// Hands in.
pub struct Handing {
    hub: Arc<Hub>,
    hooks: Arc<dyn Hooks>,
    stop: Stop,
    told: bool,
    /// How many inputs were handed in so far.
    pub inputs: usize,
}

impl Handing {
    /// Nobody waits yet.
    #[must_use]
    pub const fn new(hub: Arc<Hub>, hooks: Arc<dyn Hooks>, stop: Stop) -> Self {
        Self { hub, hooks, stop, told: false, inputs: 0 }
    }

    /// Hands this in; waits while too much waits before it, but not once it is asked to stop: what is not handed in is
    /// not noted either, and comes again.
    pub async fn hand_in(&mut self, found: Found) {
        let Some(engine) = self.hub.engine() else { return };
        if found.inputs.is_empty() && found.notes.is_empty() {
            return;
        }
        self.inputs = self.inputs.saturating_add(found.inputs.len());
        let rooms: BTreeSet<RoomId> = found.inputs.iter().filter_map(|input| input.payload.room()).cloned().collect();
        let mut arriving = pin!(engine.arrive(found.inputs, found.notes));
        tokio::select! {
            // Its news are for nobody: answers go out by themselves.
            _ = &mut arriving => {
                self.told = false;
                return;
            }
            () = self.stop.asked() => return,
            () = tokio::time::sleep(PATIENCE) => {}
        }
        if !std::mem::replace(&mut self.told, true) {
            tracing::warn!("more comes in on Matrix than can be stored at once; the rooms are told");
            self.tell(rooms);
        }
        tokio::select! {
            _ = arriving => {}
            () = self.stop.asked() => {}
        }
    }

    fn tell(&self, rooms: BTreeSet<RoomId>) {
        let (hub, hooks) = (Arc::clone(&self.hub), Arc::clone(&self.hooks));
        tokio::spawn(async move {
            for room in rooms {
                let text = hub.say(&room, &busy(&hub.organisation, Some(&room), None));
                hooks.notice(&hub, &room, &Reply { spans: vec![Span::Plain(text)] }).await;
            }
        });
    }
}
