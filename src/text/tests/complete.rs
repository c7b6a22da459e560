//! Complete in both languages: no key is missing, none is left over, and each uses exactly its arguments.

use std::collections::BTreeSet;

use super::{samples::World, sources};
use crate::{
    domain::{line::Line, words::WORDS},
    text::key,
};

/// Words that the core puts together: why a level, who speaks, what is still open.
const BUILT: [&str; 33] = [
    "loss-busy",
    "loss-no-answer",
    "loss-undelivered",
    "network-matrix",
    "network-discord",
    "ccvo-mail",
    "channel-mail",
    "channel-sms",
    "channel-phone",
    "channel-webhook",
    "why-l2",
    "why-l4a",
    "why-l4b",
    "why-l4b-unknown",
    "why-l4c",
    "why-l4c-source",
    "act-alarm",
    "act-deescalate",
    "act-end",
    "act-same",
    "act-standdown",
    "act-withdraw",
    "speaks-entity",
    "speaks-communication",
    "speaks-ccvo",
    "open-phase",
    "open-cmt",
    "open-call",
    "open-request",
    "open-ping",
    "link-beside-crisis",
    "open-clock",
    "open-page",
];
const ROLES: [&str; 5] = ["chair", "logger", "liaison", "communication", "follower"];

#[test]
fn the_declaration_is_read_as_the_compiler_reads_it() {
    let declared = sources::declared();
    let read: Vec<(&str, Vec<&str>)> = declared
        .iter()
        .map(|(name, arguments)| (name.as_str(), arguments.iter().map(|(name, _)| name.as_str()).collect()))
        .collect();
    let compiled: Vec<(&str, Vec<&str>)> =
        Line::ALL.iter().map(|(name, arguments)| (*name, arguments.to_vec())).collect();
    assert_eq!(read, compiled);
}

#[test]
fn every_line_has_words_with_exactly_its_arguments() {
    let mut wrong = Vec::new();
    for language in ["nl", "en"] {
        let keys = sources::keys(language);
        for (name, arguments) in Line::ALL {
            let Some(words) = keys.get(&key(name)) else {
                wrong.push(format!("{language}: {} has no words (arguments {arguments:?})", key(name)));
                continue;
            };
            let declared: BTreeSet<String> = arguments.iter().map(ToString::to_string).collect();
            let used = sources::variables(words);
            for argument in used.difference(&declared) {
                wrong.push(format!("{language}: {} uses ${argument}, which the line does not have", key(name)));
            }
            for argument in declared.difference(&used) {
                wrong.push(format!("{language}: {} does not use ${argument}", key(name)));
            }
        }
    }
    assert!(wrong.is_empty(), "{} faults\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn both_languages_have_the_same_keys_and_variables() {
    let (nl, en) = (sources::keys("nl"), sources::keys("en"));
    assert_eq!(nl.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>());
    for (key, words) in &nl {
        assert_eq!(sources::variables(words), sources::variables(&en[key]), "{key}");
    }
}

#[test]
fn the_vocabulary_has_words() {
    let world = World::new();
    let words = WORDS.iter().chain(&BUILT).map(|word| format!("word-{word}"));
    for key in words.chain(ROLES.iter().map(|role| format!("role-{role}"))) {
        for language in super::samples::LANGUAGES {
            assert!(world.lexicon.has(language, &key), "{key} in {language:?}");
        }
    }
}

#[test]
fn every_button_and_hint_of_the_sources_has_words() {
    let world = World::new();
    let labels = sources::named_after("Action::new").into_iter().chain(sources::labels_in_tables());
    let buttons = labels.map(|label| format!("button-{label}"));
    let hints = sources::named_after(".hinting").into_iter().map(|hint| format!("hint-{hint}"));
    let phrases = sources::named_after(".phrasing").into_iter().map(|phrase| format!("phrase-{phrase}"));
    let mut missing: Vec<String> = buttons.chain(hints).chain(phrases).collect();
    missing.retain(|key| !super::samples::LANGUAGES.iter().all(|language| world.lexicon.has(*language, key)));
    assert!(missing.is_empty(), "without words: {missing:?}");
}

#[test]
fn no_key_is_left_over() {
    let mut used: BTreeSet<String> = Line::ALL.iter().map(|(name, _)| key(name)).collect();
    used.extend(WORDS.iter().chain(&BUILT).map(|word| format!("word-{word}")));
    used.extend(ROLES.iter().map(|role| format!("role-{role}")));
    used.extend((1..=12).map(|month| format!("month-{month}")));
    let literals = sources::literals();
    let said = |key: &str| {
        let short = ["button-", "hint-", "phrase-"].iter().find_map(|prefix| key.strip_prefix(prefix));
        literals.contains(key) || short.is_some_and(|short| literals.contains(short))
    };
    let left: Vec<String> = sources::keys("nl").into_keys().filter(|key| !used.contains(key) && !said(key)).collect();
    assert!(left.is_empty(), "nobody says: {left:?}");
}
