//! A line after its lead: which command, its record, its options, its free text. Nothing is read as its type here.

use super::{
    Catalogue, clean, index,
    model::{Definition, Form, Kind, Opt, Preset, Record},
    scan::{self, Piece},
};
use crate::domain::{ids::IncidentId, message::Invocation};

/// An option that was given, with its values as typed.
#[derive(Debug, Clone)]
pub struct Given<'c> {
    /// Which.
    pub option: &'c Opt,
    /// One, or several where the option takes several.
    pub values: Vec<String>,
}

/// A line that was taken apart.
#[derive(Debug, Clone)]
pub struct Parsed<'c> {
    /// The command.
    pub definition: &'c Definition,
    /// The id straight after the command words.
    pub incident: Option<IncidentId>,
    /// In the order of the line.
    pub given: Vec<Given<'c>>,
    /// Free text of the first line.
    pub text: String,
    /// Further lines.
    pub more: String,
    /// Words that have no place.
    pub stray: Vec<String>,
    /// Looks like an option that was mistyped.
    pub mistyped: Option<(String, &'c Opt)>,
    /// Options of a report whose value could not be read; they stay in the text.
    pub unread: Vec<(String, &'c Opt)>,
}

/// Whether the values of an option can be read.
pub type Readable<'a> = &'a dyn Fn(&Opt, &[String]) -> bool;

/// The line as far as the command words.
pub struct Words<'c> {
    /// The command.
    pub definition: &'c Definition,
    /// What its words say beside it.
    pub preset: Option<&'c Preset>,
    /// What follows.
    pub rest: Vec<Piece>,
}

/// The pieces that hold something to see.
pub fn visible_pieces(line: &str) -> Vec<Piece> {
    scan::pieces(line).into_iter().filter(|piece| !clean::is_blank(&piece.raw)).collect()
}

/// A command word: `!meld:` is `!meld`.
pub fn command_word(piece: &Piece) -> String {
    clean::word(&piece.raw).trim_end_matches([':', ',', ';', '.', '!', '?']).to_owned()
}

impl Catalogue {
    /// Finds the command; the longer phrase wins, unless it takes no words and words follow.
    pub(super) fn find(&self, pieces: &[Piece]) -> Option<Words<'_>> {
        let mut rest = pieces.iter();
        let first = command_word(rest.next()?);
        let after_one: Vec<Piece> = rest.cloned().collect();
        let one = self.words(&first, &after_one);
        let two = after_one.split_first().and_then(|(second, after)| {
            let words = self.words(&format!("{first} {}", command_word(second)), after)?;
            let wordless = words.definition.options.iter().all(|option| option.form == Form::Named);
            let fits = !wordless || !words.rest.iter().any(|piece| is_word(words.definition, piece));
            (fits || one.as_ref().is_none_or(|one| one.definition.rest().is_none())).then_some(words)
        });
        two.or(one)
    }

    fn words(&self, phrase: &str, rest: &[Piece]) -> Option<Words<'_>> {
        let target = self.index.get(phrase)?;
        let definition = self.definitions.get(target.definition)?;
        Some(Words { definition, preset: target.preset.as_ref(), rest: rest.to_vec() })
    }
}

/// Whether a piece is neither an option of the command nor a record.
fn is_word(definition: &Definition, piece: &Piece) -> bool {
    let option = scan::option(&piece.raw).is_some_and(|(name, _)| definition.named(&name).is_some());
    !option && incident(piece).is_none()
}

/// The record that a piece names.
pub fn incident(piece: &Piece) -> Option<IncidentId> {
    clean::word(&piece.raw).trim_end_matches([':', ',', '.']).parse().ok()
}

/// Takes the pieces after the command words apart.
pub fn parse<'c>(words: Words<'c>, more: &str, readable: Readable<'_>) -> Parsed<'c> {
    let Words { definition, preset, rest } = words;
    let mut rest = rest.as_slice();
    let mut parsed = Parsed::new(definition);
    parsed.more = clean::lines(more);
    if let (Record::One, Some((first, after))) = (definition.record, rest.split_first()) {
        parsed.incident = incident(first);
        if parsed.incident.is_some() {
            rest = after;
        }
    }
    let mut free = Vec::new();
    while let Some((piece, after)) = rest.split_first() {
        rest = after;
        if !parsed.take_option(piece, &mut rest, readable) {
            free.push(piece.clone());
        }
    }
    if let Some(preset) = preset {
        parsed.fill(preset);
    }
    parsed.place(free, readable);
    parsed.lone_record();
    parsed
}

impl<'c> Parsed<'c> {
    fn new(definition: &'c Definition) -> Self {
        let (text, more) = (String::new(), String::new());
        Self {
            definition,
            incident: None,
            given: Vec::new(),
            text,
            more,
            stray: Vec::new(),
            mistyped: None,
            unread: Vec::new(),
        }
    }

    /// The same from a command that was never typed.
    pub fn of(definition: &'c Definition, invocation: &Invocation, readable: Readable<'_>) -> Self {
        let mut parsed = Self::new(definition);
        parsed.incident = invocation.incident;
        let (first, more) = clean::first_line(invocation.text.as_deref().unwrap_or_default());
        parsed.more = clean::lines(more);
        let mut text = vec![clean::line(first)];
        for (name, raw) in &invocation.options {
            let Some(option) = definition.named(name) else { continue };
            let values: Vec<String> =
                if option.many { raw.split(',').map(str::to_owned).collect() } else { vec![raw.clone()] };
            if option.form == Form::Rest {
                text.insert(0, clean::line(raw));
            } else if definition.forgiving && !readable(option, &values) {
                text.push(format!("{name}:{}", clean::line(raw)));
            } else {
                parsed.give(option, values);
            }
        }
        parsed.text = clean::line(&text.join(" "));
        parsed
    }

    /// Takes an option by name, if the piece is one; its value may stand after a space.
    fn take_option(&mut self, piece: &Piece, rest: &mut &[Piece], readable: Readable<'_>) -> bool {
        let Some((name, raw)) = scan::option(&piece.raw) else { return false };
        let Some(option) = self.definition.named(&name) else {
            self.suspect(&name, raw, piece);
            return false;
        };
        let (raw, mut after) = self.time_in_words(option, raw, rest, readable);
        let mut values = scan::values(&raw, option.many);
        if self.definition.forgiving {
            let again = !option.many && self.given.iter().any(|given| given.option == option);
            // Text by name would move to another place in what was said.
            if again || option.form == Form::Rest || !readable(option, &values) {
                if !again && option.form != Form::Rest && !clean::is_blank(&raw) {
                    self.unread.push((clean::line(&raw), option));
                }
                return false;
            }
        } else if clean::is_blank(&raw) {
            let Some((next, further)) = after.split_first() else { return self.give(option, values) };
            let next = scan::values(&next.raw, option.many);
            if !readable(option, &next) {
                return self.definition.rest().is_none() && self.give(option, values);
            }
            values = next;
            after = further;
        }
        *rest = after;
        if option.form == Form::Rest {
            self.text = clean::line(&format!("{} {}", self.text, values.concat()));
            return true;
        }
        self.give(option, values)
    }

    /// A time may be more than one word, as in `next:4 uur` and `since:1 uur 30 min`; what can be read alone stays alone.
    fn time_in_words<'p>(
        &self,
        option: &Opt,
        raw: &str,
        rest: &'p [Piece],
        readable: Readable<'_>,
    ) -> (String, &'p [Piece]) {
        let time = matches!(option.kind, Kind::Future | Kind::Past) && !readable(option, &[raw.to_owned()]);
        // A report keeps a bare option as text.
        let longest = if time && !(self.definition.forgiving && clean::is_blank(raw)) { 4 } else { 0 };
        let longer = (1..=longest).rev().find_map(|count| {
            let (words, after) = rest.split_at_checked(count)?;
            let words = words.iter().fold(raw.to_owned(), |whole, word| format!("{whole} {}", word.raw));
            readable(option, std::slice::from_ref(&words)).then_some((words, after))
        });
        longer.unwrap_or_else(|| (raw.to_owned(), rest))
    }

    fn give(&mut self, option: &'c Opt, values: Vec<String>) -> bool {
        let before = self.given.iter_mut().find(|given| given.option == option && option.many);
        match before {
            Some(before) => before.values.extend(values),
            None => self.given.push(Given { option, values }),
        }
        true
    }

    fn suspect(&mut self, name: &str, raw: &str, piece: &Piece) {
        if self.definition.forgiving || self.mistyped.is_some() || clean::is_blank(raw) {
            return;
        }
        let options = self.definition.options.iter();
        let near =
            |option: &&Opt| [&option.name, &option.nl].into_iter().any(|known| index::near(name, known).is_some());
        self.mistyped = options.into_iter().find(near).map(|option| (piece.raw.clone(), option));
    }

    fn fill(&mut self, preset: &Preset) {
        let Some(option) = self.definition.option(&preset.option) else { return };
        if !self.given.iter().any(|given| given.option == option) {
            self.give(option, vec![preset.value.clone()]);
        }
    }

    /// A command that needs another record beside its own takes a lone id as that other one.
    fn lone_record(&mut self) {
        let needs = |option: &&Opt| option.kind == Kind::Incident && option.required;
        let Some(option) = self.definition.options.iter().find(needs) else { return };
        if !self.given.iter().any(|given| given.option == option)
            && let Some(other) = self.incident.take()
        {
            self.give(option, vec![other.to_string()]);
        }
    }

    /// Gives the bare words to the options that take one, and the rest to the free text.
    fn place(&mut self, free: Vec<Piece>, readable: Readable<'_>) {
        let mut free = free.into_iter().peekable();
        for option in self.definition.words() {
            if self.given.iter().any(|given| given.option == option) {
                continue;
            }
            let Some(piece) = free.peek() else { break };
            let values = scan::values(&piece.raw, false);
            // A quoted stretch is free text, unless a word is needed here.
            let fits = readable(option, &values) && scan::unquoted(&piece.raw).is_none();
            if option.required || fits {
                free.next();
                self.give(option, values);
            }
        }
        let words: Vec<String> = free.map(|piece| piece.raw).collect();
        if self.definition.rest().is_none() {
            self.stray = words;
            return;
        }
        let text = match words.as_slice() {
            [only] => scan::unquoted(only).unwrap_or_else(|| only.clone()),
            several => several.join(" "),
        };
        self.text = clean::line(&format!("{} {text}", self.text));
    }
}
