//! Something that is ready to go out by a channel, for the tests of channels.

use noodklok::{
    domain::time::Timestamp,
    engine::port::{Act, Delivery},
};

/// Of no record and no exercise.
pub fn delivery(act: Act) -> Delivery {
    Delivery {
        effect: "abcdef.12.34".to_owned(),
        at: Timestamp::default(),
        incident: None,
        exercise: false,
        urgent: true,
        answers: None,
        aside: false,
        asks: None,
        again: false,
        fallback: None,
        act,
    }
}
