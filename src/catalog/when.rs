//! Times as people type them, in Brussels.

use jiff::{Timestamp as Instant, ZonedDateTime, civil::DateTime, tz::TimeZone};

use super::value::Wrong;
use crate::domain::time::{Span, Timestamp};

/// Nothing that a person plans or remembers here lies further away.
const FURTHEST: Span = Span::hours(366 * 24);

/// A time that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// The instant.
    pub at: Timestamp,
    /// It was past already, so tomorrow was meant.
    pub tomorrow: bool,
}

/// A time that is still to come, seen from now.
pub fn future(text: &str, now: Timestamp) -> Result<When, Wrong> {
    let mut when = match read(text)? {
        Read::Length(length) => When { at: now.plus(length), tomorrow: false },
        Read::Instant(at) => When { at, tomorrow: false },
        Read::Clock(hour, minute) => {
            let today = clock(now, hour, minute, 0).ok_or(Wrong::Allowed)?;
            if today > now {
                When { at: today, tomorrow: false }
            } else {
                When { at: clock(now, hour, minute, 1).ok_or(Wrong::Allowed)?, tomorrow: true }
            }
        }
    };
    if when.at.since(now) > FURTHEST {
        return Err(Wrong::Far);
    }
    if when.at <= now {
        return Err(Wrong::NotFuture);
    }
    // Shown times have no fractions, and a reminder a moment early would be asked about.
    when.at = Timestamp(when.at.0.saturating_sub(when.at.0.rem_euclid(1000)));
    Ok(when)
}

/// A time that is past, seen from when it was said.
pub fn past(text: &str, said_at: Timestamp) -> Result<Timestamp, Wrong> {
    let at = match read(text)? {
        Read::Length(length) => said_at.minus(length),
        Read::Instant(at) => at,
        Read::Clock(hour, minute) => {
            let today = clock(said_at, hour, minute, 0).ok_or(Wrong::Allowed)?;
            if today > said_at { clock(said_at, hour, minute, -1).ok_or(Wrong::Allowed)? } else { today }
        }
    };
    if said_at.since(at) > FURTHEST {
        return Err(Wrong::Far);
    }
    if at > said_at {
        return Err(Wrong::NotPast);
    }
    Ok(at)
}

/// As RFC 3339 with the offset of Brussels, so that it means the same whenever it is read again.
pub fn written(at: Timestamp) -> Option<String> {
    let zoned = zoned(at)?;
    Some(zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
}

enum Read {
    Length(Span),
    Instant(Timestamp),
    Clock(i8, i8),
}

fn read(text: &str) -> Result<Read, Wrong> {
    let text = text.trim().to_lowercase();
    if let Some(length) = length(&text) {
        return length.map(Read::Length);
    }
    if let Some((hour, minute)) = hour_and_minute(&text) {
        return Ok(Read::Clock(hour, minute));
    }
    instant(&text).map(Read::Instant).ok_or(Wrong::Allowed)
}

/// `15m`, `2h`, `4u`, `1h30m`, `2d`; none when it has not that form.
fn length(text: &str) -> Option<Result<Span, Wrong>> {
    let mut total = Span(0);
    let mut far = false;
    let mut rest = text;
    while !rest.is_empty() {
        let (digits, after) = split(rest, |c| c.is_ascii_digit());
        let (unit, after) = split(after.trim_start(), char::is_alphabetic);
        let minutes: i64 = match unit {
            "m" | "min" | "minuten" | "minuut" | "minutes" | "minute" => 1,
            "h" | "u" | "uur" | "uren" | "hours" | "hour" => 60,
            "d" | "dag" | "dagen" | "days" | "day" => 24 * 60,
            _ => return None,
        };
        if digits.is_empty() {
            return None;
        }
        // Digits alone fail to parse only when they are too many.
        let count: i64 = digits.parse().unwrap_or(i64::MAX);
        total = Span(total.0.saturating_add(Span::minutes(count.saturating_mul(minutes)).0));
        far = far || total > FURTHEST;
        rest = after.trim_start();
    }
    (!text.is_empty()).then_some(if far { Err(Wrong::Far) } else { Ok(total) })
}

/// `14:30`, `14u30`, `14h30`, `14.30`.
fn hour_and_minute(text: &str) -> Option<(i8, i8)> {
    let (hour, minute) = text.split_once([':', 'u', 'h', '.'])?;
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if hour.is_empty() || hour.len() > 2 || minute.len() != 2 || !digits(hour) || !digits(minute) {
        return None;
    }
    let (hour, minute) = (hour.parse().ok()?, minute.parse().ok()?);
    (hour < 24 && minute < 60).then_some((hour, minute))
}

/// `2026-11-23T14:30`, with seconds and an offset or without.
fn instant(text: &str) -> Option<Timestamp> {
    let text = text.replace(' ', "t").to_uppercase();
    if !text.contains('T') {
        return None;
    }
    let instant = text.parse::<Instant>().ok().or_else(|| {
        let civil = text.parse::<DateTime>().ok()?;
        Some(civil.to_zoned_datetime(brussels()).ok()?.timestamp())
    })?;
    Some(Timestamp(instant.as_millisecond()))
}

/// This clock time on the day of `near` in Brussels, or so many days later.
fn clock(near: Timestamp, hour: i8, minute: i8, days: i8) -> Option<Timestamp> {
    let day = zoned(near)?.date();
    let date = match days {
        0 => day,
        1 => day.tomorrow().ok()?,
        _ => day.yesterday().ok()?,
    };
    let at = date.at(hour, minute, 0, 0).to_zoned_datetime(brussels()).ok()?;
    Some(Timestamp(at.timestamp().as_millisecond()))
}

fn zoned(at: Timestamp) -> Option<ZonedDateTime> {
    Some(Instant::from_millisecond(at.0).ok()?.to_zoned_datetime(brussels()))
}

fn brussels() -> TimeZone {
    TimeZone::get("Europe/Brussels").unwrap_or(TimeZone::UTC)
}

fn split(text: &str, part: impl Fn(char) -> bool) -> (&str, &str) {
    let after = text.trim_start_matches(part);
    let length = text.len().saturating_sub(after.len());
    text.split_at_checked(length).unwrap_or((text, ""))
}
