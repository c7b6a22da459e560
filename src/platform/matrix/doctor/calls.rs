//! Plain calls to the homeserver.

use std::time::Duration;

use matrix_sdk::reqwest::{Client, header::DATE};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;
use tokio::time::Instant;
use url::Url;

/// Whoever waits for the doctor waits no longer than this for one answer.
const LONGEST: Duration = Duration::from_secs(10);

/// An answer.
pub(super) struct Answer {
    pub(super) status: u16,
    /// Null when it is no JSON.
    pub(super) body: Value,
    /// The homeserver's clock.
    pub(super) date: Option<String>,
    pub(super) took: Duration,
}

impl Answer {
    pub(super) const fn is_fine(&self) -> bool {
        self.status == 200
    }

    /// Why it was refused, in the homeserver's words.
    pub(super) fn reason(&self) -> String {
        let text = |key: &str| self.body.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        format!("{} {} {}", self.status, text("errcode"), text("error")).trim().to_owned()
    }
}

/// The homeserver, and the token of the bot.
pub(super) struct Calls {
    client: Result<Client, String>,
    homeserver: String,
    token: Option<SecretString>,
}

impl Calls {
    pub(super) fn new(homeserver: &str, token: Option<SecretString>) -> Self {
        // The TLS of this machine may be unusable, which a call then tells.
        let client = Client::builder().build().map_err(|error| innermost(&error));
        Self { client, homeserver: homeserver.to_owned(), token }
    }

    pub(super) const fn has_token(&self) -> bool {
        self.token.is_some()
    }

    pub(super) fn homeserver(&self) -> &str {
        &self.homeserver
    }

    /// What stands at a path, of which each part is escaped; none of it reaches the homeserver unescaped.
    pub(super) async fn get(&self, path: &[&str]) -> Result<Answer, String> {
        self.call(path, None).await
    }

    pub(super) async fn post(&self, path: &[&str], body: &Value) -> Result<Answer, String> {
        self.call(path, Some(body)).await
    }

    async fn call(&self, path: &[&str], body: Option<&Value>) -> Result<Answer, String> {
        let mut url = Url::parse(&self.homeserver).map_err(|error| error.to_string())?;
        url.path_segments_mut().map_err(|()| self.homeserver.clone())?.pop_if_empty().extend(path);
        let client = self.client.as_ref().map_err(String::clone)?;
        let request = match body {
            None => client.get(url),
            Some(body) => client.post(url).body(body.to_string()),
        };
        let request = match &self.token {
            Some(token) => request.bearer_auth(token.expose_secret()),
            None => request,
        };
        let started = Instant::now();
        let answer = request.timeout(LONGEST).send().await.map_err(|error| innermost(&error))?;
        let took = started.elapsed();
        let date = answer.headers().get(DATE).and_then(|date| date.to_str().ok()).map(str::to_owned);
        let status = answer.status().as_u16();
        let bytes = answer.bytes().await.map_err(|error| innermost(&error))?;
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Ok(Answer { status, body, date, took })
    }
}

/// The innermost cause says most, and holds no address with a secret in it.
fn innermost(error: &dyn std::error::Error) -> String {
    let mut cause = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    cause.to_string()
}
