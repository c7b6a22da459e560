//! What a person types: something to say, or a word for the console itself, after a colon.

use strsim::damerau_levenshtein;

/// What a line asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    /// An empty line.
    Nothing,
    /// Said in the room.
    Say(String),
    /// The button with this number; without the colon it may also be talk.
    Press {
        /// As shown.
        number: usize,
        /// Whether the colon was typed.
        sure: bool,
    },
    /// Become somebody else.
    As(String),
    /// Go to another room.
    Room(String),
    /// All rooms.
    Rooms,
    /// All people.
    People,
    /// Move the simulated clock on.
    Advance(String),
    /// How the console works.
    Help,
    /// Stop.
    Quit,
    /// No such word.
    Unknown {
        /// As typed.
        word: String,
        /// The one that it looks like, with its colon.
        nearest: Option<&'static str>,
    },
}

/// Every word of the console, Dutch and English.
pub const WORDS: [&str; 18] = [
    ":als", ":as", ":kamer", ":room", ":kamers", ":rooms", ":wie", ":who", ":vooruit", ":advance", ":hulp", ":help",
    ":stop", ":quit", ":q", ":exit", ":h", ":?",
];

/// Reads a line.
#[must_use]
pub fn typed(line: &str) -> Typed {
    let line = line.trim();
    if line.is_empty() {
        return Typed::Nothing;
    }
    if let Some(number) = number(line) {
        return Typed::Press { number, sure: false };
    }
    let Some(rest) = line.strip_prefix(':') else {
        return Typed::Say(line.to_owned());
    };
    if let Some(number) = number(rest.trim()) {
        return Typed::Press { number, sure: true };
    }
    let (word, value) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let value = value.trim().to_owned();
    match word.to_lowercase().as_str() {
        "als" | "as" => Typed::As(value),
        "kamer" | "room" => Typed::Room(value),
        "kamers" | "rooms" => Typed::Rooms,
        "wie" | "who" => Typed::People,
        "vooruit" | "advance" => Typed::Advance(value),
        "hulp" | "help" | "h" | "?" => Typed::Help,
        "stop" | "quit" | "q" | "exit" => Typed::Quit,
        other => Typed::Unknown { word: format!(":{word}"), nearest: nearest(other) },
    }
}

fn number(text: &str) -> Option<usize> {
    text.parse().ok().filter(|_| text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit()))
}

fn nearest(word: &str) -> Option<&'static str> {
    let distance = |known: &&&str| damerau_levenshtein(known.trim_start_matches(':'), word);
    let near = WORDS.iter().filter(|known| known.len() > 3).min_by_key(distance);
    near.filter(|known| distance(known) <= 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_console_in_both_languages() {
        for (line, expected) in [
            ("", Typed::Nothing),
            ("   ", Typed::Nothing),
            (":as noord.voorzitter", Typed::As("noord.voorzitter".to_owned())),
            (": as x", Typed::Unknown { word: ":".to_owned(), nearest: None }),
            (":ALS  ccvo.wacht1 ", Typed::As("ccvo.wacht1".to_owned())),
            (":as", Typed::As(String::new())),
            (":room ccvo", Typed::Room("ccvo".to_owned())),
            (":kamers", Typed::Rooms),
            (":wie", Typed::People),
            (":advance 15m", Typed::Advance("15m".to_owned())),
            (":help", Typed::Help),
            (":stop", Typed::Quit),
            (":1", Typed::Press { number: 1, sure: true }),
            ("12", Typed::Press { number: 12, sure: false }),
            ("12345", Typed::Say("12345".to_owned())),
            ("+1", Typed::Say("+1".to_owned())),
            ("!meld brand", Typed::Say("!meld brand".to_owned())),
            (" brand", Typed::Say("brand".to_owned())),
            (":qiut", Typed::Unknown { word: ":qiut".to_owned(), nearest: Some(":quit") }),
            (":é", Typed::Unknown { word: ":é".to_owned(), nearest: None }),
            (":", Typed::Unknown { word: ":".to_owned(), nearest: None }),
        ] {
            assert_eq!(typed(line), expected, "{line:?}");
        }
    }

    #[test]
    fn every_word_is_known() {
        for word in WORDS {
            assert!(!matches!(typed(word), Typed::Unknown { .. } | Typed::Say(_)), "{word}");
        }
    }
}
