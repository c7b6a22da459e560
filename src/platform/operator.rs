//! Who started the bot: told what goes on with its account, and handed the recovery key.

use std::io::{self, Write};

use secrecy::{ExposeSecret as _, SecretString};

use crate::{
    domain::{line::Line, time::Timestamp},
    platform::words::Words,
};

/// Whoever started the bot.
pub trait Operator: Send + Sync {
    /// Says a sentence.
    fn tell(&self, line: &Line);

    /// Shows a secret, once, where no log keeps it.
    fn hand_over(&self, about: &Line, secret: &SecretString);
}

/// The operator at stderr.
pub struct Stderr(pub Words);

impl Operator for Stderr {
    fn tell(&self, line: &Line) {
        // There is nobody left to tell when that fails; no business time is in it.
        let _ = writeln!(io::stderr().lock(), "{}", self.0.say(line, Timestamp::default()).trim_end());
    }

    fn hand_over(&self, about: &Line, secret: &SecretString) {
        let about = self.0.say(about, Timestamp::default());
        let _ = io::stderr().lock().write_all(framed(about.trim_end(), secret.expose_secret()).as_bytes());
    }
}

/// A secret that nobody overlooks among other lines.
fn framed(about: &str, secret: &str) -> String {
    let width = secret.chars().count().saturating_add(4);
    let edge = "─".repeat(width);
    format!("\n{about}\n┌{edge}┐\n│  {secret}  │\n└{edge}┘\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_frame_is_as_wide_as_the_secret() {
        let lines: Vec<String> = framed("about", "EsT abc").lines().map(str::to_owned).collect();
        assert_eq!(lines[1..], ["about", "┌───────────┐", "│  EsT abc  │", "└───────────┘", ""]);
    }
}
