//! What a turn is about.

use super::{
    port::{Input, Note},
    tried::Tried,
};
use crate::{
    domain::{away::Absence, event::Stream, ids::IncidentId, timer::Timer},
    store::load::{Pressed, Taken},
};

/// What a turn is about, with what had to be read for it.
#[derive(Debug, Clone)]
pub enum Job {
    /// A line.
    Said {
        /// The input.
        input: Input,
        /// The record of the message that it answers.
        about: Option<IncidentId>,
        /// A second key under which it is known from now on.
        also: Option<String>,
    },
    /// A button.
    Pressed {
        /// The input.
        input: Input,
        /// The button.
        pressed: Pressed,
    },
    /// A timer went off.
    Timer {
        /// Of which record, or of the organisation.
        stream: Stream,
        /// What for.
        timer: Timer,
        /// When it was armed.
        generation: u64,
    },
    /// A message that was an input says something else now, or was deleted.
    Changed {
        /// The input.
        input: Input,
        /// What the message was.
        taken: Taken,
    },
    /// What a network wants to know again.
    Notes(Vec<Note>),
    /// What became of a call.
    Tried(Tried),
    /// Noodklok itself was away.
    Back(Absence),
    /// Somebody else may be on duty now than was known.
    Rotas,
    /// The program started with this configuration.
    Configured {
        /// Its hash.
        hash: String,
    },
}
