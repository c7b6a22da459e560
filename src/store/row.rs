//! The rows that one transaction writes, before they become values of statements.

use super::memory::Note;
use crate::domain::{
    chain::{Hash, Links},
    time::Timestamp,
};

/// An event to be appended.
#[derive(Debug, Clone)]
pub struct EventRow {
    /// Its position among all.
    pub pos: u64,
    /// Its stream.
    pub stream: String,
    /// Its place in the stream.
    pub version: u64,
    /// When it was recorded.
    pub at: i64,
    /// When it was said.
    pub said_at: i64,
    /// Its type.
    pub kind: &'static str,
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

impl EventRow {
    /// The fields that its link covers.
    #[must_use]
    pub fn links(&self) -> Links<'_> {
        Links {
            pos: self.pos,
            kind: self.kind,
            v: self.v,
            at: Timestamp(self.at),
            actor: &self.actor,
            body: self.body.as_bytes(),
        }
    }
}

/// An effect to be done.
#[derive(Debug, Clone)]
pub struct EffectRow {
    /// Its number, which is that of its message too.
    pub seq: u64,
    /// Unique and stable over restarts and restored backups.
    pub id: String,
    /// When it was decided.
    pub at: i64,
    /// The record that it is about.
    pub incident: Option<String>,
    /// A drill.
    pub exercise: bool,
    /// Goes before what is not.
    pub urgent: bool,
    /// The post that it edits or pins.
    pub target: Option<u64>,
    /// Where.
    pub room: Option<String>,
    /// The kind of its body.
    pub kind: String,
    /// The version of its body's form.
    pub v: u16,
    /// What, typed, as JSON.
    pub body: String,
    /// As it is said.
    pub rendered: Option<String>,
    /// Where an answer belongs, in the words of the network where the question was asked.
    pub answers: Option<String>,
    /// It is only for whoever asked.
    pub aside: bool,
}

/// A button.
#[derive(Debug, Clone)]
pub struct ActionRow {
    /// What a press names.
    pub id: String,
    /// Its effect.
    pub effect: u64,
    /// Where it is shown.
    pub room: String,
    /// The record that it is about.
    pub incident: Option<String>,
    /// The command that it gives.
    pub command: String,
    /// Who alone may press it.
    pub only: Option<String>,
    /// Who alone may not.
    pub except: Option<String>,
    /// Until when.
    pub until: i64,
}

/// An input that took effect.
#[derive(Debug, Clone)]
pub struct InputRow<'a> {
    /// Its key.
    pub key: &'a str,
    /// By whom, as JSON.
    pub actor: String,
    /// When it was said.
    pub said_at: i64,
    /// When it was recorded.
    pub done_at: i64,
    /// What, as JSON.
    pub payload: String,
    /// The record that it turned out to be about.
    pub incident: Option<String>,
}

/// How an effect ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    /// Only by one of its ways: it is still under way by others.
    Partly,
    /// It got there, by one way at least.
    Delivered,
    /// It will never get there, and why.
    Failed(String),
}

/// How an attempt ended for good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Which effect.
    pub seq: u64,
    /// How.
    pub end: Ended,
    /// What the network wants to know of it later.
    pub notes: Vec<Note>,
}

/// The end of a stream.
#[derive(Debug, Clone)]
pub struct HeadRow {
    /// How many events it has.
    pub version: u64,
    /// The link of the last one.
    pub h_stream: Hash,
    /// A start must read it.
    pub open: bool,
}
