//! What a system reports is read as a report, and decided as what the system says of a group of its alerts.

use super::port::{Input, Payload};
use crate::domain::{
    actor::Actor,
    alert::{Alert, AlertKey, AlertState},
    command::Command,
};

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
