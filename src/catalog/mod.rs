//! The command catalogue; a stand-in with the one signature that the words need.

use crate::domain::{message::Invocation, organisation::Language};

/// Every command, once.
pub struct Catalogue;

impl Catalogue {
    /// Reads the embedded files.
    ///
    /// # Errors
    /// A file is wrong.
    pub const fn embedded() -> Result<Self, Vec<String>> {
        Ok(Self)
    }

    /// The line as one can type it in this language.
    #[must_use]
    pub fn print(&self, invocation: &Invocation, language: Language, hint: &dyn Fn(&str) -> String) -> String {
        let _ = language;
        let mut line = format!("!{}", invocation.path);
        invocation.incident.iter().for_each(|incident| line.push_str(&format!(" {incident}")));
        invocation.text.iter().for_each(|text| line.push_str(&format!(" {text}")));
        invocation.options.iter().for_each(|(name, value)| line.push_str(&format!(" {name}:{value}")));
        invocation.hint.iter().for_each(|key| line.push_str(&format!(" <{}>", hint(key))));
        line
    }
}
