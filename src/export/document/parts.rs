//! The smaller parts of the state document.

use serde::Serialize;

/// Who leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lead {
    /// `team`, `cmt` or `ccvo`.
    pub kind: &'static str,
    /// Whose team or CMT.
    pub entity: Option<String>,
}

/// Who speaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Speaker {
    /// `entity`, `communication` or `ccvo`.
    pub kind: &'static str,
    /// Whose.
    pub entity: Option<String>,
}

/// A level that waits for a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Proposal {
    /// The level.
    pub level: &'static str,
    /// Why.
    pub rule: String,
}

/// A rule that was met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Recommendation {
    /// Its id.
    pub rule: String,
    /// Since when.
    pub met_at: String,
    /// When it was no longer met.
    pub withdrawn_at: Option<String>,
    /// When an officer answered it.
    pub acknowledged_at: Option<String>,
    /// Which officer.
    pub acknowledged_by: Option<String>,
}

/// The telephone call to the crisis centre.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Call {
    /// Still to be made or confirmed.
    pub open: bool,
    /// When it became due.
    pub opened_at: String,
    /// Who called.
    pub called_by: Option<String>,
    /// Who answered.
    pub answered_by: Option<String>,
    /// When.
    pub at: Option<String>,
}

/// A request to the crisis centre.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Request {
    /// `inform`, `support` or `takeover`.
    pub kind: &'static str,
    /// By whom.
    pub by: String,
    /// When.
    pub at: String,
    /// Which officer answered.
    pub answered_by: Option<String>,
    /// `ack`, `vooralarm`, `alarm` or `decline`.
    pub answer: Option<&'static str>,
}

/// The CMT of one entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cmt {
    /// Whose.
    pub entity: String,
    /// Whether it leads.
    pub active: bool,
    /// Its crisis room.
    pub room: String,
    /// Who belongs in it.
    pub members: Vec<CmtMember>,
}

/// A member of a CMT.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CmtMember {
    /// Who.
    pub person: String,
    /// `coming`, `online` or `unable`.
    pub answer: Option<&'static str>,
}

/// A task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Task {
    /// Such as `T1`.
    pub id: String,
    /// What.
    pub text: String,
    /// Who.
    pub owner: Option<String>,
    /// By when.
    pub due: Option<String>,
    /// Since when it is done.
    pub done_at: Option<String>,
}

/// A link to another record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    /// The other.
    pub incident: String,
    /// `same`, `beside` or `related`.
    pub kind: &'static str,
}

/// One line of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LogLine {
    /// Its number, from 1.
    pub seq: u64,
    /// When it was recorded.
    pub at: String,
    /// When it was said.
    pub said_at: String,
    /// By whom.
    pub actor: String,
    /// `note`, `fact`, `judgement`, `decision` or `question` of people's own lines, else the event's type.
    pub kind: &'static str,
    /// What.
    pub text: String,
    /// Its link in the chain.
    pub hash: String,
}
