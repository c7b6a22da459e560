//! A command as one can type it, so that it reads back as the same.

use super::{
    Catalogue, clean,
    model::{Form, Kind, Opt, Record},
    parse::{self, visible_pieces},
    scan, value,
};
use crate::domain::{message::Invocation, organisation::Language};

impl Catalogue {
    /// The line in this language: short form, record, words, text, options. `hint` gives the words of
    /// `Invocation.hint`, shown as `<…>`.
    #[must_use]
    pub fn print(&self, invocation: &Invocation, language: Language, hint: &dyn Fn(&str) -> String) -> String {
        if invocation.path.is_empty() {
            return invocation.text.clone().unwrap_or_default();
        }
        let Some(definition) = self.definition(&invocation.path) else { return format!("!{}", invocation.path) };
        let mut head = vec![format!("!{}", definition.print_words(language))];
        head.extend(invocation.incident.map(|incident| incident.to_string()));
        let mut tail = Vec::new();
        for (name, raw) in &invocation.options {
            let Some(option) = definition.named(name) else { continue };
            let placed = option.form == Form::Word && option.required;
            if !placed {
                tail.push(self::option(option, raw, language));
            }
        }
        for option in definition.words().filter(|option| option.required) {
            let given = invocation.options.iter().find(|(name, _)| *name == option.name || *name == option.nl);
            head.extend(given.map(|(_, raw)| placed(print_value(option, raw, language))));
        }
        let text = invocation.text.as_deref().unwrap_or_default();
        let (first, more) = clean::first_line(text);
        let (first, more) = (clean::line(first), clean::lines(more));
        let shown = match &invocation.hint {
            Some(key) if first.is_empty() => format!("<{}>", hint(key)),
            _ => first.clone(),
        };
        let line = |text: &str| {
            let parts = head.iter().map(String::as_str).chain((!text.is_empty()).then_some(text));
            parts.chain(tail.iter().map(String::as_str)).collect::<Vec<_>>().join(" ")
        };
        let mut printed = line(&shown);
        if !first.is_empty() && !self.keeps(&printed, invocation, &first) {
            printed = line(&quoted(&first));
        }
        if more.is_empty() { printed } else { format!("{printed}\n{more}") }
    }

    /// Whether the line reads back with this text.
    fn keeps(&self, printed: &str, invocation: &Invocation, text: &str) -> bool {
        let Some(line) = scan::lead(printed) else { return false };
        let Some(words) = self.find(&visible_pieces(line)) else { return false };
        // Even where it would read back, an option in the text may not change places with one that was meant.
        let taken = |name: &str| words.definition.named(name).is_some();
        let taken = |piece: &scan::Piece| scan::option(&piece.raw).is_some_and(|(name, _)| taken(&name));
        if visible_pieces(text).iter().any(taken) {
            return false;
        }
        let rest = words.definition.rest().map(|rest| rest.name.clone());
        let given = invocation.options.iter().filter(|(name, _)| Some(name) != rest.as_ref()).count();
        let named = invocation.options.len() > given;
        let parsed = parse::parse(words, "", &shape_only);
        parsed.definition.path == invocation.path
            && parsed.incident == invocation.incident
            && parsed.given.len() == given
            && (named || parsed.text == text)
            && parsed.mistyped.is_none()
    }

    /// Whether everything in a command exists: its path, options, words, and whether it takes a record or a text.
    ///
    /// # Errors
    /// What does not exist.
    pub fn check_invocation(&self, invocation: &Invocation) -> Result<(), String> {
        let path = &invocation.path;
        let definition = self.definition(path).ok_or_else(|| format!("there is no command `{path}`"))?;
        if invocation.incident.is_some() && definition.record == Record::None {
            return Err(format!("`{path}` is about no record"));
        }
        for (name, raw) in &invocation.options {
            let option = definition.option(name).ok_or_else(|| format!("`{path}` has no option `{name}`"))?;
            if definition.forgiving && option.form == Form::Rest {
                return Err(format!("`{name}` of `{path}` is given as the text"));
            }
            let values = if option.many { raw.split(',').collect() } else { vec![raw.as_str()] };
            if let Some(value) = values.into_iter().find(|value| !value::is_id(option, value)) {
                return Err(format!("`{name}` of `{path}` cannot be `{value}`"));
            }
        }
        if (invocation.text.is_some() || invocation.hint.is_some()) && definition.rest().is_none() {
            return Err(format!("`{path}` takes no text"));
        }
        Ok(())
    }

    /// A line as the command that it is, by the shape of its words alone, whatever the organisation holds; none where
    /// it names no command.
    #[must_use]
    pub fn invocation(&self, line: &str) -> Option<Invocation> {
        let (first, more) = clean::first_line(scan::lead(line)?);
        let words = self.find(&visible_pieces(first))?;
        Some(parse::parse(words, more, &shape_only).again(|_, raw| raw.to_owned()))
    }

    /// Whether a line that was printed names a command and has nothing in it that has no place.
    ///
    /// # Errors
    /// What cannot be read.
    pub fn reads(&self, line: &str) -> Result<String, String> {
        let rest = scan::lead(line).ok_or_else(|| format!("no lead: {line}"))?;
        let (first, more) = clean::first_line(rest);
        let words = self.find(&visible_pieces(first)).ok_or_else(|| format!("no such command: {line}"))?;
        let parsed = parse::parse(words, more, &shape_only);
        let stray = parsed.stray.first().or(parsed.mistyped.as_ref().map(|(typed, _)| typed));
        match stray {
            Some(stray) => Err(format!("`{stray}` has no place in: {line}")),
            None => Ok(parsed.definition.path.clone()),
        }
    }
}

/// Takes any value that has the form of its type, whatever the organisation holds.
fn shape_only(option: &Opt, values: &[String]) -> bool {
    !values.is_empty() && values.iter().all(|value| value::is_word(option, value))
}

/// An option by name, in this language.
pub fn option(option: &Opt, raw: &str, language: Language) -> String {
    format!("{}:{}", option.name(language), print_value(option, raw, language))
}

fn print_value(option: &Opt, raw: &str, language: Language) -> String {
    if option.many {
        let values: Vec<String> = raw.split(',').map(|value| scan::quoted(&clean::line(value))).collect();
        return values.join(",");
    }
    let word = match (language, option.kind) {
        (Language::Nl, Kind::Answer | Kind::YesNo) => match raw {
            "yes" => "ja",
            "no" => "nee",
            "unknown" => "onbekend",
            other => other,
        },
        (Language::Nl, Kind::Choice | Kind::Role) => {
            option.choices.iter().find(|choice| choice.id == raw).map_or(raw, |choice| choice.nl.as_str())
        }
        _ => raw,
    };
    scan::quoted(&clean::line(word))
}

/// A word by its place, which may not be taken for an option.
fn placed(printed: String) -> String {
    if scan::option(&printed).is_some() { quoted(&printed) } else { printed }
}

/// Text that could be taken for something else.
fn quoted(text: &str) -> String {
    let plain = scan::quoted(text);
    if plain == text { format!("\"{text}\"") } else { plain }
}
