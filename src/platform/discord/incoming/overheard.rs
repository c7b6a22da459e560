//! What people say and do with their messages, as it is shown on the other networks of a room.

use serenity::model::{channel::Message, user::User};

use crate::{
    domain::{actor::Actor, ids::RoomId},
    engine::port::{Input, Note, Payload},
    platform::{
        discord::hub::{Hub, NETWORK},
        relay::{Heard, What},
    },
};

/// What happened to a message of a person.
pub struct Overheard<'a> {
    /// In which room.
    pub room: &'a RoomId,
    /// The key of the message, and of this change of it.
    pub keys: (String, String),
    /// Whose, as it is shown; empty where nobody knows.
    pub by: String,
    /// It speaks to the bot.
    pub to_bot: bool,
    /// What they did.
    pub what: What,
}

impl Overheard<'_> {
    /// Goes to the other networks, as far as the configuration says so; the notes belong with what was read.
    #[must_use]
    pub fn show(self, hub: &Hub) -> Vec<Note> {
        let Self { room, keys: (key, change), by, to_bot, what } = self;
        let (network, room, at) = (NETWORK.to_owned(), room.clone(), hub.clock.now().0);
        hub.relay.heard(&Heard { network, room, key, change, by, to_bot, what, at })
    }
}

/// A slash command is said to everybody in the room, unless its answer is for whoever asked alone.
#[must_use]
pub fn asked(hub: &Hub, input: &Input) -> Vec<Note> {
    let Payload::Said { room, text, .. } = &input.payload else { return Vec::new() };
    let keys = (input.key.clone(), input.key.clone());
    Overheard { room, keys, by: input.from.to_string(), to_bot: true, what: What::Said(text.clone()) }.show(hub)
}

/// Whose, as it is shown: the person of the organisation, or how the account calls itself.
#[must_use]
pub fn author(hub: &Hub, user: &User) -> String {
    match hub.people.actor(user.id) {
        Actor::Person(person) => person.to_string(),
        _ => user.global_name.clone().unwrap_or_else(|| user.name.clone()),
    }
}

/// What somebody said, with what is no text by its name.
#[must_use]
pub fn said(text: &str, message: &Message) -> String {
    let attached = message.attachments.iter().map(|attachment| format!("\u{1F4CE} {}", attachment.filename));
    let lines = Some(text.to_owned()).filter(|text| !text.is_empty()).into_iter().chain(attached);
    lines.collect::<Vec<_>>().join("\n")
}
