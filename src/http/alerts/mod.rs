//! Alerts of other systems: who sends them, what they mean by the rules of the configuration, and that they are stored
//! before it is said that they are.

pub mod group;
mod mapping;

#[cfg(test)]
mod tests;

use std::time::Duration;

use axum::{
    Router,
    body::{Body, Bytes},
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
    routing::post,
};
use secrecy::ExposeSecret as _;
use tokio::sync::Semaphore;

use self::group::Group;
use super::{
    Shared, Watched,
    refusal::Refusal,
    request::{self, LARGEST, LARGEST_OF_SOURCE},
    signed,
};
use crate::{
    domain::{actor::Actor, time::Timestamp},
    engine::port::{Input, Payload},
    platform::words::Words,
    settings::alerts::{Kind, Source, key},
};

/// How many alerts are before the writer at once: what people say waits behind no more than these.
const AT_ONCE: usize = 4;
/// How many more wait here. Beyond that the source is told to come back: alerts are the first thing to give way.
const WAITING: usize = 32;
/// How long one waits here, and how long for its commit.
const PATIENCE: Duration = Duration::from_secs(5);

/// The systems that report.
pub struct Alerts {
    sources: Vec<Source>,
    words: Words,
    /// Those that were let in: before the writer, or waiting.
    inside: Semaphore,
    /// Those before the writer.
    lane: Semaphore,
}

impl Alerts {
    /// These, whose reports are put into these words.
    #[must_use]
    pub fn new(sources: Vec<Source>, words: Words) -> Self {
        let inside = Semaphore::new(AT_ONCE.saturating_add(WAITING));
        Self { sources, words, inside, lane: Semaphore::new(AT_ONCE) }
    }
}

pub(super) fn router() -> Router<Shared> {
    Router::new().route("/alerts/{source}", post(taken))
}

async fn taken(
    State(shared): State<Shared>,
    Path(source): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    let watched = shared.get().ok_or(Refusal::Later)?;
    let alerts = &watched.alerts;
    let source = alerts.sources.iter().find(|known| known.id.as_str() == source).ok_or(Refusal::Stranger)?;
    let now = watched.clock.now();
    let (body, id) = authentic(source, &headers, body, now).await?;
    let group = request::json(&body).and_then(|body| match source.kind {
        Kind::Alertmanager | Kind::Grafana => Group::of_alertmanager(&body),
        Kind::Signed => Group::of_one(&body),
    });
    let group = group.inspect_err(|refusal| lost(source, refusal))?;
    // Nothing that it says concerns the organisation.
    let Some(report) = mapping::report(source, &group) else { return Ok(stored()) };
    let text = alerts.words.typed(&report.invocation);
    let payload = Payload::Alerted { room: source.room.clone(), text, alert: report.said };
    // What has an id of its own counts once. Otherwise what the record knows of the group decides: the same may well
    // be said again after the record was closed.
    let key = format!("alert:{}:{}", source.id, id.unwrap_or_else(|| unique(now, &body)));
    let input = Input { key, from: Actor::Source(source.id.clone()), said_at: now, payload, doubt: None };
    hand_in(watched, input).await
}

/// The body, once it is sure who sent it; and the id of the message, where it has one.
async fn authentic(
    source: &Source,
    headers: &HeaderMap,
    body: Body,
    now: Timestamp,
) -> Result<(Bytes, Option<String>), Refusal> {
    let secret = source.secret.read().map_err(|error| {
        tracing::error!(source = %source.id, %error, "the secret of a source that reports cannot be used");
        Refusal::Later
    })?;
    let secret = secret.expose_secret();
    match source.kind {
        Kind::Signed => {
            let key = key(secret).ok_or(Refusal::Later)?;
            let body = request::body(headers, body, LARGEST).await?;
            let id = signed::standard(&key, headers, &body, now)?;
            Ok((body, Some(id)))
        }
        Kind::Grafana if headers.contains_key("x-grafana-alerting-signature") => {
            let body = request::body(headers, body, LARGEST).await?;
            let id = signed::grafana(secret, headers, &body, now)?;
            Ok((body, Some(id)))
        }
        Kind::Alertmanager | Kind::Grafana => {
            signed::token(source.id.as_str(), secret, headers)?;
            let body = request::body(headers, body, LARGEST_OF_SOURCE).await;
            Ok((body.inspect_err(|refusal| lost(source, refusal))?, None))
        }
    }
}

/// Whoever sends it does not send it again: somebody must mend that.
fn lost(source: &Source, refusal: &Refusal) {
    tracing::error!(source = %source.id, ?refusal, "alerts of a source are refused for good");
}

/// No two messages have the same.
fn unique(now: Timestamp, body: &[u8]) -> String {
    use std::sync::atomic::{AtomicU64, Ordering};
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    format!("{}:{count}:{}", now.0, group::hash([body]))
}

/// Waits for its turn and its commit; a flood is turned away here and never stands before what people say.
async fn hand_in(watched: &Watched, input: Input) -> Result<Response, Refusal> {
    let _inside = watched.alerts.inside.try_acquire().map_err(|_| Refusal::Later)?;
    let lane = tokio::time::timeout(PATIENCE, watched.alerts.lane.acquire()).await;
    let Ok(Ok(_turn)) = lane else { return Err(Refusal::Later) };
    request::stored(&watched.engine, input, PATIENCE).await?;
    Ok(stored())
}

fn stored() -> Response {
    (StatusCode::OK, [(CONTENT_TYPE, "application/json")], "{\"stored\":true}\n").into_response()
}
