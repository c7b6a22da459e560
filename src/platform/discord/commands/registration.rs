//! The commands of the catalogue as Discord registers them: English names with Dutch ones beside them, one level of
//! groups, and the menu of a message.

use std::collections::BTreeSet;

use serenity::{
    builder::{CreateCommand, CreateCommandOption},
    model::application::{CommandOptionType, CommandType, InteractionContext},
};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::{
    catalog::model::{Definition, Kind, Opens, Opt, Record},
    domain::{
        line::Line,
        organisation::{Bilingual, Language},
        time::Timestamp,
    },
    platform::words::Words,
};

/// The locale of Dutch.
pub const DUTCH: &str = "nl";
/// The option that says which record is meant. In a line of text it stands straight after the command words.
pub const RECORD: &str = "incident";
/// The same in Dutch.
const RECORD_NL: &str = "dossier";
/// How long a description, and the name of a choice, may be, in characters.
pub const LONGEST: usize = 100;

/// Every command, as it is registered for the server. Who may use one is decided by the core each time, never by
/// Discord: permissions there are a convenience that the server's administrators can change.
#[must_use]
pub fn commands(words: &Words) -> Vec<CreateCommand> {
    let definitions = words.catalogue.definitions();
    let mut commands = Vec::new();
    let mut groups = BTreeSet::new();
    for definition in definitions {
        let (en, nl) = (definition.slash_words(Language::En), definition.slash_words(Language::Nl));
        let (Some((group, _)), Some((dutch, _))) = (en.split_once(' '), nl.split_once(' ')) else {
            let command = named(CommandType::ChatInput, en, nl);
            let command = described(command, &definition.help);
            commands.push(command.set_options(options(definition, words)));
            continue;
        };
        if groups.insert(group) {
            commands.push(self::group(group, dutch, words));
        }
    }
    let menus = definitions.iter().filter_map(|definition| definition.menu.as_ref());
    commands.extend(menus.map(|menu| named(CommandType::Message, &menu.en, &menu.nl)));
    commands
}

/// A group with its commands. People never see what is said of the group itself, but it must not be empty.
fn group(en: &str, nl: &str, words: &Words) -> CreateCommand {
    let mut listed = Bilingual::default();
    let mut group = named(CommandType::ChatInput, en, nl);
    for definition in words.catalogue.definitions() {
        let (path, dutch) = (definition.slash_words(Language::En), definition.slash_words(Language::Nl));
        let (Some((first, word)), Some((_, dutch))) = (path.split_once(' '), dutch.split_once(' ')) else { continue };
        if first != en {
            continue;
        }
        for (list, word) in [(&mut listed.en, word), (&mut listed.nl, dutch)] {
            *list = if list.is_empty() { word.to_owned() } else { format!("{list}, {word}") };
        }
        let subcommand = option(CommandOptionType::SubCommand, word, dutch, &definition.help);
        group = group.add_option(subcommand.set_sub_options(options(definition, words)));
    }
    described(group, &listed)
}

/// Everything that can be given, what must be first.
fn options(definition: &Definition, words: &Words) -> Vec<CreateCommandOption> {
    let form = definition.opens == Some(Opens::Modal);
    // The text of a command with a form may be left out: then the form asks.
    let required = |option: &Opt| option.required && !(form && Some(option) == definition.rest());
    let (first, then): (Vec<&Opt>, Vec<&Opt>) = definition.options.iter().partition(|option| required(option));
    let first = first.into_iter().map(|option| argument(option).required(true));
    let mut options: Vec<CreateCommandOption> = first.chain(then.into_iter().map(argument)).collect();
    if definition.record == Record::One {
        options.push(record(words));
    }
    options
}

fn argument(opt: &Opt) -> CreateCommandOption {
    let argument = option(CommandOptionType::String, &opt.name, &opt.nl, &opt.help);
    match opt.kind {
        Kind::Answer => answers(argument, &ANSWERS),
        Kind::YesNo => answers(argument, ANSWERS.get(..2).unwrap_or_default()),
        Kind::Choice => opt.choices.iter().fold(argument, |argument, choice| chosen(argument, &choice.id, &choice.nl)),
        kind => argument.set_autocomplete(is_completed(kind)),
    }
}

/// Whether what can be given is offered while somebody types. What they type instead is taken as it is.
#[must_use]
pub const fn is_completed(kind: Kind) -> bool {
    match kind {
        Kind::Entity
        | Kind::Building
        | Kind::Process
        | Kind::Person
        | Kind::PersonOrTeam
        | Kind::Role
        | Kind::Incident
        | Kind::Task => true,
        Kind::Answer | Kind::YesNo | Kind::Choice | Kind::Future | Kind::Past | Kind::Number | Kind::Text => false,
    }
}

/// The words of an answer; the first two are those of yes and no.
const ANSWERS: [(&str, &str); 3] = [("yes", "ja"), ("no", "nee"), ("unknown", "onbekend")];

fn answers(argument: CreateCommandOption, answers: &[(&str, &str)]) -> CreateCommandOption {
    answers.iter().fold(argument, |argument, (en, nl)| chosen(argument, en, nl))
}

fn chosen(argument: CreateCommandOption, en: &str, nl: &str) -> CreateCommandOption {
    argument.add_string_choice_localized(en, en, [(DUTCH, nl)])
}

fn record(words: &Words) -> CreateCommandOption {
    let help = both(words, &Line::DiscordRecord {});
    option(CommandOptionType::String, RECORD, RECORD_NL, &help).set_autocomplete(true)
}

/// A line in both languages.
fn both(words: &Words, line: &Line) -> Bilingual {
    let say = |language| words.in_language(language).say(line, Timestamp::default()).trim_end().to_owned();
    Bilingual { nl: say(Language::Nl), en: say(Language::En) }
}

fn named(kind: CommandType, en: &str, nl: &str) -> CreateCommand {
    CreateCommand::new(en).kind(kind).name_localized(DUTCH, nl).contexts(vec![InteractionContext::Guild])
}

fn described(command: CreateCommand, help: &Bilingual) -> CreateCommand {
    command.description(clipped(&help.en, LONGEST)).description_localized(DUTCH, clipped(&help.nl, LONGEST))
}

fn option(kind: CommandOptionType, en: &str, nl: &str, help: &Bilingual) -> CreateCommandOption {
    CreateCommandOption::new(kind, en, clipped(&help.en, LONGEST))
        .name_localized(DUTCH, nl)
        .description_localized(DUTCH, clipped(&help.nl, LONGEST))
}

/// A text of at most so many characters, cut after a word.
#[must_use]
pub fn clipped(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut left = longest.saturating_sub(1);
    for word in text.split_word_bounds() {
        let length = word.chars().count();
        if length > left {
            break;
        }
        left = left.saturating_sub(length);
        kept.push_str(word);
    }
    if kept.trim().is_empty() {
        // One word that alone is longer than all that fits.
        kept = text.chars().take(longest.saturating_sub(1)).collect();
    }
    let mut kept = kept.trim_end_matches([' ', ',', ';', ':', '·']).to_owned();
    kept.extend((longest > 0).then_some('…'));
    kept
}

#[cfg(test)]
#[path = "registration_tests.rs"]
mod tests;
