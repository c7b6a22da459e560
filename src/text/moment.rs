//! Moments in a language: the clock, the date when it is another day, and how far away.

use fluent_bundle::FluentValue;

use super::{
    bundle::Unsaid,
    lexicon::Lexicon,
    reader::Reader,
    time::{self, Distance, Twice},
};
use crate::domain::time::{Span, Timestamp};

/// `14:30`, or `14:30 op 24 november`.
pub fn at(at: Timestamp, lexicon: &Lexicon, reader: &Reader<'_>) -> Result<String, Unsaid> {
    let word = |key: &str, arguments: &[(&str, FluentValue<'_>)]| lexicon.words(reader.language, key, arguments);
    let clock = time::clock(at);
    let clock = match time::twice(at) {
        Some(Twice::Summer) => word("time-summer", &[("clock", clock.into())])?,
        Some(Twice::Winter) => word("time-winter", &[("clock", clock.into())])?,
        None => clock,
    };
    let (day, today) = (time::day(at), time::day(reader.now));
    if day == today {
        return Ok(clock);
    }
    let month = word(&format!("month-{}", day.month), &[])?;
    let date = [("clock", clock.into()), ("day", day.day.into()), ("month", month.into())];
    if day.year == today.year {
        return word("time-on-day", &date);
    }
    let [clock, number, month] = date;
    word("time-in-year", &[clock, number, month, ("year", day.year.to_string().into())])
}

/// `om 14:45 (over 15 min)`, or `om 14:18 (12 min geleden)`.
pub fn due(due: Timestamp, lexicon: &Lexicon, reader: &Reader<'_>) -> Result<String, Unsaid> {
    let moment = due_at(due, lexicon, reader)?;
    lexicon.words(reader.language, "due", &[("moment", moment.into())])
}

/// `14:45 (over 15 min)`, after a preposition of the sentence's own.
pub fn due_at(due: Timestamp, lexicon: &Lexicon, reader: &Reader<'_>) -> Result<String, Unsaid> {
    Ok(format!("{} ({})", at(due, lexicon, reader)?, away(due, lexicon, reader)?))
}

/// `over 15 min`, `12 min geleden`, `nu`.
pub fn away(due: Timestamp, lexicon: &Lexicon, reader: &Reader<'_>) -> Result<String, Unsaid> {
    let away = due.since(reader.now);
    let Some(distance) = distance(away, lexicon, reader)? else {
        return lexicon.words(reader.language, "away-now", &[]);
    };
    let key = if away.0 > 0 { "away-ahead" } else { "away-past" };
    lexicon.words(reader.language, key, &[("distance", distance.into())])
}

/// `40 min`; of what is shorter than one, `0 s`.
pub fn length(span: Span, lexicon: &Lexicon, reader: &Reader<'_>) -> Result<String, Unsaid> {
    match distance(span, lexicon, reader)? {
        Some(words) => Ok(words),
        None => lexicon.words(reader.language, "distance-seconds", &[("seconds", 0.into())]),
    }
}

/// `15 min`; none for now.
fn distance(span: Span, lexicon: &Lexicon, reader: &Reader<'_>) -> Result<Option<String>, Unsaid> {
    let word = |key: &str, arguments: &[(&str, FluentValue<'_>)]| lexicon.words(reader.language, key, arguments);
    let words = match time::distance(span) {
        Distance::Now => return Ok(None),
        Distance::Seconds(seconds) => word("distance-seconds", &[("seconds", seconds.into())]),
        Distance::Minutes(minutes) => word("distance-minutes", &[("minutes", minutes.into())]),
        Distance::Hours { hours, minutes: 0 } => word("distance-hours", &[("hours", hours.into())]),
        Distance::Hours { hours, minutes } => {
            word("distance-hours-minutes", &[("hours", hours.into()), ("minutes", minutes.into())])
        }
        Distance::Days { days, hours: 0 } => word("distance-days", &[("days", days.into())]),
        Distance::Days { days, hours } => {
            word("distance-days-hours", &[("days", days.into()), ("hours", hours.into())])
        }
    };
    words.map(Some)
}
