//! Reactions: a button of ours that is pressed, or a message that somebody puts into the log.

use serde_json::Value;

use super::event::{event_id, text};
use matrix_sdk::ruma::OwnedEventId;

/// Puts a message into the log.
const PIN: &str = "\u{1F4CC}";
/// Asks for the coloured form of a character; clients differ in whether they send it.
const VARIATION: char = '\u{FE0F}';

/// A reaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reaction {
    /// The event under which it stands.
    pub target: OwnedEventId,
    /// What it shows.
    pub key: String,
}

/// The reaction of a content.
#[must_use]
pub fn reaction(content: &Value) -> Option<Reaction> {
    let relates = content.get("m.relates_to")?;
    if text(relates, &["rel_type"]) != Some("m.annotation") {
        return None;
    }
    Some(Reaction { target: event_id(relates, &["event_id"])?, key: text(relates, &["key"])?.to_owned() })
}

impl Reaction {
    /// Whether it asks to put the message into the log.
    #[must_use]
    pub fn is_pin(&self) -> bool {
        bare(&self.key) == PIN
    }
}

/// The action of the button that a reaction presses, from the note on its event.
#[must_use]
pub fn buttons_of(note: &str, key: &str) -> Option<String> {
    let buttons: Vec<(String, String)> = serde_json::from_str(note).ok()?;
    let pressed = bare(key);
    buttons.into_iter().find(|(label, _)| bare(label) == pressed).map(|(_, action)| action)
}

fn bare(key: &str) -> String {
    key.trim().chars().filter(|c| *c != VARIATION).collect()
}

/// The line that puts a text into the log: quoted, so that nothing in it is read as a word of the command.
#[must_use]
pub fn log_line(text: &str) -> String {
    let mut line = String::from("!log \"");
    for c in text.trim().chars() {
        if c == '\\' || matches!(c, '"' | '\u{201C}'..='\u{201F}' | '\u{AB}' | '\u{BB}' | '\u{FF02}') {
            line.push('\\');
        }
        line.push(c);
    }
    line.push('"');
    line
}
