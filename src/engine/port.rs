//! What the engine and its edges say to each other: inputs in, deliveries out, clock and chance from outside.

use std::{future::Future, pin::Pin, time::Duration};

use serde::{Deserialize, Serialize};

use crate::{
    domain::{
        actor::Actor,
        ids::{IncidentId, PersonId, RoomId},
        time::Timestamp,
    },
    text::reply::Reply,
};

/// What somebody did in a room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Payload {
    /// A line of text. Chatter that is no command never becomes an input.
    Said {
        /// The logical room.
        room: RoomId,
        /// The whole text.
        text: String,
        /// The message that it answers, by the platform's id, if it does.
        reply_to: Option<String>,
    },
    /// A button.
    Pressed {
        /// Its id, as given out in [`Delivery::actions`].
        action: String,
    },
}

/// One thing that came in. The same key takes effect once, also after a restart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// The platform's own id of it.
    pub key: String,
    /// Who did it.
    pub from: Actor,
    /// When they did.
    pub said_at: Timestamp,
    /// What they did.
    pub payload: Payload,
}

/// A button of a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Button {
    /// What a press must name.
    pub id: String,
    /// As shown.
    pub label: String,
}

/// What is to be done on a platform or channel.
#[derive(Debug, Clone, PartialEq)]
pub enum Act {
    /// Say something.
    Post {
        /// The logical room.
        room: RoomId,
        /// The id by which later edits and pins name it, unique for ever.
        id: String,
        /// What.
        text: Reply,
        /// Whom it calls.
        mentions: Vec<PersonId>,
        /// The affirmative one first.
        actions: Vec<Button>,
    },
    /// Replace what an earlier post says.
    Edit {
        /// The logical room.
        room: RoomId,
        /// The post's id.
        target: String,
        /// What it says now.
        text: Reply,
        /// Whom it newly calls.
        mentions: Vec<PersonId>,
        /// The buttons that it has now.
        actions: Vec<Button>,
    },
    /// Pin an earlier post.
    Pin {
        /// The logical room.
        room: RoomId,
        /// The post's id.
        target: String,
    },
    /// Open a room.
    OpenRoom {
        /// The logical id.
        room: RoomId,
        /// As shown.
        name: String,
        /// Who belongs in it.
        members: Vec<PersonId>,
    },
    /// Make a room read-only.
    ArchiveRoom {
        /// The logical id.
        room: RoomId,
    },
    /// A mail.
    Mail {
        /// The address.
        to: String,
        /// The subject, one line.
        subject: String,
        /// The text.
        text: Reply,
    },
}

/// An effect that is ready to go out.
#[derive(Debug, Clone, PartialEq)]
pub struct Delivery {
    /// Unique and stable over restarts.
    pub effect: String,
    /// When it was decided.
    pub at: Timestamp,
    /// The record that it is about.
    pub incident: Option<IncidentId>,
    /// A drill.
    pub exercise: bool,
    /// What is to be done.
    pub act: Act,
}

/// How an attempt ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is there.
    Delivered,
    /// Try again.
    Retry {
        /// Not before this, where the other side said so.
        after: Option<Duration>,
        /// Why.
        reason: String,
    },
    /// It will never work.
    Permanent {
        /// Why.
        reason: String,
    },
}

/// A future that an edge returns.
pub type Attempt<'a> = Pin<Box<dyn Future<Output = Outcome> + Send + 'a>>;

/// A chat network or channel.
pub trait Platform: Send + Sync {
    /// Deliveries with the same lane go out one after the other; a lane that is down holds up no other.
    fn lane(&self, delivery: &Delivery) -> String;

    /// One attempt.
    fn deliver<'a>(&'a self, delivery: &'a Delivery) -> Attempt<'a>;

    /// Says something that could not be stored, at once and without a record of it.
    fn notice<'a>(&'a self, room: &'a RoomId, text: &'a Reply) -> Attempt<'a>;
}

/// Business time.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;
}

/// Chance from outside: the boot id and the salts.
pub trait Chance: Send + Sync {
    /// Fills the buffer with random bytes.
    fn fill(&self, buffer: &mut [u8]);
}
