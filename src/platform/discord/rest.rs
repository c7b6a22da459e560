//! Calls of Discord's API. serenity builds the requests; they are made here, because its own errors leave out what the
//! headers say of limits, and its own limiter cannot stand before another address.

use std::time::Duration;

use reqwest::{StatusCode, header::DATE};
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serenity::http::{LightMethod, Request, Route};

use crate::{engine::port::Outcome, settings::discord::Discord as Settings};

/// The longest that a call may take.
const DEADLINE: Duration = Duration::from_secs(15);

/// Why a call gave nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failed {
    /// Discord understood, and says no.
    #[error("Discord refuses it: {message} ({status}, code {code})")]
    Refused {
        /// The HTTP status.
        status: u16,
        /// Discord's own code, such as 10003 for a channel that is not there; 0 where it gives none.
        code: i64,
        /// In Discord's words.
        message: String,
    },
    /// Too many calls were made.
    #[error("Discord asks to wait {after:?}")]
    Limited {
        /// Not before this.
        after: Duration,
    },
    /// It did not answer, or not in a way that can be understood. It may have done what was asked.
    #[error("Discord does not answer: {0}")]
    Away(String),
}

impl Failed {
    /// Discord's own code of a refusal.
    #[must_use]
    pub const fn code(&self) -> Option<i64> {
        if let Self::Refused { code, .. } = self { Some(*code) } else { None }
    }

    /// What it means for the lane that made the call. A refusal is tried again: somebody may give the right meanwhile;
    /// whoever knows better looks at [`Failed::code`] first.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        let after = match self {
            Self::Refused { .. } => Some(Duration::from_secs(30)),
            Self::Limited { after } => Some(*after),
            Self::Away(_) => None,
        };
        Outcome::Retry { after, reason: self.to_string() }
    }
}

/// What Discord says when it refuses.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Refusal {
    code: i64,
    message: String,
    retry_after: f64,
}

/// The API, as the bot.
pub struct Rest {
    client: reqwest::Client,
    token: SecretString,
    api: Option<String>,
}

impl Rest {
    /// With the token of the configuration. One that cannot be read is none: every call is refused then.
    #[must_use]
    pub fn new(settings: &Settings) -> Self {
        let token = settings.token.read().map(|token| format!("Bot {}", token.expose_secret())).unwrap_or_default();
        Self { client: reqwest::Client::new(), token: token.into(), api: settings.api.clone() }
    }

    /// One call with a body.
    ///
    /// # Errors
    /// Why it gave nothing.
    pub async fn send<T: DeserializeOwned>(
        &self,
        method: LightMethod,
        route: Route<'_>,
        body: &impl Serialize,
    ) -> Result<T, Failed> {
        let body = serde_json::to_vec(body).map_err(|error| Failed::Away(error.to_string()))?;
        self.call(Request::new(route, method).body(Some(body))).await
    }

    /// One call that only asks.
    ///
    /// # Errors
    /// Why it gave nothing.
    pub async fn get<T: DeserializeOwned>(
        &self,
        route: Route<'_>,
        params: Vec<(&'static str, String)>,
    ) -> Result<T, Failed> {
        let params = Some(params).filter(|params| !params.is_empty());
        self.call(Request::new(route, LightMethod::Get).params(params)).await
    }

    /// Whether Discord answers at all, whatever it answers, and what time it is there by its `Date`. It counts against no
    /// limit of the bot: nobody has to be known for it.
    ///
    /// # Errors
    /// Why it gave nothing.
    pub async fn reach(&self) -> Result<Option<String>, Failed> {
        let away = |error: &dyn std::fmt::Display| Failed::Away(error.to_string());
        let request = Request::new(Route::Gateway, LightMethod::Get);
        let request = request.build(&self.client, self.token.expose_secret(), self.api.as_deref());
        let answer = request.map_err(|error| away(&error))?.timeout(DEADLINE).send().await;
        let answer = answer.map_err(|error| away(&error.without_url()))?;
        if answer.status().is_server_error() {
            return Err(Failed::Away(answer.status().to_string()));
        }
        Ok(answer.headers().get(DATE).and_then(|date| date.to_str().ok()).map(ToOwned::to_owned))
    }

    /// One call, made as it is. An empty answer reads as `null`.
    ///
    /// # Errors
    /// Why it gave nothing.
    pub async fn call<T: DeserializeOwned>(&self, request: Request<'_>) -> Result<T, Failed> {
        let away = |error: &dyn std::fmt::Display| Failed::Away(error.to_string());
        let request = request.build(&self.client, self.token.expose_secret(), self.api.as_deref());
        let request = request.map_err(|error| away(&error))?.timeout(DEADLINE);
        // The address of an interaction holds its token.
        let answer = request.send().await.map_err(|error| away(&error.without_url()))?;
        let status = answer.status();
        let body = answer.bytes().await.map_err(|error| away(&error.without_url()))?;
        if status.is_success() {
            let body = if body.is_empty() { b"null".as_slice() } else { &body };
            return serde_json::from_slice(body).map_err(|error| away(&error));
        }
        let refusal: Refusal = serde_json::from_slice(&body).unwrap_or_default();
        Err(match status {
            StatusCode::TOO_MANY_REQUESTS => {
                Failed::Limited { after: Duration::try_from_secs_f64(refusal.retry_after).unwrap_or(DEADLINE) }
            }
            status if status.is_server_error() => Failed::Away(status.to_string()),
            status => Failed::Refused { status: status.as_u16(), code: refusal.code, message: refusal.message },
        })
    }
}
