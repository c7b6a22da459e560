//! The state document: one record as JSON, with the same keys in every state. What is unknown or not yet is null.

mod build;
mod facts;
mod parts;

pub use build::document;
pub use facts::{EntityFacts, Facts, General, Outage};
pub use parts::{Call, Cmt, CmtMember, Lead, Link, LogLine, Proposal, Recommendation, Request, Speaker, Task};

use std::collections::BTreeMap;

use serde::Serialize;

/// One record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Document {
    /// Such as `INC-2026-0042`.
    pub id: String,
    /// First line of the report.
    pub title: String,
    /// The rest of the report.
    pub description: Option<String>,
    /// `open`, `closed`, `withdrawn` or `duplicate`.
    pub status: &'static str,
    /// A drill.
    pub exercise: bool,
    /// Somebody known stands behind it.
    pub verified: bool,
    /// Who reported.
    pub reported_by: String,
    /// The reporting point, by entity.
    pub meldpunt: Option<String>,
    /// `issue`, `incident` or `crisis`.
    pub level: &'static str,
    /// No person confirmed the level yet.
    pub level_provisional: bool,
    /// A level that waits for a person.
    pub proposed_level: Option<Proposal>,
    /// `none`, `vooralarm`, `alarm` or `ended`.
    pub ccvo_phase: &'static str,
    /// Who leads.
    pub lead: Lead,
    /// Who speaks.
    pub communication: Speaker,
    /// Affected entities, the reporting point first.
    pub entities: Vec<String>,
    /// The facts that count.
    pub facts: Facts,
    /// Rules that were met, in the order in which they were.
    pub recommendations: Vec<Recommendation>,
    /// The telephone call, each time that it became due.
    pub ccvo_calls: Vec<Call>,
    /// Requests to the crisis centre.
    pub ccvo_requests: Vec<Request>,
    /// CMTs, also those that were stood down.
    pub cmts: Vec<Cmt>,
    /// Tasks.
    pub tasks: Vec<Task>,
    /// Who holds which role.
    pub roles: BTreeMap<String, String>,
    /// Links to other records.
    pub links: Vec<Link>,
    /// Rooms in which it is worked on, and those in which it was.
    pub rooms: Vec<String>,
    /// When the next situation update is asked for.
    pub next_update_at: Option<String>,
    /// One line for each event.
    pub log: Vec<LogLine>,
    /// When it was reported.
    pub opened_at: String,
    /// When it was closed or withdrawn.
    pub closed_at: Option<String>,
}
