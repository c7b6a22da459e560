//! What the engine and its edges say to each other: inputs in, deliveries out, clock and chance from outside.

use std::{future::Future, pin::Pin, time::Duration};

use serde::{Deserialize, Serialize};

pub use super::{alert::AlertSaid, doubt::Doubt, gate::Gate, recipients::Recipients};
pub use crate::store::memory::Note;
use crate::{
    domain::{
        actor::Actor,
        answering::Asks,
        ids::{IncidentId, PersonId, RoomId},
        organisation::Language,
        time::Timestamp,
    },
    text::reply::{Reply, Span},
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
        /// The message of ours that it answers, by its id (`m17`), if it does.
        reply_to: Option<String>,
        /// Where the answer belongs, in the network's own words, such as a thread; given back in
        /// [`Delivery::answers`].
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<String>,
    },
    /// A button.
    Pressed {
        /// Its id, as given out in [`Button::id`].
        action: String,
        /// Where the answer belongs.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<String>,
    },
    /// A system reports, or says that it is over.
    Alerted {
        /// The logical room.
        room: RoomId,
        /// As the line that reports it.
        text: String,
        /// What it is about.
        alert: AlertSaid,
    },
    /// An earlier message, which may have been an input, says something else now.
    Edited {
        /// The logical room.
        room: RoomId,
        /// The key that the message has, or would have had, as an input.
        of: String,
        /// The whole new text.
        text: String,
        /// Where the answer belongs.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<String>,
    },
    /// An earlier message, which may have been an input, was deleted on its network.
    Deleted {
        /// The logical room.
        room: RoomId,
        /// The key that the message has, or would have had, as an input.
        of: String,
    },
}

impl Payload {
    /// The room in which it happened, where it names one.
    #[must_use]
    pub const fn room(&self) -> Option<&RoomId> {
        match self {
            Self::Said { room, .. }
            | Self::Alerted { room, .. }
            | Self::Edited { room, .. }
            | Self::Deleted { room, .. } => Some(room),
            Self::Pressed { .. } => None,
        }
    }

    /// What it says, where it says something.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Said { text, .. } | Self::Alerted { text, .. } | Self::Edited { text, .. } => Some(text),
            Self::Pressed { .. } | Self::Deleted { .. } => None,
        }
    }

    /// Where the answer belongs.
    #[must_use]
    pub fn place(&self) -> Option<&str> {
        match self {
            Self::Said { place, .. } | Self::Edited { place, .. } | Self::Pressed { place, .. } => place.as_deref(),
            Self::Alerted { .. } | Self::Deleted { .. } => None,
        }
    }
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
    /// Whether the network doubts that it was them.
    pub doubt: Option<Doubt>,
}

/// A button of a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Button {
    /// What a press must name.
    pub id: String,
    /// As shown.
    pub label: String,
    /// The line that does the same when it is typed.
    pub command: String,
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
        /// One line on what it is about.
        topic: String,
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
        /// To whom.
        to: Recipients,
        /// The subject, one line.
        subject: String,
        /// The text.
        text: Reply,
    },
    /// A text message to a telephone.
    Text {
        /// To which number.
        to: Recipients,
        /// What.
        text: Reply,
        /// In which language.
        language: Language,
    },
    /// An automated call to a person's own telephone; never the one to the crisis centre (K4).
    Call {
        /// To which number.
        to: Recipients,
        /// What is spoken.
        text: Reply,
        /// In which language.
        language: Language,
    },
    /// The pager of a person, or what stands for it, is told over HTTP.
    Webhook {
        /// To which address.
        to: Recipients,
        /// Whom it calls.
        person: PersonId,
        /// What.
        text: Reply,
        /// They are not called any more.
        over: bool,
    },
}

impl Act {
    /// The room that it is about.
    #[must_use]
    pub const fn room(&self) -> Option<&RoomId> {
        match self {
            Self::Post { room, .. }
            | Self::Edit { room, .. }
            | Self::Pin { room, .. }
            | Self::OpenRoom { room, .. }
            | Self::ArchiveRoom { room } => Some(room),
            Self::Mail { .. } | Self::Text { .. } | Self::Call { .. } | Self::Webhook { .. } => None,
        }
    }
}

/// An effect that is ready to go out.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is true or not of any effect, whatever the others are")]
pub struct Delivery {
    /// Unique and stable over restarts.
    pub effect: String,
    /// When it was decided.
    pub at: Timestamp,
    /// The record that it is about.
    pub incident: Option<IncidentId>,
    /// A drill.
    pub exercise: bool,
    /// It calls somebody or answers somebody: it goes before what is only said.
    pub urgent: bool,
    /// Where an answer belongs, as the network said in [`Payload::Said`].
    pub answers: Option<String>,
    /// It answers a question or refuses something, and nothing was changed: it is for whoever asked, where they did.
    pub aside: bool,
    /// Of a call by a channel of a person's own: what they can answer by that channel.
    pub asks: Option<Asks>,
    /// It may have gone out before, when the program ended before it knew.
    pub again: bool,
    /// Of a page into a room that may not be open yet: the room where it is said instead when that takes too long, and
    /// the sentence that says so. Of mail that an exercise sends nobody: the room where it is shown instead.
    pub fallback: Option<(RoomId, String)>,
    /// What is to be done.
    pub act: Act,
}

impl Delivery {
    /// Whether it calls somebody.
    #[must_use]
    pub fn calls(&self) -> bool {
        matches!(&self.act, Act::Post { mentions, .. } if !mentions.is_empty())
    }

    /// The same page, said in the other room.
    #[must_use]
    pub fn rerouted(&self) -> Option<Self> {
        let (other, sentence) = self.fallback.clone()?;
        let mut delivery = self.clone();
        delivery.fallback = None;
        if let Act::Post { room, text, .. } = &mut delivery.act {
            *room = other;
            text.spans.push(Span::Plain(format!("\n{sentence}")));
        }
        Some(delivery)
    }

    /// What of an exercise goes to nobody, as one line that calls nobody: shown and not sent.
    #[must_use]
    pub fn shown(&self) -> Option<Self> {
        let subject = match &self.act {
            Act::Mail { subject, .. } => subject.clone(),
            Act::Text { text, .. } | Act::Call { text, .. } | Act::Webhook { text, .. } => {
                text.plain().lines().next().unwrap_or_default().to_owned()
            }
            _ => return None,
        };
        let (room, sentence) = self.fallback.clone()?;
        // The subject begins with OEFENING; the title in it is somebody's words.
        let text = Reply { spans: vec![Span::User(subject), Span::Plain(format!(" · {sentence}"))] };
        let id = format!("m{}", self.effect.rsplit('.').next().unwrap_or_default());
        let act = Act::Post { room, id, text, mentions: Vec::new(), actions: Vec::new() };
        Some(Self { act, fallback: None, urgent: false, ..self.clone() })
    }
}

/// How an attempt ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is there.
    Delivered,
    /// It is there, and the network wants to know this of it after a restart.
    Noted(Vec<Note>),
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

/// One of the ways by which a delivery goes out. Each is attempted until it is through, or will never be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// The network; no two ways of a delivery have the same.
    pub network: &'static str,
    /// Deliveries in the same lane go out one after the other; a lane that is down holds up no other.
    pub lane: String,
}

/// Where deliveries go: chat networks and channels.
pub trait Platform: Send + Sync {
    /// The ways by which this goes out; at least one.
    fn ways(&self, delivery: &Delivery) -> Vec<Way>;

    /// The networks by which anything may go out.
    fn names(&self) -> Vec<&'static str> {
        Vec::new()
    }

    /// What it passes by that way; none where its lane is enough.
    fn gate(&self, _: &'static str, _: &Delivery) -> Option<Gate> {
        None
    }

    /// One attempt by the way of this network.
    fn deliver<'a>(&'a self, network: &'static str, delivery: &'a Delivery) -> Attempt<'a>;

    /// Says something that could not be stored, at once and without a record of it.
    fn notice<'a>(&'a self, room: &'a RoomId, text: &'a Reply) -> Attempt<'a>;
}

/// What reaches people outside the chat rooms, such as mail.
pub trait Channel: Send + Sync {
    /// Its name, as in notes and figures.
    fn name(&self) -> &'static str;

    /// Whether this is for it.
    fn carries(&self, act: &Act) -> bool;

    /// Deliveries with the same lane go out one after the other.
    fn lane(&self, delivery: &Delivery) -> String;

    /// How many go out at once.
    fn gate(&self, delivery: &Delivery) -> Gate;

    /// One attempt.
    fn deliver<'a>(&'a self, delivery: &'a Delivery) -> Attempt<'a>;
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
