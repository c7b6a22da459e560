//! Calls of Discord's API. serenity builds the requests; they are made here, because its own errors leave out what the
//! headers say of limits, and its own limiter cannot stand before another address.

use std::{sync::Arc, time::Duration};

use reqwest::{StatusCode, header::DATE};
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serenity::http::{LightMethod, Request, Route};
use tokio::{sync::watch, time::Instant};

use super::{
    call::{Answer, Call},
    limits::{Limits, Pass, Wait},
};
use crate::{engine::port::Outcome, settings::discord::Discord as Settings};

/// The longest that a call may take.
const DEADLINE: Duration = Duration::from_secs(15);
/// The longest that it waits for its turn; whoever makes it may have something else to do meanwhile.
const PATIENCE: Duration = Duration::from_secs(3);

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
}

/// What all that call share, whatever connections they use.
struct Shared {
    token: SecretString,
    api: Option<String>,
    limits: Limits,
    /// Discord does not know the token.
    refused: watch::Sender<bool>,
}

/// The API, as the bot. Clones share the limits.
#[derive(Clone)]
pub struct Rest {
    client: reqwest::Client,
    shared: Arc<Shared>,
    pub(in crate::platform::discord) quiet: bool,
}

impl Rest {
    /// With the token of the configuration. One that cannot be read is none: every call is refused then.
    #[must_use]
    pub fn new(settings: &Settings) -> Self {
        let token = settings.token.read().map(|token| format!("Bot {}", token.expose_secret())).unwrap_or_default();
        let shared = Shared {
            token: token.into(),
            api: settings.api.clone(),
            limits: Limits::default(),
            refused: watch::Sender::new(false),
        };
        Self { client: reqwest::Client::new(), shared: Arc::new(shared), quiet: false }
    }

    /// For what calls and answers nobody: everything else goes first.
    #[must_use]
    pub fn quiet(&self) -> Self {
        Self { quiet: true, ..self.clone() }
    }

    /// With connections of its own, which live on the runtime that uses them.
    #[must_use]
    pub fn apart(&self) -> Self {
        Self { client: reqwest::Client::new(), ..self.clone() }
    }

    /// Waits until Discord says that it does not know the token.
    pub async fn refused(&self) {
        let mut refused = self.shared.refused.subscribe();
        // The sender lives as long as this does.
        let _ = refused.wait_for(|refused| *refused).await;
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
        let (token, api) = (self.shared.token.expose_secret(), self.shared.api.as_deref());
        let request = request.build(&self.client, token, api);
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
        let call = Call::of(&request, self.quiet);
        let latest = Instant::now() + PATIENCE;
        let (status, body) = loop {
            let turn = self.turn(call, latest).await?;
            let (answer, body) = self.once(request.clone(), turn).await?;
            // Discord did nothing of it: it may be made again as it is.
            if answer.is_limited() {
                continue;
            }
            break (answer.status, body);
        };
        if (200..300).contains(&status) {
            let body = if body.is_empty() { b"null".as_slice() } else { &body };
            return serde_json::from_slice(body).map_err(|error| Failed::Away(error.to_string()));
        }
        if status >= 500 {
            return Err(Failed::Away(status.to_string()));
        }
        if status == StatusCode::UNAUTHORIZED && !call.apart {
            self.shared.refused.send_replace(true);
        }
        let refusal: Refusal = serde_json::from_slice(&body).unwrap_or_default();
        Err(Failed::Refused { status, code: refusal.code, message: refusal.message })
    }

    /// Waits for its turn.
    async fn turn(&self, call: Call, latest: Instant) -> Result<Turn<'_>, Failed> {
        let limits = &self.shared.limits;
        // Once Discord does not know the token, asking again only counts against us.
        if *self.shared.refused.borrow() && !call.apart {
            return Err(Failed::Refused { status: 401, code: 0, message: "the token is not valid".to_owned() });
        }
        loop {
            let now = Instant::now();
            match limits.take(call, now) {
                Ok(pass) => return Ok(Turn { limits, pass: Some(pass) }),
                Err(Wait { long, .. }) if now + long > latest => return Err(Failed::Limited { after: long }),
                Err(Wait { long, on }) => {
                    let _waiting = (!call.quiet).then(|| Waiting::new(limits, on));
                    tokio::time::sleep(long).await;
                }
            }
        }
    }

    /// Makes it, whatever comes back.
    async fn once(&self, request: Request<'_>, mut turn: Turn<'_>) -> Result<(Answer, Vec<u8>), Failed> {
        let away = |error: &dyn std::fmt::Display| Failed::Away(error.to_string());
        let (token, api) = (self.shared.token.expose_secret(), self.shared.api.as_deref());
        let request = request.build(&self.client, token, api).map_err(|error| away(&error))?;
        // The address of an interaction holds its token.
        let answer = request.timeout(DEADLINE).send().await.map_err(|error| away(&error.without_url()))?;
        let (status, headers) = (answer.status(), answer.headers().clone());
        let body = answer.bytes().await.map_err(|error| away(&error.without_url()))?;
        let answer = Answer::read(status, &headers, &body);
        turn.answered(&answer);
        Ok((answer, body.into()))
    }
}

/// A call that was let through, and was not answered yet.
struct Turn<'a> {
    limits: &'a Limits,
    pass: Option<Pass>,
}

impl Turn<'_> {
    fn answered(&mut self, answer: &Answer) {
        if let Some(pass) = self.pass.take() {
            self.limits.answered(pass, answer, Instant::now());
        }
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        if let Some(pass) = self.pass.take() {
            self.limits.unanswered(pass);
        }
    }
}

/// An urgent call that waits.
struct Waiting<'a> {
    limits: &'a Limits,
    on: Option<u64>,
}

impl<'a> Waiting<'a> {
    fn new(limits: &'a Limits, on: Option<u64>) -> Self {
        limits.waits(on);
        Self { limits, on }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.limits.waited(self.on);
    }
}

#[cfg(test)]
#[path = "rest_tests.rs"]
mod tests;
