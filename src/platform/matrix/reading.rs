//! From the content of a message to a line that the grammar can read.

use matrix_sdk::ruma::{OwnedEventId, OwnedUserId, UserId};
use serde_json::Value;

use super::{
    event::{event_id, text},
    people::People,
    pills::{self, Pill},
};

/// How the grammar wants the bot to be called.
const LEAD: &str = "@noodklok";

/// Who is who when a message is read.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'a> {
    /// The bot's account.
    pub me: &'a UserId,
    /// The bot's display name, if it has one.
    pub name: Option<&'a str>,
    /// The accounts of people.
    pub people: &'a People,
}

/// To what a message belongs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Relation {
    /// The message that it replaces.
    pub replaces: Option<OwnedEventId>,
    /// The root of its thread.
    pub thread: Option<OwnedEventId>,
    /// The message that somebody chose to answer; in a thread that a client only filled in is none.
    pub answers: Option<OwnedEventId>,
}

/// To what a message belongs.
#[must_use]
pub fn relation(content: &Value) -> Relation {
    let Some(relates) = content.get("m.relates_to") else { return Relation::default() };
    let of = |kind: &str| (text(relates, &["rel_type"]) == Some(kind)).then(|| event_id(relates, &["event_id"]));
    let thread = of("m.thread").flatten();
    let filled_in = thread.is_some() && relates.get("is_falling_back").and_then(Value::as_bool).unwrap_or(false);
    Relation {
        replaces: of("m.replace").flatten(),
        answers: event_id(relates, &["m.in_reply_to", "event_id"]).filter(|_| !filled_in),
        thread,
    }
}

/// What an edit says instead; without it the content itself.
#[must_use]
pub fn new_content(content: &Value) -> &Value {
    content.get("m.new_content").unwrap_or(content)
}

/// What a text message says, with a leading mention of the bot as the grammar wants it and the people in it by their
/// ids. None for everything that is no text, notices of other bots above all.
#[must_use]
pub fn said(content: &Value, reading: Reading<'_>) -> Option<String> {
    if text(content, &["msgtype"]) != Some("m.text") {
        return None;
    }
    let body = text(content, &["body"])?;
    let is_reply = content.get("m.relates_to").is_some_and(|relates| relates.get("m.in_reply_to").is_some());
    let body = if is_reply { without_quote(body) } else { body };
    let html = text(content, &["formatted_body"]).unwrap_or_default();
    let mut pills = pills::pills(html);
    let Some(rest) = called(body, content, &pills, reading) else {
        return Some(pills::named(body, &pills, reading.people));
    };
    if pills.first().is_some_and(|first| first.account == reading.me) {
        pills.remove(0);
    }
    Some(format!("{LEAD} {}", pills::named(rest, &pills, reading.people)))
}

/// Without the lines that older clients quote before a reply.
fn without_quote(body: &str) -> &str {
    let mut rest = body;
    let mut quoted = false;
    while rest.starts_with("> ") || rest.starts_with(">\n") {
        quoted = true;
        rest = rest.split_once('\n').map_or("", |(_, after)| after);
    }
    if quoted { rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n')).unwrap_or(rest) } else { rest }
}

/// What follows when a message begins by calling the bot.
fn called<'a>(body: &'a str, content: &Value, pills: &[Pill], reading: Reading<'_>) -> Option<&'a str> {
    let body = body.trim_start_matches(is_blank);
    let pill = pills.first().filter(|pill| pill.account == reading.me);
    let linked = pill.and_then(|pill| linked(body, &pill.name));
    let known: Vec<&str> =
        [Some(reading.me.as_str()), pill.map(|pill| pill.name.as_str())].into_iter().flatten().collect();
    let names: Vec<&str> = reading.name.into_iter().chain([reading.me.localpart()]).collect();
    let rest = linked.or_else(|| first(&known, body)).or_else(|| {
        let rest = first(&names, body)?;
        // A name alone is talk about the bot; with a colon, or where the client says so, it calls it.
        (pill.is_some() || is_mentioned(content, reading.me) || rest.starts_with(':')).then_some(rest)
    })?;
    Some(rest.trim_start_matches([':', ',']).trim_start_matches(is_blank))
}

fn first<'a>(names: &[&str], body: &'a str) -> Option<&'a str> {
    names.iter().find_map(|name| begins(body, name).or_else(|| begins(body.strip_prefix('@')?, name)))
}

/// After a link in the plain body, as some clients write it.
fn linked<'a>(body: &'a str, name: &str) -> Option<&'a str> {
    let rest = body.strip_prefix('[')?.strip_prefix(name)?.strip_prefix("](")?;
    rest.split_once(')').map(|(_, after)| after)
}

/// What follows a name, whatever its case.
fn begins<'a>(body: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = body.chars();
    for expected in name.chars() {
        if !rest.next()?.to_lowercase().eq(expected.to_lowercase()) {
            return None;
        }
    }
    let after = rest.as_str();
    let ends = after.chars().next().is_none_or(|c| is_blank(c) || matches!(c, ':' | ','));
    (ends && !name.is_empty()).then_some(after)
}

/// Whether a message says that it mentions an account.
fn is_mentioned(content: &Value, account: &UserId) -> bool {
    let mentioned = content.get("m.mentions").and_then(|mentions| mentions.get("user_ids")).and_then(Value::as_array);
    let ids = mentioned.into_iter().flatten().filter_map(Value::as_str);
    ids.filter_map(|id| UserId::parse(id).ok()).any(|id: OwnedUserId| id == account)
}

fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
#[path = "reading_tests.rs"]
mod tests;
