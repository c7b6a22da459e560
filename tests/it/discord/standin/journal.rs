//! What was asked, what was answered, and what nobody expected.

use regex::Regex;
use serde_json::Value;
use tokio::time::Instant;

/// One request.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// Method and route as Discord writes it, such as `GET /channels/{channel_id}`.
    pub route: String,
    /// Method and path as they came.
    pub path: String,
    /// The body; null without one.
    pub body: Value,
    /// When it reached the socket, before anybody looked at it.
    pub arrived: Instant,
    /// What was answered; none where nothing was.
    pub status: Option<u16>,
    /// Discord's code of a refusal.
    pub code: Option<u32>,
}

/// A refusal that a test announced.
#[derive(Debug)]
struct Expected {
    route: Regex,
    number: u32,
    times: usize,
}

/// See the module.
#[derive(Debug, Default)]
pub struct Journal {
    /// Every request, in the order in which they were answered.
    pub asked: Vec<Asked>,
    /// How many were answered 429, ordered or not.
    pub throttled: usize,
    /// How many count towards the ban of an address: 401, 403 and 429.
    pub invalid: usize,
    expected: Vec<Expected>,
    allowed: Vec<(Regex, u32)>,
    complaints: Vec<String>,
}

impl Journal {
    /// So many requests to this route will be refused, with this code of Discord's or this status.
    pub fn expect(&mut self, route: &str, number: u32, times: usize) {
        let route = Regex::new(route).unwrap_or_else(|why| panic!("{route}: {why}"));
        self.expected.push(Expected { route, number, times });
    }

    /// Requests to this route may be refused with this code of Discord's or this status, and need not be.
    pub fn allow(&mut self, route: &str, number: u32) {
        let route = Regex::new(route).unwrap_or_else(|why| panic!("{route}: {why}"));
        self.allowed.push((route, number));
    }

    /// Nobody expected this.
    pub fn complain(&mut self, what: impl Into<String>) {
        self.complaints.push(what.into());
    }

    /// Takes down a request with its answer. A refusal that nobody announced and no fault ordered is a complaint, with
    /// its `why`.
    pub fn note(&mut self, asked: Asked, ordered: bool, why: &str) {
        if let Some(status) = asked.status {
            self.throttled += usize::from(status == 429);
            self.invalid += usize::from(matches!(status, 401 | 403 | 429));
            if (400..500).contains(&status) && !ordered && !self.announced(&asked, status) {
                let body = cut(&asked.body);
                let code = asked.code.unwrap_or_default();
                self.complain(format!("{} was refused with {status} ({code}): {why}\n    body: {body}", asked.path));
            }
        }
        self.asked.push(asked);
    }

    fn announced(&mut self, asked: &Asked, status: u16) -> bool {
        let fits = |route: &Regex, number: u32| {
            let number = number == u32::from(status) || Some(number) == asked.code;
            number && (route.is_match(&asked.route) || route.is_match(&asked.path))
        };
        let mut expected = self.expected.iter_mut().filter(|expected| expected.times > 0);
        let found = expected.find(|expected| fits(&expected.route, expected.number));
        let allowed = self.allowed.iter().any(|(route, number)| fits(route, *number));
        found.map(|expected| expected.times -= 1).is_some() || allowed
    }

    /// Everything that nobody expected, and refusals that were announced and did not come.
    pub fn complaints(&self) -> Vec<String> {
        let missing = self.expected.iter().filter(|expected| expected.times > 0);
        let missing = missing.map(|expected| {
            format!("{} was to be refused with {}, {} times more", expected.route, expected.number, expected.times)
        });
        self.complaints.iter().cloned().chain(missing).collect()
    }

    /// Forgets the complaints until now, and returns them: for tests of what is complained of.
    pub fn take_complaints(&mut self) -> Vec<String> {
        std::mem::take(&mut self.complaints)
    }
}

/// As much of a body as a person reads.
fn cut(body: &Value) -> String {
    body.to_string().chars().take(600).collect()
}
