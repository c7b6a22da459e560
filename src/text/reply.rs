//! A rendered message, before a platform puts it into its own markup.

use crate::domain::ids::PersonId;

/// A piece of a reply. Escaping is the platform's: it knows here what is ours and what came from outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span {
    /// Our own words; may hold line breaks.
    Plain(String),
    /// Words of a person: data, never markup.
    User(String),
    /// A command that the reader can type.
    Command(String),
    /// A person who is called by this message.
    Mention(PersonId),
}

/// A rendered message.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reply {
    /// In order.
    pub spans: Vec<Span>,
}

impl Reply {
    /// As plain text.
    #[must_use]
    pub fn plain(&self) -> String {
        let mut text = String::new();
        for span in &self.spans {
            match span {
                Span::Plain(part) | Span::User(part) | Span::Command(part) => text.push_str(part),
                Span::Mention(person) => {
                    text.push('@');
                    text.push_str(person.as_str());
                }
            }
        }
        text
    }
}
