//! Text that Discord's clients show as it is: whatever means something to them is escaped, what a backslash does not
//! stop is broken by a character that nobody sees.

/// Seen by nobody, but keeps a client from reading what it stands in as a mention or an invite.
pub const JOINER: char = '\u{2060}';

/// The text, escaped. Both ends may stand beside anything.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut before = None;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after = rest.strip_prefix(c).unwrap_or_default();
        if let Some((link, behind)) = link(before, rest) {
            escaped.push('<');
            escaped.push_str(link);
            escaped.push('>');
            before = link.chars().next_back();
            rest = behind;
            continue;
        }
        if is_escaped(&escaped, before, c, after) {
            escaped.push('\\');
        }
        escaped.push(c);
        if is_broken(&escaped, c, after) {
            escaped.push(JOINER);
        }
        before = Some(c);
        rest = after;
    }
    escaped
}

/// The most that a text takes when it is escaped, or stands as code, in UTF-16 units; what is put around a piece once
/// comes on top.
#[must_use]
pub fn worst(text: &str) -> usize {
    let each = text.chars().map(|c| {
        let more = match c {
            '`' | '@' | '<' | '.' => 2,
            c if c.is_ascii_punctuation() => 1,
            _ => 0,
        };
        c.len_utf16().saturating_add(more)
    });
    each.fold(0, usize::saturating_add)
}

/// A line as code, which is shown as it is, between more backticks than follow each other in it.
#[must_use]
pub fn code(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.saturating_add(1));
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Whether a backslash must stand before it.
fn is_escaped(so_far: &str, before: Option<char>, c: char, after: &str) -> bool {
    let begins = before.is_none_or(char::is_whitespace);
    let ends = |rest: &str| rest.is_empty() || rest.starts_with(char::is_whitespace);
    match c {
        '\\' | '*' | '_' | '~' | '`' | '|' | '<' | '>' | '[' | ']' => true,
        // A heading, a list, small print. A row of them ends in a space or means nothing.
        '#' | '-' | '+' => begins && (ends(after) || after.starts_with('#')),
        // A numbered list.
        '.' => ends(after) && is_number(so_far.rsplit('\n').next().unwrap_or_default()),
        // The name of a picture, such as :fire:; not a clock.
        ':' => !(after.starts_with(char::is_whitespace) || is_clock(before, after)),
        _ => false,
    }
}

/// Whether nothing but a number stands in a line so far; what stands before the text is not known, and may end a line.
fn is_number(line: &str) -> bool {
    let number = line.trim_start();
    !number.is_empty() && number.chars().all(|c| c.is_ascii_digit())
}

/// Whether a colon stands between hours and minutes, and not before what may name a picture, as in `14:30-15:30`.
fn is_clock(before: Option<char>, after: &str) -> bool {
    let digits = after.chars().take_while(char::is_ascii_digit).count();
    let named = |c: char| c.is_ascii_alphanumeric() || "_+-".contains(c);
    let name = after.chars().take_while(|c| named(*c)).count();
    before.is_some_and(|c| c.is_ascii_digit())
        && digits == 2
        && (name == digits || after.chars().nth(name) != Some(':'))
}

/// Whether what follows must be kept from it: a mention, or an invite, which is shown as a card.
fn is_broken(so_far: &str, c: char, after: &str) -> bool {
    let word = |start: &str| after.get(..start.len()).is_some_and(|there| there.eq_ignore_ascii_case(start));
    match c {
        // At the end, words that come next could complete it.
        '@' => after.is_empty() || word("everyone") || word("here") || after.starts_with(['&', '!']) || digit(after),
        '<' => after.is_empty() || after.starts_with(['@', '#', ':', '/']) || ["t:", "a:", "id:"].into_iter().any(word),
        'd' | 'D' => {
            let at = so_far.len().checked_sub("discord".len());
            let invite = at.and_then(|at| so_far.get(at..)).is_some_and(|word| word.eq_ignore_ascii_case("discord"));
            invite && (after.starts_with('.') || word("app."))
        }
        _ => false,
    }
}

fn digit(text: &str) -> bool {
    text.starts_with(char::is_numeric)
}

/// A link at the beginning of a word, and what follows. Between angle brackets it is a link and nothing else: no preview
/// is shown of it, and nothing in it formats.
fn link(before: Option<char>, text: &str) -> Option<(&str, &str)> {
    if before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let scheme = ["https://", "http://"].into_iter().find(|scheme| text.starts_with(scheme))?;
    let part = |c: char| c.is_ascii_alphanumeric() || "-._~/?#&=%+:,;@!$()*'".contains(c);
    let end = text.find(|c| !part(c)).unwrap_or(text.len());
    let link = text.get(..end)?.trim_end_matches(|c: char| !c.is_ascii_alphanumeric() && c != '/');
    let behind = text.strip_prefix(link)?;
    (link.len() > scheme.len()).then_some((link, behind))
}
