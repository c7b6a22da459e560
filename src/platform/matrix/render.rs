//! A reply in Matrix's two forms, plain and HTML: the only place where this network escapes anything.

use matrix_sdk::ruma::{OwnedUserId, UserId};
use unicode_segmentation::UnicodeSegmentation;

use super::people::People;
use crate::{
    domain::ids::PersonId,
    engine::port::Button,
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
/// No account is longer, in bytes.
const LONGEST_ACCOUNT: usize = 255;
/// Seen by nobody, but keeps a client from reading what it stands in as a mention or a link.
const JOINER: char = '\u{2060}';
/// Text between these keeps its direction to itself.
const ISOLATE: [char; 2] = ['\u{2068}', '\u{2069}'];

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
    let mut lines = Lines::default();
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
    fill(lines.0, &plain(lead))
}

/// Lines of pieces.
struct Lines(Vec<Vec<Part>>);

impl Default for Lines {
    fn default() -> Self {
        Self(vec![Vec::new()])
    }
}

impl Lines {
    fn next(&mut self) {
        self.0.push(Vec::new());
    }

    fn push(&mut self, piece: Part) {
        if let Some(line) = self.0.last_mut() {
            line.push(piece);
        }
    }

    fn text(&mut self, text: &str, form: impl Fn(&str) -> Part) {
        // Unlike `str::lines`: a break at the end is followed by an empty line.
        for (n, line) in text.split('\n').enumerate() {
            if n > 0 {
                self.next();
            }
            for piece in pieces(line.trim_end_matches('\r')) {
                self.push(form(piece));
            }
        }
    }
}

/// Pieces that are short enough, cut after a space where there is one.
fn pieces(line: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = line;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at_checked(short(rest)).unwrap_or((rest, ""));
        pieces.push(piece);
        rest = after;
    }
    pieces
}

/// Where a piece that fits ends: the end, the last space, else between two signs.
fn short(text: &str) -> usize {
    let mut used = 0_usize;
    let mut space = None;
    for (at, sign) in text.grapheme_indices(true) {
        used = used.saturating_add(worst(sign));
        if used > PIECE {
            // A sign that alone is longer than a piece has no good place to be cut.
            let hard = text.char_indices().nth(PIECE / 12).map_or(text.len(), |(at, _)| at);
            return space.unwrap_or(if at == 0 { hard } else { at });
        }
        if sign == " " {
            space = Some(at.saturating_add(1));
        }
    }
    text.len()
}

/// The most that a text takes in both forms together.
fn worst(text: &str) -> usize {
    cost(&plain(text))
}

fn cost(part: &Part) -> usize {
    in_json(&part.plain).saturating_add(in_json(&part.html))
}

fn in_json(text: &str) -> usize {
    let each = text.chars().map(|c| match c {
        '"' | '\\' => 2,
        c if c.is_control() => 6,
        c => c.len_utf8(),
    });
    each.fold(0, usize::saturating_add)
}

/// Puts lines into parts: a new one begins at a line where that is possible.
fn fill(lines: Vec<Vec<Part>>, lead: &Part) -> Vec<Part> {
    let line_break = Part { plain: "\n".to_owned(), html: "<br>".to_owned() };
    let mut filling = Filling { parts: vec![Part::default()], used: 0, fresh: true, lead };
    for (n, line) in lines.into_iter().enumerate() {
        let whole = line.iter().map(cost).fold(cost(&line_break), usize::saturating_add);
        if n > 0 {
            if filling.fits(whole) {
                filling.add(&line_break);
            } else {
                filling.begin();
            }
        }
        for piece in line {
            if !filling.fits(cost(&piece)) {
                filling.begin();
            }
            filling.add(&piece);
        }
    }
    filling.parts
}

struct Filling<'a> {
    parts: Vec<Part>,
    /// What the last one takes.
    used: usize,
    /// Nothing but the lead stands in the last one.
    fresh: bool,
    lead: &'a Part,
}

impl Filling<'_> {
    const fn fits(&self, more: usize) -> bool {
        self.used.saturating_add(more) <= MOST
    }

    fn begin(&mut self) {
        if !self.fresh {
            self.parts.push(self.lead.clone());
            self.used = cost(self.lead);
            self.fresh = true;
        }
    }

    fn add(&mut self, piece: &Part) {
        if let Some(part) = self.parts.last_mut() {
            part.plain.push_str(&piece.plain);
            part.html.push_str(&piece.html);
            self.used = self.used.saturating_add(cost(piece));
            self.fresh = false;
        }
    }
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
    if text.chars().any(is_turning) {
        let [open, close] = ISOLATE;
        return plain(&format!("{open}{text}{close}"));
    }
    plain(text)
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
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

/// Written from right to left: it turns what stands beside it.
fn is_turning(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

#[cfg(test)]
#[path = "render_tests.rs"]
mod tests;
