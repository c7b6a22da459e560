//! Who comes in over HTTP. Whatever watches the bot may ask whether it lives, whether it is ready, and its figures;
//! something changes only for systems and programs of the configuration that prove who they are, and for people who are
//! called and answer from outside the chat.

pub mod alerts;
pub mod answers;
pub mod api;
mod health;
mod metrics;
mod refusal;
mod request;
mod serving;
mod signed;

#[cfg(test)]
mod signed_tests;
#[cfg(test)]
mod tests;

use std::{
    io,
    net::SocketAddr,
    sync::{Arc, OnceLock},
    time::Duration,
};

use axum::{Router, routing::get};
use tokio::{net::TcpListener, sync::Mutex, task::JoinHandle};

use crate::{
    engine::{Engine, port::Clock, pulse::Pulse},
    platform::{networks::Network, stop::Stop},
    store::reader::Reader,
};

/// How long whoever is being answered may still take once it is asked to stop.
const LAST: Duration = Duration::from_secs(2);

/// What is watched, once it runs.
pub struct Watched {
    /// The engine.
    pub engine: Arc<Engine>,
    /// Its writer.
    pub pulse: Pulse,
    /// How old the last answer of the writer may be.
    pub fresh: Duration,
    /// The chat networks.
    pub networks: Vec<Arc<dyn Network>>,
    /// What is kept of messages that could not be read.
    pub reader: Mutex<Reader>,
    /// Business time.
    pub clock: Arc<dyn Clock>,
    /// The systems that report.
    pub alerts: alerts::Alerts,
    /// The programs that act for somebody.
    pub api: api::Api,
    /// What people need to answer from outside the chat; none: they cannot.
    pub answers: Option<answers::Answers>,
}

/// Nothing before the engine has started.
type Shared = Arc<OnceLock<Watched>>;

/// A server that listens.
pub struct Server {
    shared: Shared,
    serving: JoinHandle<()>,
    stop: Stop,
}

impl Server {
    /// Listens, and answers that nothing is ready yet.
    ///
    /// # Errors
    /// The address cannot be used, most often because something else listens there.
    pub async fn start(address: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let (shared, stop) = (Shared::default(), Stop::default());
        tracing::info!(%address, "asked over HTTP how it goes, it answers");
        let (router, asked) = (router(Arc::clone(&shared)), stop.clone());
        let serving = tokio::spawn(async move {
            serving::serve(listener, router, asked).await;
        });
        Ok(Self { shared, serving, stop })
    }

    /// From now on there is something to tell. Called once.
    pub fn watch(&self, watched: Watched) {
        // Only the first one is taken.
        let _ = self.shared.set(watched);
    }

    /// Ends it: whoever is being answered still gets their answer.
    pub async fn stop(mut self) {
        self.stop.ask();
        if tokio::time::timeout(LAST, &mut self.serving).await.is_err() {
            self.serving.abort();
        }
    }
}

fn router(shared: Shared) -> Router {
    Router::new()
        .route("/healthz", get(health::lives))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(metrics::scrape))
        .merge(alerts::router())
        .merge(api::router())
        .merge(answers::routes())
        .with_state(shared)
}
