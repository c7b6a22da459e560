//! One object that the scripted console printed.

use std::fmt;

use jiff::Timestamp;
use serde_json::Value;

/// A button of a post or an edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Button {
    /// What `press` names.
    pub id: String,
    /// As shown.
    pub label: String,
}

/// One printed object.
#[derive(Debug, Clone)]
pub struct Output {
    /// Its kind.
    pub kind: String,
    /// All of it.
    pub json: Value,
}

impl Output {
    /// Reads a line; anything but an object with a kind breaks the contract.
    pub fn read(line: &str) -> Result<Self, String> {
        let json: Value = serde_json::from_str(line).map_err(|bad| format!("no JSON: {bad}: {line}"))?;
        let kind = json["kind"].as_str().ok_or_else(|| format!("no kind: {line}"))?.to_owned();
        Ok(Self { kind, json })
    }

    /// A field that is a text.
    pub fn str(&self, field: &str) -> Option<&str> {
        self.json[field].as_str()
    }

    /// The text, or nothing.
    pub fn text(&self) -> &str {
        self.str("text").unwrap_or_default()
    }

    /// The room, or nothing.
    pub fn room(&self) -> &str {
        self.str("room").unwrap_or_default()
    }

    /// When it happened.
    pub fn at(&self) -> Option<Timestamp> {
        self.str("at").and_then(|at| at.parse().ok())
    }

    /// A list of texts, or an empty one.
    pub fn list(&self, field: &str) -> Vec<String> {
        let list = self.json[field].as_array().cloned().unwrap_or_default();
        list.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect()
    }

    /// Who is called by it.
    pub fn mentions(&self) -> Vec<String> {
        self.list("mentions")
    }

    /// Its buttons.
    pub fn buttons(&self) -> Vec<Button> {
        let list = self.json["actions"].as_array().cloned().unwrap_or_default();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        list.iter().map(|item| Button { id: text(&item["id"]), label: text(&item["label"]) }).collect()
    }

    /// The first record that its text names.
    pub fn first_incident(&self) -> Option<&str> {
        let start = self.text().find("INC-")?;
        let rest = &self.text()[start..];
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(rest.len());
        Some(rest[..end].trim_end_matches('-'))
    }

    /// Whether it is the kind of output that shows a text in a room.
    pub fn is_shown(&self) -> bool {
        matches!(self.kind.as_str(), "post" | "edit")
    }
}

impl fmt::Display for Output {
    /// As a line of a story would expect it, so that what was seen can be compared, and taken over.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let clock = self.str("at").and_then(|at| at.get(11..16)).unwrap_or("--:--");
        write!(f, "  > {clock} ")?;
        match self.kind.as_str() {
            "post" => write!(f, "{}", self.room())?,
            "edit" => write!(f, "{} edited", self.room())?,
            "pin" => return write!(f, "{} pinned", self.room()),
            "open_room" => return write!(f, "opens {} for {}", self.room(), self.list("members").join(", ")),
            "invite" => return write!(f, "{} invites {}", self.room(), self.list("members").join(", ")),
            "archive_room" => return write!(f, "archives {}", self.room()),
            "mail" => {
                write!(
                    f,
                    "mail {}: {:?}",
                    self.str("to").unwrap_or_default(),
                    self.str("subject").unwrap_or_default()
                )?;
            }
            _ => return write!(f, "{}", self.json),
        }
        if !self.mentions().is_empty() {
            write!(f, " calls {}", self.mentions().join(", "))?;
        }
        for button in self.buttons() {
            write!(f, " [{}]", button.label)?;
        }
        for line in self.text().lines() {
            write!(f, "\n        | {line}")?;
        }
        Ok(())
    }
}
