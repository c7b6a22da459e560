//! Commands of people for whom their network does not vouch. A report always counts: nobody who sees a fire is asked for
//! papers.

use super::port::Input;
use crate::{
    catalog::{Bound, What},
    domain::{
        command::Command,
        line::Line,
        message::{Action, Invocation, Message},
    },
};

/// A network does not vouch that somebody is who they seem to be, such as for a device that they never signed. What
/// follows is the organisation's choice. A report counts all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// It counts, and they are told.
    Warn,
    /// It waits for one tap of any other person with the right.
    Confirm,
    /// It does not count.
    Deny,
}

/// What is said instead of doing it; none when it may go on.
pub(super) fn held_back(input: &Input, bound: &Bound, text: &str) -> Option<Message> {
    let What::Command(command) = &bound.what else { return None };
    let person = input.from.person().filter(|_| !matches!(command, Command::Report(_)))?.clone();
    match input.doubt? {
        Doubt::Warn => None,
        Doubt::Deny => Some(Message::of(Line::DoubtDenied { person }).and(Line::DoubtRemedy {})),
        Doubt::Confirm => {
            let button =
                Action { except: Some(person.clone()), ..Action::new("confirm-doubt", Invocation::typed(text)) };
            let asked = Message::of(Line::DoubtConfirm { person, command: text.trim().to_owned() });
            Some(asked.and(Line::DoubtRemedy {}).button(button))
        }
    }
}

/// What is said beside it.
pub(super) fn warned(input: &Input) -> Option<Line> {
    let person = input.from.person().filter(|_| input.doubt == Some(Doubt::Warn))?;
    Some(Line::DoubtWarned { person: person.clone() })
}
