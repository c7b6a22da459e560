//! An answer on its way into the engine.

use std::time::Duration;

use super::super::Watched;
use crate::{
    domain::{actor::Actor, answering::Asked, message::Action, state::State},
    engine::{
        port::{Input, Payload},
        ticket::{Progress, Ticket},
    },
    platform::words::Words,
};

/// How long whoever answers waits to hear what became of it.
const PATIENCE: Duration = Duration::from_secs(8);
/// How often it is looked at meanwhile.
const OFTEN: Duration = Duration::from_millis(20);

/// What became of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// The call no longer waits for them.
    Noted,
    /// It still does: the room says why.
    Refused,
    /// It is not stored yet.
    NotStored,
}

/// Whether a call still waits for whoever it asks.
pub(super) fn waits(state: &State, asked: &Asked) -> bool {
    state.incident(asked.incident).is_some_and(|incident| asked.waits(incident))
}

/// Says it as that person in the room where they are called, and waits until it is decided. The same key takes effect once.
pub(super) async fn say(watched: &Watched, words: &Words, asked: &Asked, action: &Action, key: String) -> Told {
    let view = watched.engine.view();
    let Some(incident) = view.state.incident(asked.incident) else { return Told::Refused };
    let (room, text) = (asked.room(incident), words.typed(&action.command));
    let payload = Payload::Said { room, text, reply_to: None, place: None };
    let (from, said_at) = (Actor::Person(asked.person.clone()), watched.clock.now());
    let mut ticket = watched.engine.submit(Input { key, from, said_at, payload, doubt: None });
    let over = tokio::time::timeout(PATIENCE, over(watched, asked, &mut ticket)).await;
    over.unwrap_or(Told::NotStored)
}

/// The ticket itself waits until everything that follows was attempted, which somebody who has a room that is down need not.
async fn over(watched: &Watched, asked: &Asked, ticket: &mut Ticket) -> Told {
    loop {
        let progress = tokio::select! {
            progress = ticket.next() => progress,
            () = tokio::time::sleep(OFTEN) => Some(Progress::Done).filter(|_| !waits(&watched.engine.view().state, asked)),
        };
        match progress {
            Some(Progress::NotStored | Progress::Busy | Progress::Stopped) => return Told::NotStored,
            Some(Progress::Done) if !waits(&watched.engine.view().state, asked) => return Told::Noted,
            Some(Progress::Done | Progress::Refused { .. }) => return Told::Refused,
            None => {}
        }
    }
}
