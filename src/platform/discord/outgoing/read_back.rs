//! Whether something was said already. A nonce is remembered by Discord for a few minutes only and is not told
//! afterwards, so what may be older is looked for in the channel by what it says.

use serde::Deserialize;
use serde_json::Value;
use serenity::{
    http::Route,
    model::id::{ChannelId, MessageId, UserId},
};

use super::{buttons::Row, render::Part};
use crate::{
    domain::time::{Span, Timestamp},
    platform::discord::{api::rest::Failed, hub::Hub},
};

/// Discord's nonces hold for "the past few minutes": for so long since it was decided we rely on them.
const TRUSTED: Span = Span::minutes(2);
/// So far our clock and Discord's may be apart.
const APART: Span = Span::minutes(1);
/// When Discord's ids begin.
const EPOCH: i64 = 1_420_070_400_000;
/// So many messages are read at once.
const PAGE: usize = 100;
/// So many times.
const PAGES: usize = 20;

#[derive(Deserialize)]
struct Author {
    id: UserId,
}

#[derive(Deserialize)]
struct Said {
    id: MessageId,
    author: Author,
    content: String,
    #[serde(default)]
    components: Value,
}

/// What we said in a channel since an effect was decided, and is no message that we know.
#[derive(Default)]
pub struct Back(Vec<Said>);

impl Back {
    /// Reads the channel, if the effect is so old that a nonce may be forgotten.
    ///
    /// # Errors
    /// It cannot be read.
    pub async fn read(hub: &Hub, channel: ChannelId, decided: Timestamp) -> Result<Self, Failed> {
        if hub.clock.now().since(decided) < TRUSTED {
            return Ok(Self::default());
        }
        let me = hub.me.user(&hub.rest).await?;
        let (mut said, mut after) = (Vec::new(), since(decided.minus(APART)));
        for _ in 0..PAGES {
            let params = vec![("after", after.to_string()), ("limit", PAGE.to_string())];
            let page: Vec<Said> = hub.rest.get(Route::ChannelMessages { channel_id: channel }, params).await?;
            let full = page.len() >= PAGE;
            after = page.iter().map(|said| said.id.get()).max().unwrap_or(after);
            said.extend(page.into_iter().filter(|said| said.author.id == me));
            if !full {
                break;
            }
        }
        let mut back = Vec::new();
        for one in said {
            // One that is noted is another message, which only says the same.
            if hub.memory.message(&one.id.to_string()).await.ok().flatten().is_none() {
                back.push(one);
            }
        }
        back.sort_by_key(|said| said.id);
        Ok(Self(back))
    }

    /// Takes the message that this part is, if it was said. Buttons have ids of their own; without them the same words
    /// are the same message.
    pub fn take(&mut self, part: &Part, rows: &[Row]) -> Option<MessageId> {
        let mut wanted = ids(&serde_json::to_value(rows).unwrap_or_default());
        wanted.sort();
        let at = self.0.iter().position(|said| {
            let mut there = ids(&said.components);
            there.sort();
            there == wanted && said.content.trim() == part.content.trim()
        })?;
        Some(self.0.remove(at).id)
    }
}

/// The least id that a message of this moment has.
fn since(at: Timestamp) -> u64 {
    u64::try_from(at.0.saturating_sub(EPOCH)).unwrap_or(0).saturating_mul(1 << 22)
}

/// The ids of all buttons in rows.
fn ids(rows: &Value) -> Vec<String> {
    let each = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let buttons = each(rows).into_iter().flat_map(|row| each(row.get("components").unwrap_or(&Value::Null)));
    buttons.filter_map(|button| button.get("custom_id")?.as_str().map(str::to_owned)).collect()
}
