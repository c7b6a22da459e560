//! A delivery as a person sees it: time, room, text, numbered buttons.

use super::paint::Paint;
use crate::{
    domain::{ids::PersonId, line::Line, words::Verbatim},
    engine::port::{Act, Button, Delivery},
    platform::words::Words,
    text::reply::{Reply, Span},
    text::time::clock,
};

/// With what a delivery is shown.
pub struct Showing<'a> {
    /// Colours or none.
    pub paint: Paint,
    /// The console's own words.
    pub words: &'a Words,
    /// Who sits at the terminal now.
    pub me: &'a PersonId,
}

impl Showing<'_> {
    /// The whole delivery. `number` gives each button its number.
    pub fn delivery(&self, delivery: &Delivery, number: &mut dyn FnMut(&Button) -> usize) -> String {
        let say = |line: &Line| self.words.say(line, delivery.at);
        let time = self.paint.quiet(&clock(delivery.at));
        match &delivery.act {
            Act::Post { room, text, mentions, actions, .. } => {
                let called = mentions.contains(self.me).then(|| say(&Line::ConsoleForYou {}));
                let head = self.head(&time, room.as_str(), called.as_deref());
                format!("{head}{}{}", self.body(text), self.buttons(actions, number))
            }
            Act::Edit { room, text, actions, .. } => {
                let head = self.head(&time, room.as_str(), Some(&say(&Line::ConsoleEdited {})));
                format!("{head}{}{}", self.body(text), self.buttons(actions, number))
            }
            Act::Pin { room, .. } => self.note(&time, room.as_str(), &say(&Line::ConsolePinned {})),
            Act::OpenRoom { room, name, members, topic: _ } => {
                let opened = Line::ConsoleRoomOpened { name: Verbatim(name.clone()), people: members.clone() };
                self.note(&time, room.as_str(), &say(&opened))
            }
            Act::ArchiveRoom { room } => {
                self.note(&time, room.as_str(), &say(&Line::ConsoleRoomArchived { room: room.clone() }))
            }
            Act::Mail { to, subject, text } => {
                let mail = self.paint.room(&say(&Line::ConsoleMail { to: Verbatim(to.shown().to_owned()) }));
                let text = self.body(text);
                let subject = indented(&clean(subject));
                // The text often begins with its subject.
                let subject = if text.starts_with(&subject) { String::new() } else { subject };
                format!("{time}  {mail}\n{subject}{text}")
            }
            Act::Text { to, text, .. } | Act::Call { to, text, .. } | Act::Webhook { to, text, .. } => {
                let to = Verbatim(to.shown().to_owned());
                let line = match delivery.act {
                    Act::Text { .. } => Line::ConsoleText { to },
                    Act::Webhook { .. } => Line::ConsoleWebhook { to },
                    _ => Line::ConsoleCall { to },
                };
                format!("{time}  {}\n{}", self.paint.room(&say(&line)), self.body(text))
            }
        }
    }

    /// Something that could not be stored.
    #[must_use]
    pub fn notice(&self, time: &str, room: &str, text: &Reply) -> String {
        let text = indented(&clean(&text.plain()));
        format!("{}{}", self.head(&self.paint.quiet(time), room, None), self.paint.wrong(&text))
    }

    fn head(&self, time: &str, room: &str, beside: Option<&str>) -> String {
        let beside = beside.map(|beside| format!("  ({})", self.paint.call(beside))).unwrap_or_default();
        format!("{time}  {}{beside}\n", self.paint.room(&format!("#{room}")))
    }

    fn note(&self, time: &str, room: &str, text: &str) -> String {
        format!("{time}  {}  {}\n", self.paint.room(&format!("#{room}")), clean(text))
    }

    fn body(&self, reply: &Reply) -> String {
        let mut text = String::new();
        for span in &reply.spans {
            match span {
                Span::Plain(part) | Span::User(part) => text.push_str(&clean(part)),
                Span::Command(part) => text.push_str(&self.paint.command(&clean(part))),
                Span::Mention(person) => text.push_str(&self.paint.call(&format!("@{person}"))),
            }
        }
        indented(&text)
    }

    fn buttons(&self, actions: &[Button], number: &mut dyn FnMut(&Button) -> usize) -> String {
        if actions.is_empty() {
            return String::new();
        }
        let labels: Vec<_> = actions
            .iter()
            .map(|button| format!("{} {}", self.paint.command(&format!("[{}]", number(button))), clean(&button.label)))
            .collect();
        format!("       {}\n", labels.join("   "))
    }
}

fn indented(text: &str) -> String {
    text.lines().flat_map(|line| ["       ", line, "\n"]).collect()
}

/// Without what could steer the terminal or turn the order of the letters around.
#[must_use]
pub fn clean(text: &str) -> String {
    let steers = |letter: &char| {
        (letter.is_control() && *letter != '\n')
            || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')
    };
    text.replace('\t', " ").chars().filter(|letter| !steers(letter)).collect()
}

#[cfg(test)]
#[path = "show_tests.rs"]
mod tests;
