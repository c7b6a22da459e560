//! One message, and what a person sees of it.

use std::{collections::BTreeMap, fmt};

use serde_json::{Value, json};

use super::{
    mentions::Mentions,
    state::{Id, made},
};

/// Only whoever pressed or typed sees it.
pub const EPHEMERAL: u64 = 1 << 6;
/// "The application is thinking…"
pub const LOADING: u64 = 1 << 7;
/// The kind of the note that something was pinned.
pub const PINNED: u8 = 6;
/// Nothing rings.
pub const SILENT: u64 = 1 << 12;

/// See the module.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// Its snowflake.
    pub id: Id,
    /// Where it stands.
    pub channel: Id,
    /// The guild of that channel.
    pub guild: Option<Id>,
    /// Whose it is.
    pub author: Id,
    /// 0 a message, 6 the note that something was pinned, 19 an answer, 20 and 23 the answer to a command.
    pub kind: u8,
    /// Its text.
    pub content: String,
    /// Its embeds, as they were sent.
    pub embeds: Vec<Value>,
    /// Rows of buttons, as they were sent.
    pub components: Vec<Value>,
    /// What its author told it apart by.
    pub nonce: Option<Value>,
    /// The message that it answers.
    pub reference: Option<Id>,
    /// See the constants of this module.
    pub flags: u64,
    /// When it was last edited.
    pub edited: Option<String>,
    /// When it was pinned.
    pub pinned: Option<String>,
    /// The interaction that it answers.
    pub interaction: Option<Id>,
    /// Whom its text mentions as it stands: highlighted there, whether or not anything rang.
    pub mentions: Mentions,
    /// Whom it notified: only when it came, for an edit rings nowhere.
    pub notified: Mentions,
    /// Who put which reaction on it.
    pub reactions: BTreeMap<String, Vec<Id>>,
    /// The only person who sees it.
    pub only_for: Option<Id>,
}

/// A button under a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Button {
    /// What it says.
    pub label: String,
    /// What the bot knows it by; empty of a link.
    pub custom_id: String,
    /// 1 blurple, 2 grey, 3 green, 4 red, 5 link.
    pub style: u64,
    /// It cannot be pressed.
    pub disabled: bool,
}

impl Message {
    /// An empty one.
    pub fn new(id: Id, channel: Id, guild: Option<Id>, author: Id) -> Self {
        Self {
            id,
            channel,
            guild,
            author,
            kind: 0,
            content: String::new(),
            embeds: Vec::new(),
            components: Vec::new(),
            nonce: None,
            reference: None,
            flags: 0,
            edited: None,
            pinned: None,
            interaction: None,
            mentions: Mentions::default(),
            notified: Mentions::default(),
            reactions: BTreeMap::new(),
            only_for: None,
        }
    }

    /// Only one person sees it.
    pub fn is_ephemeral(&self) -> bool {
        self.flags & EPHEMERAL != 0
    }

    /// "The application is thinking…"
    pub fn is_loading(&self) -> bool {
        self.flags & LOADING != 0
    }

    /// Everything that can be read in it: the text and its embeds.
    pub fn text(&self) -> String {
        let mut lines = vec![self.content.clone()];
        for embed in &self.embeds {
            let own = ["title", "description"].map(|part| &embed[part]);
            let fields = embed["fields"].as_array().into_iter().flatten();
            let fields = fields.flat_map(|field| [&field["name"], &field["value"]]);
            let outer = [&embed["author"]["name"], &embed["footer"]["text"]];
            let parts = own.into_iter().chain(fields).chain(outer).filter_map(Value::as_str);
            lines.extend(parts.map(str::to_owned));
        }
        lines.retain(|line| !line.is_empty());
        lines.join("\n")
    }

    /// Whether all these can be read in it.
    pub fn says(&self, parts: &[&str]) -> bool {
        let text = self.text();
        parts.iter().all(|part| text.contains(part))
    }

    /// Its buttons, row by row.
    pub fn buttons(&self) -> Vec<Button> {
        let rows = self.components.iter().flat_map(|row| row["components"].as_array().into_iter().flatten());
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        rows.filter(|part| part["type"] == 2)
            .map(|part| Button {
                label: text(&part["label"]),
                custom_id: text(&part["custom_id"]),
                style: part["style"].as_u64().unwrap_or_default(),
                disabled: part["disabled"] == true,
            })
            .collect()
    }

    /// As Discord shows it; what stands with other things of the state is filled in by whoever has that.
    pub fn json(&self, author: &Value, mentioned: &[Value]) -> Value {
        let mut json = json!({
            "id": self.id.to_string(), "channel_id": self.channel.to_string(), "author": author,
            "type": self.kind, "content": self.content, "embeds": self.shown_embeds(), "components": self.shown_components(),
            "timestamp": made(self.id), "edited_timestamp": self.edited, "tts": false, "flags": self.flags,
            "mention_everyone": self.mentions.everyone, "mentions": mentioned,
            "mention_roles": self.mentions.roles.iter().map(Id::to_string).collect::<Vec<_>>(),
            "attachments": [], "pinned": self.pinned.is_some(),
        });
        if let Some(nonce) = &self.nonce {
            json["nonce"] = nonce.clone();
        }
        if let Some(reference) = self.reference {
            json["message_reference"] = json!({
                "type": 0, "channel_id": self.channel.to_string(), "message_id": reference.to_string(),
                "guild_id": self.guild.map(|guild| guild.to_string()),
            });
        }
        if !self.reactions.is_empty() {
            let shown = |(emoji, users): (&String, &Vec<Id>)| {
                json!({
                    "emoji": {"id": null, "name": emoji}, "count": users.len(), "me": false, "me_burst": false,
                    "count_details": {"burst": 0, "normal": users.len()}, "burst_colors": [],
                })
            };
            json["reactions"] = self.reactions.iter().map(shown).collect();
        }
        json
    }

    /// Discord adds the kind.
    fn shown_embeds(&self) -> Vec<Value> {
        let with_kind = |embed: &Value| {
            let mut embed = embed.clone();
            embed["type"] = json!("rich");
            embed
        };
        self.embeds.iter().map(with_kind).collect()
    }

    /// Discord numbers them.
    fn shown_components(&self) -> Vec<Value> {
        let mut next = 0;
        let mut number = |part: &Value| {
            next += 1;
            let mut part = part.clone();
            part["id"] = json!(next);
            part
        };
        let rows = self.components.iter().map(|row| {
            let mut row = number(row);
            row["components"] = row["components"].as_array().into_iter().flatten().map(&mut number).collect();
            row
        });
        rows.collect()
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let author = self.author;
        write!(f, "  > {} of {author} in {}", self.id, self.channel)?;
        for (said, what) in [
            (self.is_ephemeral(), "ephemeral"),
            (self.is_loading(), "thinking"),
            (self.edited.is_some(), "edited"),
            (self.pinned.is_some(), "pinned"),
        ] {
            if said {
                write!(f, " {what}")?;
            }
        }
        for line in self.text().lines() {
            write!(f, "\n        | {line}")?;
        }
        for button in self.buttons() {
            write!(f, "\n        [{}]", button.label)?;
        }
        Ok(())
    }
}
