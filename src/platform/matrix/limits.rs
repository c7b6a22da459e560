//! How long a call may take, and what its failure means for the lane that made it. Time here is technical.

use std::{future::Future, time::Duration};

use matrix_sdk::ruma::api::error::{ErrorKind, RetryAfter};

use crate::engine::port::Outcome;

/// The longest that an ordinary call may take.
pub const DEADLINE: Duration = Duration::from_secs(30);
/// What the server forbids is asked again after this long: somebody may give the right meanwhile.
const FORBIDDEN: Duration = Duration::from_secs(30);

/// Ends a call at its deadline.
///
/// # Errors
/// How the lane goes on.
pub async fn within<T, E: Into<matrix_sdk::Error>>(call: impl Future<Output = Result<T, E>>) -> Result<T, Outcome> {
    match tokio::time::timeout(DEADLINE, call).await {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(outcome(&error.into())),
        Err(_) => Err(retry(format!("no answer within {} s", DEADLINE.as_secs()))),
    }
}

/// The lane tries it again, with its own pauses.
#[must_use]
pub fn retry(reason: impl Into<String>) -> Outcome {
    Outcome::Retry { after: None, reason: reason.into() }
}

/// What a failed call means for its lane. Nearly everything may go away, and a page is never given up for it.
#[must_use]
pub fn outcome(error: &matrix_sdk::Error) -> Outcome {
    let reason = error.to_string();
    match error.client_api_error_kind() {
        Some(ErrorKind::LimitExceeded(limit)) => {
            let after = match &limit.retry_after {
                Some(RetryAfter::Delay(delay)) => Some(*delay),
                _ => None,
            };
            Outcome::Retry { after, reason }
        }
        Some(ErrorKind::TooLarge) => Outcome::Permanent { reason },
        Some(ErrorKind::Forbidden { .. }) => Outcome::Retry { after: Some(FORBIDDEN), reason },
        _ => Outcome::Retry { after: None, reason },
    }
}
