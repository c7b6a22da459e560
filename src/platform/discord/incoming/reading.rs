//! From the content of a message to a line that the grammar can read.

use serenity::model::id::{RoleId, UserId};

use crate::platform::discord::people::People;

/// How the grammar wants the bot to be called.
const LEAD: &str = "@noodklok";

/// What somebody says, with people and teams by their ids. Where it speaks to the bot, it begins with that, wherever the
/// bot was mentioned in it; a reply mentions it without a word.
#[must_use]
pub fn said(content: &str, me: UserId, speaks_to_me: bool, people: &People) -> String {
    let text = replaced(content, Some(me), people);
    let text = text.trim();
    let commands = text.starts_with(['!', '/']);
    if speaks_to_me && !commands { format!("{LEAD} {text}") } else { text.to_owned() }
}

/// What somebody gave with a command, with people and teams by their ids.
#[must_use]
pub fn named(given: &str, people: &People) -> String {
    replaced(given, None, people)
}

/// With a name for each mention, and nothing for that of the bot itself.
fn replaced(content: &str, me: Option<UserId>, people: &People) -> String {
    let mut text = String::with_capacity(content.len());
    let mut rest = content;
    while let Some((before, after)) = rest.split_once("<@") {
        text.push_str(before);
        let Some((inside, behind)) = after.split_once('>') else {
            text.push_str("<@");
            rest = after;
            continue;
        };
        match mention(inside, people) {
            Some(Mentioned::User(user, _)) if Some(user) == me => text.push(' '),
            Some(Mentioned::User(_, name) | Mentioned::Role(name)) => text.push_str(&name),
            None => {
                text.push_str("<@");
                rest = after;
                continue;
            }
        }
        rest = behind;
    }
    text.push_str(rest);
    text
}

/// Whether the content itself mentions somebody.
#[must_use]
pub fn mentions(content: &str, whom: UserId) -> bool {
    content.contains(&format!("<@{whom}>")) || content.contains(&format!("<@!{whom}>"))
}

enum Mentioned {
    User(UserId, String),
    Role(String),
}

/// What stands between `<@` and `>`.
fn mention(inside: &str, people: &People) -> Option<Mentioned> {
    if let Some(role) = inside.strip_prefix('&') {
        let role: u64 = role.parse().ok().filter(|id| *id > 0)?;
        let team = people.team(RoleId::new(role)).map(ToString::to_string);
        return Some(Mentioned::Role(team.unwrap_or_else(|| format!("@{role}"))));
    }
    let id: u64 = inside.strip_prefix('!').unwrap_or(inside).parse().ok().filter(|id| *id > 0)?;
    let user = UserId::new(id);
    let name = people.actor(user).person().map_or_else(|| format!("@{id}"), ToString::to_string);
    Some(Mentioned::User(user, name))
}

#[cfg(test)]
#[path = "reading_tests.rs"]
mod tests;
