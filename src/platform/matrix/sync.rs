//! The loop that brings events in. It starts and stays up whatever the homeserver does, and ends only when it is asked.

use std::{panic::AssertUnwindSafe, sync::Arc, time::Duration};

use futures_util::FutureExt;

use super::{
    hooks::Hooks,
    hub::Hub,
    round::{Failure, Round},
    unread,
};
use crate::platform::stop::Stop;

/// After a failure, doubled with each further one.
const FIRST_PAUSE: Duration = Duration::from_millis(500);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// How often a session that is no longer valid is tried.
const LOGGED_OUT: Duration = Duration::from_mins(1);

/// Brings events in until it is asked to stop.
pub async fn run(hub: Arc<Hub>, hooks: Arc<dyn Hooks>, stop: Stop) {
    let Some(mut round) = Round::begin(Arc::clone(&hub), hooks, stop.clone()).await else { return };
    let watching = tokio::spawn(unread::watch(round.parts()));
    let mut link = Link::default();
    while !stop.is_asked() {
        let pause = tokio::select! {
            () = stop.asked() => break,
            went = AssertUnwindSafe(round.once(link.is_up)).catch_unwind() => match went {
                Ok(Ok(())) => {
                    hub.link.heard();
                    if link.is_back() {
                        round.connected();
                    }
                    continue;
                }
                Ok(Err(failure)) => link.failed(failure),
                Err(_) => link.failed(Failure::Away("a defect in reading its answer".to_owned())),
            },
        };
        hub.link.lost();
        tokio::select! {
            () = stop.asked() => break,
            () = tokio::time::sleep(pause) => {}
        }
    }
    watching.abort();
    if link.is_up {
        round.leave().await;
    }
}

/// What is known of the connection, and was said of it.
#[expect(clippy::struct_excessive_bools, reason = "four plain facts that do not exclude each other")]
#[derive(Default)]
struct Link {
    is_up: bool,
    was_up: bool,
    said: bool,
    logged_out: bool,
    failures: u32,
}

impl Link {
    /// It works; whether it did not before.
    fn is_back(&mut self) -> bool {
        let back = !self.is_up;
        if back {
            let words = if self.was_up { "the homeserver is back" } else { "connected to the homeserver" };
            tracing::info!("{words}");
        }
        *self = Self { is_up: true, was_up: true, ..Self::default() };
        back
    }

    /// It does not; after how long to try again.
    fn failed(&mut self, failure: Failure) -> Duration {
        self.is_up = false;
        match failure {
            Failure::LoggedOut => {
                if !self.logged_out {
                    tracing::error!(
                        "the homeserver does not accept the bot's session any more: nothing comes in and nothing goes \
                         out on Matrix. Check the account, then log in anew as docs/matrix.md says"
                    );
                }
                self.logged_out = true;
                LOGGED_OUT
            }
            Failure::Away(reason) => {
                if !self.said {
                    tracing::warn!(%reason, "the homeserver does not answer; it is tried until it does");
                }
                self.said = true;
                let pause = FIRST_PAUSE.saturating_mul(2_u32.saturating_pow(self.failures)).min(LONGEST_PAUSE);
                self.failures = self.failures.saturating_add(1);
                pause
            }
        }
    }
}

#[cfg(test)]
#[path = "sync_tests.rs"]
mod tests;
