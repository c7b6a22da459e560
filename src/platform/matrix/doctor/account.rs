//! The device of the bot: whether others trust it with keys, and whether its identity can be recovered.

use serde_json::{Value, json};

use super::calls::Calls;
use crate::{
    domain::line::Line,
    platform::{finding::Check, matrix::failure::verbatim},
    settings::matrix::Matrix,
};

/// Whether the device is signed by the identity of the account.
pub(super) async fn device(calls: &Calls, settings: &Matrix, device: Option<&str>, checks: &mut Vec<Check>) {
    let (Some(id), user) = (device, settings.user.as_str()) else { return };
    let body = json!({"device_keys": {user: [id]}});
    let path = ["_matrix", "client", "v3", "keys", "query"];
    let Ok(answer) = calls.post(&path, &body).await else { return };
    checks.push(match signed(&answer.body, user, id) {
        Signed::Yes => Check::fine(Line::DoctorSigned { device: verbatim(id) }),
        Signed::No => Check::finding(Line::MatrixNotSigned { user: verbatim(user) }),
        Signed::NoKeys => Check::warning(Line::DoctorNoKeys { device: verbatim(id) }),
    });
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signed {
    Yes,
    No,
    /// The device has not published any keys.
    NoKeys,
}

/// Whether the answer holds a signature of the account's identity over the device; clients check the signature itself.
pub(super) fn signed(answer: &Value, user: &str, device: &str) -> Signed {
    let of = |kind: &str| answer.get(kind).and_then(|kind| kind.get(user));
    let Some(keys) = of("device_keys").and_then(|devices| devices.get(device)) else { return Signed::NoKeys };
    let signer = of("self_signing_keys").and_then(|key| key.get("keys")).and_then(Value::as_object);
    let signatures = keys.get("signatures").and_then(|all| all.get(user)).and_then(Value::as_object);
    let (Some(signer), Some(signatures)) = (signer, signatures) else { return Signed::No };
    if signer.keys().any(|key| signatures.contains_key(key)) { Signed::Yes } else { Signed::No }
}

/// Whether keys are backed up, and whether a recovery key exists.
pub(super) async fn recovery(calls: &Calls, settings: &Matrix, checks: &mut Vec<Check>) {
    if let Ok(answer) = calls.get(&["_matrix", "client", "v3", "room_keys", "version"]).await {
        checks.push(if answer.is_fine() {
            Check::fine(Line::DoctorBackup {})
        } else {
            Check::warning(Line::DoctorNoBackup {})
        });
    }
    let path = ["_matrix", "client", "v3", "user", &settings.user, "account_data", "m.secret_storage.default_key"];
    if let Ok(answer) = calls.get(&path).await {
        checks.push(if answer.body.get("key").is_some() {
            Check::fine(Line::DoctorRecovery {})
        } else {
            Check::warning(Line::DoctorNoRecovery {})
        });
    }
}
