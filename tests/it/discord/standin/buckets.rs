//! Rate limits: a bucket for each route and what it is about, and one for everything.

use std::{collections::BTreeMap, time::Duration};

use regex::Regex;
use tokio::time::Instant;

use super::{request::Request, state::now};

/// So many requests in so long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// How many.
    pub count: u32,
    /// In how long, counted from the first of them.
    pub window: Duration,
}

/// Across all routes.
const GLOBAL: Limit = Limit { count: 50, window: Duration::from_secs(1) };

/// Names and topics of one channel, which Discord's documentation does not tell and no header either.
const RENAMES: Limit = Limit { count: 2, window: Duration::from_mins(10) };

/// Parts of a path for each of which a route has a bucket of its own.
const MAJOR: [&str; 5] = ["channel_id", "guild_id", "webhook_id", "webhook_token", "interaction_id"];

#[derive(Debug, Clone, Copy)]
struct Window {
    left: u32,
    ends: Instant,
}

/// Too much: come back after this long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooMuch {
    /// How long.
    pub after: Duration,
    /// Everything, not only this route.
    pub global: bool,
}

/// Headers of an answer.
pub type Headers = Vec<(&'static str, String)>;

/// See the module.
#[derive(Debug)]
pub struct Buckets {
    limits: Vec<(Regex, Limit)>,
    windows: BTreeMap<String, Window>,
    global: Option<Window>,
}

impl Default for Buckets {
    /// As Discord has them where that is known; it tells a client only by the headers.
    fn default() -> Self {
        let mut buckets = Self { limits: Vec::new(), windows: BTreeMap::new(), global: None };
        buckets.limit("", 10, Duration::from_secs(1));
        buckets.limit("^(POST|PATCH) /channels/[^/]+/messages", 5, Duration::from_secs(5));
        buckets.limit("^POST /webhooks/", 5, Duration::from_secs(2));
        buckets.limit("^POST /guilds/[^/]+/channels", 50, Duration::from_secs(10));
        buckets
    }
}

impl Buckets {
    /// From now on routes that fit, or paths as they come, have this limit.
    pub fn limit(&mut self, route: &str, count: u32, window: Duration) {
        let route = Regex::new(route).unwrap_or_else(|why| panic!("{route}: {why}"));
        self.limits.push((route, Limit { count, window }));
        self.windows.clear();
    }

    /// Counts a request: the headers of its answer, and whether it was too much.
    pub fn count(&mut self, request: &Request) -> (Headers, Option<TooMuch>) {
        let at = request.arrived;
        // Answers to interactions, by their own token, stand outside of the limit for everything.
        if !request.has_own_token() {
            let window = current(self.global, GLOBAL, at);
            if window.left == 0 {
                let too_much = TooMuch { after: window.ends - at, global: true };
                return (Self::refusal(too_much), Some(too_much));
            }
            self.global = Some(Window { left: window.left - 1, ..window });
        }
        let fits = |route: &Regex| route.is_match(request.route) || route.is_match(&request.path);
        let fitting = self.limits.iter().rposition(|(route, _)| fits(route));
        let (number, limit) = fitting.map_or((0, GLOBAL), |number| (number, self.limits[number].1));
        let major = MAJOR.iter().filter_map(|part| request.parts.get(*part)).map(String::as_str);
        let bucket = format!("{number:04x}{:08x}", hash(request.route));
        let key = major.fold(bucket.clone(), |key, part| format!("{key}:{part}"));
        if renames(request) {
            let key = format!("{key}:name");
            let window = current(self.windows.get(&key).copied(), RENAMES, at);
            if window.left == 0 {
                let too_much = TooMuch { after: window.ends - at, global: false };
                return (Self::refusal(too_much), Some(too_much));
            }
            self.windows.insert(key, Window { left: window.left - 1, ..window });
        }
        let mut window = current(self.windows.get(&key).copied(), limit, at);
        let too_much = (window.left == 0).then_some(TooMuch { after: window.ends - at, global: false });
        window.left = window.left.saturating_sub(1);
        self.windows.insert(key, window);
        let after = window.ends - at;
        let ends = now().as_duration().as_secs_f64() + after.as_secs_f64();
        let mut headers = vec![
            ("x-ratelimit-limit", limit.count.to_string()),
            ("x-ratelimit-remaining", window.left.to_string()),
            ("x-ratelimit-reset", format!("{ends:.3}")),
            ("x-ratelimit-reset-after", format!("{:.3}", after.as_secs_f64())),
            ("x-ratelimit-bucket", bucket),
        ];
        headers.extend(too_much.map(Self::refusal).into_iter().flatten());
        (headers, too_much)
    }

    /// The headers that only a 429 has.
    pub fn refusal(too_much: TooMuch) -> Headers {
        let mut headers = vec![
            // Whole seconds, rounded up, as the standard has it.
            ("retry-after", format!("{:.0}", too_much.after.as_secs_f64().ceil())),
            ("x-ratelimit-scope", if too_much.global { "global" } else { "user" }.to_owned()),
        ];
        if too_much.global {
            headers.push(("x-ratelimit-global", "true".to_owned()));
        }
        headers
    }
}

fn renames(request: &Request) -> bool {
    request.route == "PATCH /channels/{channel_id}"
        && ["name", "topic"].iter().any(|field| !request.body[field].is_null())
}

fn current(window: Option<Window>, limit: Limit, at: Instant) -> Window {
    window.filter(|window| window.ends > at).unwrap_or(Window { left: limit.count, ends: at + limit.window })
}

/// A name for a bucket that says nothing, as Discord's do.
fn hash(route: &str) -> u32 {
    route.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
