//! Which free texts an event keeps, so that a redaction finds them.

use super::{event::Event, ids::TextId};

/// The free texts that the event's body refers to.
#[must_use]
pub fn of(event: &Event) -> Vec<TextId> {
    let (first, second) = match event {
        Event::Recorded(body) => (Some(&body.title), body.description.as_ref()),
        Event::Appended(body) => (Some(&body.title), body.description.as_ref()),
        Event::AlertTold(body) => (body.text.as_ref(), None),
        Event::Stated(body) => (body.reason.as_ref(), None),
        Event::LevelSettled(body) => (body.reason.as_ref(), None),
        Event::LevelSet(body) => (body.reason.as_ref(), None),
        Event::PhaseChanged(body) => (body.text.as_ref(), None),
        Event::Declined(body) => (Some(&body.reason), None),
        Event::Requested(body) => (body.text.as_ref(), None),
        Event::CallConfirmed(body) => (Some(&body.call.answered_by), None),
        Event::Written(body) => (Some(&body.text), None),
        Event::SourceEdited(body) => (Some(&body.text), None),
        Event::Redacted(body) => (Some(&body.reason), None),
        Event::PageOpened(body) => (Some(&body.text), None),
        Event::TaskAdded(body) => (Some(&body.text), None),
        Event::Updated(body) => (Some(&body.text), None),
        Event::PublicAsked(body) => (Some(&body.text), None),
        Event::StatusChanged(body) => (body.reason.as_ref(), None),
        _ => (None, None),
    };
    first.into_iter().chain(second).cloned().collect()
}
