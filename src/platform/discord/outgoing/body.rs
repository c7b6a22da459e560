//! What a message is made of when it is sent.

use serde::Serialize;
use serenity::model::id::{MessageId, RoleId, UserId};

use super::{buttons::Row, render::Part};

/// Links are links: what they lead to is not shown.
const SUPPRESS_EMBEDS: u64 = 1 << 2;
/// Only whoever asked sees it.
pub const EPHEMERAL: u64 = 1 << 6;
/// Discord takes no more in a list of mentions.
const MENTIONS: usize = 100;

/// Whom a message may call. Said always: else Discord looks for everybody in the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Allowed {
    parse: [u8; 0],
    users: Vec<UserId>,
    roles: Vec<RoleId>,
    replied_user: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Reference {
    message_id: MessageId,
    fail_if_not_exists: bool,
}

/// A message, or what one says from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Body<'a> {
    content: &'a str,
    allowed_mentions: Allowed,
    components: Vec<Row>,
    flags: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    nonce: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    enforce_nonce: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message_reference: Option<Reference>,
}

fn first<T: Copy + PartialEq>(all: &[T]) -> Vec<T> {
    let mut some: Vec<T> = Vec::new();
    for one in all {
        if !some.contains(one) && some.len() < MENTIONS {
            some.push(*one);
        }
    }
    some
}

impl<'a> Body<'a> {
    /// A part with these buttons.
    #[must_use]
    pub fn of(part: &'a Part, components: Vec<Row>) -> Self {
        let (users, roles) = (first(&part.users), first(&part.roles));
        Self {
            content: &part.content,
            allowed_mentions: Allowed { parse: [], users, roles, replied_user: false },
            components,
            flags: SUPPRESS_EMBEDS,
            nonce: None,
            enforce_nonce: None,
            message_reference: None,
        }
    }

    /// Sent again with the same nonce, within the next few minutes, it is the same message.
    #[must_use]
    pub const fn once(mut self, nonce: &'a str) -> Self {
        self.nonce = Some(nonce);
        self.enforce_nonce = Some(true);
        self
    }

    /// As a reply, if what it answers is still there.
    #[must_use]
    pub fn answering(mut self, message: Option<MessageId>) -> Self {
        self.message_reference = message.map(|message_id| Reference { message_id, fail_if_not_exists: false });
        self
    }

    /// For whoever asked alone.
    #[must_use]
    pub const fn aside(mut self, aside: bool) -> Self {
        if aside {
            self.flags |= EPHEMERAL;
        }
        self
    }
}
