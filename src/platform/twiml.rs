//! What a telephone provider is told to say and to ask, in the markup of Twilio's API.

use super::markup::escaped;
use crate::domain::organisation::Language;

/// How many seconds of silence end the wait for a key.
const WAITS: u8 = 10;

/// The whole of it.
#[must_use]
pub fn response(inner: &str) -> String {
    format!("<Response>{inner}</Response>")
}

/// Words that are spoken, so many times.
#[must_use]
pub fn said(text: &str, language: Language, times: u8) -> String {
    let voice = match language {
        Language::Nl => "nl-NL",
        Language::En => "en-GB",
    };
    format!("<Say language=\"{voice}\" loop=\"{times}\">{}</Say>", words(text))
}

/// Meanwhile one key may be pressed, which is told to this address.
#[must_use]
pub fn asking(said: &str, address: &str) -> String {
    let address = escaped(address);
    format!(
        "<Gather input=\"dtmf\" numDigits=\"1\" timeout=\"{WAITS}\" method=\"POST\" action=\"{address}\">{said}</Gather>"
    )
}

/// A text message back.
#[must_use]
pub fn message(text: &str) -> String {
    format!("<Message>{}</Message>", words(text))
}

/// XML knows no way to write a control character.
fn words(text: &str) -> String {
    let known = |letter: &char| {
        (!letter.is_control() || letter.is_whitespace())
            && !matches!(letter, '\u{fffe}' | '\u{ffff}' | '\u{b}' | '\u{c}' | '\u{85}')
    };
    escaped(&text.chars().filter(known).collect::<String>())
}
