//! The words of every mistake, each in one place with what to do about it.

pub(super) mod alerts;
pub(super) mod calendar;
pub(super) mod discord;
pub(super) mod file;
pub(super) mod mail;
pub(super) mod matrix;
pub(super) mod network;
pub(super) mod organisation;
pub(super) mod quiet;
pub(super) mod relay;
pub(super) mod rota;
pub(super) mod telephone;
pub(super) mod value;
pub(super) mod watching;
pub(super) mod webhook;

use super::mistake::Both;

/// As a person wrote it: between quotes, not too long, and without characters that play tricks with a terminal.
pub(super) fn quoted(text: &str) -> String {
    const LONGEST: usize = 60;
    let shown: String =
        text.chars().take(LONGEST).map(|letter| if unseen(letter) { '\u{fffd}' } else { letter }).collect();
    let more = if text.chars().nth(LONGEST).is_some() { "…" } else { "" };
    format!("`{shown}{more}`")
}

/// Control characters, and those that turn the direction of a text or take no place in it.
pub(super) fn unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Several words, each between quotes; a long list is cut short and says how many there are.
fn listed<T: AsRef<str>>(words: &[T]) -> String {
    const MOST: usize = 20;
    let shown: Vec<String> = words.iter().take(MOST).map(|word| quoted(word.as_ref())).collect();
    let more = if words.len() > MOST { format!(", … ({})", words.len()) } else { String::new() };
    format!("{}{more}", shown.join(", "))
}

/// What is allowed, and which of it was probably meant.
fn allowed<T: AsRef<str>>(given: &str, allowed: &[T]) -> Both {
    if allowed.is_empty() {
        return Both::new("Er bestaat er nog geen.", "There is none yet.");
    }
    let list = listed(allowed);
    let (meant_nl, meant_en) = nearest(given, allowed).map_or_else(Default::default, |meant| {
        let meant = quoted(meant);
        (format!(" Bedoelde je {meant}?"), format!(" Did you mean {meant}?"))
    });
    Both::new(format!("Toegelaten: {list}.{meant_nl}"), format!("Allowed: {list}.{meant_en}"))
}

/// The word that is most like the one given, if any is like it at all.
pub(super) fn nearest<'a, T: AsRef<str>>(given: &str, words: &'a [T]) -> Option<&'a str> {
    // Of something much longer than any id nothing is near, and comparing costs the product of both lengths.
    if given.len() > 200 {
        return None;
    }
    let given = given.to_lowercase();
    let most = (given.chars().count() / 3).max(2);
    let distances = words.iter().map(|word| (strsim::damerau_levenshtein(&given, word.as_ref()), word.as_ref()));
    let (distance, word) = distances.min_by_key(|(distance, _)| *distance)?;
    (distance <= most && distance < word.chars().count()).then_some(word)
}
