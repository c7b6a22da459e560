//! What a system reports is read as a report, and decided as what the system says of a group of its alerts.

use serde::{Deserialize, Serialize};

use super::port::{Input, Payload};
use crate::domain::{
    actor::Actor,
    alert::{Alert, AlertKey, AlertState},
    command::Command,
};

/// What a system says of a group of its alerts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertSaid {
    /// A hash of what tells the group apart from others.
    pub group: String,
    /// A hash of what is said of it.
    pub digest: String,
    /// Whether it goes on.
    pub firing: bool,
    /// Whether the organisation counts it as an issue.
    pub issue: bool,
}

/// The command as it is meant.
pub(super) fn asked(input: &Input, command: &Command) -> Command {
    match (&input.payload, &input.from, command) {
        (Payload::Alerted { alert, .. }, Actor::Source(source), Command::Report(report)) => {
            let key = AlertKey { source: source.clone(), group: alert.group.clone() };
            let state = AlertState { digest: alert.digest.clone(), firing: alert.firing, issue: alert.issue };
            Command::Alert(Alert { key, state, report: report.clone() })
        }
        _ => command.clone(),
    }
}
