//! Times as people in Brussels read them: the clock on the wall, the date, how far away.

use std::sync::LazyLock;

use jiff::{ZonedDateTime, tz::TimeZone};

use crate::domain::time::{Span, Timestamp};

/// The bundled database always holds Brussels; a test says so.
static BRUSSELS: LazyLock<TimeZone> = LazyLock::new(|| TimeZone::get("Europe/Brussels").unwrap_or(TimeZone::UTC));

fn zoned(at: Timestamp) -> ZonedDateTime {
    let edge = if at.0 < 0 { jiff::Timestamp::MIN } else { jiff::Timestamp::MAX };
    jiff::Timestamp::from_millisecond(at.0).unwrap_or(edge).to_zoned_datetime(BRUSSELS.clone())
}

/// RFC 3339 in Brussels with its offset; a fraction only where there is one: `2026-11-23T14:30:00+01:00`.
#[must_use]
pub fn brussels(at: Timestamp) -> String {
    zoned(at).strftime("%Y-%m-%dT%H:%M:%S%.f%:z").to_string()
}

/// The calendar year in Brussels, by which records are numbered.
#[must_use]
pub fn year_in_brussels(at: Timestamp) -> u16 {
    u16::try_from(zoned(at).year()).unwrap_or(0)
}

/// The clock on the wall in Brussels: `14:30`.
#[must_use]
pub fn clock(at: Timestamp) -> String {
    zoned(at).strftime("%H:%M").to_string()
}

/// A calendar day in Brussels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// Year.
    pub year: i16,
    /// Month, from 1.
    pub month: i8,
    /// Day of the month, from 1.
    pub day: i8,
}

/// The calendar day in Brussels.
#[must_use]
pub fn day(at: Timestamp) -> Day {
    let date = zoned(at).date();
    Day { year: date.year(), month: date.month(), day: date.day() }
}

/// Which of the two hours is meant in the night in which the clock shows one hour twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Twice {
    /// The first time: still summer time.
    Summer,
    /// The second time: winter time.
    Winter,
}

/// Whether the clock shows this time twice in that night, and which of the two it is.
#[must_use]
pub fn twice(at: Timestamp) -> Option<Twice> {
    let here = zoned(at);
    let again = BRUSSELS.to_ambiguous_zoned_datetime(here.datetime());
    if !again.is_ambiguous() {
        return None;
    }
    let first = again.earlier().ok()?;
    Some(if first.offset() == here.offset() { Twice::Summer } else { Twice::Winter })
}

/// How far away an instant is, in the units in which one says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Distance {
    /// Less than a second.
    Now,
    /// Under a minute.
    Seconds(i64),
    /// Under an hour.
    Minutes(i64),
    /// Under a day.
    Hours {
        /// Whole hours.
        hours: i64,
        /// And minutes.
        minutes: i64,
    },
    /// A day or more.
    Days {
        /// Whole days.
        days: i64,
        /// And hours.
        hours: i64,
    },
}

/// How long a span is, before or after now; to the nearest second or minute.
#[must_use]
pub fn distance(span: Span) -> Distance {
    let length = span.0.saturating_abs();
    let seconds = length.saturating_add(500) / 1_000;
    if seconds == 0 {
        return Distance::Now;
    }
    if seconds < 60 {
        return Distance::Seconds(seconds);
    }
    let minutes = length.saturating_add(30_000) / 60_000;
    match minutes {
        ..60 => Distance::Minutes(minutes),
        60..1_440 => Distance::Hours { hours: minutes / 60, minutes: minutes % 60 },
        _ => Distance::Days { days: minutes / 1_440, hours: minutes % 1_440 / 60 },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp(text.parse::<jiff::Timestamp>().unwrap().as_millisecond())
    }

    #[test]
    fn the_simulated_clock_starts_in_winter() {
        assert_eq!(brussels(at("2026-11-23T13:30:00Z")), "2026-11-23T14:30:00+01:00");
        assert_eq!(brussels(at("2026-07-01T13:30:00.25Z")), "2026-07-01T15:30:00.25+02:00");
    }

    #[test]
    fn the_year_turns_in_brussels_and_not_in_greenwich() {
        assert_eq!(year_in_brussels(at("2026-12-31T22:59:59Z")), 2026);
        assert_eq!(year_in_brussels(at("2026-12-31T23:00:00Z")), 2027);
    }

    #[test]
    fn the_spring_night_skips_an_hour() {
        assert_eq!(brussels(at("2026-03-29T00:59:59Z")), "2026-03-29T01:59:59+01:00");
        assert_eq!(brussels(at("2026-03-29T01:00:00Z")), "2026-03-29T03:00:00+02:00");
        assert_eq!(twice(at("2026-03-29T00:59:59Z")), None);
        assert_eq!(twice(at("2026-03-29T01:00:00Z")), None);
    }

    #[test]
    fn the_autumn_night_has_one_hour_twice() {
        let (first, second) = (at("2026-10-25T00:30:00Z"), at("2026-10-25T01:30:00Z"));
        assert_eq!(brussels(first), "2026-10-25T02:30:00+02:00");
        assert_eq!(brussels(second), "2026-10-25T02:30:00+01:00");
        assert_eq!((twice(first), twice(second)), (Some(Twice::Summer), Some(Twice::Winter)));
        assert_eq!(twice(at("2026-10-24T23:59:59Z")), None);
        assert_eq!(twice(at("2026-10-25T02:00:00Z")), None);
    }

    #[test]
    fn the_ends_of_time_are_times_too() {
        assert_eq!(year_in_brussels(Timestamp(i64::MIN)), 0);
        assert_eq!(year_in_brussels(Timestamp(i64::MAX)), 9999);
        assert!(!brussels(Timestamp(i64::MIN)).is_empty());
        assert!(twice(Timestamp(i64::MAX)).is_none() && twice(Timestamp(i64::MIN)).is_none());
        assert!(matches!(distance(Span(i64::MIN)), Distance::Days { .. }));
    }

    #[test]
    fn distances_come_in_the_units_in_which_one_says_them() {
        let cases = [
            (0, Distance::Now),
            (499, Distance::Now),
            (-5_000, Distance::Seconds(5)),
            (59_499, Distance::Seconds(59)),
            (59_500, Distance::Minutes(1)),
            (15 * 60_000, Distance::Minutes(15)),
            (3_599_000, Distance::Hours { hours: 1, minutes: 0 }),
            (-90 * 60_000, Distance::Hours { hours: 1, minutes: 30 }),
            (48 * 3_600_000, Distance::Days { days: 2, hours: 0 }),
            (47 * 3_600_000, Distance::Days { days: 1, hours: 23 }),
        ];
        for (span, wanted) in cases {
            assert_eq!(distance(Span(span)), wanted, "{span}");
        }
    }
}
