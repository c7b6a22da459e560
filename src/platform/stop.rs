//! Being asked to stop: by a signal, or because nobody reads the output any more.

use std::sync::Arc;

use tokio::sync::watch;

/// Whether somebody asked to stop; clones share it.
#[derive(Debug, Clone)]
pub struct Stop(Arc<watch::Sender<bool>>);

impl Default for Stop {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(false)))
    }
}

impl Stop {
    /// Asks to stop.
    pub fn ask(&self) {
        self.0.send_replace(true);
    }

    /// Whether it was asked.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        *self.0.borrow()
    }

    /// Waits until it is asked.
    pub async fn asked(&self) {
        let mut asked = self.0.subscribe();
        // The sender lives as long as this, so the wait cannot fail.
        let _ = asked.wait_for(|asked| *asked).await;
    }

    /// Lets SIGINT and SIGTERM ask; the second one ends the program at once, for when the first does not get through.
    pub fn on_signals(&self) {
        let stop = self.clone();
        let mut signals = Signals::listening();
        tokio::spawn(async move {
            signals.next().await;
            stop.ask();
            signals.next().await;
            std::process::exit(130);
        });
    }
}

#[cfg(unix)]
struct Signals(Vec<tokio::signal::unix::Signal>);

#[cfg(unix)]
impl Signals {
    fn listening() -> Self {
        use tokio::signal::unix::{SignalKind, signal};
        let kinds = [SignalKind::interrupt(), SignalKind::terminate()];
        Self(kinds.into_iter().filter_map(|kind| signal(kind).ok()).collect())
    }

    async fn next(&mut self) {
        let waiting: Vec<_> = self.0.iter_mut().map(|signal| Box::pin(signal.recv())).collect();
        if waiting.is_empty() {
            std::future::pending::<()>().await;
        }
        let _ = futures_util::future::select_all(waiting).await;
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn listening() -> Self {
        Self
    }

    async fn next(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
