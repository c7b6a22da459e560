//! What a test orders to go wrong with requests.

use std::time::Duration;

use regex::Regex;

/// How.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Too much: come back after this long, with this route or with everything.
    Limited {
        /// How long.
        after: Duration,
        /// Everything, not only this route.
        global: bool,
    },
    /// Discord itself is broken, such as 500 or 502; it has no effect.
    Status(u16),
    /// Refused by its rules, with this status and this code of Discord's; it has no effect.
    Refused(u16, u32),
    /// As `Status`, but it took effect.
    StatusAfter(u16),
    /// Nothing is answered while the connection lasts; it has no effect.
    Hang,
    /// The connection is cut; it has no effect.
    CutBefore,
    /// It takes effect, and the connection is cut before the answer.
    CutAfter,
    /// It takes effect only after this long.
    Delay(Duration),
    /// It takes effect at once and is answered only after this long.
    DelayAnswer(Duration),
}

/// When. Of several that fit a request, the one that was ordered first.
#[derive(Debug, Clone)]
pub struct Rule {
    /// For method and path as they come, such as `POST /channels/\d+/messages$`.
    pub route: Regex,
    /// Only those whose body holds this; empty: whatever it holds.
    pub body: &'static str,
    /// Requests that fit and pass untouched first.
    pub after: usize,
    /// How many after those fail.
    pub times: usize,
    /// How.
    pub fault: Fault,
}

impl Rule {
    /// The next `times` requests that fit.
    pub fn next(times: usize, route: &str, fault: Fault) -> Self {
        let route = Regex::new(route).unwrap_or_else(|why| panic!("{route}: {why}"));
        Self { route, body: "", after: 0, times, fault }
    }

    /// Only those that say this.
    pub fn saying(mut self, part: &'static str) -> Self {
        self.body = part;
        self
    }

    /// Only after so many of them passed.
    pub fn after(mut self, passed: usize) -> Self {
        self.after = passed;
        self
    }
}

/// See the module.
#[derive(Debug, Default)]
pub struct Faults {
    rules: Vec<Rule>,
}

impl Faults {
    /// From now on this goes wrong too.
    pub fn order(&mut self, rule: Rule) {
        self.rules.push(rule);
    }

    /// Nothing goes wrong any more.
    pub fn clear(&mut self) {
        self.rules.clear();
    }

    /// The fault of this request, counted.
    pub fn take(&mut self, path: &str, body: &str) -> Option<Fault> {
        let fits = |rule: &&mut Rule| rule.times > 0 && rule.route.is_match(path) && body.contains(rule.body);
        let rule = self.rules.iter_mut().find(fits)?;
        if rule.after > 0 {
            rule.after -= 1;
            return None;
        }
        rule.times -= 1;
        Some(rule.fault.clone())
    }

    /// Nothing is ordered, or `clear` was called since.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// Those that were ordered and have not happened as often as they should.
    pub fn pending(&self) -> Vec<Rule> {
        self.rules.iter().filter(|rule| rule.times > 0).cloned().collect()
    }
}
