//! One call, as the limits see it, and what its answer says of them.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    mem,
    time::Duration,
};

use reqwest::{StatusCode, header::HeaderMap};
use serde::Deserialize;
use serenity::http::Request;

/// The kind of a call: calls of the same kind share a limit. Nothing of a token can be read from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Call {
    /// The method, the shape of the path, and what its limit hangs on.
    pub kind: u64,
    /// Of which channel, server or interaction.
    pub major: u64,
    /// It answers an interaction with the token of that: outside of the limit over everything.
    pub apart: bool,
    /// It is only said: whoever is called or answered goes first.
    pub quiet: bool,
}

fn hash(it: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    it.hash(&mut hasher);
    hasher.finish()
}

impl Call {
    /// Of a request.
    #[must_use]
    pub fn of(request: &Request<'_>, quiet: bool) -> Self {
        let path = request.route_ref().path();
        let path = path.split_once("/api/v").map_or(&*path, |(_, path)| path);
        // The first is the version.
        let mut parts = path.split('/').skip(1);
        let first = parts.next().unwrap_or_default();
        let rest: Vec<&str> = parts.collect();
        let secret = matches!(first, "interactions" | "webhooks") && rest.len() > 1;
        let of = match first {
            "interactions" | "webhooks" => 2,
            "channels" | "guilds" => 1,
            _ => 0,
        };
        let (major, rest) = rest.split_at_checked(of).unwrap_or((&rest, &[]));
        let major = hash((first, major));
        let is_id = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let shape: Vec<&str> = rest.iter().map(|part| if is_id(part) { "" } else { *part }).collect();
        let kind = hash((mem::discriminant(request.method_ref()), major, shape));
        Self { kind, major, apart: secret, quiet }
    }

    /// The bucket with this name, of the same channel, server or interaction.
    #[must_use]
    pub fn bucket(self, name: u64) -> u64 {
        hash((name, self.major))
    }
}

/// What an answer says of the limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// Of the name of the bucket, its hash.
    pub bucket: Option<u64>,
    /// How many calls in a while.
    pub limit: Option<u32>,
    /// How many more.
    pub remaining: Option<u32>,
    /// When it is so many again.
    pub reset_after: Option<Duration>,
    /// Of one that came too early: when it may come again.
    pub retry_after: Option<Duration>,
    /// Not its bucket but everything is meant.
    pub global: bool,
    /// Others are why it came too early.
    pub shared: bool,
}

/// What the body of a call that came too early says.
#[derive(Deserialize)]
struct TooEarly {
    retry_after: f64,
    #[serde(default)]
    global: bool,
}

/// Longer than this nobody is asked to wait.
const LONGEST: Duration = Duration::from_hours(1);

impl Answer {
    /// From what came back.
    #[must_use]
    pub fn read(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Self {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let seconds = |value: f64| Duration::try_from_secs_f64(value).ok().map(|long| long.min(LONGEST));
        let after = |name: &str| text(name).and_then(|value| value.parse().ok()).and_then(seconds);
        let number = |name: &str| text(name).and_then(|value| value.parse().ok());
        let limited = status == StatusCode::TOO_MANY_REQUESTS;
        let said = limited.then(|| serde_json::from_slice::<TooEarly>(body).ok()).flatten();
        Self {
            status: status.as_u16(),
            bucket: text("x-ratelimit-bucket").map(hash),
            limit: number("x-ratelimit-limit"),
            remaining: number("x-ratelimit-remaining"),
            reset_after: after("x-ratelimit-reset-after"),
            retry_after: said.as_ref().and_then(|said| seconds(said.retry_after)).or_else(|| after("retry-after")),
            // Whoever stands before Discord and lets nothing through speaks no JSON, and means everything.
            global: limited && said.is_none_or(|said| said.global) || text("x-ratelimit-global").is_some(),
            shared: text("x-ratelimit-scope") == Some("shared"),
        }
    }

    /// It came too early.
    #[must_use]
    pub const fn is_limited(&self) -> bool {
        self.status == 429
    }

    /// It counts for the limit of refused calls.
    #[must_use]
    pub const fn is_invalid(&self) -> bool {
        matches!(self.status, 401 | 403) || (self.is_limited() && !self.shared)
    }
}
