//! One turn of the core: a command in, events, effects and timers out (design: the way of one message).

use super::{
    actor::Actor,
    command::{Command, Query},
    event::{Envelope, Stream},
    ids::RoomId,
    message::{Effect, Message},
    organisation::Organisation,
    state::State,
    time::Timestamp,
    timer::TimerChange,
};

/// What the core is told beside the command.
#[derive(Debug, Clone)]
pub struct Context<'a> {
    /// Who asks.
    pub actor: Actor,
    /// Where they ask; none for timers.
    pub room: Option<RoomId>,
    /// Business time.
    pub now: Timestamp,
    /// When they said it.
    pub said_at: Timestamp,
    /// The calendar year in Brussels, for a new number.
    pub year: u16,
    /// The configuration.
    pub organisation: &'a Organisation,
}

/// What a turn does.
#[derive(Debug, Clone)]
pub struct Decision {
    /// The state after it.
    pub state: State,
    /// What happened, in order.
    pub events: Vec<Envelope>,
    /// What is to be done outside, in order; each with the record that it is about.
    pub effects: Vec<(Stream, Effect)>,
    /// What happens to timers, in order.
    pub timers: Vec<(Stream, TimerChange)>,
    /// The answer in the room where it was asked, before the effects; none where an effect answers.
    pub answer: Option<Message>,
}

/// Decides a command.
///
/// # Errors
/// The message says what was not done, why, and who can do it. Nothing happens then.
pub fn decide(state: &State, command: &Command, context: &Context<'_>) -> Result<Decision, Message> {
    let _ = (state, command, context);
    Err(Message::default())
}

/// Answers a question without changing anything.
#[must_use]
pub fn answer(state: &State, query: &Query, context: &Context<'_>) -> Message {
    let _ = (state, query, context);
    Message::default()
}

/// Folds one stored event into the state.
pub fn apply(state: &mut State, envelope: &Envelope) {
    let _ = (state, envelope);
}
