//! Commands that reach the bot long after they were said, such as after an outage. What reports, logs, acknowledges or
//! confirms a call counts, for it is true still; anything else may be wanted no more, and is asked again.

use super::port::Input;
use crate::{
    catalog::{Bound, Late, What},
    domain::{
        entry::LATE,
        line::Line,
        message::{Action, Invocation, Message},
        time::Timestamp,
    },
};

/// What is said instead of doing it; none when it may go on. Yes runs the same line at that time, for who said it.
pub(super) fn asked_again(input: &Input, bound: &Bound, text: &str, now: Timestamp) -> Option<Message> {
    let changes = matches!(bound.what, What::Command(_)) && bound.late == Late::AskedAgain;
    let said = said(input, now).filter(|_| changes)?;
    let command = Invocation::typed(text.trim());
    let asked = Message::of(Line::LateStillNeeded { said }).and(Line::OrType { command: command.clone() });
    let only = input.from.person().cloned();
    Some(asked.button(Action { only, ..Action::new("still-needed", command) }))
}

/// What is said beside it.
pub(super) fn marked(input: &Input, now: Timestamp) -> Option<Line> {
    said(input, now).map(|said| Line::LateTaken { said })
}

/// When it was said, where that is long ago.
fn said(input: &Input, now: Timestamp) -> Option<Timestamp> {
    (now.since(input.said_at) > LATE).then_some(input.said_at)
}
