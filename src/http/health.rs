//! Whether it lives, and whether it is ready. Machines read this, so it is in no language of people.

use std::collections::BTreeMap;

use axum::{
    extract::State,
    http::{StatusCode, header::CONTENT_TYPE},
    response::IntoResponse,
};
use serde::Serialize;

use super::Shared;

/// The process lives and its writer turns. That storage is down is no reason to begin anew: people are told so, and
/// what waits is in memory.
pub(super) async fn lives(State(shared): State<Shared>) -> impl IntoResponse {
    let turns = shared.get().is_some_and(|watched| watched.pulse.turned(watched.fresh));
    if turns { (StatusCode::OK, "ok\n") } else { (StatusCode::SERVICE_UNAVAILABLE, "the writer does not turn\n") }
}

/// What must be so before it can do its work.
#[derive(Serialize)]
struct Condition {
    ready: bool,
    /// It has started and its writer turns.
    engine: bool,
    /// What is said can be kept.
    storage: bool,
    /// Which networks are connected.
    networks: BTreeMap<&'static str, bool>,
}

pub(super) async fn ready(State(shared): State<Shared>) -> impl IntoResponse {
    let mut ready = Condition { ready: false, engine: false, storage: false, networks: BTreeMap::new() };
    if let Some(watched) = shared.get() {
        ready.engine = watched.pulse.turned(watched.fresh);
        ready.storage = watched.pulse.stored(watched.fresh);
        let networks = watched.networks.iter();
        ready.networks = networks.map(|network| (network.name(), network.standing().connected)).collect();
        ready.ready = ready.engine && ready.storage && ready.networks.values().all(|connected| *connected);
    }
    let status = if ready.ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let body = serde_json::to_string(&ready).unwrap_or_default();
    (status, [(CONTENT_TYPE, "application/json")], format!("{body}\n"))
}
