//! A person of the configuration.

use super::{
    ids::{EntityId, PersonId},
    organisation::{Language, Organisation},
    quiet::Window,
    reach::Channel,
};

/// A person, named by role.
#[derive(Debug, Clone)]
pub struct Person {
    /// The id, such as `noord.voorzitter`.
    pub id: PersonId,
    /// As shown.
    pub name: String,
    /// The entity that they are a member of; none for the crisis centre.
    pub entity: Option<EntityId>,
    /// Their own number.
    pub phone: Option<String>,
    /// Their own address.
    pub mail: Option<String>,
    /// Where their own pager, or what stands for it, is told of calls.
    pub webhook: Option<String>,
    /// The language in which they are spoken to in private.
    pub language: Option<Language>,
    /// The chat networks on which they have an account, as the configuration names them.
    pub chats: Vec<String>,
    /// How they are reached beside the chat, in this order.
    pub channels: Vec<Channel>,
    /// How many of those do not wait for the chat: they come before it in the order.
    pub before_chat: usize,
    /// When they are left alone for what can wait; a call never does.
    pub quiet: Vec<Window>,
}

impl Person {
    /// Whether the configuration names anything by which they could be reached, by Noodklok or by people.
    #[must_use]
    pub const fn is_known_somewhere(&self) -> bool {
        !self.chats.is_empty() || self.phone.is_some() || self.mail.is_some() || self.webhook.is_some()
    }
}

impl Organisation {
    /// Whether a call comes to the person: in a chat, or by a channel of theirs. A number that stands in no order of
    /// channels is for people. Where nobody has an account, the rooms are Noodklok's own and everybody is in them.
    #[must_use]
    pub fn reaches(&self, person: &PersonId) -> bool {
        let Some(known) = self.people.get(person) else { return false };
        let own_rooms = || self.people.values().all(|person| person.chats.is_empty()) && known.is_known_somewhere();
        !known.chats.is_empty() || !known.channels.is_empty() || own_rooms()
    }
}
