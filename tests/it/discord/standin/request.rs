//! One request on its way to whoever does it, and the answer.

use std::collections::BTreeMap;

use serde_json::Value;
use tokio::time::Instant;

use super::{refusal::Refusal, state::Id};

/// See the module.
#[derive(Debug, Clone)]
pub struct Request {
    /// Method and route as Discord writes it.
    pub route: &'static str,
    /// Method and path as they came, without the version.
    pub path: String,
    /// What stands in the path.
    pub parts: BTreeMap<String, String>,
    /// What stands behind the question mark.
    pub query: BTreeMap<String, String>,
    /// The body; null without one.
    pub body: Value,
    /// When it reached the socket.
    pub arrived: Instant,
}

/// What is answered when nothing was wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The body, where there is one.
    pub body: Option<Value>,
}

/// Of whoever does a request.
pub type Done = Result<Answer, Refusal>;

#[allow(clippy::unnecessary_wraps, reason = "it is what whoever does a request ends with")]
impl Answer {
    /// With a body.
    pub fn ok(body: Value) -> Done {
        Ok(Self { status: 200, body: Some(body) })
    }

    /// Something new was made.
    pub fn created(body: Value) -> Done {
        Ok(Self { status: 201, body: Some(body) })
    }

    /// Nothing to say.
    pub fn none() -> Done {
        Ok(Self { status: 204, body: None })
    }
}

impl Request {
    /// It carries the token of an interaction instead of the bot's.
    pub fn has_own_token(&self) -> bool {
        self.parts.contains_key("webhook_token") || self.parts.contains_key("interaction_token")
    }

    /// A snowflake in the path; the schemas saw to it that it is one.
    pub fn id(&self, part: &str) -> Id {
        self.parts.get(part).and_then(|id| id.parse().ok()).unwrap_or_default()
    }

    /// A snowflake behind the question mark.
    pub fn asked(&self, name: &str) -> Option<Id> {
        self.query.get(name)?.parse().ok()
    }

    /// A number behind the question mark within its limits.
    pub fn limit(&self, otherwise: usize, most: usize) -> Result<usize, Refusal> {
        let limit = self.query.get("limit").map_or(Ok(otherwise), |limit| limit.parse());
        let limit = limit.ok().filter(|limit| (1..=most).contains(limit));
        limit.ok_or_else(|| {
            Refusal::form("limit", "NUMBER_TYPE_MAX", &format!("int value should be between 1 and {most}."))
        })
    }
}
