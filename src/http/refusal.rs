//! Why a request does nothing. Programs read this, so it is in English, and it never repeats what they sent.

use axum::{
    http::{
        StatusCode,
        header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE},
    },
    response::{IntoResponse, Response},
};
use serde_json::json;

/// In seconds: when to try again what was not taken.
const LATER: &str = "10";

/// Why nothing was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It does not prove who it is. Whoever guesses learns nothing more.
    Stranger,
    /// There is too much of it.
    TooLarge,
    /// It took too long to say it.
    TooSlow,
    /// It makes no sense; in a sentence.
    Nonsense(String),
    /// There is no such thing.
    NotFound,
    /// It could not be stored, or there is too much at once: try again.
    Later,
}

impl Refusal {
    pub(super) const fn status(&self) -> StatusCode {
        match self {
            Self::Stranger => StatusCode::UNAUTHORIZED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Nonsense(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Later => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    fn sentence(&self) -> &str {
        match self {
            Self::Stranger => "not authenticated",
            Self::TooLarge => "the body is too large",
            Self::TooSlow => "the body did not arrive in time",
            Self::Nonsense(why) => why,
            Self::NotFound => "there is no such thing",
            Self::Later => "not stored; send it again later",
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let body = format!("{}\n", json!({ "error": self.sentence() }));
        let mut response = (self.status(), [(CONTENT_TYPE, "application/json")], body).into_response();
        let header = match self {
            Self::Stranger => Some((WWW_AUTHENTICATE, "Bearer")),
            Self::Later => Some((RETRY_AFTER, LATER)),
            _ => None,
        };
        if let Some((name, value)) = header {
            response.headers_mut().insert(name, axum::http::HeaderValue::from_static(value));
        }
        response
    }
}
