//! How long a call may take, what its failure means for the lane that made it, and who goes first while the homeserver
//! limits the account. Time here is technical.

use std::{
    collections::BTreeMap,
    future::Future,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use matrix_sdk::ruma::api::error::{ErrorKind, LimitExceededErrorData, RetryAfter};
use tokio::time::Instant;

use crate::engine::port::{Delivery, Outcome};

/// The longest that an ordinary call may take.
pub const DEADLINE: Duration = Duration::from_secs(30);
/// What we wait for ourselves is looked at again after this long.
const SOON: Duration = Duration::from_millis(500);
/// What the server forbids is asked again after this long: somebody may give the right meanwhile.
const FORBIDDEN: Duration = Duration::from_secs(30);
/// A homeserver that says "never" would silence a room for ever.
const LONGEST_LIMIT: Duration = Duration::from_mins(10);
/// A limit of which nothing is said.
const UNSAID_LIMIT: Duration = Duration::from_secs(2);
/// What is only said begins this long after the limit, so that the pages of all rooms go before it.
const HEAD_START: Duration = Duration::from_secs(1);
/// What is held back asks again so soon that a page behind it in its lane hardly waits.
const HELD_BACK: Duration = Duration::from_secs(2);
/// So long after a limit there are no reactions, and pages that are under way keep what is only said back.
const CAREFUL: Duration = Duration::from_mins(1);

/// Ends a call at its deadline.
///
/// # Errors
/// How the lane goes on.
pub async fn within<T, E: Into<matrix_sdk::Error>>(call: impl Future<Output = Result<T, E>>) -> Result<T, Outcome> {
    timed(DEADLINE, call).await.map_err(|failed| failed.outcome())
}

/// Why a call gave nothing.
#[derive(Debug)]
pub enum Failed {
    /// The homeserver or the way to it said no.
    Refused(Box<matrix_sdk::Error>),
    /// Nothing came for so long.
    Late(Duration),
}

impl Failed {
    /// What it means for the lane.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::Refused(error) => outcome(error),
            Self::Late(deadline) => retry(format!("no answer within {} s", deadline.as_secs())),
        }
    }

    /// What the homeserver says, if it was the homeserver.
    #[must_use]
    pub fn kind(&self) -> Option<&ErrorKind> {
        if let Self::Refused(error) = self { error.client_api_error_kind() } else { None }
    }

    fn limit(&self) -> Option<Duration> {
        if let Some(ErrorKind::LimitExceeded(limit)) = self.kind() { Some(length(limit)) } else { None }
    }
}

async fn timed<T, E: Into<matrix_sdk::Error>>(
    deadline: Duration,
    call: impl Future<Output = Result<T, E>>,
) -> Result<T, Failed> {
    match tokio::time::timeout(deadline, call).await {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(Failed::Refused(Box::new(error.into()))),
        Err(_) => Err(Failed::Late(deadline)),
    }
}

/// The lane tries it again, with its own pauses.
#[must_use]
pub fn retry(reason: impl Into<String>) -> Outcome {
    Outcome::Retry { after: None, reason: reason.into() }
}

/// The lane tries it again soon: what lacks is on our side, and may be there at any moment.
#[must_use]
pub fn soon(reason: impl Into<String>) -> Outcome {
    Outcome::Retry { after: Some(SOON), reason: reason.into() }
}

/// What a failed call means for its lane. Nearly everything may go away, and a page is never given up for it.
#[must_use]
pub fn outcome(error: &matrix_sdk::Error) -> Outcome {
    let reason = error.to_string();
    match error.client_api_error_kind() {
        Some(ErrorKind::LimitExceeded(limit)) => Outcome::Retry { after: Some(length(limit)), reason },
        Some(ErrorKind::TooLarge) => Outcome::Permanent { reason },
        Some(ErrorKind::Forbidden) => Outcome::Retry { after: Some(FORBIDDEN), reason },
        // The bot is no member any more: it waits for an invite, and asks no oftener than a lane that is down.
        None if matches!(error, matrix_sdk::Error::WrongRoomState(_)) => {
            Outcome::Retry { after: Some(FORBIDDEN), reason }
        }
        _ => Outcome::Retry { after: None, reason },
    }
}

fn length(limit: &LimitExceededErrorData) -> Duration {
    // A moment instead of a delay would depend on how well two clocks agree.
    let said = if let Some(RetryAfter::Delay(delay)) = &limit.retry_after { Some(*delay) } else { None };
    said.unwrap_or(UNSAID_LIMIT).min(LONGEST_LIMIT)
}

#[derive(Default)]
struct State {
    until: Option<Instant>,
    /// Urgent deliveries that are under way or wait for the limit to pass, and whether they call somebody: an answer
    /// lets those go first, else a room with many answers could take every turn that the limit leaves.
    urgent: BTreeMap<String, bool>,
}

impl State {
    fn since(&self, margin: Duration) -> Option<Duration> {
        let free = self.until?.checked_add(margin)?;
        Some(free.saturating_duration_since(Instant::now())).filter(|left| !left.is_zero())
    }
}

/// How the homeserver limits the account: each room waits in its own lane, and pages go first in all of them.
#[derive(Default)]
pub struct Limits(Mutex<State>);

impl Limits {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A call that ends at its deadline; when it meets a limit, every lane knows.
    ///
    /// # Errors
    /// What it met.
    pub async fn call<T, E: Into<matrix_sdk::Error>>(
        &self,
        deadline: Duration,
        call: impl Future<Output = Result<T, E>>,
    ) -> Result<T, Failed> {
        let result = timed(deadline, call).await;
        if let Some(limit) = result.as_ref().err().and_then(Failed::limit) {
            let until = Instant::now().checked_add(limit);
            let mut state = self.state();
            state.until = state.until.max(until);
        }
        result
    }

    /// Makes an attempt, unless it has to let pages go first.
    pub async fn attempt(&self, delivery: &Delivery, attempt: impl Future<Output = Outcome>) -> Outcome {
        if let Some(left) = self.held_back(delivery) {
            let reason = "the homeserver limits the account; pages go first".to_owned();
            return Outcome::Retry { after: Some(left.min(HELD_BACK)), reason };
        }
        if delivery.urgent {
            self.state().urgent.insert(delivery.effect.clone(), delivery.calls());
        }
        let outcome = attempt.await;
        if delivery.urgent {
            let mut state = self.state();
            // One that failed for another reason than the limit holds up nobody.
            let waits =
                matches!(outcome, Outcome::Retry { after: Some(_), .. }) && state.since(Duration::ZERO).is_some();
            if !waits {
                state.urgent.remove(&delivery.effect);
            }
        }
        outcome
    }

    /// How long it has to wait for what goes before it, if it has to.
    fn held_back(&self, delivery: &Delivery) -> Option<Duration> {
        let state = self.state();
        if delivery.urgent {
            let behind = !delivery.calls() && state.urgent.values().any(|calls| *calls);
            return state.since(HEAD_START).filter(|_| behind);
        }
        let margin = if state.urgent.is_empty() { HEAD_START } else { CAREFUL };
        state.since(margin)
    }

    /// How long reactions, which only save somebody some typing, have to wait, if they have to.
    #[must_use]
    pub fn reactions_wait(&self) -> Option<Duration> {
        let state = self.state();
        let limited = state.since(CAREFUL);
        limited.or_else(|| (!state.urgent.is_empty()).then_some(HEAD_START))
    }
}

#[cfg(test)]
#[path = "limits_tests.rs"]
mod tests;
