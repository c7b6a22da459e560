//! The entries of an iCalendar (RFC 5545) as turns: their times as instants, repeated as their rule says.
//!
//! The library reads the text and repeats the dates; instants are made here, by one library of time, so that a turn
//! begins and ends by the clock on the wall also in the nights when that is moved.

use std::{collections::BTreeMap, sync::Arc};

use calcard::{
    common::{PartialDateTime, timezone::Tz},
    icalendar::{
        ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarEntry, ICalendarParameterName,
        ICalendarProperty, ICalendarStatus, ICalendarValue, dates::TimeOrDelta, timezone::TzResolver,
    },
};
use jiff::{civil::DateTime, tz::TimeZone};

use super::Problem;
use crate::domain::{rota, time::Timestamp};

/// How many turns all entries may come to.
const TURNS: usize = 20_000;
/// How many entries may repeat, each until the end of time as far as anybody looks.
const RULES: usize = 200;

/// One turn of somebody.
pub(super) struct Turn {
    pub(super) from: Timestamp,
    pub(super) until: Timestamp,
    pub(super) title: Arc<str>,
    /// The addresses of those who are invited.
    pub(super) guests: Arc<[String]>,
}

/// Every turn, in no order.
pub(super) fn turns(text: &str) -> Result<Vec<Turn>, Problem> {
    let calendar = ICalendar::parse(text).map_err(|_| Problem::NotACalendar)?;
    let zones = calendar.build_tz_resolver();
    let mut turns = Vec::new();
    // What belongs together has the same id: an entry that repeats, and those of its dates that are otherwise.
    let mut series: BTreeMap<&str, Vec<&ICalendarComponent>> = BTreeMap::new();
    let events = calendar.components.iter().filter(|one| one.component_type == ICalendarComponentType::VEvent);
    for (n, event) in events.enumerate() {
        if n >= TURNS {
            return Err(Problem::TooMuch);
        }
        let repeats = event.has_property(&ICalendarProperty::Rrule) || event.has_property(&ICalendarProperty::Rdate);
        if repeats || event.has_property(&ICalendarProperty::RecurrenceId) {
            series.entry(event.uid().unwrap_or_default()).or_default().push(event);
        } else if !is_cancelled(event) {
            turns.push(single(event, &zones)?);
        }
    }
    if turns.is_empty() && series.is_empty() {
        return Err(Problem::Empty);
    }
    if series.len() > RULES {
        return Err(Problem::TooMuch);
    }
    for events in series.into_values() {
        turns.extend(repeated(&events, &zones, TURNS.saturating_sub(turns.len()))?);
        if turns.len() >= TURNS {
            return Err(Problem::TooMuch);
        }
    }
    Ok(turns)
}

fn is_cancelled(event: &ICalendarComponent) -> bool {
    event.status() == Some(&ICalendarStatus::Cancelled)
}

fn title(event: &ICalendarComponent) -> Arc<str> {
    let summary = event.property(&ICalendarProperty::Summary).and_then(|entry| entry.values.first());
    summary.and_then(ICalendarValue::as_text).unwrap_or_default().into()
}

fn guests(event: &ICalendarComponent) -> Arc<[String]> {
    let guests = event.properties(&ICalendarProperty::Attendee);
    guests.filter_map(|guest| guest.calendar_address().map(ToOwned::to_owned)).collect()
}

fn wrong(event: &ICalendarComponent) -> Problem {
    Problem::Times(title(event).to_string())
}

type Zones<'a> = TzResolver<&'a str>;

/// The zone in which an entry's value is; none is that of the clock in Brussels.
fn zone(entry: &ICalendarEntry, event: &ICalendarComponent, zones: &Zones<'_>) -> Result<TimeZone, Problem> {
    let Some(name) = entry.tz_id() else { return Ok(rota::brussels()) };
    let known = zones.resolve(name).and_then(|zone| zone.name().map(std::borrow::Cow::into_owned));
    let zone = known.and_then(|name| TimeZone::get(&name).ok());
    zone.ok_or_else(|| Problem::Zone(title(event).to_string(), name.to_owned()))
}

/// The date and time of a value, where it says one.
fn civil(value: &PartialDateTime) -> Option<DateTime> {
    let number = |part: Option<u8>| i8::try_from(part.unwrap_or(0)).ok();
    let year = i16::try_from(value.year?).ok().filter(|year| (1970..2200).contains(year))?;
    let (month, day) = (number(value.month)?, number(value.day)?);
    // A leap second is the last one of its minute.
    let second = number(value.second)?.min(59);
    DateTime::new(year, month, day, number(value.hour)?, number(value.minute)?, second, 0).ok()
}

/// The instant of a value; one that says how far it is from UTC is in no other zone.
fn instant(value: &PartialDateTime, zone: &TimeZone) -> Option<Timestamp> {
    let civil = civil(value)?;
    if value.tz_hour.is_none() {
        return in_zone(civil, zone);
    }
    let minutes = i64::from(value.tz_hour?).checked_mul(60)?.checked_add(i64::from(value.tz_minute.unwrap_or(0)))?;
    let ahead = if value.tz_minus { minutes.checked_neg()? } else { minutes };
    let utc = in_zone(civil, &TimeZone::UTC)?;
    Some(utc.minus(crate::domain::time::Span::minutes(ahead)))
}

fn in_zone(civil: DateTime, zone: &TimeZone) -> Option<Timestamp> {
    let zoned = civil.to_zoned_datetime(zone.clone()).ok()?;
    Some(Timestamp(zoned.timestamp().as_millisecond()))
}

fn moment(
    event: &ICalendarComponent,
    property: &ICalendarProperty,
    zones: &Zones<'_>,
) -> Result<Option<(DateTime, Timestamp, TimeZone)>, Problem> {
    let Some(entry) = event.property(property) else { return Ok(None) };
    let zone = zone(entry, event, zones)?;
    let value = entry.values.first().and_then(ICalendarValue::as_partial_date_time);
    let read = value.and_then(|value| Some((civil(value)?, instant(value, &zone)?)));
    let (civil, at) = read.ok_or_else(|| wrong(event))?;
    Ok(Some((civil, at, zone)))
}

/// An entry that happens once.
fn single(event: &ICalendarComponent, zones: &Zones<'_>) -> Result<Turn, Problem> {
    let wrong = || wrong(event);
    let (begins, from, zone) = moment(event, &ICalendarProperty::Dtstart, zones)?.ok_or_else(wrong)?;
    let until = if let Some((_, until, _)) = moment(event, &ICalendarProperty::Dtend, zones)? {
        until
    } else {
        let length = event.property(&ICalendarProperty::Duration).and_then(|entry| entry.values.first());
        let seconds = match length {
            Some(ICalendarValue::Duration(length)) => length.to_time_delta().ok_or_else(wrong)?.num_seconds(),
            Some(_) => return Err(wrong()),
            // A day without times lasts until the next one.
            None => 24 * 60 * 60,
        };
        let has_time = event.property(&ICalendarProperty::Dtstart).and_then(|entry| entry.values.first());
        let has_time =
            has_time.and_then(ICalendarValue::as_partial_date_time).is_some_and(|value| value.hour.is_some());
        if length.is_none() && has_time {
            return Err(wrong());
        }
        let ends = jiff::Span::new().try_seconds(seconds).ok().and_then(|length| begins.checked_add(length).ok());
        ends.and_then(|ends| in_zone(ends, &zone)).ok_or_else(wrong)?
    };
    if until <= from {
        return Err(wrong());
    }
    Ok(Turn { from, until, title: title(event), guests: guests(event) })
}

/// Entries that belong together, of which one repeats. Their times are brought to one zone, repeated by the clock on
/// its wall, and made instants again.
fn repeated(events: &[&ICalendarComponent], zones: &Zones<'_>, most: usize) -> Result<Vec<Turn>, Problem> {
    let master = events.iter().find(|event| event.has_property(&ICalendarProperty::Rrule)).or_else(|| events.first());
    let Some(master) = master else { return Ok(Vec::new()) };
    let start = master.property(&ICalendarProperty::Dtstart);
    let start_value = start.and_then(|entry| entry.values.first()).and_then(ICalendarValue::as_partial_date_time);
    let (Some(start), Some(start_value)) = (start, start_value) else { return Err(wrong(master)) };
    let home = if start_value.tz_hour.is_some() { TimeZone::UTC } else { zone(start, master, zones)? };
    let mut components = Vec::new();
    for event in events {
        components.push(floating(event, &home, zones, start_value.hour.is_some())?);
    }
    let expanded = ICalendar { components }.expand_dates(Tz::Floating, most.saturating_add(1));
    let broken = expanded.errors.first().map(|error| usize::try_from(error.comp_id).unwrap_or(usize::MAX));
    if let Some(broken) = broken {
        return Err(wrong(events.get(broken).unwrap_or(master)));
    }
    let mut turns = Vec::new();
    for happens in expanded.events {
        let event = usize::try_from(happens.comp_id).ok().and_then(|at| events.get(at)).ok_or_else(|| wrong(master))?;
        if is_cancelled(event) {
            continue;
        }
        let begins = happens.start.naive_local().and_utc().timestamp();
        let ends = match happens.end {
            TimeOrDelta::Time(ends) => ends.naive_local().and_utc().timestamp(),
            TimeOrDelta::Delta(length) => begins.saturating_add(length.num_seconds()),
        };
        let at = |seconds| on_the_wall(seconds).and_then(|civil| in_zone(civil, &home)).ok_or_else(|| wrong(event));
        let (from, until) = (at(begins)?, at(ends)?);
        if until <= from {
            return Err(wrong(event));
        }
        turns.push(Turn { from, until, title: title(event), guests: guests(event) });
    }
    Ok(turns)
}

/// What a clock shows, counted as if it were in UTC.
fn on_the_wall(seconds: i64) -> Option<DateTime> {
    let at = jiff::Timestamp::from_second(seconds).ok()?;
    Some(at.to_zoned_datetime(TimeZone::UTC).datetime())
}

/// The same entry by the clock on the wall of one zone, without what only tells versions of it apart.
fn floating(
    event: &ICalendarComponent,
    home: &TimeZone,
    zones: &Zones<'_>,
    has_time: bool,
) -> Result<ICalendarComponent, Problem> {
    let mut event = event.clone();
    event.component_ids.clear();
    event.entries.retain(|entry| entry.name != ICalendarProperty::Sequence);
    let known = event.clone();
    for entry in &mut event.entries {
        let of_entry = zone(entry, &known, zones)?;
        for value in &mut entry.values {
            match value {
                ICalendarValue::PartialDateTime(value) => bring(value, &of_entry, home).ok_or_else(|| wrong(&known))?,
                ICalendarValue::RecurrenceRule(rule) => {
                    let Some(until) = &mut rule.until else { continue };
                    // The last day is part of it.
                    if until.hour.is_none() && has_time {
                        (until.hour, until.minute, until.second) = (Some(23), Some(59), Some(59));
                    }
                    bring(until, home, home).ok_or_else(|| wrong(&known))?;
                }
                // Another way to say more dates, which nobody uses.
                ICalendarValue::Period(_) => return Err(wrong(&known)),
                _ => {}
            }
        }
        entry.params.retain(|param| param.name != ICalendarParameterName::Tzid);
    }
    Ok(event)
}

/// A date without a time stays the same day everywhere; what stands in that zone already stays, also where its clock
/// skips it: the next date of the series is there again.
fn bring(value: &mut PartialDateTime, from: &TimeZone, home: &TimeZone) -> Option<()> {
    if value.hour.is_none() || (value.tz_hour.is_none() && from == home) {
        return civil(value).map(|_| ());
    }
    let at = instant(value, from)?;
    let there = jiff::Timestamp::from_millisecond(at.0).ok()?.to_zoned_datetime(home.clone()).datetime();
    *value = PartialDateTime {
        year: u16::try_from(there.year()).ok(),
        month: u8::try_from(there.month()).ok(),
        day: u8::try_from(there.day()).ok(),
        hour: u8::try_from(there.hour()).ok(),
        minute: u8::try_from(there.minute()).ok(),
        second: u8::try_from(there.second()).ok(),
        ..PartialDateTime::default()
    };
    Some(())
}
