//! Which people's words in a room that is on several networks are shown on the others.

use std::collections::BTreeMap;

use crate::domain::ids::RoomId;

/// How much of what people say goes to the other networks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Extent {
    /// Nothing; what the bot says is on all of them anyway.
    #[default]
    Off,
    /// What they say to the bot.
    Bot,
    /// Everything.
    All,
}

/// Of every room.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Relay {
    /// Of standing rooms.
    pub rooms: BTreeMap<RoomId, Extent>,
    /// Of rooms that the bot opens.
    pub crisis: Extent,
}
