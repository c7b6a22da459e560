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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{buttons_of, reaction};

    #[test]
    fn a_press_is_found_whatever_form_the_character_has() {
        let note = r#"[["1\ufe0f\u20e3 Ja","a1"],["\u2705","a2"]]"#;
        assert_eq!(buttons_of(note, "1\u{20E3} Ja").as_deref(), Some("a1"));
        assert_eq!(buttons_of(note, "\u{2705}\u{FE0F}").as_deref(), Some("a2"));
        assert_eq!(buttons_of(note, "\u{1F44D}"), None);
        assert_eq!(buttons_of("{}", "x"), None);
        assert_eq!(buttons_of("not json", "x"), None);
    }

    #[test]
    fn only_an_annotation_is_a_reaction() {
        let content =
            |kind: &str| json!({"m.relates_to": {"rel_type": kind, "event_id": "$a", "key": "\u{1F4CC}\u{FE0F}"}});
        assert!(reaction(&content("m.annotation")).unwrap().is_pin());
        assert_eq!(reaction(&content("m.thread")), None);
        assert_eq!(reaction(&json!({"m.relates_to": 3})), None);
    }
}
