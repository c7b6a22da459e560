//! How events and effects are stored: type, version and a JSON body, read back by exactly those.

use serde::{Deserialize, Serialize};
use sqlx::{Row, any::AnyRow};

use super::{StoreError, batch::EffectRow};
use crate::{
    domain::{
        actor::Actor,
        chain::{Hash, Links},
        event::{Envelope, Event, Stream, Unreadable},
        ids::{IncidentId, RoomId},
        message::{Effect, Message},
        time::Timestamp,
    },
    text::reply::{Reply, Span},
};

/// An event as it stands in the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEvent {
    /// Its position among all.
    pub pos: u64,
    /// Its stream.
    pub stream: String,
    /// Its place in the stream, from 1.
    pub version: u64,
    /// When it was recorded.
    pub at: Timestamp,
    /// When it was said.
    pub said_at: Timestamp,
    /// Its type.
    pub kind: String,
    /// The version of its body's form.
    pub v: u16,
    /// By whom, as JSON.
    pub actor: String,
    /// The key of the input.
    pub cause: String,
    /// What, as JSON.
    pub body: String,
    /// Its link in the stream.
    pub h_stream: Hash,
    /// Its link among all.
    pub h_all: Hash,
}

/// A number of ours that the database keeps.
pub(super) fn number(row: &AnyRow, column: &str) -> Result<u64, StoreError> {
    let value: i64 = row.try_get(column)?;
    u64::try_from(value).map_err(|_| StoreError::Unreadable(format!("{column} is negative")))
}

/// In which version something is stored.
pub(super) fn form(row: &AnyRow) -> Result<u16, StoreError> {
    u16::try_from(number(row, "v")?).map_err(|_| StoreError::Unreadable("v is too large".to_owned()))
}

pub(super) fn hash(row: &AnyRow, column: &str) -> Result<Hash, StoreError> {
    let bytes: Vec<u8> = row.try_get(column)?;
    Hash::try_from(bytes.as_slice()).map_err(|_| StoreError::Unreadable(format!("{column} is not 32 bytes long")))
}

/// What a stored body does not fit.
fn unreadable(error: &Unreadable<serde_json::Error>) -> StoreError {
    match error {
        Unreadable::Unknown(..) => StoreError::Newer(error.to_string()),
        Unreadable::Body(..) => StoreError::Unreadable(error.to_string()),
    }
}

/// Something of ours as JSON. Our types always have a form.
///
/// # Errors
/// The form cannot be made.
pub fn json(value: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Defect(error.to_string()))
}

/// Something of ours from JSON.
pub(crate) fn from_json<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::Unreadable(error.to_string()))
}

/// A stream by its stored name.
///
/// # Errors
/// It is none of ours.
pub fn stream(text: &str) -> Result<Stream, StoreError> {
    if text == "organisation" {
        return Ok(Stream::Organisation);
    }
    let id = text.strip_prefix("incident/").and_then(|id| id.parse::<IncidentId>().ok());
    id.map(Stream::Incident).ok_or_else(|| StoreError::Unreadable(format!("there is no stream {text}")))
}

impl StoredEvent {
    pub(super) fn from_row(row: &AnyRow) -> Result<Self, StoreError> {
        Ok(Self {
            pos: number(row, "pos")?,
            stream: row.try_get("stream")?,
            version: number(row, "version")?,
            at: Timestamp(row.try_get("at")?),
            said_at: Timestamp(row.try_get("said_at")?),
            kind: row.try_get("type")?,
            v: form(row)?,
            actor: row.try_get("actor")?,
            cause: row.try_get("cause")?,
            body: row.try_get("body")?,
            h_stream: hash(row, "h_stream")?,
            h_all: hash(row, "h_all")?,
        })
    }

    /// The fields that its link covers.
    #[must_use]
    pub fn linked(&self) -> Links<'_> {
        Links {
            pos: self.pos,
            kind: &self.kind,
            v: self.v,
            at: self.at,
            actor: &self.actor,
            body: self.body.as_bytes(),
        }
    }

    /// The event itself.
    ///
    /// # Errors
    /// A newer version wrote it, or it is damaged.
    pub fn envelope(&self) -> Result<Envelope, StoreError> {
        let actor: Actor = from_json(&self.actor)?;
        let mut body = serde_json::Deserializer::from_str(&self.body);
        let event = Event::read(&self.kind, self.v, &mut body).map_err(|error| unreadable(&error))?;
        Ok(Envelope { stream: stream(&self.stream)?, at: self.at, said_at: self.said_at, actor, event })
    }
}

/// What an effect row carries.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// What the core asked for.
    Effect(Effect),
    /// A post says something else, because a text in it was erased.
    Rewrite {
        /// Where the post is.
        room: RoomId,
        /// What it says from now on.
        message: Message,
    },
}

#[derive(Serialize, Deserialize)]
struct Rewrite {
    room: RoomId,
    message: Message,
}

impl Body {
    /// The stored kind and form.
    ///
    /// # Errors
    /// The form cannot be made.
    pub fn write(&self) -> Result<(String, u16, String), StoreError> {
        Ok(match self {
            Self::Effect(effect) => {
                let value = serde_json::to_value(effect).map_err(|error| StoreError::Defect(error.to_string()))?;
                let kind = value.as_object().and_then(|object| object.keys().next().cloned());
                (kind.unwrap_or_default(), 1, value.to_string())
            }
            Self::Rewrite { room, message } => {
                let body = json(&Rewrite { room: room.clone(), message: message.clone() })?;
                ("rewrite".to_owned(), 1, body)
            }
        })
    }

    /// Where it is said and what, if it is said in a room.
    #[must_use]
    pub const fn message(&self) -> Option<(&RoomId, &Message)> {
        match self {
            Self::Effect(Effect::Post { room, message, .. } | Effect::Edit { room, message, .. })
            | Self::Rewrite { room, message } => Some((room, message)),
            Self::Effect(_) => None,
        }
    }

    /// The same with other words.
    #[must_use]
    pub fn saying(mut self, words: Message) -> Self {
        match &mut self {
            Self::Effect(Effect::Post { message, .. } | Effect::Edit { message, .. })
            | Self::Rewrite { message, .. } => *message = words,
            Self::Effect(_) => {}
        }
        self
    }

    /// Reads what was stored.
    ///
    /// # Errors
    /// A newer version wrote it, or it is damaged.
    pub fn read(kind: &str, v: u16, body: &str) -> Result<Self, StoreError> {
        match (kind, v) {
            ("rewrite", 1) => from_json(body).map(|Rewrite { room, message }| Self::Rewrite { room, message }),
            ("post" | "edit" | "pin" | "open_room" | "archive_room" | "mail_ccvo" | "reach" | "reach_over", 1) => {
                from_json(body).map(Self::Effect)
            }
            _ => Err(StoreError::Newer(format!("effect type {kind} version {v}"))),
        }
    }
}

/// An effect in words: what a retry says again, word for word.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rendered {
    /// The text.
    pub text: Reply,
    /// The buttons.
    pub buttons: Vec<RenderedButton>,
    /// The subject of a mail, or the topic of a room.
    pub subject: Option<String>,
}

/// A button in words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RenderedButton {
    /// What a press must name.
    pub id: String,
    /// As shown.
    pub label: String,
    /// The line that does the same; empty in what an older version stored.
    pub command: String,
}

#[derive(Serialize, Deserialize)]
struct Words(Vec<(char, String)>, Vec<Vec<String>>, Option<String>);

impl Rendered {
    /// As stored.
    ///
    /// # Errors
    /// The form cannot be made.
    pub fn write(&self) -> Result<String, StoreError> {
        let spans = self.text.spans.iter().map(|span| match span {
            Span::Plain(text) => ('p', text.clone()),
            Span::User(text) => ('u', text.clone()),
            Span::Command(text) => ('c', text.clone()),
            Span::Mention(person) => ('m', person.to_string()),
        });
        let buttons = self.buttons.iter().cloned().map(|button| vec![button.id, button.label, button.command]);
        json(&Words(spans.collect(), buttons.collect(), self.subject.clone()))
    }

    /// Reads what was stored.
    ///
    /// # Errors
    /// It is damaged.
    pub fn read(text: &str) -> Result<Self, StoreError> {
        let Words(spans, buttons, subject) = from_json(text)?;
        let spans = spans.into_iter().map(|(kind, text)| match kind {
            'u' => Span::User(text),
            'c' => Span::Command(text),
            'm' => Span::Mention(text.into()),
            _ => Span::Plain(text),
        });
        let buttons = buttons.into_iter().map(|button| {
            let mut parts = button.into_iter();
            let mut next = || parts.next().unwrap_or_default();
            RenderedButton { id: next(), label: next(), command: next() }
        });
        Ok(Self { text: Reply { spans: spans.collect() }, buttons: buttons.collect(), subject })
    }
}

impl EffectRow {
    pub(super) fn from_row(row: &AnyRow) -> Result<Self, StoreError> {
        let target: Option<i64> = row.try_get("target")?;
        Ok(Self {
            seq: number(row, "seq")?,
            id: row.try_get("id")?,
            at: row.try_get("at")?,
            incident: row.try_get("incident")?,
            exercise: number(row, "exercise")? == 1,
            urgent: number(row, "urgent")? == 1,
            target: target.and_then(|target| u64::try_from(target).ok()),
            room: row.try_get("room")?,
            kind: row.try_get("type")?,
            v: form(row)?,
            body: row.try_get("body")?,
            rendered: row.try_get("rendered")?,
            answers: row.try_get("answers")?,
            aside: number(row, "aside")? != 0,
        })
    }
}
