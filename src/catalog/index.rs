//! From words to commands, and to the nearest one.

use std::collections::{BTreeMap, BTreeSet};

use strsim::damerau_levenshtein;

use super::model::{Definition, Preset};

/// Where phrases lead.
#[derive(Debug, Default)]
pub struct Index {
    phrases: BTreeMap<String, Target>,
    groups: BTreeSet<String>,
}

/// A command by its place, and the option that its words fill in.
#[derive(Debug, Clone)]
pub struct Target {
    /// Its place in the catalogue.
    pub definition: usize,
    /// What the words say beside it.
    pub preset: Option<Preset>,
}

impl Index {
    /// All phrases of all commands.
    pub fn new(definitions: &[Definition]) -> Self {
        let mut index = Self::default();
        for (place, definition) in definitions.iter().enumerate() {
            for phrase in definition.phrases() {
                if let Some((group, _)) = phrase.split_once(' ') {
                    index.groups.insert(group.to_owned());
                }
                index.phrases.insert(phrase, Target { definition: place, preset: None });
            }
            for preset in &definition.preset {
                let target = Target { definition: place, preset: Some(preset.clone()) };
                index.phrases.insert(preset.words.clone(), target);
            }
        }
        index
    }

    /// A whole phrase.
    pub fn get(&self, phrase: &str) -> Option<&Target> {
        self.phrases.get(phrase)
    }

    /// Whether commands begin with this word and go on with another.
    pub fn is_group(&self, word: &str) -> bool {
        self.groups.contains(word)
    }

    /// Every phrase.
    pub fn phrases(&self) -> impl Iterator<Item = &str> {
        self.phrases.keys().map(String::as_str)
    }

    /// The nearest phrase, if any is near, for the first word or the first two; and how many words it replaces.
    pub fn nearest(&self, first: &str, second: Option<&str>) -> Option<(&Target, usize)> {
        let mut best: Option<(usize, &Target, usize)> = None;
        let mut offer = |distance: usize, target, words| {
            if best.is_none_or(|(before, ..)| distance < before) {
                best = Some((distance, target, words));
            }
        };
        for (phrase, target) in &self.phrases {
            match (phrase.split_once(' '), second) {
                (None, _) => {
                    if let Some(distance) = near(first, phrase) {
                        offer(distance, target, 1);
                    }
                }
                (Some((group, word)), Some(second)) => {
                    if let (Some(one), Some(two)) = (near(first, group), near(second, word)) {
                        offer(one.saturating_add(two), target, 2);
                    }
                }
                (Some(_), None) => {}
            }
            // `!report` for `!incident report`: the group was left out.
            if phrase.split_once(' ').is_some_and(|(_, word)| word == first) {
                offer(1, target, 1);
            }
        }
        best.map(|(_, target, words)| (target, words))
    }
}

/// The distance between two words, if they are near enough for a slip of the finger.
pub fn near(typed: &str, meant: &str) -> Option<usize> {
    // Nobody means a command with a word that is twice as long, and long input would cost time.
    let (length, wanted) = (typed.chars().count(), meant.chars().count());
    if length > wanted.saturating_mul(2) {
        return None;
    }
    if wanted >= 4 && length > wanted && typed.starts_with(meant) {
        return Some(2);
    }
    let distance = damerau_levenshtein(typed, meant);
    let allowed = match wanted {
        0..=2 => 0,
        3..=5 => 1,
        _ => 2,
    };
    (distance <= allowed).then_some(distance)
}
