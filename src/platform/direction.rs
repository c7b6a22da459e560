//! Words of a person that keep their direction to themselves.

use std::borrow::Cow;

/// Text between these keeps its direction to itself.
pub const ISOLATE: [char; 2] = ['\u{2068}', '\u{2069}'];

/// The text, set apart where something in it is written from right to left: that turns what stands beside it.
#[must_use]
pub fn isolated(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_turning) {
        return Cow::Borrowed(text);
    }
    let [open, close] = ISOLATE;
    Cow::Owned(format!("{open}{text}{close}"))
}

fn is_turning(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}
