//! What is handed to the writer, and what of it waits to be committed.

use std::sync::Arc;

use tokio::sync::oneshot;

use super::{
    outbox::Signed,
    port::{Input, Note},
    ticket::Stub,
    tried::Tried,
};
use crate::domain::{
    event::Stream,
    ids::{RoomId, RotaId},
    rota::Shift,
    time::Timestamp,
    timer::Timer,
};

/// What the engine hands to the writer.
pub enum Work {
    /// Something that came in.
    Input(Input, Stub),
    /// What came in together on a network, with what that wants to know again.
    Arrived(Vec<Input>, Vec<Note>, Stub),
    /// A timer went off.
    Timer(Stream, Timer, u64, Stub),
    /// A network is back, after nothing came in on it since then; and how many lines came in with it.
    Back(Timestamp, usize, Vec<Note>, Stub),
    /// A calendar says otherwise now who is on duty in this rota.
    Shifts(RotaId, Arc<[Shift]>, Stub),
    /// What became of a call, as its channel says later.
    Tried(Tried, Stub),
    /// The program started with this configuration.
    Configured(String, Stub),
    /// Finish what is there and close the store.
    Stop(oneshot::Sender<()>),
    /// Say that this was taken.
    Turn(oneshot::Sender<()>),
}

/// What waits to be committed.
#[derive(Clone)]
pub(super) enum What {
    Input(Input),
    Notes(Vec<Note>),
    Timer(Stream, Timer, u64),
    Back(Timestamp, usize),
    /// What became of a call; a receipt of it is written down with what follows from it.
    Tried(Tried, Option<Signed>),
    Rotas,
    Configured(String),
}

#[derive(Clone)]
pub(super) struct Waiting {
    pub what: What,
    pub stub: Stub,
    /// The person was told that it is not stored.
    pub held: bool,
    /// In this room.
    pub told: Option<RoomId>,
}
