//! Every way out of this process as one: rooms on the chat networks, mail beside them.

use std::sync::Arc;

use crate::{
    domain::ids::RoomId,
    engine::port::{Act, Attempt, Delivery, Outcome, Platform},
    text::reply::Reply,
};

/// All of them.
pub struct Networks {
    rooms: Arc<dyn Platform>,
}

impl Networks {
    /// With a chat network for the rooms.
    #[must_use]
    pub fn new(rooms: Arc<dyn Platform>) -> Self {
        Self { rooms }
    }
}

impl Platform for Networks {
    fn lane(&self, delivery: &Delivery) -> String {
        match &delivery.act {
            Act::Mail { .. } => "mail".to_owned(),
            _ => self.rooms.lane(delivery),
        }
    }

    fn deliver<'a>(&'a self, delivery: &'a Delivery) -> Attempt<'a> {
        match &delivery.act {
            // The crisis centre is called in its room and by telephone; the mail only repeats it.
            Act::Mail { .. } => {
                Box::pin(async { Outcome::Permanent { reason: "this version sends no mail".to_owned() } })
            }
            _ => self.rooms.deliver(delivery),
        }
    }

    fn notice<'a>(&'a self, room: &'a RoomId, text: &'a Reply) -> Attempt<'a> {
        self.rooms.notice(room, text)
    }
}
