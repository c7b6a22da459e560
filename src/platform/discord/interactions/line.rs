//! A slash command as the line of text that says the same: what the engine reads, and what reads back.

use serenity::model::application::{CommandData, CommandDataOption, CommandDataOptionValue};

use crate::{
    catalog::{
        Catalogue,
        model::{Definition, Form, Opens, Record},
    },
    domain::{line::Line, message::Invocation, organisation::Language},
    platform::discord::{commands::registration::RECORD, incoming::reading, people::People},
};

/// A slash command that was understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Spoken<'c> {
    /// Which command: its path, where its answer is seen, whether a form belongs to it.
    pub definition: &'c Definition,
    /// What was given.
    pub given: Invocation,
    /// The line for the engine.
    pub line: String,
}

impl Spoken<'_> {
    /// Whether a form asks for the text first.
    #[must_use]
    pub fn opens_form(&self) -> bool {
        self.definition.opens == Some(Opens::Modal) && self.given.text.is_none()
    }
}

/// A slash command that is none of ours as they are now, such as one of another version that somebody's Discord still
/// shows.
#[derive(Debug, Clone, PartialEq)]
pub enum Misfit {
    /// No such command. This line holds everything that was said; handed in like any other it gets the nearest right
    /// command, and a button that reports it.
    Unknown {
        /// For the engine.
        line: String,
    },
    /// Nothing is done, and this is said to whoever asked: why, and a line to send with everything that was said.
    Refused(Vec<Line>),
}

/// The line that says what a slash command says, in the language of the person.
///
/// # Errors
/// It is none of the commands as they are now, or names no record where it should; nothing that was said is lost.
pub fn spoken<'c>(catalogue: &'c Catalogue, data: &CommandData, language: Language) -> Result<Spoken<'c>, Misfit> {
    let (words, options) = words(data);
    let values: Vec<(&str, String)> = options.iter().filter_map(value).collect();
    let Some(definition) = catalogue.slash(&words) else {
        let said = values.into_iter().map(|(_, value)| value).collect::<Vec<_>>().join(" ");
        return Err(Misfit::Unknown { line: format!("!{words} {said}").trim_end().to_owned() });
    };
    let mut given = Invocation::new(&definition.path);
    let mut strange = Vec::new();
    let mut no_record = None;
    for (name, value) in values.into_iter().filter(|(_, value)| !value.trim().is_empty()) {
        match definition.option(name) {
            Some(option) if option.form == Form::Rest => given.text = Some(value.trim().to_owned()),
            Some(_) => given.options.push((name.to_owned(), value)),
            None if name == RECORD && definition.record == Record::One => match value.trim().parse() {
                Ok(id) => given.incident = Some(id),
                Err(_) => no_record = Some(value),
            },
            None => strange.push(format!("{name}: {value}")),
        }
    }
    if !strange.is_empty() && definition.forgiving {
        // A report never bounces.
        let text = given.text.into_iter().chain(strange.drain(..)).collect::<Vec<_>>().join("\n");
        given.text = Some(text);
    }
    let line = catalogue.print(&given, language, &|_| String::new());
    let why = match no_record {
        Some(typed) => Line::DiscordRecordWrong { typed },
        None if !strange.is_empty() => Line::DiscordCommandChanged {},
        None => return Ok(Spoken { definition, given, line }),
    };
    let said = std::iter::once(line).chain(strange).collect::<Vec<_>>().join(" ");
    Err(Misfit::Refused(vec![why, Line::TypeForExample { command: Invocation::typed(&said) }]))
}

/// The same with a name for each person and team that is mentioned in what was given: a mention that is typed into an
/// option comes as the number of an account. One that is nobody's stays a number, of which the engine says that it is
/// nobody.
#[must_use]
pub fn naming(mut data: CommandData, people: &People) -> CommandData {
    for option in &mut data.options {
        name(option, people);
    }
    data
}

fn name(option: &mut CommandDataOption, people: &People) {
    match &mut option.value {
        CommandDataOptionValue::SubCommand(inner) | CommandDataOptionValue::SubCommandGroup(inner) => {
            for option in inner {
                name(option, people);
            }
        }
        CommandDataOptionValue::String(text) => *text = reading::named(text, people),
        _ => {}
    }
}

/// The command's words, and what was given with them.
#[must_use]
pub fn words(data: &CommandData) -> (String, &[CommandDataOption]) {
    let mut words = data.name.clone();
    let mut options = data.options.as_slice();
    while let [CommandDataOption { name, value, .. }] = options
        && let CommandDataOptionValue::SubCommand(inner) | CommandDataOptionValue::SubCommandGroup(inner) = value
    {
        words = format!("{words} {name}");
        options = inner;
    }
    (words, options)
}

/// An option as it was given: each is a text, chosen or typed.
#[must_use]
pub fn value(option: &CommandDataOption) -> Option<(&str, String)> {
    let value = match &option.value {
        CommandDataOptionValue::String(text) | CommandDataOptionValue::Autocomplete { value: text, .. } => text.clone(),
        // Of another version of the commands.
        CommandDataOptionValue::Integer(number) => number.to_string(),
        CommandDataOptionValue::Number(number) => number.to_string(),
        CommandDataOptionValue::Boolean(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        CommandDataOptionValue::User(id) => format!("<@{id}>"),
        _ => return None,
    };
    Some((&option.name, value))
}

#[cfg(test)]
#[path = "line_tests.rs"]
mod tests;
