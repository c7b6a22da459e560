//! A reply as Discord's Markdown: the only place where this network escapes anything.

use serenity::model::id::{RoleId, UserId};

use super::markdown;
use crate::{
    domain::ids::PersonId,
    engine::port::Button,
    platform::{
        direction,
        discord::people::People,
        parts::{Form, Lines, Size},
    },
    text::{
        clean,
        reply::{Reply, Span},
    },
};

/// The longest message. Discord says "characters" and most likely counts code points; UTF-16 units, as its clients
/// count, are never fewer.
pub const MOST: usize = 2_000;
/// The most that a piece takes that cannot be taken apart, with room for what is put around it.
const PIECE: usize = 900;
/// A character is never longer than this: a pair, what escapes it, and what breaks it.
const CHARACTER: usize = 4;
/// Said where there are no words: a message must say something.
const NOTHING: &str = "…";

/// A message of a size that Discord takes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Part {
    /// In Markdown.
    pub content: String,
    /// Whose accounts it names to call them.
    pub users: Vec<UserId>,
    /// Which roles it names to call them.
    pub roles: Vec<RoleId>,
}

impl Form for Part {
    fn cost(&self) -> usize {
        self.content.encode_utf16().count()
    }

    fn append(&mut self, other: &Self) {
        self.content.push_str(&other.content);
        self.users.extend(&other.users);
        self.roles.extend(&other.roles);
    }
}

/// Whom a message calls.
#[derive(Debug, Clone, Default)]
pub struct Called<'a> {
    /// Those who are named in its words.
    pub people: &'a [PersonId],
    /// Teams that are called as a whole: named beside them, because a role also holds those whose account is not known.
    pub roles: Vec<RoleId>,
    /// Who asked, where the answer cannot stand where they look for it.
    pub by: Option<UserId>,
}

/// The parts of a reply; at least one. Each further part begins with `lead`. Buttons that do not fit under a message are
/// said in words, as the reply does with some of the others.
#[must_use]
pub fn parts(reply: &Reply, worded: &[Button], people: &People, called: &Called<'_>, lead: &str) -> Vec<Part> {
    let mut lines = Lines::new(Size { most: MOST, piece: PIECE, character: CHARACTER, worst: markdown::worst });
    for span in &reply.spans {
        match span {
            Span::Plain(text) => lines.text(text, plain),
            Span::User(text) => lines.text(&clean(text), said),
            Span::Command(text) => lines.text(text, command),
            Span::Mention(person) => lines.push(mention(person, people, called)),
        }
    }
    let printed = |line: &str| reply.spans.iter().any(|span| matches!(span, Span::Command(text) if text == line));
    for button in worded.iter().filter(|button| !printed(&button.command)) {
        lines.next();
        lines.text(&clean(&button.label), said);
        lines.text(": ", plain);
        lines.text(&button.command, command);
    }
    // At the end of the first line: a drill says so in its first word.
    let roles =
        called.roles.iter().map(|role| Part { content: format!(" <@&{role}>"), roles: vec![*role], ..Part::default() });
    let by = called.by.map(|user| Part { content: format!(" <@{user}>"), users: vec![user], ..Part::default() });
    roles.chain(by).for_each(|mention| lines.push_first(mention));
    let lead = plain(lead);
    let mut parts = lines.fill(&plain("\n"), &lead);
    // Discord takes no empty message.
    parts.retain(|part| !part.content.strip_prefix(&lead.content).unwrap_or(&part.content).trim().is_empty());
    if parts.is_empty() {
        parts.push(plain(NOTHING));
    }
    parts
}

/// One line that is not a message but is read as Markdown all the same, such as a topic.
#[must_use]
pub fn line(text: &str) -> String {
    said(&clean(text)).content
}

fn of(content: String) -> Part {
    Part { content, ..Part::default() }
}

/// Our own words.
fn plain(text: &str) -> Part {
    of(markdown::escaped(text))
}

/// Words of a person: they format nothing, call nobody and keep their direction to themselves.
fn said(text: &str) -> Part {
    of(direction::isolated(&markdown::escaped(text)).into_owned())
}

fn command(text: &str) -> Part {
    of(markdown::code(text))
}

fn mention(person: &PersonId, people: &People, called: &Called<'_>) -> Part {
    match people.account(person) {
        Some(account) => {
            let users = if called.people.contains(person) { vec![account] } else { Vec::new() };
            Part { content: format!("<@{account}>"), users, ..Part::default() }
        }
        None => said(&format!("@{person}")),
    }
}

#[cfg(test)]
#[path = "render_tests.rs"]
mod tests;
