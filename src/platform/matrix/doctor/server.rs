//! The homeserver itself, and what it allows the account.

use serde_json::Value;

use super::calls::Calls;
use crate::{
    domain::{line::Line, time::Timestamp},
    platform::{finding::Check, matrix::failure::verbatim, skew},
    settings::matrix::Matrix,
};

/// Whether it answers as a homeserver.
pub(super) async fn reach(calls: &Calls, now: Timestamp, checks: &mut Vec<Check>) -> bool {
    let homeserver = verbatim(calls.homeserver());
    let answer = match calls.get(&["_matrix", "client", "versions"]).await {
        Ok(answer) => answer,
        Err(reason) => {
            checks.push(Check::finding(Line::DoctorAway { homeserver, reason: verbatim(reason) }));
            return false;
        }
    };
    let versions: Vec<&str> = strings(answer.body.get("versions"));
    let Some(newest) = versions.last().filter(|_| answer.is_fine()) else {
        let reason = verbatim(answer.reason());
        checks.push(Check::finding(Line::MatrixNoHomeserver { homeserver, reason }));
        return false;
    };
    if !versions.iter().any(|version| version.starts_with("v1.")) {
        checks.push(Check::finding(Line::MatrixTooOld { homeserver, versions: verbatim(versions.join(", ")) }));
        return false;
    }
    let ms = i64::try_from(answer.took.as_millis()).unwrap_or(i64::MAX);
    checks.push(Check::fine(Line::DoctorReached { homeserver, newest: verbatim(newest), ms }));
    checks.extend(answer.date.as_deref().and_then(|date| skew::clock(date, now, calls.homeserver())));
    true
}

/// Whether the session is that of the configured account.
pub(super) async fn account(calls: &Calls, settings: &Matrix, checks: &mut Vec<Check>) -> bool {
    let user = verbatim(&settings.user);
    let check = match calls.get(&["_matrix", "client", "v3", "account", "whoami"]).await {
        Ok(answer) if answer.is_fine() => match answer.body.get("user_id").and_then(Value::as_str) {
            Some(actual) if actual != settings.user => {
                Check::finding(Line::MatrixWrongUser { actual: verbatim(actual), user })
            }
            _ => Check::fine(Line::DoctorAccount { user }),
        },
        Ok(answer) => Check::finding(Line::DoctorRefused { user, reason: verbatim(answer.reason()) }),
        Err(reason) => Check::finding(Line::DoctorRefused { user, reason: verbatim(reason) }),
    };
    let good = matches!(check.line, Line::DoctorAccount { .. });
    checks.push(check);
    good
}

/// An account of an administrator can see whether it is exempt; others are told what the defaults would do.
pub(super) async fn limits(calls: &Calls, settings: &Matrix, checks: &mut Vec<Check>) {
    let path = ["_synapse", "admin", "v1", "users", &settings.user, "override_ratelimit"];
    let lifted = match calls.get(&path).await {
        Ok(answer) if answer.is_fine() => Some(exempt(&answer.body)),
        _ => None,
    };
    checks.push(match lifted {
        Some(true) => Check::fine(Line::DoctorLimitsLifted {}),
        Some(false) => Check::warning(Line::DoctorLimited {}),
        None => Check::warning(Line::DoctorLimitsUnseen {}),
    });
}

/// Zero is no limit; nothing is the default.
pub(super) fn exempt(body: &Value) -> bool {
    body.get("messages_per_second").and_then(Value::as_i64) == Some(0)
}

pub(super) async fn room_version(calls: &Calls, settings: &Matrix, checks: &mut Vec<Check>) {
    let Ok(answer) = calls.get(&["_matrix", "client", "v3", "capabilities"]).await else { return };
    let Some(versions) = answer.body.pointer("/capabilities/m.room_versions") else { return };
    let default = versions.get("default").and_then(Value::as_str).unwrap_or_default();
    let wanted = settings.room_version.as_deref().unwrap_or(default);
    let known = versions.get("available").and_then(Value::as_object);
    let version = verbatim(wanted);
    checks.push(match known {
        Some(known) if !known.contains_key(wanted) => {
            let known = verbatim(known.keys().map(String::as_str).collect::<Vec<_>>().join(", "));
            Check::finding(Line::DoctorRoomVersionUnknown { version, known })
        }
        _ => Check::fine(Line::DoctorRoomVersion { version }),
    });
}

fn strings(value: Option<&Value>) -> Vec<&str> {
    value.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect()
}
