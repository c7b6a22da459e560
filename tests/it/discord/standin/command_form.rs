//! What a command may hold beyond what the schemas say.

use std::{collections::BTreeSet, sync::LazyLock};

use regex::Regex;
use serde_json::Value;

use super::refusal::Refusal;

/// Characters of names, descriptions and values of one command together.
const LONGEST: usize = 8000;
/// Slash commands of a guild, and menus of each kind.
const SLASH: usize = 100;
const MENUS: usize = 15;

/// Letters and digits of every language, and small where a language has small ones.
static NAME: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]{1,32}$").expect("written here"));

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// The kind of a command: a slash command where nothing is said.
pub fn kind(command: &Value) -> u64 {
    command["type"].as_u64().unwrap_or(1)
}

/// All commands of a guild together.
pub fn check_all(commands: &[Value]) -> Result<(), Refusal> {
    let mut names = BTreeSet::new();
    for (number, command) in commands.iter().enumerate() {
        check(&number.to_string(), command)?;
        if !names.insert((kind(command), command["name"].as_str())) {
            let why = "Application command names must be unique";
            return Err(Refusal::form(&number.to_string(), "APPLICATION_COMMANDS_DUPLICATE_NAME", why));
        }
    }
    for (kind_, most) in [(1, SLASH), (2, MENUS), (3, MENUS)] {
        if commands.iter().filter(|command| kind(command) == kind_).count() > most {
            let why = format!("Maximum number of application commands reached ({most}).");
            return Err(Refusal::new(400, 30032, &why));
        }
    }
    Ok(())
}

/// One command.
pub fn check(path: &str, command: &Value) -> Result<(), Refusal> {
    let described = !command["description"].as_str().unwrap_or_default().is_empty();
    if kind(command) == 1 {
        check_names(path, command)?;
        check_options(path, command, 0)?;
    } else if described || list(&command["options"]).next().is_some() {
        let why = "Context menu commands cannot have description or options";
        return Err(Refusal::form(path, "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION", why));
    }
    if weight(command) > LONGEST {
        let why = format!("Command exceeds maximum size ({LONGEST})");
        return Err(Refusal::form(path, "APPLICATION_COMMAND_TOO_LARGE", &why));
    }
    Ok(())
}

/// Name and description, also in other languages.
fn check_names(path: &str, named: &Value) -> Result<(), Refusal> {
    let own = named["name"].as_str().unwrap_or_default();
    let others = named["name_localizations"].as_object().into_iter().flat_map(|names| names.values());
    for name in others.filter_map(Value::as_str).chain([own]) {
        if !NAME.is_match(name) || name.to_lowercase() != name {
            let why = format!("Command name is invalid: {name}");
            return Err(Refusal::form(&format!("{path}.name"), "APPLICATION_COMMAND_INVALID_NAME", &why));
        }
    }
    if named["description"].as_str().unwrap_or_default().is_empty() {
        return Err(Refusal::form(&format!("{path}.description"), "BASE_TYPE_REQUIRED", "This field is required"));
    }
    Ok(())
}

/// Options of a command (depth 0), a group or a subcommand.
fn check_options(path: &str, command: &Value, depth: usize) -> Result<(), Refusal> {
    let options: Vec<_> = list(&command["options"]).collect();
    let wrong =
        |number: usize, code: &str, why: &str| Err(Refusal::form(&format!("{path}.options.{number}"), code, why));
    let mut names = BTreeSet::new();
    let mut optional = false;
    for (number, option) in options.iter().enumerate() {
        let path = format!("{path}.options.{number}");
        check_names(&path, option)?;
        if !names.insert(option["name"].as_str()) {
            return wrong(number, "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", "Option name already exists");
        }
        let nested = option["type"].as_u64().is_some_and(|kind| kind <= 2);
        if nested != (options[0]["type"].as_u64().is_some_and(|kind| kind <= 2)) {
            return wrong(
                number,
                "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
                "Sub-command and sub-command group option types are mutually exclusive to all other types",
            );
        }
        if nested {
            // A group in a command, subcommands in both, nothing in a subcommand.
            if depth >= 2 || (depth == 1 && (command["type"] == 1 || option["type"] == 2)) {
                return wrong(number, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Nesting is too deep");
            }
            check_options(&path, option, depth + 1)?;
            continue;
        }
        let required = option["required"] == true;
        if required && optional {
            let why = "Required options must be placed before non-required options";
            return wrong(number, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", why);
        }
        optional |= !required;
        let choices: BTreeSet<_> = list(&option["choices"]).filter_map(|choice| choice["name"].as_str()).collect();
        if choices.len() < list(&option["choices"]).count() {
            return wrong(
                number,
                "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_EXISTS",
                "Option choice name already exists",
            );
        }
        if !choices.is_empty() && option["autocomplete"] == true {
            let why = "Autocomplete may not be set to true if choices are present";
            return wrong(number, "APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES", why);
        }
    }
    Ok(())
}

/// Characters that count, of each text in its longest language.
fn weight(part: &Value) -> usize {
    let longest = |name: &str| {
        let others = part[format!("{name}_localizations")].as_object().into_iter().flat_map(|texts| texts.values());
        let texts = others.chain([&part[name]]).filter_map(Value::as_str);
        texts.map(|text| text.chars().count()).max().unwrap_or(0)
    };
    let value = part["value"].as_str().map_or(0, |value| value.chars().count());
    let inner = list(&part["options"]).chain(list(&part["choices"])).map(weight).sum::<usize>();
    longest("name") + longest("description") + value + inner
}
