//! A reply in Matrix's two forms, plain and HTML: the only place where this network escapes anything.

use matrix_sdk::ruma::{OwnedUserId, UserId};

use super::people::People;
use crate::{
    domain::ids::PersonId,
    engine::port::Button,
    platform::{
        direction,
        markup::escaped,
        parts::{Form, Lines, Size},
    },
    text::{
        clean,
        reply::{Reply, Span},
    },
};

/// The most that both forms of a part take together in JSON, in bytes. An edit holds them twice and encryption makes
/// them a third longer; a homeserver refuses events above 64 kB.
pub const MOST: usize = 16_000;
/// The most that a piece takes that cannot be taken apart.
const PIECE: usize = 4_000;
/// A character is never longer than this in both forms together.
const CHARACTER: usize = 12;
/// No account is longer, in bytes.
const LONGEST_ACCOUNT: usize = 255;
/// Seen by nobody, but keeps a client from reading what it stands in as a mention or a link.
const JOINER: char = '\u{2060}';

/// A message of a size that every homeserver takes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Part {
    /// For clients without HTML, and for notifications.
    pub plain: String,
    /// Valid by itself.
    pub html: String,
}

/// The accounts of those who are called; whoever has none cannot be.
#[must_use]
pub fn accounts(mentions: &[PersonId], people: &People) -> Vec<OwnedUserId> {
    mentions.iter().filter_map(|person| people.account(person)).map(ToOwned::to_owned).collect()
}

/// The parts of a reply with its buttons in words; at least one. Each further part begins with `lead`.
#[must_use]
pub fn parts(reply: &Reply, buttons: &[Button], people: &People, lead: &str) -> Vec<Part> {
    let mut lines = Lines::new(Size { most: MOST, piece: PIECE, character: CHARACTER, worst });
    for span in &reply.spans {
        match span {
            Span::Plain(text) => lines.text(text, plain),
            Span::User(text) => lines.text(&harmless(&clean(text)), isolated),
            Span::Command(text) => lines.text(text, command),
            Span::Mention(person) => lines.push(mention(person, people.account(person))),
        }
    }
    let printed = |line: &str| reply.spans.iter().any(|span| matches!(span, Span::Command(text) if text == line));
    for button in buttons.iter().filter(|button| !printed(&button.command)) {
        lines.next();
        lines.text(&harmless(&clean(&button.label)), isolated);
        lines.text(": ", plain);
        lines.text(&button.command, command);
    }
    lines.fill(&Part { plain: "\n".to_owned(), html: "<br>".to_owned() }, &plain(lead))
}

impl Form for Part {
    fn cost(&self) -> usize {
        in_json(&self.plain).saturating_add(in_json(&self.html))
    }

    fn append(&mut self, other: &Self) {
        self.plain.push_str(&other.plain);
        self.html.push_str(&other.html);
    }
}

/// The most that a text takes in both forms together.
fn worst(text: &str) -> usize {
    plain(text).cost()
}

fn in_json(text: &str) -> usize {
    let each = text.chars().map(|c| match c {
        '"' | '\\' => 2,
        c if c.is_control() => 6,
        c => c.len_utf8(),
    });
    each.fold(0, usize::saturating_add)
}

fn plain(text: &str) -> Part {
    Part { plain: text.to_owned(), html: escaped(text) }
}

fn command(text: &str) -> Part {
    Part { plain: text.to_owned(), html: format!("<code>{}</code>", escaped(text)) }
}

fn mention(person: &PersonId, account: Option<&UserId>) -> Part {
    let plain = format!("@{person}");
    let name = escaped(person.as_str());
    let html = account.map_or_else(
        || escaped(&plain),
        |account| format!("<a href=\"{}\">{name}</a>", escaped(&account.matrix_to_uri().to_string())),
    );
    Part { plain, html }
}

/// Words of a person that keep their direction to themselves.
fn isolated(text: &str) -> Part {
    plain(&direction::isolated(text))
}

/// Words of a person that no client takes for a mention of the room or an account. What a message calls stands in its
/// `m.mentions`; this is for clients and bridges that look at the text as well.
fn harmless(text: &str) -> String {
    let mut harmless = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let rest = text.get(at..).unwrap_or_default();
        harmless.push(c);
        let broken = match c {
            '@' => calls(rest.get(1..).unwrap_or_default()),
            'x' | 'X' => links(text.get(..=at).unwrap_or_default(), rest.get(1..).unwrap_or_default()),
            _ => false,
        };
        if broken {
            harmless.push(JOINER);
        }
    }
    harmless
}

/// Whether an `@` before this calls somebody. At the end, our own words could complete it.
fn calls(after: &str) -> bool {
    let mut word = after.chars().take(LONGEST_ACCOUNT).take_while(|c| !c.is_whitespace());
    after.is_empty() || starts(after, "room") || word.any(|c| c == ':')
}

/// Whether this is the middle of a link that clients show as an account: `matrix.to`, `matrix:`.
fn links(before: &str, after: &str) -> bool {
    let start = before.len().checked_sub("matrix".len()).and_then(|at| before.get(at..));
    start.is_some_and(|word| word.eq_ignore_ascii_case("matrix")) && (starts(after, ".to") || after.starts_with(':'))
}

fn starts(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

#[cfg(test)]
#[path = "render_tests.rs"]
mod tests;
