//! Erasing: what a redaction takes out beside the free texts themselves. It wins over retention.

use std::collections::BTreeMap;

use sqlx::Row;

use super::{
    Store, StoreError,
    batch::{Value, bind, int},
    codec::{self, Body},
    sql,
};
use crate::domain::{
    actor::Actor,
    event::Stream,
    ids::{IncidentId, RoomId, TextId},
    message::{Effect, Message},
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
    /// Where it is.
    pub room: RoomId,
    /// What it says, typed: rendered anew it says "erased".
    pub message: Message,
}

/// What a redaction writes: found before the transaction, for the writer is alone.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Redaction {
    texts: Vec<(TextId, Timestamp)>,
    inputs: Vec<String>,
    effects: Vec<u64>,
    actions: Vec<String>,
    /// Posts that must be said anew.
    pub posts: Vec<Quoting>,
}

impl Redaction {
    /// The effects whose words were erased.
    #[must_use]
    pub fn effects(&self) -> &[u64] {
        &self.effects
    }

    pub(super) fn statements(self) -> Vec<(String, Vec<Value>, usize)> {
        let erase = |(id, at): (TextId, Timestamp)| {
            (sql::ERASE.to_owned(), vec![Value::Text(id.to_string()), Value::Int(at.0)], 1)
        };
        let texts = self.texts.into_iter().map(erase);
        let inputs = self.inputs.into_iter().map(|key| (sql::FORGET_INPUT.to_owned(), vec![Value::Text(key)], 1));
        let effects = self.effects.into_iter().map(|seq| (sql::FORGET_RENDERED.to_owned(), vec![int(seq)], 1));
        let actions = self.actions.into_iter().map(|id| (sql::FORGET_ACTION.to_owned(), vec![Value::Text(id)], 1));
        texts.chain(inputs).chain(effects).chain(actions).collect()
    }
}

impl Erasure {
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
    /// Takes out what somebody typed, also where no record came of it; how many messages that were.
    ///
    /// # Errors
    /// The database failed.
    pub async fn forget_typed(&mut self, actor: &Actor) -> Result<u64, StoreError> {
        let done =
            bind(sql::FORGET_TYPED, vec![Value::Text(codec::json(actor)?)]).execute(&mut self.connection).await?;
        Ok(done.rows_affected())
    }

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
            let said = match Body::read(&kind, 1, &body)? {
                Body::Effect(Effect::Post { room, message, .. } | Effect::Edit { room, message, .. })
                | Body::Rewrite { room, message } => Some(Quoting { post, room, message }),
                Body::Effect(_) => None,
            };
            // The last thing that was said under a post is what it shows. Only a reference makes it worth saying anew.
            if let Some(said) = said {
                let names = erasure.texts.iter().any(|(id, _)| body.contains(id.as_str()));
                posts.insert(post, (names, said));
            }
        }
        // Other records quote it too: in lists, in questions whether two are the same. Only their words are forgotten.
        for (id, _) in &erasure.texts {
            for row in self.rows(sql::QUOTED_ELSEWHERE, vec![Value::Text(id.to_string())]).await? {
                let seq = codec::number(&row, "seq")?;
                if !found.effects.contains(&seq) {
                    found.effects.push(seq);
                }
            }
        }
        found.posts = posts.into_values().filter(|(names, _)| *names).map(|(_, post)| post).collect();
        Ok(found)
    }
}
