//! What people see: each event once a person, and which of those a story has not spoken of yet.

use std::{collections::BTreeSet, fmt};

use serde_json::Value;

/// One event, as one person sees it.
#[derive(Debug, Clone)]
pub struct Seen {
    /// Who sees it.
    pub who: String,
    /// Where.
    pub room: String,
    /// Its id; empty for an invite, which has none yet.
    pub id: String,
    /// Who sent it, an account.
    pub sender: String,
    /// Its type, after decryption where the person could; `invited` for an invite.
    pub kind: String,
    /// Its content, after decryption.
    pub content: Value,
    /// It travelled encrypted.
    pub encrypted: bool,
    /// The person can read it.
    pub readable: bool,
    /// `quiet`, `notify` or `highlight`, by the push rules of this person.
    pub push: String,
    /// All of it, with `state_key`, `unsigned` and more.
    pub json: Value,
}

impl Seen {
    /// As the people report it.
    pub fn read(json: Value) -> Self {
        let text = |field: &str| json[field].as_str().unwrap_or_default().to_owned();
        Self {
            who: text("who"),
            room: text("room"),
            id: text("event_id"),
            sender: text("sender"),
            kind: text("type"),
            content: json["content"].clone(),
            encrypted: json["encrypted"].as_bool().unwrap_or_default(),
            readable: json["readable"].as_bool().unwrap_or(true),
            push: text("push"),
            json,
        }
    }

    /// The text: of an edit, the new one.
    pub fn body(&self) -> &str {
        let new = &self.content["m.new_content"]["body"];
        new.as_str().or_else(|| self.content["body"].as_str()).unwrap_or_default()
    }

    /// Its HTML: of an edit, the new one.
    pub fn html(&self) -> &str {
        let new = &self.content["m.new_content"]["formatted_body"];
        new.as_str().or_else(|| self.content["formatted_body"].as_str()).unwrap_or_default()
    }

    /// `m.text`, `m.notice` and so on.
    pub fn msgtype(&self) -> &str {
        self.content["msgtype"].as_str().unwrap_or_default()
    }

    /// The accounts that it mentions.
    pub fn mentions(&self) -> Vec<&str> {
        self.content["m.mentions"]["user_ids"].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
    }

    /// The event that it edits, annotates or threads under, if its relation has this type.
    pub fn relates(&self, rel_type: &str) -> Option<&str> {
        let relation = &self.content["m.relates_to"];
        (relation["rel_type"] == rel_type).then(|| relation["event_id"].as_str()).flatten()
    }

    /// The event that it edits.
    pub fn edits(&self) -> Option<&str> {
        self.relates("m.replace")
    }

    /// The message that it answers.
    pub fn answers(&self) -> Option<&str> {
        self.content["m.relates_to"]["m.in_reply_to"]["event_id"].as_str()
    }

    /// A message with a text, edits among them.
    pub fn is_message(&self) -> bool {
        self.kind == "m.room.message"
    }

    /// A state event with this key.
    pub fn is_state(&self, kind: &str, key: &str) -> bool {
        self.kind == kind && self.json["state_key"] == key
    }

    /// Whether its text holds all these.
    pub fn says(&self, parts: &[&str]) -> bool {
        self.is_message() && parts.iter().all(|part| self.body().contains(part))
    }
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "  > {} sees {} by {}", self.who, self.kind, self.sender)?;
        if self.is_message() {
            write!(f, " {} {}", self.msgtype(), self.push)?;
            if let Some(edited) = self.edits() {
                write!(f, " edits {edited}")?;
            }
            if !self.mentions().is_empty() {
                write!(f, " calls {}", self.mentions().join(", "))?;
            }
            for line in self.body().lines() {
                write!(f, "\n        | {line}")?;
            }
        } else {
            let content: String = self.content.to_string().chars().take(200).collect();
            write!(f, " {content}")?;
        }
        write!(f, "\n        in {}, {}", self.room, self.id)
    }
}

/// Everything that was seen, in the order in which it was.
#[derive(Default)]
pub struct Book {
    seen: Vec<Seen>,
    known: BTreeSet<(String, String, bool)>,
    /// Events that a story spoke of.
    told: BTreeSet<String>,
}

impl Book {
    /// Keeps it, unless the same person saw the same event before in no lesser way.
    pub fn add(&mut self, seen: Seen) {
        let new = seen.id.is_empty() || self.known.insert((seen.who.clone(), seen.id.clone(), seen.readable));
        if new {
            self.seen.push(seen);
        }
    }

    /// All of it.
    pub fn all(&self) -> &[Seen] {
        &self.seen
    }

    /// The first for which this holds and of which no story has spoken; now one has.
    pub fn take(&mut self, what: impl Fn(&Seen) -> bool) -> Option<Seen> {
        let found = self.seen.iter().find(|seen| !self.told.contains(&key(seen)) && what(seen))?.clone();
        self.told.insert(key(&found));
        Some(found)
    }

    /// Events of this sender of which no story has spoken, each once.
    pub fn untold(&self, sender: &str, what: impl Fn(&Seen) -> bool) -> Vec<Seen> {
        let mut once = BTreeSet::new();
        let open =
            self.seen.iter().filter(|seen| seen.sender == sender && !self.told.contains(&key(seen)) && what(seen));
        open.filter(|seen| once.insert(key(seen))).cloned().collect()
    }

    /// Messages and edits of this sender, each once, as whoever could read them saw them.
    pub fn messages(&self, sender: &str) -> Vec<Seen> {
        let mut once = BTreeSet::new();
        let said = self.seen.iter().filter(|seen| seen.sender == sender && seen.is_message());
        said.filter(|seen| once.insert(seen.id.clone())).cloned().collect()
    }

    /// A story has spoken of everything that was seen until now.
    pub fn tell_all(&mut self) {
        self.told.extend(self.seen.iter().map(key));
    }
}

/// An event is one thing, whoever sees it; an invite has no id and is each person's own.
fn key(seen: &Seen) -> String {
    if seen.id.is_empty() { format!("{} {}", seen.who, seen.room) } else { seen.id.clone() }
}
