//! What was said in a room while nobody listened: read backwards from the newest event to the last one that was read.

use std::time::Duration;

use matrix_sdk::{
    Room,
    deserialized_responses::TimelineEvent,
    room::MessagesOptions,
    ruma::{EventId, UInt, UserId},
};

use super::event::Event;
use crate::domain::time::{Span, Timestamp};

/// At most so many events are read back.
const MOST: usize = 2_000;
/// What is older than this is no news.
const OLDEST: Span = Span::hours(7 * 24);
/// The first page finds the last read event of a quiet room; the others are for a long absence.
const PAGES: [u32; 2] = [50, 250];
/// How long one page may take.
const DEADLINE: Duration = Duration::from_secs(5);
/// By how much the clocks of the bot and the homeserver may differ when a room is young.
const SKEW: Span = Span::minutes(10);

/// Up to where a room was read.
#[derive(Debug, Clone, Copy)]
pub struct Mark<'a> {
    /// The last event that was read; none in a room that was never read.
    pub last: Option<&'a EventId>,
    /// The bot's account.
    pub me: &'a UserId,
    /// The first start of the bot: what was said before it, in rooms that were never read, was not said to it.
    pub first: Timestamp,
    /// Business time.
    pub now: Timestamp,
}

/// The events since the mark, the oldest first.
///
/// # Errors
/// Why the homeserver did not give them; nothing is lost as long as the mark stays where it is.
pub async fn read(room: &Room, mark: Mark<'_>, from: Option<String>) -> Result<Vec<TimelineEvent>, String> {
    let mut newest_first = Vec::new();
    let mut from = from;
    let mut seen = 0_usize;
    let mut sizes = PAGES.into_iter();
    let mut size = PAGES.last().copied().unwrap_or_default();
    loop {
        size = sizes.next().unwrap_or(size);
        let mut options = MessagesOptions::backward().from(from.as_deref());
        options.limit = UInt::from(size);
        let page = match tokio::time::timeout(DEADLINE, room.messages(options)).await {
            Ok(page) => page.map_err(|error| error.to_string())?,
            Err(_) => return Err(format!("no answer within {} s", DEADLINE.as_secs())),
        };
        let end = page.end;
        let mut all_old = true;
        for event in page.chunk {
            seen = seen.saturating_add(1);
            let place = mark.at(&event);
            all_old &= matches!(place, Place::Before);
            match place {
                Place::Read => return Ok(reversed(newest_first)),
                Place::Arrival => {
                    newest_first.push(event);
                    return Ok(reversed(newest_first));
                }
                Place::New => newest_first.push(event),
                // One event with a false time does not hide what lies before it.
                Place::Before => {}
            }
        }
        if all_old || seen >= MOST {
            return Ok(given_up(room, mark, newest_first));
        }
        match end {
            Some(end) if from.as_deref() != Some(&*end) => from = Some(end),
            _ => return Ok(given_up(room, mark, newest_first)),
        }
    }
}

fn reversed(mut events: Vec<TimelineEvent>) -> Vec<TimelineEvent> {
    events.reverse();
    events
}

/// The last read event is not found: of a room that was never read nothing else is to be expected.
fn given_up(room: &Room, mark: Mark<'_>, newest_first: Vec<TimelineEvent>) -> Vec<TimelineEvent> {
    if mark.last.is_some() {
        tracing::warn!(
            room = %room.room_id(),
            events = newest_first.len(),
            "the last event that was read is too far back; these are handled, nothing before them"
        );
    }
    reversed(newest_first)
}

/// Where an event stands to what was read.
enum Place {
    /// It was not read yet.
    New,
    /// It is the last one that was.
    Read,
    /// The bot came in by it, and read nothing there before.
    Arrival,
    /// It is too old.
    Before,
}

impl Mark<'_> {
    fn at(&self, event: &TimelineEvent) -> Place {
        if self.last.is_some() && event.event_id().as_deref() == self.last {
            return Place::Read;
        }
        let Some(event) = Event::read(event.raw().json().get()) else { return Place::New };
        if self.last.is_none() && event.is_arrival_of(self.me) {
            return Place::Arrival;
        }
        let oldest = self.now.minus(OLDEST);
        let oldest = if self.last.is_some() { oldest } else { oldest.max(self.first.minus(SKEW)) };
        if event.at < oldest { Place::Before } else { Place::New }
    }
}

fn at(event: &TimelineEvent) -> Option<Timestamp> {
    Event::read(event.raw().json().get()).map(|event| event.at)
}

/// Of a room that was never read: what was said since the bot came in, else since its first start.
#[must_use]
pub fn fresh(mut events: Vec<TimelineEvent>, mark: Mark<'_>) -> Vec<TimelineEvent> {
    if let Some(arrived) = arrival(&events, mark.me, mark.first) {
        return events.split_off(arrived.saturating_add(1));
    }
    events.retain(|event| at(event).is_some_and(|at| at >= mark.first));
    events
}

/// Where the bot came in, if that was not before its first start.
fn arrival(events: &[TimelineEvent], me: &UserId, first: Timestamp) -> Option<usize> {
    let arrived = events.iter().rposition(|event| {
        Event::read(event.raw().json().get())
            .is_some_and(|event| event.is_arrival_of(me) && event.at >= first.minus(SKEW))
    })?;
    Some(arrived)
}

/// Whether the whole story of the bot in a room is among these events.
#[must_use]
pub fn holds_arrival(events: &[TimelineEvent], mark: Mark<'_>) -> bool {
    arrival(events, mark.me, mark.first).is_some()
}
