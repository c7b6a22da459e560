//! Taking a request in: so much of it, within so much time, until what it says is stored.

use std::time::Duration;

use axum::{
    body::{Body, Bytes, to_bytes},
    http::{HeaderMap, header::CONTENT_LENGTH},
};
use serde_json::Value;

use super::refusal::Refusal;
use crate::engine::{
    Engine,
    port::Input,
    ticket::{Progress, Ticket},
};

/// The largest body of whom nobody knows yet, in bytes.
pub(super) const LARGEST: usize = 256 * 1024;
/// That of a source that proved who it is: a great outage is thousands of alerts in one message.
pub(super) const LARGEST_OF_SOURCE: usize = 4 * 1024 * 1024;
/// How long the body may take.
const WITHIN: Duration = Duration::from_secs(10);

/// The body, of at most so many bytes.
pub(super) async fn body(headers: &HeaderMap, body: Body, most: usize) -> Result<Bytes, Refusal> {
    // Nothing of what is too large is read at all.
    let said = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if said.is_some_and(|length| usize::try_from(length).map_or(true, |length| length > most)) {
        return Err(Refusal::TooLarge);
    }
    match tokio::time::timeout(WITHIN, to_bytes(body, most)).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(_)) => Err(Refusal::TooLarge),
        Err(_) => Err(Refusal::TooSlow),
    }
}

/// Hands it in and waits until it is stored.
pub(super) async fn stored(engine: &Engine, input: Input, patience: Duration) -> Result<Ticket, Refusal> {
    let mut ticket = engine.submit(input);
    match tokio::time::timeout(patience, ticket.stored()).await {
        Ok(Progress::Done) => Ok(ticket),
        Ok(_) | Err(_) => Err(Refusal::Later),
    }
}

/// The body as JSON.
pub(super) fn json(bytes: &[u8]) -> Result<Value, Refusal> {
    serde_json::from_slice(bytes).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        Refusal::Nonsense(format!("the body is not JSON (line {line}, column {column})"))
    })
}
