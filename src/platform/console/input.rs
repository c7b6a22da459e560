//! Reading one line of a script: what it asks, or what is wrong with it.

use serde_json::{Map, Value};

use crate::domain::{
    ids::{IncidentId, RoomId},
    line::Line,
    time::{Span, Timestamp},
    words::Verbatim,
};

/// The longest a script may move the clock in one go.
const LONGEST_ADVANCE: Span = Span::hours(366 * 24);

/// The fields that a line can have.
const FIELDS: [&str; 9] = ["from", "room", "text", "press", "reply_to", "key", "said_at", "advance", "show"];

/// What stands beside a text or a press.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stamp {
    /// The same key takes effect once.
    pub key: Option<String>,
    /// When it was said; now, if it does not say.
    pub said_at: Option<Timestamp>,
}

/// What a line asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// Somebody says something in a room.
    Said {
        /// A person of the configuration, or a stranger.
        from: String,
        /// Where.
        room: RoomId,
        /// What.
        text: String,
        /// The message that it answers.
        reply_to: Option<String>,
        /// Key and time.
        stamp: Stamp,
    },
    /// Somebody presses a button.
    Pressed {
        /// A person of the configuration, or a stranger.
        from: String,
        /// Which button.
        action: String,
        /// Key and time.
        stamp: Stamp,
    },
    /// The simulated clock moves on.
    Advance(Span),
    /// The state document of a record.
    Show(IncidentId),
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq)]
pub struct Mistake {
    /// For programs.
    pub code: &'static str,
    /// For people.
    pub line: Box<Line>,
}

impl Mistake {
    /// A mistake with its code.
    #[must_use]
    pub fn new(code: &'static str, line: Line) -> Self {
        Self { code, line: Box::new(line) }
    }
}

/// Reads a line. A blank one asks nothing.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn read(bytes: &[u8]) -> Result<Option<Entry>, Mistake> {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Err(Mistake::new("not_utf8", Line::ConsoleNotUtf8 {}));
    };
    // Some systems put a byte order mark in front of a file.
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return Ok(None);
    }
    let value: Value = serde_json::from_str(text).map_err(|error| {
        let column = i64::try_from(error.column()).unwrap_or(i64::MAX);
        Mistake::new("bad_json", Line::ConsoleBadJson { column })
    })?;
    let Value::Object(map) = value else {
        return Err(Mistake::new("not_an_object", Line::ConsoleNotAnObject {}));
    };
    entry(&Fields::check(map)?).map(Some)
}

fn entry(fields: &Fields) -> Result<Entry, Mistake> {
    match (fields.get("text"), fields.get("press"), fields.get("advance"), fields.get("show")) {
        (Some(text), None, None, None) => Ok(Entry::Said {
            from: fields.needed("from")?,
            room: fields.needed("room")?.into(),
            text: text.to_owned(),
            reply_to: fields.get("reply_to").map(str::to_owned),
            stamp: fields.stamp()?,
        }),
        (None, Some(_), None, None) => {
            Ok(Entry::Pressed { from: fields.needed("from")?, action: fields.needed("press")?, stamp: fields.stamp()? })
        }
        (None, None, Some(advance), None) => {
            let mistake = || Mistake::new("bad_advance", Line::ConsoleBadAdvance { value: advance.to_owned() });
            length(advance).map(Entry::Advance).ok_or_else(mistake)
        }
        (None, None, None, Some(show)) => show.trim().parse().map(Entry::Show).map_err(|_| unknown_incident(show)),
        _ => Err(Mistake::new("one_thing", Line::ConsoleOneThing {})),
    }
}

/// The mistake of naming a record that is not there.
#[must_use]
pub fn unknown_incident(named: &str) -> Mistake {
    Mistake::new("unknown_incident", Line::ConsoleUnknownIncident { incident: named.to_owned() })
}

/// The fields of a line, all of them text.
struct Fields(Map<String, Value>);

impl Fields {
    fn check(mut map: Map<String, Value>) -> Result<Self, Mistake> {
        if let Some(field) = map.keys().find(|field| !FIELDS.contains(&field.as_str())) {
            let field = Verbatim(shortened(field));
            return Err(Mistake::new("unknown_field", Line::ConsoleUnknownField { field }));
        }
        map.retain(|_, value| !value.is_null());
        if let Some((field, _)) = map.iter().find(|(_, value)| !value.is_string()) {
            let field = Verbatim(field.clone());
            return Err(Mistake::new("wrong_type", Line::ConsoleWrongType { field }));
        }
        Ok(Self(map))
    }

    fn get(&self, field: &str) -> Option<&str> {
        self.0.get(field).and_then(Value::as_str)
    }

    fn needed(&self, field: &str) -> Result<String, Mistake> {
        match self.get(field).map(str::trim) {
            Some(value) if !value.is_empty() => Ok(value.to_owned()),
            _ => {
                let field = Verbatim(field.to_owned());
                Err(Mistake::new("missing_field", Line::ConsoleMissingField { field }))
            }
        }
    }

    fn stamp(&self) -> Result<Stamp, Mistake> {
        let said_at = self.get("said_at").map(|value| {
            instant(value).ok_or_else(|| {
                let (field, value) = (Verbatim("said_at".to_owned()), value.to_owned());
                Mistake::new("bad_time", Line::ConsoleBadTime { field, value })
            })
        });
        let key = self.get("key").filter(|key| !key.is_empty()).map(str::to_owned);
        Ok(Stamp { key, said_at: said_at.transpose()? })
    }
}

fn shortened(word: &str) -> String {
    word.chars().filter(|letter| !letter.is_control()).take(40).collect()
}

/// An instant with a time zone (RFC 3339).
#[must_use]
pub fn instant(text: &str) -> Option<Timestamp> {
    text.trim().parse::<jiff::Timestamp>().ok().map(|at| Timestamp(at.as_millisecond()))
}

/// A length of time such as `90s`, `15m`, `2h`, `1h30m` or `3d`; none if it is no such thing or absurdly long.
#[must_use]
pub fn length(text: &str) -> Option<Span> {
    let mut total: i64 = 0;
    let mut digits = String::new();
    let mut parts = 0;
    for letter in text.trim().chars() {
        if letter.is_ascii_digit() {
            digits.push(letter);
            continue;
        }
        let unit: i64 = match letter.to_ascii_lowercase() {
            's' => 1_000,
            'm' => 60_000,
            'h' | 'u' => 3_600_000,
            'd' => 86_400_000,
            _ => return None,
        };
        let amount: i64 = digits.parse().ok()?;
        total = total.checked_add(amount.checked_mul(unit)?)?;
        digits.clear();
        parts += 1;
    }
    (parts > 0 && digits.is_empty() && total <= LONGEST_ADVANCE.0).then_some(Span(total))
}

#[cfg(test)]
#[path = "input_tests.rs"]
mod tests;
