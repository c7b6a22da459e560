//! The HTTP API: one request after the other through faults, token, rate limits, schemas and whoever does it.

use std::{collections::BTreeMap, sync::Arc, sync::mpsc, time::Duration};

use http_body_util::{BodyExt, Full};
use hyper::{
    Response, StatusCode,
    body::{Bytes, Incoming},
    header::{AUTHORIZATION, CONTENT_TYPE},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::{net::TcpListener, sync::watch, time::Instant};

use super::{
    Shared,
    buckets::{Buckets, Headers, TooMuch},
    faults::Fault,
    journal::Asked,
    refusal::Refusal,
    request::{Answer, Request},
    routes,
    schema::Schemas,
    state::State,
};

const VERSION: &str = "/api/v10";

/// No answer: the connection ends.
#[derive(Debug)]
struct Cut;

impl std::fmt::Display for Cut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a test ordered that the connection is cut")
    }
}

impl std::error::Error for Cut {}

/// What came over the wire.
struct Came {
    method: String,
    path: String,
    query: String,
    token: Option<String>,
    kind: Option<String>,
    body: Bytes,
    arrived: Instant,
}

/// What goes back.
struct Goes {
    status: u16,
    headers: Headers,
    body: Option<Value>,
}

/// Takes connections until it is told to end; then cuts them.
pub async fn serve(
    shared: Arc<Shared>,
    listener: TcpListener,
    mut until: watch::Receiver<bool>,
    ended: mpsc::Sender<()>,
) {
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = until.changed() => break,
        };
        let Ok((stream, _)) = accepted else { continue };
        let _ = stream.set_nodelay(true);
        let (shared, mut until, ended) = (Arc::clone(&shared), until.clone(), ended.clone());
        tokio::spawn(async move {
            let service = service_fn(move |request| answer(Arc::clone(&shared), request));
            tokio::select! {
                _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service) => {}
                _ = until.changed() => {}
            }
            drop(ended);
        });
    }
}

async fn answer(shared: Arc<Shared>, request: hyper::Request<Incoming>) -> Result<Response<Full<Bytes>>, Cut> {
    let arrived = Instant::now();
    let header = |name| request.headers().get(name).and_then(|value| Some(value.to_str().ok()?.to_owned()));
    let (token, kind) = (header(AUTHORIZATION), header(CONTENT_TYPE));
    let (method, uri) = (request.method().to_string(), request.uri().clone());
    let body = request.into_body().collect().await.map_err(|_| Cut)?.to_bytes();
    let path = uri.path().strip_prefix(VERSION).unwrap_or(uri.path()).to_owned();
    let query = uri.query().unwrap_or_default().to_owned();
    let came = Came { method, path, query, token, kind, body, arrived };
    let named = format!("{} {}", came.method, came.path);
    let fault = shared.change(|state| {
        arrives(state, &came);
        state.faults.take(&named, &String::from_utf8_lossy(&came.body))
    });
    if let Some(Fault::Delay(time)) = &fault {
        tokio::time::sleep(*time).await;
    }
    match fault.as_ref().and_then(instead) {
        Some(Instead::Answer(goes)) => {
            shared.change(|state| note(state, &came, Value::Null, Some(&goes), true, ""));
            return Ok(goes.response());
        }
        Some(Instead::Nothing) => {
            shared.change(|state| note(state, &came, Value::Null, None, true, ""));
            while fault == Some(Fault::Hang) && !shared.state().faults.is_empty() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            return Err(Cut);
        }
        None => {}
    }
    let goes = shared.change(|state| perform(state, &came, fault != Some(Fault::CutAfter)));
    match fault {
        Some(Fault::CutAfter) => Err(Cut),
        Some(Fault::StatusAfter(status)) => Ok(Goes { status, headers: Vec::new(), body: None }.response()),
        Some(Fault::DelayAnswer(time)) => {
            tokio::time::sleep(time).await;
            Ok(goes.response())
        }
        _ => Ok(goes.response()),
    }
}

/// The first answer to an interaction is stamped before anybody looks at it.
fn arrives(state: &mut State, came: &Came) {
    let Some(rest) = came.path.strip_prefix("/interactions/") else { return };
    let id = rest.split('/').next().and_then(|id| id.parse().ok());
    if let Some(record) = id.and_then(|id: u64| state.interactions.get_mut(&id)) {
        record.arrived.get_or_insert(came.arrived);
    }
}

/// What a fault does in place of a request.
enum Instead {
    Answer(Goes),
    Nothing,
}

fn instead(fault: &Fault) -> Option<Instead> {
    let answer = |status, headers, body| Some(Instead::Answer(Goes { status, headers, body }));
    match fault {
        Fault::Limited { after, global } => {
            let too_much = TooMuch { after: *after, global: *global };
            answer(429, Buckets::refusal(too_much), Some(limited(too_much)))
        }
        Fault::Status(status) => answer(*status, Vec::new(), None),
        Fault::Refused(status, code) => {
            answer(*status, Vec::new(), Some(json!({"message": "A test ordered it", "code": code})))
        }
        Fault::Hang | Fault::CutBefore => Some(Instead::Nothing),
        Fault::CutAfter | Fault::StatusAfter(_) | Fault::Delay(_) | Fault::DelayAnswer(_) => None,
    }
}

fn limited(too_much: TooMuch) -> Value {
    let after = too_much.after.as_secs_f64();
    json!({"message": "You are being rate limited.", "retry_after": after, "global": too_much.global, "code": 0})
}

/// Everything that Discord does with a request, and the entry in the journal.
fn perform(state: &mut State, came: &Came, answered: bool) -> Goes {
    let (goes, body, why) = match read(came) {
        Err(refusal) => {
            state.journal.complain(format!("{} {}: {}", came.method, came.path, refusal.message));
            (Goes::refusal(&refusal, Vec::new()), Value::Null, refusal.message)
        }
        Ok((request, handler)) => {
            let (goes, why) = handle(state, came, &request, handler);
            (goes, request.body, why)
        }
    };
    note(state, came, body, answered.then_some(&goes), false, &why);
    goes
}

fn handle(state: &mut State, came: &Came, request: &Request, handler: routes::Handler) -> (Goes, String) {
    let refused = |refusal: &Refusal, headers| (Goes::refusal(refusal, headers), refusal.json().to_string());
    let token = format!("Bot {}", state.me.token);
    if !request.has_own_token() && request.route != "GET /gateway" && came.token.as_deref() != Some(token.as_str()) {
        return refused(&Refusal::new(401, 0, "401: Unauthorized"), Vec::new());
    }
    let (headers, too_much) = state.buckets.count(request);
    if let Some(too_much) = too_much {
        let why = format!("come back after {:?}{}", too_much.after, if too_much.global { ", global" } else { "" });
        return (Goes { status: 429, headers, body: Some(limited(too_much)) }, why);
    }
    if let Err(refusal) = Schemas::shared().check(request) {
        return refused(&refusal, headers);
    }
    match handler(state, request) {
        Ok(Answer { status, body }) => {
            // The stand-in is held to Discord's description too.
            if let Some(Err(why)) =
                body.as_ref().map(|body| Schemas::shared().check_answer(request.route, status, body))
            {
                state.journal.complain(format!("the stand-in answers {} as Discord does not: {why}", request.path));
            }
            (Goes { status, headers, body }, String::new())
        }
        Err(refusal) => refused(&refusal, headers),
    }
}

fn read(came: &Came) -> Result<(Request, routes::Handler), Refusal> {
    let unknown = || Refusal::new(404, 0, "404: Not Found");
    let (route, handler, parts) = routes::find(&came.method, &came.path).ok_or_else(unknown)?;
    let pairs = url::form_urlencoded::parse(came.query.as_bytes());
    let query: BTreeMap<_, _> = pairs.map(|(name, value)| (name.into_owned(), value.into_owned())).collect();
    let body = if came.body.is_empty() {
        Value::Null
    } else {
        let json = came.kind.as_deref().is_some_and(|kind| kind.starts_with("application/json"));
        let read = if json { serde_json::from_slice(&came.body).ok() } else { None };
        read.ok_or_else(|| Refusal::new(400, 50109, "The request body contains invalid JSON."))?
    };
    let path = format!("{} {}", came.method, came.path);
    Ok((Request { route, path, parts, query, body, arrived: came.arrived }, handler))
}

fn note(state: &mut State, came: &Came, body: Value, goes: Option<&Goes>, ordered: bool, why: &str) {
    let route = routes::find(&came.method, &came.path).map_or("", |(route, ..)| route);
    let code = goes.and_then(|goes| goes.body.as_ref()).and_then(|body| body["code"].as_u64());
    let asked = Asked {
        route: route.to_owned(),
        path: format!("{} {}", came.method, came.path),
        body,
        arrived: came.arrived,
        status: goes.map(|goes| goes.status),
        code: code.and_then(|code| u32::try_from(code).ok()),
    };
    state.journal.note(asked, ordered, why);
}

impl Goes {
    fn refusal(refusal: &Refusal, headers: Headers) -> Self {
        Self { status: refusal.status, headers, body: Some(refusal.json()) }
    }

    fn response(self) -> Response<Full<Bytes>> {
        let body = self.body.map_or_else(Bytes::new, |body| Bytes::from(body.to_string()));
        let mut response = Response::new(Full::new(body));
        *response.status_mut() = StatusCode::from_u16(self.status).expect("a status");
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, "application/json".parse().expect("a header"));
        for (name, value) in self.headers {
            headers.insert(name, value.parse().expect("a header"));
        }
        response
    }
}
