//! Quiet hours of a person in `organisation.toml`.

use jiff::civil::{Time, Weekday};

use super::{faults::quiet as faults, section::Field};
use crate::domain::quiet::Window;

const DAYS: [(&str, Weekday); 7] = [
    ("mon", Weekday::Monday),
    ("tue", Weekday::Tuesday),
    ("wed", Weekday::Wednesday),
    ("thu", Weekday::Thursday),
    ("fri", Weekday::Friday),
    ("sat", Weekday::Saturday),
    ("sun", Weekday::Sunday),
];

const DAY: usize = 24 * 60;

/// The windows of a person. Together they leave some time in which they hear what waited.
pub(super) fn windows(field: &Field<'_>) -> Vec<Window> {
    let windows: Vec<Window> = field.items().into_iter().filter_map(window).collect();
    if covers_the_week(&windows) {
        field.add(faults::whole_week());
        return Vec::new();
    }
    windows
}

fn window(field: Field<'_>) -> Option<Window> {
    let mut section = field.table()?;
    let (from, until) = (section.must("from"), section.must("until"));
    let days = match section.may("days") {
        Some(field) => days(&field),
        None => DAYS.iter().map(|(_, day)| *day).collect(),
    };
    section.finish();
    let begins = from.as_ref().and_then(time);
    let (until, ends) = until.and_then(|field| time(&field).map(|ends| (field, ends)))?;
    let begins = begins?;
    if begins == ends {
        until.add(faults::no_length());
        return None;
    }
    Some(Window { from: begins, until: ends, days })
}

fn days(field: &Field<'_>) -> Vec<Weekday> {
    if field.is_empty_list() {
        field.add(faults::no_days());
    }
    field.items().iter().filter_map(|item| item.one_of(&DAYS)).collect()
}

/// A time of the day by the clock in Brussels.
fn time(field: &Field<'_>) -> Option<Time> {
    let text = field.raw()?;
    let read = Time::strptime("%H:%M", text).ok().filter(|_| text.len() == 5);
    if read.is_none() {
        field.add(faults::bad_time(text));
    }
    read
}

fn covers_the_week(windows: &[Window]) -> bool {
    let minute = |time: Time| {
        let (hour, minute) = (usize::from(time.hour().unsigned_abs()), usize::from(time.minute().unsigned_abs()));
        hour.saturating_mul(60).saturating_add(minute)
    };
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for window in windows {
        let (from, until) = (minute(window.from), minute(window.until));
        let until = if until > from { until } else { until.saturating_add(DAY) };
        for day in &window.days {
            let begin = usize::from(day.to_monday_zero_offset().unsigned_abs()).saturating_mul(DAY);
            spans.push((begin.saturating_add(from), begin.saturating_add(until)));
        }
    }
    // What goes on over Sunday's midnight is the beginning of Monday.
    let week = DAY.saturating_mul(7);
    (0..week).all(|at| {
        let next = at.saturating_add(week);
        spans.iter().any(|(from, until)| (*from <= at && at < *until) || (*from <= next && next < *until))
    })
}
