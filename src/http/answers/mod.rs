//! Where people answer who are called outside the chat: on a page that a link in a mail opens, by a text message back, by a
//! key of the telephone. Everything here comes from
//! outside and may be forged; an answer enters the engine as a line of that person, authorised and decided anew.

mod answer;
mod link;
mod page;
mod signature;
mod status;
mod telephone;
#[cfg(test)]
mod tests;
mod texted;

use std::time::Duration;

use axum::{
    Router,
    body::{Body, to_bytes},
    routing::{get, post},
};

use super::Shared;
use crate::{platform::answering::Answering, settings::telephone::Telephone};

/// The longest form; the longest that anybody has reason to send has a tenth of it.
const LONGEST: usize = 16 * 1024;
/// How long a form may take to come in.
const PATIENCE: Duration = Duration::from_secs(10);

/// What answers need.
pub struct Answers {
    /// Links and words.
    pub answering: Answering,
    /// Whose callbacks count; none: nobody's.
    pub provider: Option<Telephone>,
}

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/a/{token}", get(link::show).post(link::answer))
        .route("/telephone/sms", post(telephone::text))
        .route("/telephone/voice/{token}/keys", post(telephone::key))
        .route("/telephone/status/{effect}", post(status::told))
}

/// The fields of a form, in the order in which they came; none where it is no form, too long or too slow.
async fn form(body: Body) -> Option<Vec<(String, String)>> {
    let bytes = tokio::time::timeout(PATIENCE, to_bytes(body, LONGEST)).await.ok()?.ok()?;
    Some(url::form_urlencoded::parse(&bytes).into_owned().collect())
}

/// The only value under a name.
fn field<'a>(form: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let mut values = form.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str());
    values.next().filter(|_| values.next().is_none())
}
