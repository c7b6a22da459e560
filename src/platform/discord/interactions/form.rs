//! The form of a report: what happens, in one's own words, and at most where and whether anybody is in danger.

use serenity::{
    builder::{CreateActionRow, CreateInputText, CreateModal},
    model::application::{ActionRowComponent, InputTextStyle, ModalInteractionData},
};

use crate::{
    catalog::model::Definition,
    domain::{line::Line, message::Invocation, organisation::Organisation, time::Timestamp},
    platform::words::Words,
};

/// Before the English path of the command whose form it is.
const PREFIX: &str = "form:";
/// What happens.
const WHAT: &str = "what";
/// Where.
const WHERE: &str = "where";
/// Whether anybody is in danger.
const HEALTH: &str = "health";
/// What was given before the form opened, as it can be typed.
const MORE: &str = "more";
/// The longest that a field can hold.
const LONGEST: u16 = 4000;
/// The longest of a short field.
const SHORT: u16 = 200;

/// The form of a command, in the language of these words. What was given before it opened is not asked again.
pub fn open(words: &Words, definition: &Definition, given: &Invocation) -> CreateModal {
    let has = |names: &[&str]| given.options.iter().any(|(name, _)| names.contains(&name.as_str()));
    let say = |line: &Line| words.say(line, Timestamp::default()).trim_end().to_owned();
    let field = |style, line: &Line, id: &str| CreateInputText::new(style, say(line), id).required(false);
    let mut fields = vec![
        field(InputTextStyle::Paragraph, &Line::DiscordFormWhat {}, WHAT)
            .required(true)
            .max_length(LONGEST)
            .placeholder(say(&Line::DiscordFormWhatFor {})),
    ];
    if !has(&["building", "entity"]) {
        fields.push(field(InputTextStyle::Short, &Line::DiscordFormWhere {}, WHERE).max_length(SHORT));
    }
    if !has(&["health"]) {
        let health = field(InputTextStyle::Short, &Line::DiscordFormHealth {}, HEALTH);
        fields.push(health.max_length(SHORT).placeholder(say(&Line::DiscordFormHealthFor {})));
    }
    if !given.options.is_empty() {
        let known = words.catalogue.print(given, words.language, &|_| String::new());
        let known = known.strip_prefix(&head(words, definition)).unwrap_or(&known).trim();
        let known: String = known.chars().take(LONGEST.into()).collect();
        let more = field(InputTextStyle::Paragraph, &Line::DiscordFormMore {}, MORE);
        fields.push(more.max_length(LONGEST).value(known));
    }
    let title = words.error(&Line::DiscordFormTitle {}, Timestamp::default());
    CreateModal::new(format!("{PREFIX}{}", definition.path), title.trim_end())
        .components(fields.into_iter().map(CreateActionRow::InputText).collect())
}

/// The command and the line that a form says, when it is sent; none: it is no form of ours.
#[must_use]
pub fn line<'w>(words: &'w Words, data: &ModalInteractionData) -> Option<(&'w Definition, String)> {
    let definition = words.catalogue.definition(data.custom_id.strip_prefix(PREFIX)?)?;
    let known = format!("{} {}", head(words, definition), field(data, MORE));
    let mut command = words.catalogue.invocation(&known)?;
    let mut text = vec![field(data, WHAT).to_owned()];
    text.extend(strange(data));
    text.extend(command.text.take());
    let say = |line: &Line| words.say(line, Timestamp::default()).trim_end().to_owned();
    let place = field(data, WHERE);
    match known_place(&words.organisation, place) {
        Some((option, id)) => command = command.with(option, id),
        None if place.is_empty() => {}
        None => text.push(say(&Line::DiscordFormWhereSaid { said: place.to_owned() })),
    }
    let health = field(data, HEALTH);
    let answer = answer(health);
    if let Some(answer) = answer {
        command = command.with("health", answer);
    }
    // One word was understood; more than that are words of theirs, and stay.
    if !health.is_empty() && (answer.is_none() || health.contains(char::is_whitespace)) {
        text.push(say(&Line::DiscordFormHealthSaid { said: health.to_owned() }));
    }
    let command = command.saying(text.join("\n").trim());
    Some((definition, words.catalogue.print(&command, words.language, &|_| String::new())))
}

/// The command's words as they are printed.
fn head(words: &Words, definition: &Definition) -> String {
    format!("!{}", definition.print_words(words.language))
}

/// What stands in a field.
fn field<'d>(data: &'d ModalInteractionData, id: &str) -> &'d str {
    let mut fields = data.components.iter().flat_map(|row| &row.components);
    let value = fields.find_map(|field| match field {
        ActionRowComponent::InputText(input) if input.custom_id == id => input.value.as_deref(),
        _ => None,
    });
    value.unwrap_or_default().trim()
}

/// What stands in the fields of a form of another version: nothing that somebody typed is lost.
fn strange(data: &ModalInteractionData) -> Vec<String> {
    let fields = data.components.iter().flat_map(|row| &row.components);
    let strange = fields.filter_map(|field| match field {
        ActionRowComponent::InputText(input) if ![WHAT, WHERE, HEALTH, MORE].contains(&input.custom_id.as_str()) => {
            input.value.clone()
        }
        _ => None,
    });
    strange.collect()
}

/// A building or an entity by its id or either of its names, as an option.
fn known_place(organisation: &Organisation, typed: &str) -> Option<(&'static str, String)> {
    let typed = typed.to_lowercase();
    let same = |text: &str| text.to_lowercase() == typed;
    let buildings = organisation.buildings.values().map(|building| ("building", building.id.as_str(), &building.name));
    let entities = organisation.entities.values().map(|entity| ("entity", entity.id.as_str(), &entity.name));
    let found = buildings.chain(entities).find(|(_, id, name)| same(id) || same(&name.nl) || same(&name.en));
    found.map(|(option, id, _)| (option, id.to_owned()))
}

/// The answer with which something begins that somebody typed.
fn answer(typed: &str) -> Option<&'static str> {
    let first = typed.split(|c: char| !c.is_alphanumeric()).next()?.to_lowercase();
    match first.as_str() {
        "ja" | "j" | "yes" | "y" => Some("yes"),
        "nee" | "neen" | "n" | "no" => Some("no"),
        "onbekend" | "unknown" => Some("unknown"),
        _ => None,
    }
}

#[cfg(test)]
#[path = "form_tests.rs"]
mod tests;
