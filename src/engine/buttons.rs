//! Where buttons are that were given out lately, for when the database cannot be asked.

use std::collections::{HashMap, VecDeque};

use super::outbox::Item;
use crate::domain::ids::RoomId;

/// How many posts with buttons are remembered.
const REMEMBERED: usize = 1_024;

/// The rooms of the latest posts that have buttons.
#[derive(Debug, Default)]
pub struct Buttons {
    rooms: HashMap<String, RoomId>,
    order: VecDeque<String>,
}

impl Buttons {
    /// Remembers what goes out.
    pub fn remember(&mut self, items: &[Item]) {
        for (effect, room) in items.iter().filter_map(Item::offers) {
            if self.rooms.insert(effect.to_owned(), room.clone()).is_none() {
                self.order.push_back(effect.to_owned());
            }
        }
        while self.order.len() > REMEMBERED {
            if let Some(oldest) = self.order.pop_front() {
                self.rooms.remove(&oldest);
            }
        }
    }

    /// The room of a button, by the id that [`super::words::action_id`] gives it.
    #[must_use]
    pub fn room(&self, action: &str) -> Option<RoomId> {
        let (effect, _) = action.rsplit_once('-')?;
        self.rooms.get(effect).cloned()
    }
}
