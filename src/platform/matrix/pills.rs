//! Mentions of accounts in a message: links to matrix.to in its formatted body, and ids in its plain one.

use matrix_sdk::ruma::{OwnedUserId, UserId};

use super::people::People;

/// More links than this are not looked at: nobody mentions so many people in earnest.
const MOST: usize = 100;

/// No account has a longer id, in bytes.
const LONGEST: usize = 255;

/// A link to an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pill {
    /// As it reads.
    pub name: String,
    /// Whose account.
    pub account: OwnedUserId,
}

/// The links to accounts in a formatted body, in order. Nothing else of the markup is looked at.
#[must_use]
pub fn pills(html: &str) -> Vec<Pill> {
    let mut pills = Vec::new();
    let mut rest = without_quote(html);
    while pills.len() < MOST {
        let Some((_, after)) = rest.split_once("<a ") else { break };
        let Some((attributes, inside)) = after.split_once('>') else { break };
        let Some((inner, behind)) = inside.split_once("</a>") else { break };
        if let Some(account) = href(attributes).and_then(|href| account(&href)) {
            pills.push(Pill { name: plain(inner), account });
        }
        rest = behind;
    }
    pills
}

/// Without what older clients put before a reply.
fn without_quote(html: &str) -> &str {
    match html.split_once("</mx-reply>") {
        Some((quote, rest)) if quote.trim_start().starts_with("<mx-reply>") => rest,
        _ => html,
    }
}

fn href(attributes: &str) -> Option<String> {
    let (_, value) = attributes.split_once("href=")?;
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (href, _) = value.strip_prefix(quote)?.split_once(quote)?;
    Some(entities(href))
}

/// The account to which a link leads.
fn account(href: &str) -> Option<OwnedUserId> {
    let id = href.strip_prefix("https://matrix.to/#/").or_else(|| href.strip_prefix("http://matrix.to/#/"));
    let id = match id {
        Some(id) => unescaped(id.split('?').next()?),
        None => format!("@{}", unescaped(href.strip_prefix("matrix:u/")?.split('?').next()?)),
    };
    UserId::parse(id).ok()
}

/// With percent signs taken away.
fn unescaped(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let digits = rest.as_slice_of_two();
        match digits.filter(|_| byte == b'%') {
            Some(value) => {
                bytes.push(value);
                rest.nth(1);
            }
            None => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// Looks at the next two characters of a text.
trait Ahead {
    /// The byte that they say in hexadecimal.
    fn as_slice_of_two(&self) -> Option<u8>;
}

impl Ahead for std::str::Bytes<'_> {
    fn as_slice_of_two(&self) -> Option<u8> {
        let mut ahead = self.clone();
        let digit = |byte: u8| char::from(byte).to_digit(16);
        let (high, low) = (digit(ahead.next()?)?, digit(ahead.next()?)?);
        u8::try_from(high.checked_mul(16)?.checked_add(low)?).ok()
    }
}

/// Without tags, with entities read.
fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        rest = tag.split_once('>').map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    entities(&text)
}

fn entities(text: &str) -> String {
    let mut read = text.to_owned();
    for (entity, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " ")] {
        read = read.replace(entity, character);
    }
    read.replace("&amp;", "&")
}

/// The text with each mention of a known account as `@<person>`.
#[must_use]
pub fn named(text: &str, pills: &[Pill], people: &People) -> String {
    let mut done = String::with_capacity(text.len());
    let mut rest = text;
    for pill in pills {
        let Some(person) = people.person(&pill.account) else { continue };
        let Some((before, after)) = find(rest, pill) else { continue };
        done.push_str(&ids(before, people));
        done.push('@');
        done.push_str(person.as_str());
        rest = after;
    }
    done.push_str(&ids(rest, people));
    done
}

/// What stands before the first place where a text names the account of a pill, and what after it.
fn find<'a>(text: &'a str, pill: &Pill) -> Option<(&'a str, &'a str)> {
    let link = format!("[{}](", pill.name);
    if let Some((before, after)) = text.split_once(&*link) {
        return Some((before, after.split_once(')').map_or(after, |(_, after)| after)));
    }
    for name in [pill.account.as_str(), pill.name.as_str()] {
        if name.is_empty() {
            continue;
        }
        let places = text.match_indices(name).filter_map(|(at, _)| text.split_at_checked(at));
        let places = places.filter_map(|(before, from)| Some((before, from.strip_prefix(name)?)));
        let word = |c: char| c.is_alphanumeric();
        let mut apart = places.filter(|(before, after)| !before.ends_with(word) && !after.starts_with(word));
        if let Some((before, after)) = apart.next() {
            return Some((before.strip_suffix('@').unwrap_or(before), after));
        }
    }
    None
}

/// Each id of a known account as `@<person>`.
fn ids(text: &str, people: &People) -> String {
    let mut done = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('@') {
        let Some((before, from)) = rest.split_at_checked(at) else { break };
        let mut ends = from.char_indices().skip(1).take(LONGEST);
        let ends = ends.find(|(_, c)| c.is_whitespace() || ",;()<>[]\"'@".contains(*c));
        let end = ends.map_or(from.len().min(LONGEST), |(end, _)| end);
        let word = from.get(..end).unwrap_or("@").trim_end_matches(['.', ':', '?', '!']);
        let person = UserId::parse(word).ok().and_then(|account| people.person(&account).cloned());
        done.push_str(before);
        done.push('@');
        if let Some(person) = person.filter(|_| !before.ends_with(char::is_alphanumeric)) {
            done.push_str(person.as_str());
            rest = from.strip_prefix(word).unwrap_or_default();
        } else {
            rest = from.strip_prefix('@').unwrap_or_default();
        }
    }
    done.push_str(rest);
    done
}
