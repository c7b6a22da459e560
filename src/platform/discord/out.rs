//! What goes out: each act of a delivery, as calls of the API.

use super::hub::Hub;
use crate::{
    domain::ids::RoomId,
    engine::port::{Delivery, Outcome},
    text::reply::Reply,
};

/// One attempt.
pub async fn deliver(_: &Hub, _: &Delivery) -> Outcome {
    Outcome::Permanent { reason: "not built yet".to_owned() }
}

/// Says something that could not be stored: one attempt, and no message that anybody has to find again.
pub async fn notice(_: &Hub, _: &RoomId, _: &Reply) -> Outcome {
    Outcome::Permanent { reason: "not built yet".to_owned() }
}
