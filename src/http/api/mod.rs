//! The API for programs that act for somebody of the organisation: report, list, show. Every request is signed, its
//! method and address with it, and counts once.

mod report;
mod seen;

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    body::Bytes,
    extract::{Path, Request, State},
    http::{StatusCode, header::CONTENT_TYPE, request::Parts},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};

use self::{report::NewReport, seen::Seen};
use super::{Shared, Watched, refusal::Refusal, request, signed};
use crate::{
    domain::{actor::Actor, ids::IncidentId, incident::Incident, organisation::Language},
    engine::{
        port::{Input, Payload},
        view::View,
    },
    export::{stored::StoredRecord, words::Words as Spoken},
    platform::words::{NoTexts, Words},
    settings::{alerts::key, api::Client},
    text::{Texts as _, brussels},
};

/// The description of all of it.
const DESCRIPTION: &str = include_str!("../../../docs/openapi.json");
/// How many records a list holds.
const LISTED: usize = 500;
/// How long a report may take to be stored before it is said that it is not.
const PATIENCE: Duration = Duration::from_secs(10);

/// The programs, and what they need.
pub struct Api {
    clients: Vec<Client>,
    words: Words,
    /// Of documents for machines.
    language: Language,
    seen: Seen,
}

impl Api {
    /// These programs, with documents in this language.
    #[must_use]
    pub fn new(clients: Vec<Client>, words: Words, language: Language) -> Self {
        Self { clients, words, language, seen: Seen::default() }
    }
}

pub(super) fn router() -> Router<Shared> {
    Router::new()
        .route("/api/v1/openapi.json", get(described))
        .route("/api/v1/reports", post(report))
        .route("/api/v1/incidents", get(list))
        .route("/api/v1/incidents/{id}", get(show))
}

async fn described() -> Response {
    ([(CONTENT_TYPE, "application/json")], DESCRIPTION).into_response()
}

/// A request that is proved to come from a client.
struct Asked<'w> {
    watched: &'w Watched,
    client: &'w Client,
    /// The id of the message.
    id: String,
    body: Bytes,
}

/// Who asks: the method and the address are signed with the body, so that a signature is good for nothing else.
async fn asked(shared: &Shared, request: Request) -> Result<Asked<'_>, Refusal> {
    let (Parts { method, uri, headers, .. }, body) = request.into_parts();
    let watched = shared.get().ok_or(Refusal::Later)?;
    let name = headers.get("noodklok-client").and_then(|name| name.to_str().ok()).ok_or(Refusal::Stranger)?;
    let client = watched.api.clients.iter().find(|client| client.id == name).ok_or(Refusal::Stranger)?;
    let secret = client.secret.read().map_err(|error| {
        tracing::error!(client = %client.id, %error, "the secret of a client cannot be used");
        Refusal::Later
    })?;
    let key = key(secret.expose_secret()).ok_or(Refusal::Later)?;
    let body = request::body(&headers, body, request::LARGEST).await?;
    let address = uri.path_and_query().map_or("/", |address| address.as_str());
    let mut signed_text = format!("{method} {address}\n").into_bytes();
    signed_text.extend_from_slice(&body);
    let id = signed::standard(&key, &headers, &signed_text, watched.clock.now())?;
    Ok(Asked { watched, client, id, body })
}

impl Asked<'_> {
    /// What only looks counts once too: what was overheard shows nobody anything.
    fn first_time(&self) -> Result<(), Refusal> {
        let now = self.watched.clock.now();
        self.watched.api.seen.first_time(&format!("{}:{}", self.client.id, self.id), now)
    }
}

async fn report(State(shared): State<Shared>, request: Request) -> Result<Response, Refusal> {
    let asked = asked(&shared, request).await?;
    let Api { words, .. } = &asked.watched.api;
    let invocation = NewReport::read(&request::json(&asked.body)?)?.invocation(words)?;
    let room = asked.client.room.clone();
    let payload = Payload::Said { room, text: words.typed(&invocation), reply_to: None, place: None };
    let key = format!("api:{}:{}", asked.client.id, asked.id);
    let from = Actor::Person(asked.client.person.clone());
    let input = Input { key: key.clone(), from, said_at: asked.watched.clock.now(), payload, doubt: None };
    let ticket = request::stored(&asked.watched.engine, input, PATIENCE).await?;
    if let Some(incident) = ticket.incident() {
        return Ok(answer(StatusCode::CREATED, &json!({ "incident": incident })));
    }
    // It was sent before: the same answer, and nothing else happens.
    let known = asked.watched.reader.lock().await.about(&key).await.map_err(|_| Refusal::Later)?;
    known.map(|incident| answer(StatusCode::OK, &json!({ "incident": incident }))).ok_or(Refusal::Later)
}

async fn list(State(shared): State<Shared>, request: Request) -> Result<Response, Refusal> {
    let asked = asked(&shared, request).await?;
    asked.first_time()?;
    let view = asked.watched.engine.view();
    let open = || view.state.incidents().rev().filter(|incident| incident.is_open());
    let more = open().count().saturating_sub(LISTED);
    let incidents: Vec<Value> = open().take(LISTED).map(|incident| entry(incident, &view)).collect();
    Ok(answer(StatusCode::OK, &json!({ "incidents": incidents, "more": more })))
}

fn entry(incident: &Incident, view: &Arc<View>) -> Value {
    json!({
        "id": incident.id,
        // Null where it was erased.
        "title": view.content(&incident.title),
        "exercise": incident.exercise,
        "meldpunt": incident.meldpunt,
        "level": incident.level.word(),
        "level_provisional": incident.provisional,
        "ccvo_phase": incident.phase.word(),
        "opened_at": brussels(incident.opened_at),
    })
}

async fn show(State(shared): State<Shared>, Path(id): Path<String>, request: Request) -> Result<Response, Refusal> {
    let asked = asked(&shared, request).await?;
    asked.first_time()?;
    let id: IncidentId = id.parse().map_err(|_| Refusal::NotFound)?;
    let record = StoredRecord::read(&mut *asked.watched.reader.lock().await, id).await.map_err(|error| {
        tracing::warn!(%error, "a record could not be read");
        Refusal::Later
    })?;
    let Api { words: Words { lexicon, catalogue, organisation, .. }, language, .. } = &asked.watched.api;
    let words = Spoken { lexicon, language: *language, organisation, catalogue, texts: &NoTexts };
    let document = record.ok_or(Refusal::NotFound)?.document(&words);
    Ok(answer(StatusCode::OK, &serde_json::to_value(document).map_err(|_| Refusal::Later)?))
}

fn answer(status: StatusCode, body: &Value) -> Response {
    (status, [(CONTENT_TYPE, "application/json")], format!("{body}\n")).into_response()
}
