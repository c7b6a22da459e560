//! Quiet hours: when somebody is left alone for what can wait. By the clock on the wall in Brussels, in both nights when
//! that is moved.

use jiff::civil::{Date, Time, Weekday};

use super::{
    rota::{civil, instant},
    time::Timestamp,
};

/// How many windows are followed one after the other; what `check` lets through ends within a week.
const MOST: usize = 1_000;

/// A time of the day at which somebody is left alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// From when.
    pub from: Time,
    /// To when, which is not part of it; on the day after where that is not later than the beginning.
    pub until: Time,
    /// The days on which it begins.
    pub days: Vec<Weekday>,
}

impl Window {
    /// From when to when it lasts where it begins on a day; none where it does not.
    fn on(&self, day: Date) -> Option<(Timestamp, Timestamp)> {
        if !self.days.contains(&day.weekday()) {
            return None;
        }
        let last = if self.until > self.from { day } else { day.tomorrow().ok()? };
        Some((instant(day.to_datetime(self.from)), instant(last.to_datetime(self.until))))
    }

    fn end(&self, at: Timestamp) -> Option<Timestamp> {
        let today = civil(at)?.date();
        let days = today.yesterday().into_iter().chain([today]);
        days.filter_map(|day| self.on(day)).find(|(from, until)| *from <= at && at < *until).map(|(_, until)| until)
    }
}

/// Until when somebody with these windows is left alone; none: they are not. One that begins where another ends goes on
/// with it.
#[must_use]
pub fn until(windows: &[Window], at: Timestamp) -> Option<Timestamp> {
    let end = |at: Timestamp| windows.iter().filter_map(|window| window.end(at)).max();
    std::iter::successors(end(at), |at| end(*at)).take(MOST).last()
}

#[cfg(test)]
#[path = "quiet_test.rs"]
mod tests;
