//! Erasing: what a redaction takes out beside the free texts themselves. It wins over retention.

use std::collections::BTreeMap;

use sqlx::Row;

use super::{
    Store, StoreError,
    batch::{Value, int},
    codec::{self, Body},
    load::incident,
    sql,
};
use crate::domain::{
    event::Stream,
    ids::{IncidentId, RoomId, TextId},
    line::Line,
    message::{Effect, Message},
    quotes,
    time::Timestamp,
};

/// What is to be erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    /// In which record.
    pub incident: IncidentId,
    /// Which texts, with what they say as far as it is known.
    pub texts: Vec<(TextId, Option<String>)>,
    /// When.
    pub at: Timestamp,
}

/// A post of ours that quotes an erased text, as it stands now.
#[derive(Debug, Clone, PartialEq)]
pub struct Quoting {
    /// The post.
    pub post: u64,
    /// The record that it is about.
    pub incident: Option<IncidentId>,
    /// Where it is.
    pub room: RoomId,
    /// What it says, typed: rendered anew it says "erased".
    pub message: Message,
}

impl Quoting {
    fn of(post: u64, incident: Option<IncidentId>, body: &Body) -> Option<Self> {
        body.message().map(|(room, message)| Self { post, incident, room: room.clone(), message: message.clone() })
    }
}

/// What a redaction writes: found before the transaction, for the writer is alone.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Redaction {
    texts: Vec<(TextId, Timestamp)>,
    inputs: Vec<String>,
    pub(super) effects: Vec<u64>,
    actions: Vec<String>,
    /// Questions that held the words themselves; they are asked no more.
    pub(super) replaced: Vec<(u64, String)>,
    /// Posts that must be said anew.
    pub posts: Vec<Quoting>,
}

impl Redaction {
    /// The effects whose words were erased.
    #[must_use]
    pub fn effects(&self) -> &[u64] {
        &self.effects
    }

    /// The keys of what was typed and is erased.
    #[must_use]
    pub fn inputs(&self) -> &[String] {
        &self.inputs
    }

    pub(super) fn statements(self) -> Vec<(String, Vec<Value>, usize)> {
        let erase = |(id, at): (TextId, Timestamp)| {
            (sql::ERASE.to_owned(), vec![Value::Text(id.to_string()), Value::Int(at.0)], 1)
        };
        let texts = self.texts.into_iter().map(erase);
        let inputs = self.inputs.into_iter().map(|key| (sql::FORGET_INPUT.to_owned(), vec![Value::Text(key)], 1));
        let effects = self.effects.into_iter().map(|seq| (sql::FORGET_RENDERED.to_owned(), vec![int(seq)], 1));
        let actions = self.actions.into_iter().map(|id| (sql::FORGET_ACTION.to_owned(), vec![Value::Text(id)], 1));
        let replaced = self.replaced.into_iter().flat_map(|(seq, body)| {
            let values = vec![int(seq), Value::Text(body)];
            [(sql::REPLACE_BODY.to_owned(), values, 1), (sql::FORGET_BUTTONS.to_owned(), vec![int(seq)], 1)]
        });
        texts.chain(inputs).chain(effects).chain(actions).chain(replaced).collect()
    }
}

impl Erasure {
    /// The words as stored JSON holds them: quotes and line breaks are escaped in it.
    fn escaped(&self) -> impl Iterator<Item = String> {
        let words = self.texts.iter().filter_map(|(_, content)| content.as_deref()).filter(|words| !words.is_empty());
        words.filter_map(|words| codec::json(&words).ok())
    }

    /// Whether something stored quotes one of the texts, by its id or by its words.
    fn quoted_in(&self, stored: &str) -> bool {
        self.texts.iter().any(|(id, content)| {
            let words = content.as_deref().filter(|content| !content.is_empty());
            // Stored JSON escapes quotes and line breaks; the words are looked for in the same form.
            let escaped = words.and_then(|words| codec::json(&words).ok());
            let escaped = escaped.as_deref().map(|escaped| escaped.trim_matches('"'));
            stored.contains(id.as_str())
                || words.is_some_and(|words| stored.contains(words))
                || escaped.is_some_and(|escaped| stored.contains(escaped))
        })
    }
}

impl Store {
    /// Finds everything that quotes what is to be erased.
    ///
    /// # Errors
    /// The database failed.
    pub async fn redaction(&mut self, erasure: &Erasure) -> Result<Redaction, StoreError> {
        let mut found = Redaction {
            texts: erasure.texts.iter().map(|(id, _)| (id.clone(), erasure.at)).collect(),
            ..Redaction::default()
        };
        for event in self.stream_events(Stream::Incident(erasure.incident)).await? {
            if erasure.quoted_in(&event.body) && !found.inputs.contains(&event.cause) {
                found.inputs.push(event.cause);
            }
        }
        let incident = Value::Text(erasure.incident.to_string());
        for row in self.rows(sql::ACTIONS_OF, vec![incident.clone()]).await? {
            let command: Option<String> = row.try_get("command")?;
            if command.is_some_and(|command| erasure.quoted_in(&command)) {
                found.actions.push(row.try_get("id")?);
            }
        }
        let typed = erasure.texts.iter().filter_map(|(_, words)| words.as_deref()).collect::<Vec<_>>().join(" ");
        let mut posts: BTreeMap<u64, (bool, Quoting)> = BTreeMap::new();
        for row in self.rows(sql::EFFECTS_OF, vec![incident]).await? {
            let seq = codec::number(&row, "seq")?;
            let body: String = row.try_get("body")?;
            let rendered: Option<String> = row.try_get("rendered")?;
            if erasure.quoted_in(&body) || rendered.is_some_and(|text| erasure.quoted_in(&text)) {
                found.effects.push(seq);
            }
            let target: Option<i64> = row.try_get("target")?;
            let post = target.and_then(|target| u64::try_from(target).ok()).unwrap_or(seq);
            let kind: String = row.try_get("type")?;
            let mut names = erasure.texts.iter().any(|(id, _)| body.contains(id.as_str()));
            let mut said = Body::read(&kind, 1, &body)?;
            // A value that could not be read stands in the answer itself.
            if let Some(left) = said.message().and_then(|(_, message)| quotes::without(message, &typed)) {
                said = said.saying(left);
                found.replace(seq, &said)?;
                names = true;
            }
            // The last thing that was said under a post is what it shows. Only a reference or a quote makes it worth
            // saying anew.
            if let Some(said) = Quoting::of(post, Some(erasure.incident), &said) {
                posts.insert(post, (names, said));
            }
        }
        found.posts = posts.into_values().filter(|(names, _)| *names).map(|(_, post)| post).collect();
        self.quoted_elsewhere(erasure, &mut found).await?;
        self.held(erasure, &mut found).await?;
        Ok(found)
    }

    /// Other records quote it too: in lists, in questions whether two are the same.
    async fn quoted_elsewhere(&mut self, erasure: &Erasure, found: &mut Redaction) -> Result<(), StoreError> {
        for (id, _) in &erasure.texts {
            for row in self.rows(sql::QUOTED_ELSEWHERE, vec![Value::Text(id.to_string())]).await? {
                let seq = codec::number(&row, "seq")?;
                if !found.effects.contains(&seq) {
                    found.effects.push(seq);
                }
                let target: Option<i64> = row.try_get("target")?;
                let post = target.and_then(|target| u64::try_from(target).ok()).unwrap_or(seq);
                if found.posts.iter().any(|known| known.post == post) {
                    continue;
                }
                let shown = self.rows(sql::SHOWN, vec![int(post)]).await?;
                let Some(shown) = shown.first() else { continue };
                let body: String = shown.try_get("body")?;
                if !body.contains(id.as_str()) {
                    continue;
                }
                let (kind, incident): (String, _) = (shown.try_get("type")?, incident(shown.try_get("incident")?));
                found.posts.extend(Quoting::of(post, incident, &Body::read(&kind, 1, &body)?));
            }
        }
        Ok(())
    }

    /// A question hands on what was typed, in its buttons and in what can be typed instead, before any record keeps it.
    async fn held(&mut self, erasure: &Erasure, found: &mut Redaction) -> Result<(), StoreError> {
        for words in erasure.escaped() {
            for row in self.rows(sql::HELD, vec![Value::Text(words.clone())]).await? {
                let (seq, body): (u64, String) = (codec::number(&row, "seq")?, row.try_get("body")?);
                let Body::Effect(Effect::Post { room, mentions, slot, calls, .. }) = Body::read("post", 1, &body)?
                else {
                    continue;
                };
                // The planner compares without regard to capitals.
                if !body.contains(&words) || found.replaced.iter().any(|(known, _)| *known == seq) {
                    continue;
                }
                let incident = incident(row.try_get("incident")?);
                let message = Message::of(Line::QuestionErased {});
                let post = Effect::Post { room: room.clone(), message: message.clone(), mentions, slot, calls };
                found.replaced.push((seq, Body::Effect(post).write()?.2));
                found.effects.push(seq);
                found.posts.retain(|known| known.post != seq);
                found.posts.push(Quoting { post: seq, incident, room, message });
            }
            let typed = words.trim_matches('"');
            for row in self.rows(sql::TYPED_HOLDING, vec![Value::Text(typed.to_owned())]).await? {
                let (key, payload): (String, String) = (row.try_get("key")?, row.try_get("payload")?);
                if payload.contains(typed) && !found.inputs.contains(&key) {
                    found.inputs.push(key);
                }
            }
        }
        Ok(())
    }
}
