//! Typed lines in, words out: the only place where a key becomes a sentence.

use fluent_bundle::{FluentArgs, FluentValue};
use include_dir::{Dir, include_dir};

use super::{
    argument::{self, Form},
    bundle::{Bundle, LexiconError, Unsaid},
    clean::{clean, cut},
    reader::Reader,
    reply::{Reply, Span},
    slots,
};
use crate::domain::{
    ids::PersonId,
    line::Line,
    message::{Action, Message},
    organisation::Language,
};

static NL: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/text/nl");
static EN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/text/en");

/// Between what comes before a message and the message, and between clauses.
pub(super) const DOT: &str = " · ";
/// The longest label that every platform shows.
const LONGEST_LABEL: usize = 80;

/// All words in both languages.
pub struct Lexicon {
    nl: Bundle,
    en: Bundle,
}

impl Lexicon {
    /// Reads the embedded words.
    ///
    /// # Errors
    /// A file does not parse, or a key stands twice.
    pub fn embedded() -> Result<Self, LexiconError> {
        Ok(Self { nl: Bundle::read("nl", &NL)?, en: Bundle::read("en", &EN)? })
    }

    /// A message: OEFENING in a drill, then whom it calls, then its lines.
    #[must_use]
    pub fn render(&self, message: &Message, mentions: &[PersonId], reader: &Reader<'_>) -> Reply {
        let mut spans = self.drill(reader);
        for (n, person) in mentions.iter().enumerate() {
            if n > 0 {
                slots::push(&mut spans, Span::Plain(" ".to_owned()));
            }
            spans.push(Span::Mention(person.clone()));
        }
        if !mentions.is_empty() {
            slots::push(&mut spans, Span::Plain(DOT.to_owned()));
        }
        for (n, line) in message.lines.iter().enumerate() {
            if n > 0 {
                slots::push(&mut spans, Span::Plain("\n".to_owned()));
            }
            slots::extend(&mut spans, self.spans(line, reader));
        }
        Reply { spans }
    }

    /// A line by itself, plain, such as the subject of a mail: OEFENING first in a drill too.
    #[must_use]
    pub fn line(&self, line: &Line, reader: &Reader<'_>) -> String {
        let mut spans = self.drill(reader);
        slots::extend(&mut spans, self.spans(line, reader));
        Reply { spans }.plain().replace('\n', " ")
    }

    /// What stands on a button.
    #[must_use]
    pub fn label(&self, action: &Action, reader: &Reader<'_>) -> String {
        let key = format!("button-{}", action.label);
        let about = action.about.as_deref().map(clean).unwrap_or_default();
        let label = self.words(reader.language, &key, &[("about", about.as_str().into())]);
        cut(&label.unwrap_or_else(|_| format!("{} {about}", action.label).trim().to_owned()), LONGEST_LABEL)
    }

    /// What the person must still fill in, for `<…>` in a printed command: the text key without `hint-`.
    #[must_use]
    pub fn hint(&self, language: Language, hint: &str) -> String {
        self.words(language, &format!("hint-{hint}"), &[]).unwrap_or_else(|_| hint.to_owned())
    }

    /// Free text of ours for a command, such as the reason on a button: the text key without `phrase-`.
    #[must_use]
    pub fn phrase(&self, language: Language, phrase: &str) -> String {
        self.words(language, &format!("phrase-{phrase}"), &[]).unwrap_or_else(|_| phrase.to_owned())
    }

    /// A word of the closed vocabulary, by its text key without `word-`.
    #[must_use]
    pub fn word(&self, language: Language, word: &str) -> String {
        self.words(language, &format!("word-{word}"), &[]).unwrap_or_else(|_| word.to_owned())
    }

    /// A line, or why it cannot be said.
    ///
    /// # Errors
    /// Its words are missing, or do not fit its arguments.
    pub fn try_line(&self, line: &Line, reader: &Reader<'_>) -> Result<Vec<Span>, Unsaid> {
        let mut places: Vec<Vec<Span>> = Vec::new();
        let mut arguments = FluentArgs::new();
        // Every line can say how it goes in a drill.
        arguments.set("exercise", if reader.exercise { "yes" } else { "no" });
        for (name, arg) in line.args() {
            for (suffix, form) in argument::forms(&arg, self, reader)? {
                let name = format!("{name}{suffix}");
                match form {
                    Form::Shown(spans) => {
                        arguments.set(name, slots::token(places.len()));
                        places.push(spans);
                    }
                    Form::Chosen(value) => arguments.set(name, value),
                }
            }
        }
        let text = self.bundle(reader.language).format(&key(line.name()), &arguments)?;
        Ok(slots::fill(&text, &places))
    }

    /// Without any words, to see what is left of a message then.
    #[cfg(test)]
    pub(super) fn speechless() -> Self {
        let nothing = Dir::new("", &[]);
        Self { nl: Bundle::read("nl", &nothing).unwrap(), en: Bundle::read("en", &nothing).unwrap() }
    }

    /// Whether words stand under a key.
    #[must_use]
    pub fn has(&self, language: Language, key: &str) -> bool {
        self.bundle(language).has(key)
    }

    /// The words under a key, with arguments that are ours.
    pub(crate) fn words(
        &self,
        language: Language,
        key: &str,
        arguments: &[(&str, FluentValue<'_>)],
    ) -> Result<String, Unsaid> {
        let mut all = FluentArgs::with_capacity(arguments.len());
        for (name, value) in arguments {
            all.set(*name, value.clone());
        }
        self.bundle(language).format(key, &all)
    }

    const fn bundle(&self, language: Language) -> &Bundle {
        match language {
            Language::Nl => &self.nl,
            Language::En => &self.en,
        }
    }

    /// Words that cannot be found must not keep the facts from a person: then the key and the arguments are shown.
    fn spans(&self, line: &Line, reader: &Reader<'_>) -> Vec<Span> {
        self.try_line(line, reader).unwrap_or_else(|_| {
            let mut spans = vec![Span::Plain(format!("{}:", key(line.name())))];
            for (name, arg) in line.args() {
                slots::push(&mut spans, Span::Plain(format!(" {name}=")));
                let value = argument::spans(&arg, self, reader).unwrap_or_else(|_| vec![Span::Plain("?".to_owned())]);
                slots::extend(&mut spans, value);
            }
            spans
        })
    }

    fn drill(&self, reader: &Reader<'_>) -> Vec<Span> {
        if !reader.exercise {
            return Vec::new();
        }
        let word = self.words(reader.language, "exercise", &[]).unwrap_or_else(|_| "OEFENING".to_owned());
        vec![Span::Plain(format!("{word}{DOT}"))]
    }
}

/// The key of a line: the name of its variant in kebab-case.
#[must_use]
pub fn key(name: &str) -> String {
    let mut key = String::with_capacity(name.len().saturating_add(8));
    for (n, letter) in name.chars().enumerate() {
        if n > 0 && letter.is_ascii_uppercase() {
            key.push('-');
        }
        key.push(letter.to_ascii_lowercase());
    }
    key
}
