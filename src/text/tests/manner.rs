//! The manner of speaking, as far as a machine can hear it.

use regex::Regex;

use super::{
    samples::{LANGUAGES, World, lines},
    sources,
};
use crate::{domain::organisation::Language, text::reply::Span};

#[test]
fn every_line_can_be_said_in_both_languages() {
    let world = World::new();
    for line in lines() {
        for language in LANGUAGES {
            let spans = world.lexicon.try_line(&line, &world.reader(language));
            assert!(spans.is_ok(), "{spans:?}");
            assert!(spans.is_ok_and(|spans| !spans.is_empty()), "{} is silent", line.name());
        }
    }
}

#[test]
fn no_line_is_longer_than_a_person_reads() {
    let world = World::new();
    let mut long = Vec::new();
    for line in lines() {
        for language in LANGUAGES {
            let text = world.plain(&line, language);
            if text.chars().count() > 200 {
                long.push(format!("{} {text}", text.chars().count()));
            }
        }
    }
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn no_exclamation_mark_except_in_commands() {
    let world = World::new();
    for line in lines() {
        for language in LANGUAGES {
            for span in world.lexicon.try_line(&line, &world.reader(language)).unwrap() {
                let shouts = matches!(&span, Span::Plain(text) if text.contains('!'));
                assert!(!shouts, "{}: {span:?}", line.name());
            }
        }
    }
    for language in ["nl", "en"] {
        for (key, words) in sources::keys(language) {
            assert!(!words.contains('!'), "{language} {key}: a command is an argument, never written out");
        }
    }
}

#[test]
fn the_dutch_says_je() {
    let polite = Regex::new(r"(?i)\b(u|uw|uzelf|gelieve)\b").unwrap();
    for (key, words) in sources::keys("nl") {
        assert!(!polite.is_match(&words), "{key}:{words}");
    }
}

#[test]
fn the_bot_notifies_nobody_by_itself() {
    // K4: verwittigd is said only of a confirmed telephone call, so a message of ours is never called that.
    let word = Regex::new(r"(?i)\bverwittig").unwrap();
    for (key, words) in sources::keys("nl") {
        let telephone = words.contains("elefon") || key.contains("call");
        assert!(!word.is_match(&words) || telephone, "{key}:{words}");
    }
}

#[test]
fn times_are_not_said_twice() {
    let world = World::new();
    let twice =
        Regex::new(r"(?i)\b(om om|at at|op om|voor om|tot om|sinds om|before at|until at|since at)\b|  ").unwrap();
    for line in lines() {
        for language in [Language::Nl, Language::En] {
            let text = world.plain(&line, language);
            assert!(!twice.is_match(&text), "{}: {text}", line.name());
        }
    }
}
