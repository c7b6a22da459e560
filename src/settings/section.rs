//! Reading one table of a file key by key, so that a mistake in one key does not hide those in the others.

use std::collections::BTreeSet;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    faults::{
        nearest,
        organisation::{self, What},
        unseen,
        value::{self as faults, Shape},
    },
    files::File,
    mistake::Fault,
    reading::{Place, Reading},
};
use crate::domain::organisation::Bilingual;

/// The longest name, in characters.
pub(super) const NAME: usize = 80;
/// The longest sentence, in characters.
pub(super) const SENTENCE: usize = 300;

/// A table, and the keys that were asked of it.
pub(super) struct Section<'r> {
    pub(super) reading: &'r Reading<'r>,
    pub(super) place: Place,
    table: &'r DeTable<'r>,
    keys: Vec<&'static str>,
    missing: Vec<&'static str>,
}

/// The value of a key.
#[derive(Clone)]
pub(super) struct Field<'r> {
    pub(super) reading: &'r Reading<'r>,
    pub(super) place: Place,
    pub(super) key: &'static str,
    value: &'r DeValue<'r>,
}

impl<'r> Section<'r> {
    /// A whole file.
    pub(super) const fn root(reading: &'r Reading<'r>, file: File, table: &'r DeTable<'r>) -> Self {
        Self { reading, place: Place::whole(file), table, keys: Vec::new(), missing: Vec::new() }
    }

    /// The value of a key that may be left out.
    pub(super) fn may(&mut self, key: &'static str) -> Option<Field<'r>> {
        self.keys.push(key);
        let value = self.table.get(key)?;
        let place = Place { file: self.place.file, span: Some(value.span()) };
        Some(Field { reading: self.reading, place, key, value: value.get_ref() })
    }

    /// The value of a key that must be there.
    pub(super) fn must(&mut self, key: &'static str) -> Option<Field<'r>> {
        let field = self.may(key);
        if field.is_none() {
            self.missing.push(key);
        }
        field
    }

    /// The id of the element, which this place gives to it. One that is missing or malformed is made up or kept, so
    /// that what refers to the element is not wrong as well.
    pub(super) fn id(&mut self, what: What) -> String {
        let nameless = format!("?{}", self.place.span.as_ref().map_or(0, |span| span.start));
        let Some(field) = self.must("id") else { return nameless };
        let Some(id) = field.text(SENTENCE) else { return nameless };
        field.reading.define(what, &id, field.place.clone());
        if what == What::Rule && !is_rule_id(&id) {
            field.add(faults::bad_rule_id(&id));
        } else if what != What::Rule && !is_id(&id) {
            field.add(faults::bad_id(&id));
        }
        id
    }

    /// The elements `[[key]]`; none is none.
    pub(super) fn elements(&mut self, key: &'static str) -> Vec<Self> {
        let Some(field) = self.may(key) else { return Vec::new() };
        let DeValue::Array(array) = field.value else {
            field.wrong(Shape::Tables);
            return Vec::new();
        };
        array.iter().filter_map(|element| field.element(element).section(Shape::Tables)).collect()
    }

    /// Every key with its value, of a table in which any key may stand.
    pub(super) fn pairs(self) -> Vec<(String, Field<'r>)> {
        let pairs = self.table.iter().map(|(key, value)| {
            let place = Place { file: self.place.file, span: Some(value.span()) };
            let field = Field { reading: self.reading, place, key: "match", value: value.get_ref() };
            (key.get_ref().to_string(), field)
        });
        pairs.collect()
    }

    /// Adds a mistake for every key that nobody asked for, and for every one that had to be there.
    pub(super) fn finish(self) {
        let broken = self.reading.is_broken(self.place.file);
        // Keys that belong to a table whose header is broken end up at the root.
        if broken && self.place.span.is_none() {
            return;
        }
        let mut missing = self.missing;
        for key in self.table.keys().filter(|key| !self.keys.contains(&key.get_ref().as_ref())) {
            let place = Place { file: self.place.file, span: Some(key.span()) };
            self.reading.add(place, faults::unknown_key(key.get_ref(), &self.keys));
            // A key that is only misspelt is not missing as well.
            if let Some(meant) = nearest(key.get_ref(), &self.keys) {
                missing.retain(|other| *other != meant);
            }
        }
        for key in missing.into_iter().filter(|_| !broken) {
            self.reading.add(self.place.clone(), faults::missing_key(key));
        }
    }
}

impl<'r> Field<'r> {
    pub(super) fn add(&self, fault: Fault) {
        self.reading.add(self.place.clone(), fault);
    }

    fn wrong(&self, wanted: Shape) {
        self.add(faults::wrong_shape(self.key, wanted, shape(self.value)));
    }

    fn element(&self, value: &'r Spanned<DeValue<'r>>) -> Self {
        let place = Place { file: self.place.file, span: Some(value.span()) };
        Self { reading: self.reading, place, key: self.key, value: value.get_ref() }
    }

    fn section(self, wanted: Shape) -> Option<Section<'r>> {
        let DeValue::Table(table) = self.value else {
            self.wrong(wanted);
            return None;
        };
        Some(Section { reading: self.reading, place: self.place, table, keys: Vec::new(), missing: Vec::new() })
    }

    /// A table.
    pub(super) fn table(self) -> Option<Section<'r>> {
        self.section(Shape::Table)
    }

    /// The elements of a list.
    pub(super) fn items(&self) -> Vec<Self> {
        let DeValue::Array(array) = self.value else {
            self.wrong(Shape::List);
            return Vec::new();
        };
        array.iter().map(|element| self.element(element)).collect()
    }

    /// A list without elements.
    pub(super) fn is_empty_list(&self) -> bool {
        self.value.as_array().is_some_and(|array| array.is_empty())
    }

    /// A text as it stands.
    pub(super) fn raw(&self) -> Option<&'r str> {
        let text = self.value.as_str();
        if text.is_none() {
            self.wrong(Shape::Text);
        }
        text
    }

    /// A text of one line that people will read.
    pub(super) fn text(&self, most: usize) -> Option<String> {
        let text = self.raw()?.trim();
        let fault = if text.is_empty() {
            faults::blank(self.key)
        } else if text.chars().any(unseen) {
            faults::invisible(self.key)
        } else if text.chars().nth(most).is_some() {
            faults::too_long(self.key, most)
        } else {
            return Some(text.to_owned());
        };
        self.add(fault);
        None
    }

    /// A text in both languages.
    pub(super) fn bilingual(self, most: usize) -> Option<Bilingual> {
        let mut section = self.table()?;
        let nl = section.must("nl").and_then(|field| field.text(most));
        let en = section.must("en").and_then(|field| field.text(most));
        section.finish();
        Some(Bilingual { nl: nl?, en: en? })
    }

    /// true or false.
    pub(super) fn flag(&self) -> Option<bool> {
        let flag = self.value.as_bool();
        if flag.is_none() {
            self.wrong(Shape::Flag);
        }
        flag
    }

    /// A whole number from 1.
    pub(super) fn number(&self, most: u32) -> Option<u32> {
        let DeValue::Integer(number) = self.value else {
            self.wrong(Shape::Number);
            return None;
        };
        let read = u32::from_str_radix(number.as_str(), number.radix()).ok();
        let fits = read.filter(|number| (1..=most).contains(number));
        if fits.is_none() {
            self.add(faults::out_of_range(self.key, &number.to_string(), most));
        }
        fits
    }

    /// The number of an account, role, channel or server of Discord.
    pub(super) fn snowflake(&self) -> Option<u64> {
        let DeValue::Integer(number) = self.value else {
            self.wrong(Shape::Number);
            return None;
        };
        // No whole number of TOML is larger, and none of Discord's is zero.
        let id = i64::from_str_radix(number.as_str(), number.radix()).ok().filter(|id| *id > 0);
        if id.is_none() {
            self.add(faults::bad_account(self.key, "123456789012345678"));
        }
        id.map(i64::unsigned_abs)
    }

    /// One of these words, and what it stands for. A word that is only like one counts as that one, after the mistake.
    pub(super) fn one_of<T: Copy>(&self, choices: &[(&'static str, T)]) -> Option<T> {
        let given = self.raw()?;
        let meaning = |word: &str| choices.iter().find(|(choice, _)| *choice == word).map(|(_, meaning)| *meaning);
        meaning(given).or_else(|| {
            let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
            self.add(faults::not_one_of(self.key, given, &words));
            nearest(given, &words).and_then(meaning)
        })
    }

    /// The id of something that must exist.
    pub(super) fn reference(&self, what: What) -> Option<String> {
        let id = self.text(SENTENCE)?;
        self.reading.refer(what, &id, self.place.clone());
        Some(id)
    }

    /// A list of ids, each once.
    pub(super) fn references(&self, what: What) -> Vec<String> {
        let (mut ids, mut seen) = (Vec::new(), BTreeSet::new());
        for item in self.items() {
            let Some(id) = item.reference(what) else { continue };
            if !seen.insert(id.clone()) {
                item.add(organisation::twice(&id));
            }
            ids.push(id);
        }
        ids
    }
}

const fn shape(value: &DeValue<'_>) -> Shape {
    match value {
        DeValue::String(_) => Shape::Text,
        DeValue::Integer(_) => Shape::Number,
        DeValue::Float(_) => Shape::Fraction,
        DeValue::Boolean(_) => Shape::Flag,
        DeValue::Datetime(_) => Shape::Moment,
        DeValue::Array(_) => Shape::List,
        DeValue::Table(_) => Shape::Table,
    }
}

fn is_id(id: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    id.len() <= 64
        && id.bytes().next().is_some_and(plain)
        && id.bytes().all(|byte| plain(byte) || b".-_".contains(&byte))
}

fn is_rule_id(id: &str) -> bool {
    (1..=12).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric())
}
