//! How often Discord may be called: what its answers say of each bucket, the limit over everything, and the limit of
//! refused calls after which it listens to nobody at this address. Everything is decided at one place and one moment.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::time::Instant;

use super::call::{Answer, Call};

/// Discord allows 50 calls a second over everything: these and the burst stay below it in whatever second is looked at.
const EVERY: Duration = Duration::from_millis(25);
const BURST: u32 = 8;
/// In so many slots of so long, 10,000 calls that are refused close the door for an hour.
const SLOTS: usize = 60;
const SLOT: Duration = Duration::from_secs(10);
/// From so many on, calls are made more slowly: at most 6,000 more in the ten minutes.
const MANY: u32 = 2_000;
const SLOWLY: Duration = Duration::from_millis(100);
/// From so many on, hardly any are made.
const TOO_MANY: u32 = 8_000;
const HARDLY: Duration = Duration::from_secs(1);
/// How many buckets are kept before those that hold nobody up are forgotten.
const BUCKETS: usize = 4_096;
/// How long a call that is only said lets one that calls somebody go first before it looks again.
const LET_PASS: Duration = Duration::from_millis(50);
/// How long a bucket of which nothing is known is left to the call that finds out.
const FIND_OUT: Duration = Duration::from_millis(20);
/// Added to what Discord says, for how exactly it says it.
const MARGIN: Duration = Duration::from_millis(5);

/// Why a call must wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait {
    /// At least so long.
    pub long: Duration,
    /// The bucket that is empty; none is the limit over everything.
    pub on: Option<u64>,
}

/// That a call may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pass {
    call: Call,
    bucket: u64,
}

/// What is known of a bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Known {
    /// Nothing: one call finds out.
    Nothing,
    /// Its answers name no limit.
    Endless,
    /// So many more; until then so many again.
    Left { remaining: u32, limit: u32, until: Instant },
    /// That time is over: so many more, and no answer says yet until when.
    Anew { remaining: u32, limit: u32 },
}

#[derive(Debug)]
struct Bucket {
    known: Known,
    /// Calls that were not answered yet.
    flying: u32,
    /// Urgent calls that wait for it.
    urgent: u32,
}

impl Bucket {
    const fn new() -> Self {
        Self { known: Known::Nothing, flying: 0, urgent: 0 }
    }

    /// How long to wait for it.
    fn wait(&mut self, now: Instant) -> Option<Duration> {
        if let Known::Left { limit, until, .. } = self.known
            && until <= now
        {
            // Whatever is not answered yet may count from here on.
            self.known = Known::Anew { remaining: limit.saturating_sub(self.flying), limit };
        }
        if matches!(self.known, Known::Anew { remaining: 0, .. }) && self.flying == 0 {
            self.known = Known::Nothing;
        }
        match self.known {
            Known::Nothing => (self.flying > 0).then_some(FIND_OUT),
            Known::Endless => None,
            Known::Left { remaining, until, .. } => {
                (remaining == 0).then(|| until.saturating_duration_since(now).max(MARGIN))
            }
            Known::Anew { remaining, .. } => (remaining == 0).then_some(FIND_OUT),
        }
    }

    const fn take(&mut self) {
        self.flying = self.flying.saturating_add(1);
        if let Known::Left { remaining, .. } | Known::Anew { remaining, .. } = &mut self.known {
            *remaining = remaining.saturating_sub(1);
        }
    }

    fn learn(&mut self, answer: &Answer, now: Instant) {
        let after = answer.retry_after.filter(|_| answer.is_limited() && !answer.global);
        if let Some(after) = after {
            let limit = answer.limit.unwrap_or(1).max(1);
            self.known = Known::Left { remaining: 0, limit, until: now + after + MARGIN };
            return;
        }
        let (Some(limit), Some(told), Some(after)) = (answer.limit, answer.remaining, answer.reset_after) else {
            if self.known == Known::Nothing && !answer.is_limited() {
                self.known = Known::Endless;
            }
            return;
        };
        let until = now + after + MARGIN;
        self.known = match self.known {
            // In the same time we count ourselves; answers may overtake each other.
            Known::Left { remaining, until: before, .. } if before > now => {
                Known::Left { remaining: remaining.min(told), limit, until: until.max(before) }
            }
            Known::Anew { remaining, .. } => Known::Left { remaining: remaining.min(told), limit, until },
            _ => Known::Left { remaining: told.saturating_sub(self.flying), limit, until },
        };
    }

    fn holds_up(&self, now: Instant) -> bool {
        let waits = matches!(self.known, Known::Left { until, .. } if until > now);
        waits || self.flying > 0 || self.urgent > 0
    }
}

#[derive(Debug)]
struct State {
    /// From when on the pace would allow the next call if all were spread evenly.
    pace: Option<Instant>,
    /// Discord asked everybody to wait until then.
    closed: Option<Instant>,
    /// Urgent calls that wait for the limit over everything.
    urgent: u32,
    /// Which bucket a kind of call belongs to, where it was learned.
    names: HashMap<u64, u64>,
    buckets: HashMap<u64, Bucket>,
    /// Calls that were refused: since when, how many.
    refused: VecDeque<(Instant, u32)>,
}

/// The limits.
#[derive(Debug)]
pub struct Limits(Mutex<State>);

impl Default for Limits {
    fn default() -> Self {
        Self(Mutex::new(State {
            pace: None,
            closed: None,
            urgent: 0,
            names: HashMap::new(),
            buckets: HashMap::new(),
            refused: VecDeque::new(),
        }))
    }
}

impl Limits {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets a call through, or says how long it must wait. Whatever was let through must be given back by
    /// [`Limits::answered`] or [`Limits::unanswered`].
    ///
    /// # Errors
    /// How long, and for what.
    pub fn take(&self, call: Call, now: Instant) -> Result<Pass, Wait> {
        let mut state = self.state();
        state.forget(now);
        let id = state.names.get(&call.kind).copied().unwrap_or(call.kind);
        let bucket = state.buckets.entry(id).or_insert_with(Bucket::new);
        if let Some(long) = bucket.wait(now) {
            return Err(Wait { long, on: Some(id) });
        }
        if call.quiet && bucket.urgent > 0 {
            return Err(Wait { long: LET_PASS, on: Some(id) });
        }
        if !call.apart {
            state.keep_pace(call.quiet, now)?;
        }
        if let Some(bucket) = state.buckets.get_mut(&id) {
            bucket.take();
        }
        Ok(Pass { call, bucket: id })
    }

    /// It was answered.
    pub fn answered(&self, pass: Pass, answer: &Answer, now: Instant) {
        let mut state = self.state();
        state.land(pass.bucket);
        if answer.is_invalid() {
            state.refused(now);
        }
        if answer.is_limited() && answer.global {
            let until = now + answer.retry_after.unwrap_or(HARDLY) + MARGIN;
            state.closed = Some(state.closed.map_or(until, |closed| closed.max(until)));
            return;
        }
        let id = answer.bucket.map_or(pass.bucket, |name| pass.call.bucket(name));
        if id != pass.bucket {
            state.names.insert(pass.call.kind, id);
        }
        state.buckets.entry(id).or_insert_with(Bucket::new).learn(answer, now);
    }

    /// Nobody knows whether it was counted.
    pub fn unanswered(&self, pass: Pass) {
        self.state().land(pass.bucket);
    }

    /// An urgent call waits for this, until [`Limits::waited`].
    pub fn waits(&self, on: Option<u64>) {
        self.state().count_urgent(on, |count| count.saturating_add(1));
    }

    /// It waits no more.
    pub fn waited(&self, on: Option<u64>) {
        self.state().count_urgent(on, |count| count.saturating_sub(1));
    }
}

impl State {
    fn land(&mut self, bucket: u64) {
        if let Some(bucket) = self.buckets.get_mut(&bucket) {
            bucket.flying = bucket.flying.saturating_sub(1);
        }
    }

    fn count_urgent(&mut self, on: Option<u64>, change: impl Fn(u32) -> u32) {
        match on {
            None => self.urgent = change(self.urgent),
            Some(id) => {
                let bucket = self.buckets.entry(id).or_insert_with(Bucket::new);
                bucket.urgent = change(bucket.urgent);
            }
        }
    }

    /// Spreads calls over time; a few may come at once.
    fn keep_pace(&mut self, quiet: bool, now: Instant) -> Result<(), Wait> {
        let wait = |long| Err(Wait { long, on: None });
        if let Some(closed) = self.closed.filter(|closed| *closed > now) {
            return wait(closed.saturating_duration_since(now));
        }
        if quiet && self.urgent > 0 {
            return wait(LET_PASS);
        }
        let refused = self.refused.iter().fold(0_u32, |sum, (_, count)| sum.saturating_add(*count));
        let (every, burst) = match refused {
            TOO_MANY.. => (HARDLY, 1),
            MANY.. => (SLOWLY, 1),
            // What is only said leaves some of it to whoever is called.
            _ if quiet => (EVERY, BURST / 2),
            _ => (EVERY, BURST),
        };
        let next = self.pace.map_or(now, |pace| pace.max(now));
        let ahead = next.saturating_duration_since(now);
        let allowed = every.saturating_mul(burst.saturating_sub(1));
        if ahead > allowed {
            return wait(ahead.saturating_sub(allowed));
        }
        self.pace = Some(next + every);
        Ok(())
    }

    fn refused(&mut self, now: Instant) {
        match self.refused.back_mut() {
            Some((since, count)) if now.saturating_duration_since(*since) < SLOT => *count = count.saturating_add(1),
            _ => self.refused.push_back((now, 1)),
        }
    }

    fn forget(&mut self, now: Instant) {
        let long = SLOT.saturating_mul(u32::try_from(SLOTS).unwrap_or(u32::MAX));
        while self.refused.front().is_some_and(|(since, _)| now.saturating_duration_since(*since) > long + SLOT) {
            self.refused.pop_front();
        }
        if self.buckets.len() > BUCKETS {
            self.buckets.retain(|_, bucket| bucket.holds_up(now));
            let kept = &self.buckets;
            self.names.retain(|_, id| kept.contains_key(id));
        }
    }
}

#[cfg(test)]
#[path = "limits_tests.rs"]
mod tests;
