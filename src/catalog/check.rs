//! Every mistake that the command files can hold, the limits of Discord among them.

use std::collections::BTreeMap;

use super::{
    load::Fault,
    model::{Definition, Form, Kind, Opt, RightName},
    value,
};
use crate::domain::organisation::Language;

/// Options of a command, choices of an option, commands of a group.
const MANY: usize = 25;
/// Characters of a name.
const NAME: usize = 32;
/// Characters of a description.
const DESCRIPTION: usize = 100;
/// Commands on the top level.
const TOP: usize = 100;
/// Characters of a command, or of a group with all that is in it, together.
const SIZE: usize = 8_000;
/// Commands in the menu of a message.
const MENU: usize = 5;

/// Looks at everything.
pub fn check(definitions: &[Definition], rights: &[RightName]) -> Vec<Fault> {
    let mut faults = Faults::default();
    for definition in definitions {
        faults.about(definition);
        command(definition, &mut faults);
        for right in definition.who.iter().chain(definition.rights.iter().flat_map(|special| &special.who)) {
            if !rights.iter().any(|name| name.id == right.id) {
                faults.say(format!("the right `{}` has no name: add a [[right]]", right.id));
            }
        }
        if definition.who.is_empty() {
            faults.say("nobody may use it: `who` is empty".to_owned());
        }
    }
    phrases(definitions, &mut faults);
    groups(definitions, &mut faults);
    faults.list
}

#[derive(Default)]
struct Faults {
    list: Vec<Fault>,
    file: String,
    part: String,
}

impl Faults {
    fn about(&mut self, definition: &Definition) {
        self.file = format!("{}.toml", definition.topic);
        self.part.clone_from(&definition.path);
    }

    fn say(&mut self, text: String) {
        self.list.push(Fault { file: self.file.clone(), part: self.part.clone(), text });
    }
}

fn command(definition: &Definition, faults: &mut Faults) {
    let (en, nl) = (definition.path.split(' ').count(), definition.nl.split(' ').count());
    if en != nl || en > 2 {
        faults.say(format!(
            "`{}` and `{}` must have the same number of words, one or two",
            definition.path, definition.nl
        ));
    }
    for phrase in definition.phrases().iter().chain(definition.preset.iter().map(|preset| &preset.words)) {
        if phrase.split(' ').count() > 2 {
            faults.say(format!("`{phrase}` has more than two words"));
        }
        phrase.split(' ').for_each(|word| name(word, faults));
    }
    description("help.nl", &definition.help.nl, faults);
    description("help.en", &definition.help.en, faults);
    options(definition, faults);
    for preset in &definition.preset {
        let fits = definition.option(&preset.option).is_some_and(|option| value::is_id(option, &preset.value));
        if !fits {
            faults.say(format!("`{}` fills in `{}:{}`, which cannot be", preset.words, preset.option, preset.value));
        }
    }
    for needs in definition.rights.iter().filter_map(|special| special.needs.as_deref()) {
        if definition.option(needs).is_none() {
            faults.say(format!("a special case needs `{needs}`, which is no option"));
        }
    }
    let lines = definition.examples.nl.iter().chain(&definition.examples.en);
    for line in lines.filter(|line| !line.starts_with(['!', '/'])) {
        faults.say(format!("the example `{line}` does not begin with ! or /"));
    }
}

fn options(definition: &Definition, faults: &mut Faults) {
    // The record is an option of its own on Discord.
    if definition.options.len() >= MANY {
        faults.say(format!("{} options are too many: at most {}", definition.options.len(), MANY.saturating_sub(1)));
    }
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    for option in &definition.options {
        name(&option.name, faults);
        name(&option.nl, faults);
        description(&format!("help.nl of `{}`", option.name), &option.help.nl, faults);
        description(&format!("help.en of `{}`", option.name), &option.help.en, faults);
        for word in [&option.name, &option.nl] {
            if let Some(other) = names.insert(word, &option.name).filter(|other| *other != option.name) {
                faults.say(format!("`{word}` could be the option `{other}` or `{}`", option.name));
            }
        }
        choices(option, faults);
        let text = option.kind == Kind::Text;
        if (option.form == Form::Rest && !text) || (option.form == Form::Word && text) {
            faults.say(format!("`{}`: only a text can take the rest, and a text takes no single word", option.name));
        }
    }
    let same = definition.options.iter().enumerate();
    for (place, option) in same {
        if definition.options.iter().take(place).any(|before| before.name == option.name) {
            faults.say(format!("the option `{}` stands there twice", option.name));
        }
    }
    if definition.options.iter().filter(|option| option.form == Form::Rest).count() > 1 {
        faults.say("two options take the rest of the line".to_owned());
    }
}

fn choices(option: &Opt, faults: &mut Faults) {
    let takes = matches!(option.kind, Kind::Choice | Kind::Role);
    if takes == option.choices.is_empty() {
        faults.say(format!("`{}`: a choice has choices, and nothing else has", option.name));
    }
    if option.choices.len() > MANY {
        faults.say(format!("`{}`: {} choices are too many: at most {MANY}", option.name, option.choices.len()));
    }
    let mut words: BTreeMap<&str, &str> = BTreeMap::new();
    for choice in &option.choices {
        name(&choice.id, faults);
        name(&choice.nl, faults);
        for word in [&choice.id, &choice.nl] {
            if words.insert(word, &choice.id).is_some_and(|other| other != choice.id) {
                faults.say(format!("`{}`: the word `{word}` could be two choices", option.name));
            }
        }
    }
}

fn name(word: &str, faults: &mut Faults) {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let length = word.chars().count();
    if length == 0 || length > NAME || !word.chars().all(fits) || word.to_lowercase() != word {
        faults.say(format!("the name `{word}` must be 1 to {NAME} lower-case letters, digits, - or _"));
    }
}

fn description(what: &str, text: &str, faults: &mut Faults) {
    let length = text.chars().count();
    if length == 0 || length > DESCRIPTION {
        faults.say(format!("{what} has {length} characters: 1 to {DESCRIPTION} are allowed"));
    }
}

fn phrases(definitions: &[Definition], faults: &mut Faults) {
    let mut known: BTreeMap<String, &str> = BTreeMap::new();
    for definition in definitions {
        faults.about(definition);
        let presets = definition.preset.iter().map(|preset| preset.words.clone());
        for phrase in definition.phrases().into_iter().chain(presets) {
            if let Some(other) = known.insert(phrase.clone(), &definition.path) {
                faults.say(format!("`{phrase}` already stands for `{other}`"));
            }
        }
    }
    let mut needed: Vec<u8> = definitions.iter().filter_map(|definition| definition.needed).collect();
    needed.sort_unstable();
    let before = needed.len();
    needed.dedup();
    if needed.len() != before {
        faults.say("two commands have the same place in `needed`".to_owned());
    }
}

/// Discord knows groups of commands, and no command that is also a group.
fn groups(definitions: &[Definition], faults: &mut Faults) {
    let mut groups: BTreeMap<&str, (&str, usize)> = BTreeMap::new();
    let mut paths: BTreeMap<&str, &str> = BTreeMap::new();
    for definition in definitions {
        faults.about(definition);
        let (path, nl) = (definition.slash_words(Language::En), definition.slash_words(Language::Nl));
        path.split(' ').chain(nl.split(' ')).for_each(|word| name(word, faults));
        for path in if path == nl { vec![path] } else { vec![path, nl] } {
            if let Some(other) = paths.insert(path, &definition.path) {
                faults.say(format!("`{path}` is `{other}` already where it is a slash command"));
            }
        }
        match (path.split_once(' '), nl.split_once(' ')) {
            (Some((group, _)), Some((dutch, _))) => {
                let (before, count) = groups.entry(group).or_insert((dutch, 0));
                *count = count.saturating_add(1);
                if *before != dutch {
                    faults.say(format!("the group `{group}` is both `{before}` and `{dutch}` in Dutch"));
                }
            }
            (None, None) => {}
            _ => faults.say(format!("`{path}` and `{nl}` must have the same number of words")),
        }
        menu(definition, faults);
    }
    let singles: Vec<&Definition> =
        definitions.iter().filter(|definition| !definition.slash_words(Language::En).contains(' ')).collect();
    for definition in &singles {
        if groups.contains_key(definition.path.as_str()) {
            faults.about(definition);
            faults.say("it is also a group, which Discord does not know: give it a `slash` path".to_owned());
        }
    }
    for (group, (_, count)) in groups.iter().filter(|(_, (_, count))| *count > MANY) {
        faults.say(format!("the group `{group}` has {count} commands: at most {MANY}"));
    }
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for definition in definitions {
        let path = definition.slash_words(Language::En);
        let all = sizes.entry(path.split(' ').next().unwrap_or(path)).or_default();
        *all = all.saturating_add(size(definition));
    }
    for (name, size) in sizes.iter().filter(|(_, size)| **size > SIZE) {
        faults.say(format!("`{name}` has {size} characters with all that is in it: at most {SIZE}"));
    }
    if groups.len().saturating_add(singles.len()) > TOP {
        faults.say(format!("more than {TOP} commands and groups on the top level"));
    }
    if definitions.iter().filter(|definition| definition.menu.is_some()).count() > MENU {
        faults.say(format!("more than {MENU} commands stand in the menu of a message"));
    }
}

/// The characters of a command as Discord counts them: of a text in two languages the longer one.
fn size(definition: &Definition) -> usize {
    let longer = |one: &str, other: &str| one.chars().count().max(other.chars().count());
    let choice = |id: &str, nl: &str| longer(id, nl).saturating_add(id.chars().count());
    let options = definition.options.iter().map(|option| {
        let choices: usize = option.choices.iter().map(|one| choice(&one.id, &one.nl)).sum();
        let described = longer(&option.help.en, &option.help.nl);
        longer(&option.name, &option.nl).saturating_add(described).saturating_add(choices)
    });
    let named = longer(definition.slash_words(Language::En), definition.slash_words(Language::Nl));
    named.saturating_add(longer(&definition.help.en, &definition.help.nl)).saturating_add(options.sum())
}

fn menu(definition: &Definition, faults: &mut Faults) {
    let Some(menu) = &definition.menu else { return };
    if definition.rest().is_none() {
        faults.say("it takes no text, so it cannot stand in the menu of a message".to_owned());
    }
    for name in [&menu.nl, &menu.en] {
        let length = name.chars().count();
        if length == 0 || length > NAME {
            faults.say(format!("the name `{name}` in the menu must have 1 to {NAME} characters"));
        }
    }
}
