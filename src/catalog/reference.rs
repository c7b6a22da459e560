//! The reference of all commands as Markdown, for docs/commands.md.

use std::fmt::Write;

use super::{
    Catalogue,
    model::{Definition, Form, Kind, Opt, Record, Visibility, When},
};

impl Catalogue {
    /// The whole reference.
    #[must_use]
    pub fn reference(&self) -> String {
        let mut text = String::from(
            "# Commands\n\nMade from `commands/*.toml`; do not edit by hand. A line begins with `!`, `/` or `@noodklok`. \
             Dutch and English words both always work.\n\nOn Discord each is a slash command with the same words and \
             options; the record is its option `incident` (dossier).\n",
        );
        let mut topic = "";
        for definition in &self.definitions {
            if definition.topic != topic {
                topic = &definition.topic;
                let _ = write!(text, "\n## {topic}\n");
            }
            self.describe(definition, &mut text);
        }
        text
    }

    fn describe(&self, definition: &Definition, text: &mut String) {
        let _ = write!(text, "\n### `{}`\n\n{}\n\n", definition.path, definition.help.en);
        let words: Vec<String> = definition
            .phrases()
            .iter()
            .chain(definition.preset.iter().map(|preset| &preset.words))
            .filter(|phrase| **phrase != definition.path)
            .map(|phrase| format!("`{phrase}`"))
            .collect();
        if !words.is_empty() {
            let _ = writeln!(text, "- Also: {}", words.join(", "));
        }
        if let Some(slash) = &definition.slash {
            let _ = writeln!(text, "- On Discord: `/{}` (`/{}`)", slash.en, slash.nl);
        }
        if let Some(menu) = &definition.menu {
            let _ = writeln!(text, "- In the menu of a message on Discord: {} ({})", menu.en, menu.nl);
        }
        if definition.opens.is_some() {
            let _ = writeln!(text, "- Without a text a form asks for it on Discord");
        }
        let _ = writeln!(text, "- Who: {}", self.right_names(&definition.who).en);
        for special in &definition.rights {
            let case = match special.when {
                When::Crisis => "to crisis",
                When::MaliciousLifted => "where malicious intent stands and becomes anything else (L2)",
                When::SameEvent => "of kind `same`",
                When::Alarm => "in phase alarm",
            };
            let needs = special.needs.as_ref().map(|name| format!(", with `{name}`")).unwrap_or_default();
            let _ = writeln!(text, "- Who, {case}: {}{needs}", self.right_names(&special.who).en);
        }
        if definition.record == Record::One {
            let _ = writeln!(text, "- About a record: its id stands straight after the command words");
        }
        if definition.visibility == Visibility::Person {
            let _ = writeln!(text, "- Answered to the person alone where the platform can");
        }
        if !definition.options.is_empty() {
            text.push_str("\n| option | Dutch | value | |\n|---|---|---|---|\n");
        }
        for option in &definition.options {
            let _ = writeln!(text, "| `{}` | `{}` | {} | {} |", option.name, option.nl, value(option), option.help.en);
        }
        let examples = definition.examples.en.iter().chain(&definition.examples.nl);
        let examples: Vec<&str> = examples.map(String::as_str).collect();
        let _ = write!(text, "\n```\n{}\n```\n", examples.join("\n"));
    }
}

fn value(option: &Opt) -> String {
    let words = || option.choices.iter().map(|choice| format!("`{}` ({})", choice.id, choice.nl)).collect::<Vec<_>>();
    let mut value = match option.kind {
        Kind::Answer => "`yes`, `no`, `unknown` (ja, nee, onbekend)".to_owned(),
        Kind::YesNo => "`yes`, `no` (ja, nee)".to_owned(),
        Kind::Choice => words().join(", "),
        Kind::Role => format!("{}, or a word of your own", words().join(", ")),
        Kind::Entity => "an entity".to_owned(),
        Kind::Building => "a building".to_owned(),
        Kind::Process => "a time-critical process".to_owned(),
        Kind::Person => "a person".to_owned(),
        Kind::PersonOrTeam => "a person or a team".to_owned(),
        Kind::Incident => "a record".to_owned(),
        Kind::Task => "a task, such as `T3`".to_owned(),
        Kind::Future | Kind::Past => "a time".to_owned(),
        Kind::Number => "a number".to_owned(),
        Kind::Text => "text".to_owned(),
    };
    if option.many {
        value.push_str("; several");
    }
    match option.form {
        Form::Named => {}
        Form::Word => value.push_str("; also as a bare word"),
        Form::Rest => value.push_str("; everything that is left"),
    }
    if option.required {
        value.push_str("; required");
    }
    value
}
