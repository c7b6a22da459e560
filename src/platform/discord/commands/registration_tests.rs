//! What is registered keeps within what Discord takes; it refuses all of it where one part does not.

use regex::Regex;
use serde_json::{Value, json};

use super::*;

fn registered() -> Vec<Value> {
    let words = Words::embedded(Language::Nl).unwrap();
    commands(&words).iter().map(|command| serde_json::to_value(command).unwrap()).collect()
}

fn list<'a>(value: &'a Value, key: &str) -> Vec<&'a Value> {
    value[key].as_array().map(|list| list.iter().collect()).unwrap_or_default()
}

/// The text under this key and its localizations.
fn texts<'a>(value: &'a Value, key: &str) -> Vec<&'a str> {
    let localized = value[format!("{key}_localizations")].as_object().into_iter().flat_map(|map| map.values());
    std::iter::once(&value[key]).chain(localized).filter_map(Value::as_str).collect()
}

/// Every command, group, option and choice, from the top down.
fn parts<'a>(value: &'a Value, all: &mut Vec<&'a Value>) {
    all.push(value);
    for part in list(value, "options").into_iter().chain(list(value, "choices")) {
        parts(part, all);
    }
}

/// As Discord counts: of a text in several languages the longest one.
fn size(command: &Value) -> usize {
    let mut all = Vec::new();
    parts(command, &mut all);
    let longest = |part: &Value, key| texts(part, key).into_iter().map(|text| text.chars().count()).max().unwrap_or(0);
    let value = |part: &Value| part["value"].as_str().map_or(0, |value| value.chars().count());
    all.into_iter().map(|part| longest(part, "name") + longest(part, "description") + value(part)).sum()
}

fn found<'a>(commands: &'a [Value], path: &str) -> &'a Value {
    let mut words = path.split(' ');
    let first = words.next().unwrap();
    let command = commands.iter().find(|command| command["name"] == first && command["type"] == 1).unwrap();
    words.fold(command, |group, word| list(group, "options").into_iter().find(|one| one["name"] == word).unwrap())
}

#[test]
fn every_command_keeps_within_the_limits() {
    let commands = registered();
    let name = Regex::new(r"^[-_'\p{L}\p{N}]{1,32}$").unwrap();
    let chat = commands.iter().filter(|command| command["type"] == 1);
    assert!(chat.clone().count() <= 100 && commands.len() - chat.count() <= 5);
    for command in &commands {
        assert!(size(command) <= 8000, "{}: {}", command["name"], size(command));
        assert_eq!(command["contexts"], json!([0]), "for the server only");
        assert_eq!(command.get("default_member_permissions"), None, "the core decides who may");
        let mut all = Vec::new();
        parts(command, &mut all);
        for part in all {
            let is_choice = part.get("value").is_some();
            let is_menu = part["type"] == 3 && part.get("contexts").is_some();
            for text in texts(part, "name") {
                assert!(is_choice || is_menu || name.is_match(text), "{text}");
                assert!(is_menu || text.to_lowercase() == text, "{text}");
                assert!((1..=32).contains(&text.chars().count()), "{text}");
            }
            assert_eq!(texts(part, "name").len(), 2, "{part}: Dutch too");
            let described = texts(part, "description");
            assert_eq!(described.len(), if is_choice || is_menu { 0 } else { 2 }, "{part}");
            assert!(described.iter().all(|text| (1..=100).contains(&text.chars().count())), "{part}");
            let options = list(part, "options");
            assert!(options.len() <= 25 && list(part, "choices").len() <= 25, "{}", part["name"]);
            assert!(part["autocomplete"] != true || list(part, "choices").is_empty(), "{part}");
            let required: Vec<bool> = options.iter().map(|option| option["required"] == true).collect();
            assert!(required.is_sorted_by(|a, b| a >= b), "{}: what is required comes first", part["name"]);
            for key in ["en", "nl"] {
                let named = |part: &Value| {
                    if key == "en" { part["name"].clone() } else { part["name_localizations"]["nl"].clone() }
                };
                let mut all: Vec<String> = options.iter().map(|option| named(option).to_string()).collect();
                all.sort();
                all.dedup();
                assert_eq!(all.len(), options.len(), "{}: one name, one option", part["name"]);
            }
        }
        for option in list(command, "options") {
            let deep = list(option, "options");
            assert!(deep.iter().all(|option| option["type"] == 3), "one level of groups");
            // A command with subcommands takes nothing itself.
            let subcommands = list(command, "options").into_iter().filter(|option| option["type"] == 1).count();
            assert!(subcommands == 0 || subcommands == list(command, "options").len());
        }
    }
}

#[test]
fn every_command_of_the_catalogue_is_there_once() {
    let commands = registered();
    let words = Words::embedded(Language::Nl).unwrap();
    let mut count = 0;
    for definition in words.catalogue.definitions() {
        let command = found(&commands, definition.slash_words(Language::En));
        assert_eq!(command["description"], definition.help.en);
        assert_eq!(command["description_localizations"]["nl"], definition.help.nl);
        let mut names: Vec<&str> = definition.options.iter().map(|option| option.name.as_str()).collect();
        names.extend((definition.record == Record::One).then_some("incident"));
        let mut registered: Vec<&str> =
            list(command, "options").iter().filter_map(|option| option["name"].as_str()).collect();
        names.sort_unstable();
        registered.sort_unstable();
        assert_eq!(registered, names, "{}", definition.path);
        assert_eq!(words.catalogue.slash(definition.slash_words(Language::En)), Some(definition));
        count += 1;
    }
    let subcommands = |command: &Value| list(command, "options").iter().filter(|option| option["type"] == 1).count();
    let chat = commands.iter().filter(|command| command["type"] == 1);
    assert_eq!(chat.map(|command| subcommands(command).max(1)).sum::<usize>(), count);
}

#[test]
fn options_as_people_meet_them() {
    let commands = registered();
    let report = found(&commands, "incident report");
    assert_eq!(report["name_localizations"]["nl"], "meld");
    let option = |command: &Value, name: &str| -> Value {
        list(command, "options").into_iter().find(|option| option["name"] == name).cloned().unwrap_or_default()
    };
    let text = option(report, "text");
    assert_eq!((&text["required"], &text["autocomplete"]), (&json!(false), &json!(false)), "else the form asks");
    let health = option(report, "health");
    assert_eq!(health["choices"][0], json!({"name": "yes", "name_localizations": {"nl": "ja"}, "value": "yes"}));
    assert_eq!(list(&health, "choices").len(), 3);
    assert_eq!(list(&option(report, "exercise"), "choices").len(), 2);
    assert_eq!(option(report, "capacity")["choices"][1]["name_localizations"]["nl"], "meerdere-teams");
    for name in ["entity", "building", "process"] {
        assert_eq!(option(report, name)["autocomplete"], true, "{name}");
    }
    assert_eq!(option(report, "incident"), Value::Null);
    let log = found(&commands, "log add");
    assert_eq!((&log["name_localizations"]["nl"], &list(log, "options")[0]["name"]), (&json!("nieuw"), &json!("text")));
    assert_eq!(list(log, "options")[0]["required"], true);
    let record = option(log, "incident");
    assert_eq!((&record["name_localizations"]["nl"], &record["autocomplete"]), (&json!("dossier"), &json!(true)));
    assert_eq!(list(log, "options").last().unwrap()["name"], "incident");
    assert_eq!(option(found(&commands, "incident link"), "other")["required"], true);
    let menus: Vec<_> = commands
        .iter()
        .filter(|command| command["type"] == 3)
        .map(|command| (command["name"].as_str().unwrap(), command["name_localizations"]["nl"].as_str().unwrap()))
        .collect();
    assert_eq!(menus, [("Report as incident", "Meld als incident"), ("To the log", "In logboek")]);
}

#[test]
fn a_long_text_is_cut_after_a_word() {
    assert_eq!(clipped("kort", 100), "kort");
    assert_eq!(clipped("een, twee drie", 10), "een, twee…");
    assert_eq!(clipped("een, twee drie", 6), "een…");
    assert_eq!(clipped("eenlangwoord", 5), "eenl…");
    assert_eq!(clipped("een", 0), "");
    assert_eq!(clipped(&"woord ".repeat(40), 100).chars().count(), 96);
}
