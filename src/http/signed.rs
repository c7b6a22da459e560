//! Who sends a request: a token, or a signature in the form of Standard Webhooks, over what is sent and when.

use axum::http::{HeaderMap, header::AUTHORIZATION};
use data_encoding::{BASE64, HEXLOWER, HEXLOWER_PERMISSIVE};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use subtle::ConstantTimeEq as _;

use super::refusal::Refusal;
use crate::domain::time::{Span, Timestamp};

/// How far the clocks of both sides may differ. What is older was sent before, by whoever sends it now.
pub(super) const WINDOW: Span = Span::minutes(5);
/// The longest id of a message, in bytes.
const LONGEST: usize = 200;

fn header<'h>(headers: &'h HeaderMap, name: &str) -> Result<&'h str, Refusal> {
    headers.get(name).and_then(|value| value.to_str().ok()).ok_or(Refusal::Stranger)
}

/// The id of the message, if it is signed with this key, lately.
pub(super) fn standard(key: &[u8], headers: &HeaderMap, body: &[u8], now: Timestamp) -> Result<String, Refusal> {
    let id = header(headers, "webhook-id")?;
    let at = header(headers, "webhook-timestamp")?;
    let signatures = header(headers, "webhook-signature")?;
    if id.is_empty() || id.len() > LONGEST || !id.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(Refusal::Stranger);
    }
    in_window(at, now)?;
    let fits = |signature: &str| {
        let signature = signature.strip_prefix("v1,").and_then(|text| BASE64.decode(text.as_bytes()).ok());
        signature.is_some_and(|signature| signs(key, &[id.as_bytes(), b".", at.as_bytes(), b".", body], &signature))
    };
    if signatures.split(' ').any(fits) { Ok(id.to_owned()) } else { Err(Refusal::Stranger) }
}

/// Grafana's own signature: with its timestamp, so that it cannot be sent again by somebody else. It is the id of the
/// message.
pub(super) fn grafana(secret: &str, headers: &HeaderMap, body: &[u8], now: Timestamp) -> Result<String, Refusal> {
    let at = header(headers, "x-grafana-alerting-timestamp")?;
    in_window(at, now)?;
    let given = header(headers, "x-grafana-alerting-signature")?;
    let given = HEXLOWER_PERMISSIVE.decode(given.as_bytes()).map_err(|_| Refusal::Stranger)?;
    let fits = signs(secret.as_bytes(), &[at.as_bytes(), b":", body], &given);
    if fits { Ok(HEXLOWER.encode(&given)) } else { Err(Refusal::Stranger) }
}

/// `at` is in seconds.
fn in_window(at: &str, now: Timestamp) -> Result<(), Refusal> {
    let seconds: i64 = at.parse().map_err(|_| Refusal::Stranger)?;
    let at = Timestamp(seconds.checked_mul(1000).ok_or(Refusal::Stranger)?);
    let apart = now.0.saturating_sub(at.0).saturating_abs();
    if apart > WINDOW.0 { Err(Refusal::Stranger) } else { Ok(()) }
}

fn signs(key: &[u8], parts: &[&[u8]], signature: &[u8]) -> bool {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return false };
    for part in parts {
        mac.update(part);
    }
    mac.verify_slice(signature).is_ok()
}

/// The token, as `Bearer`, or as the password of the source's id (`Basic`).
pub(super) fn token(source: &str, secret: &str, headers: &HeaderMap) -> Result<(), Refusal> {
    let (scheme, given) = header(headers, AUTHORIZATION.as_str())?.split_once(' ').ok_or(Refusal::Stranger)?;
    let given = if scheme.eq_ignore_ascii_case("bearer") {
        given.as_bytes().to_vec()
    } else if scheme.eq_ignore_ascii_case("basic") {
        let decoded = BASE64.decode(given.as_bytes()).map_err(|_| Refusal::Stranger)?;
        let lead = format!("{source}:");
        decoded.strip_prefix(lead.as_bytes()).ok_or(Refusal::Stranger)?.to_vec()
    } else {
        return Err(Refusal::Stranger);
    };
    let same = bool::from(given.ct_eq(secret.as_bytes()));
    if same { Ok(()) } else { Err(Refusal::Stranger) }
}
