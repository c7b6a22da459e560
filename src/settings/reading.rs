//! What is known while the files are read: their text, the ids that they define and refer to, and every mistake so far.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use super::{
    Occasion,
    faults::{self, organisation, organisation::What},
    files::{File, Text},
    mistake::{Excerpt, Fault, Mistake},
};

/// A place in a file; none of a span is the file as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) file: File,
    pub(super) span: Option<Range<usize>>,
}

impl Place {
    pub(super) const fn whole(file: File) -> Self {
        Self { file, span: None }
    }
}

/// Of a file with more mistakes than this nobody reads the rest.
const MOST: usize = 1000;

/// The longest line that is shown with a mistake, in bytes.
const LONGEST_SHOWN: usize = 500;

/// Gathers what the files say.
pub(super) struct Reading<'a> {
    texts: &'a [Text],
    /// What for.
    pub(super) occasion: Occasion,
    /// Where each line starts, looked up for every mistake.
    starts: BTreeMap<File, Vec<usize>>,
    mistakes: RefCell<Vec<(Place, Fault)>>,
    counts: RefCell<BTreeMap<File, usize>>,
    syntax: RefCell<Vec<(Place, Fault)>>,
    defined: RefCell<BTreeMap<(What, String), Place>>,
    /// Ids on lines of a file that is not valid TOML, where the parser may have lost them.
    perhaps: RefCell<BTreeSet<String>>,
    references: RefCell<Vec<(What, String, Place)>>,
    broken: RefCell<BTreeSet<File>>,
}

impl<'a> Reading<'a> {
    pub(super) fn new(texts: &'a [Text], occasion: Occasion) -> Self {
        let starts = |text: &Text| {
            let content = text.content.as_deref().unwrap_or_default();
            let ends = content.match_indices('\n').map(|(end, _)| end.saturating_add(1));
            (text.file, [0].into_iter().chain(ends).collect())
        };
        Self {
            texts,
            occasion,
            starts: texts.iter().map(starts).collect(),
            mistakes: RefCell::new(Vec::new()),
            counts: RefCell::new(BTreeMap::new()),
            syntax: RefCell::new(Vec::new()),
            defined: RefCell::new(BTreeMap::new()),
            perhaps: RefCell::new(BTreeSet::new()),
            references: RefCell::new(Vec::new()),
            broken: RefCell::new(BTreeSet::new()),
        }
    }

    pub(super) fn text(&self, file: File) -> Option<&'a str> {
        self.texts.iter().find(|text| text.file == file).and_then(|text| text.content.as_deref())
    }

    pub(super) fn add(&self, place: Place, fault: Fault) {
        let mut counts = self.counts.borrow_mut();
        let count = counts.entry(place.file).or_default();
        *count = count.saturating_add(1);
        if *count <= MOST {
            self.mistakes.borrow_mut().push((place, fault));
        }
    }

    /// More mistakes in this file are only counted.
    fn is_full(&self, file: File) -> bool {
        self.counts.borrow().get(&file).is_some_and(|count| *count >= MOST)
    }

    /// A place that is not TOML. From then on the file cannot be relied on: what is missing in it may only be lost.
    pub(super) fn add_syntax(&self, place: Place, fault: Fault) {
        if self.broken.borrow_mut().insert(place.file) {
            let lines = self.text(place.file).unwrap_or_default().lines();
            let ids = lines.filter_map(|line| line.trim_start().strip_prefix("id")?.trim_start().strip_prefix('='));
            let ids = ids.map(|id| id.trim().trim_matches(['"', '\'']).to_owned());
            self.perhaps.borrow_mut().extend(ids);
        }
        self.syntax.borrow_mut().push((place, fault));
    }

    pub(super) fn is_broken(&self, file: File) -> bool {
        self.broken.borrow().contains(&file)
    }

    /// An id that this place gives to something.
    pub(super) fn define(&self, what: What, id: &str, place: Place) {
        let key = (what, id.to_owned());
        let first = self.defined.borrow().get(&key).cloned();
        match first {
            Some(first) => self.add(place, organisation::duplicate(what, id, &self.named(&first))),
            None => {
                self.defined.borrow_mut().insert(key, place);
            }
        }
    }

    /// An id that this place uses.
    pub(super) fn refer(&self, what: What, id: &str, place: Place) {
        self.references.borrow_mut().push((what, id.to_owned(), place));
    }

    /// Where an id is defined.
    pub(super) fn place_of(&self, what: What, id: &str, file: File) -> Place {
        self.defined.borrow().get(&(what, id.to_owned())).cloned().unwrap_or_else(|| Place::whole(file))
    }

    /// Adds a mistake for every id that is used and does not exist.
    pub(super) fn check_references(&self) {
        let (defined, perhaps) = (self.defined.borrow(), self.perhaps.borrow());
        for (what, id, place) in self.references.borrow().iter() {
            // Without the file that defines them, all would be unknown.
            let lost = self.text(File::Organisation).is_none() || perhaps.contains(id);
            if lost || defined.contains_key(&(*what, id.clone())) {
                continue;
            }
            if self.is_full(place.file) {
                // Looking for the nearest id takes long, and nobody would read it.
                self.add(place.clone(), organisation::unknown(*what, id, &[]));
                continue;
            }
            let known: Vec<&str> =
                defined.keys().filter(|(other, _)| other == what).map(|(_, known)| known.as_str()).collect();
            self.add(place.clone(), organisation::unknown(*what, id, &known));
        }
    }

    /// Every mistake in the order of the files and lines.
    pub(super) fn into_mistakes(self) -> Vec<Mistake> {
        let (syntax, mut all) = (self.syntax.take(), self.mistakes.take());
        let broken: BTreeSet<_> = syntax.iter().map(|(place, _)| (place.file, self.line_of(place))).collect();
        // What else is wrong on a line that is not TOML is a consequence.
        all.retain(|(place, _)| place.span.is_none() || !broken.contains(&(place.file, self.line_of(place))));
        all.extend(syntax);
        let more = self.counts.take().into_iter().filter_map(|(file, count)| Some((file, count.checked_sub(MOST)?)));
        let more = more.filter(|(_, more)| *more > 0);
        all.extend(more.map(|(file, more)| (Place::whole(file), faults::file::more(more))));
        all.sort_by_key(|(place, _)| (place.file, place.span.as_ref().map(|span| span.start)));
        all.dedup();
        all.into_iter().map(|(place, fault)| self.locate(&place, fault)).collect()
    }

    /// The line of a place, from 1; none of the file as a whole.
    pub(super) fn line_of(&self, place: &Place) -> Option<usize> {
        place.span.as_ref().map(|span| self.line(place.file, span.start).0)
    }

    /// A place in words, such as `organisation.toml:12`.
    fn named(&self, place: &Place) -> String {
        format!("{}:{}", place.file.name(), self.line_of(place).unwrap_or(1))
    }

    /// The number of the line, from 1, and where it starts in the text.
    fn line(&self, file: File, at: usize) -> (usize, usize) {
        let Some(starts) = self.starts.get(&file) else { return (1, 0) };
        let line = starts.partition_point(|start| *start <= at);
        (line.max(1), starts.get(line.saturating_sub(1)).copied().unwrap_or(0))
    }

    fn locate(&self, place: &Place, fault: Fault) -> Mistake {
        let shown = self.texts.iter().find(|text| text.file == place.file).map(|text| text.shown.clone());
        let file = shown.unwrap_or_else(|| place.file.name().to_owned());
        let (Some(span), Some(text)) = (&place.span, self.text(place.file)) else {
            return Mistake { file, line: 0, column: 0, fault, excerpt: None };
        };
        let (line, start) = self.line(place.file, span.start);
        let content = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let from = span.start.saturating_sub(start).min(content.len());
        let to = span.end.saturating_sub(start).clamp(from, content.len());
        let column = content.get(..from).unwrap_or_default().chars().count().saturating_add(1);
        // A line as long as a file would be repeated with every mistake in it.
        let excerpt = (content.len() <= LONGEST_SHOWN).then(|| Excerpt { line: content.to_owned(), marked: from..to });
        Mistake { file, line, column, fault, excerpt }
    }
}
