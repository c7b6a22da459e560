//! Cutting a line into pieces: the lead, words, quoted values.

use super::clean;

/// The bot's own name in a mention.
const MENTION: &str = "@noodklok";

/// What stands before the command, and what is left.
pub fn lead(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(blank);
    if let Some(rest) = text.strip_prefix(['!', '/']) {
        return Some(rest);
    }
    let rest = mention(text)?.trim_start_matches([':', ',']).trim_start_matches(blank);
    Some(rest.strip_prefix(['!', '/']).unwrap_or(rest))
}

fn blank(c: char) -> bool {
    !clean::is_break(c) && clean::is_blank(c.encode_utf8(&mut [0; 4]))
}

fn mention(text: &str) -> Option<&str> {
    let mut rest = text.chars();
    for expected in MENTION.chars() {
        if !rest.next()?.to_lowercase().eq(expected.to_lowercase()) {
            return None;
        }
    }
    let after = rest.as_str();
    let ends = after.chars().next().is_none_or(|c| c.is_whitespace() || c == ':' || c == ',' || blank(c));
    ends.then_some(after)
}

/// A piece of a line: a word, or a quoted stretch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// As typed.
    pub raw: String,
}

/// The pieces of one line. A quote opens at the start of a piece and straight after `:` or `,`; one that nobody closes
/// is a character like any other.
pub fn pieces(line: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = line.trim_start();
    while !rest.is_empty() {
        let (piece, after) = piece(rest);
        pieces.push(Piece { raw: piece });
        rest = after.trim_start();
    }
    pieces
}

fn piece(text: &str) -> (String, &str) {
    let mut raw = String::new();
    let mut rest = text.chars();
    let mut may_open = true;
    loop {
        let here = rest.as_str();
        let Some(c) = rest.next() else { return (raw, "") };
        if c.is_whitespace() {
            return (raw, here);
        }
        raw.push(c);
        let closed = if may_open && clean::is_quote(c) { close(rest.as_str()) } else { None };
        if let Some((inner, after)) = closed {
            raw.push_str(inner);
            rest = after.chars();
        }
        may_open = (may_open && clean::is_blank(c.encode_utf8(&mut [0; 4]))) || c == ':' || c == ',';
    }
}

/// Up to and with the closing quote.
fn close(text: &str) -> Option<(&str, &str)> {
    let mut escaped = false;
    let mut length = 0_usize;
    for c in text.chars() {
        length = length.saturating_add(c.len_utf8());
        if escaped {
            escaped = false;
        } else if c == '\\' {
            escaped = true;
        } else if clean::is_quote(c) {
            return text.split_at_checked(length);
        }
    }
    None
}

/// The values of an option, with commas between them; quotes and escapes are taken off.
pub fn values(raw: &str, many: bool) -> Vec<String> {
    let mut values = vec![String::new()];
    let mut rest = raw.chars();
    let mut may_open = true;
    while let Some(c) = rest.next() {
        if may_open && clean::is_quote(c) {
            // A quote that nobody closes is left out: what follows it is the value all the same.
            if let Some((inner, after)) = close(rest.as_str()) {
                push(&mut values, &unescape(inner));
                rest = after.chars();
            }
            may_open = false;
            continue;
        }
        if many && c == ',' {
            values.push(String::new());
            may_open = true;
        } else {
            push(&mut values, c.encode_utf8(&mut [0; 4]));
            may_open = may_open && clean::is_blank(c.encode_utf8(&mut [0; 4]));
        }
    }
    if many {
        values.retain(|value| !clean::is_blank(value));
    }
    values
}

fn push(values: &mut [String], text: &str) {
    if let Some(last) = values.last_mut() {
        last.push_str(text);
    }
}

/// Without the closing quote and the escapes.
fn unescape(inner: &str) -> String {
    let mut text = String::new();
    let mut chars = inner.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        match next {
            None => break,
            Some(next) if c == '\\' && (next == '\\' || clean::is_quote(next)) => {
                text.push(next);
                chars.next();
            }
            Some(_) => text.push(c),
        }
    }
    text
}

/// The inside of a piece that is one quoted stretch and nothing else.
pub fn unquoted(raw: &str) -> Option<String> {
    let start = raw.trim_start_matches(blank);
    let first = start.chars().next().filter(|c| clean::is_quote(*c))?;
    let rest = start.strip_prefix(first)?;
    let (inner, after) = close(rest)?;
    clean::is_blank(after).then(|| unescape(inner))
}

/// A value as it can be typed.
pub fn quoted(value: &str) -> String {
    let plain = !value.is_empty() && !value.chars().any(|c| c.is_whitespace() || clean::is_quote(c) || c == '\\');
    if plain {
        return value.to_owned();
    }
    let mut text = String::from('"');
    for c in value.chars() {
        if c == '\\' || clean::is_quote(c) {
            text.push('\\');
        }
        text.push(c);
    }
    text.push('"');
    text
}

/// An option's name and its raw value, where the piece has that form.
pub fn option(raw: &str) -> Option<(String, &str)> {
    let (name, value) = raw.split_once(':')?;
    let name = clean::word(name);
    let fits = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    fits.then_some((name, value))
}
