//! What people write in a room that is on two networks, and is repeated on the other one: `relay =` of a standing room in
//! `organisation.toml`, and `[relay]` in `noodklok.toml` for the rooms that the bot opens.

use std::collections::BTreeMap;

use super::{
    accounts::Connected,
    faults::relay as faults,
    reading::{Place, Reading},
    section::{Field, Section},
};
use crate::domain::{ids::RoomId, organisation::Organisation};

/// How much of what people write in a room is repeated on its other network. What the bot says itself stands on both,
/// whatever this is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Extent {
    /// Nothing.
    #[default]
    Off,
    /// What is said to the bot, so that the other side sees what it answers.
    Bot,
    /// Everything.
    All,
}

const EXTENTS: [(&str, Extent); 3] = [("off", Extent::Off), ("bot", Extent::Bot), ("all", Extent::All)];

/// What is repeated where.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Relay {
    /// Of every standing room; of one that is not on two networks nothing.
    pub rooms: BTreeMap<RoomId, Extent>,
    /// Of every room that the bot opens.
    pub crisis: Extent,
}

impl Relay {
    /// How much is repeated of a room, standing or opened.
    #[must_use]
    pub fn of(&self, room: &RoomId) -> Extent {
        self.rooms.get(room).copied().unwrap_or(self.crisis)
    }

    /// Whether everything that people write must be read, wherever that is repeated.
    pub(super) fn reads_everything(&self) -> bool {
        self.crisis == Extent::All || self.rooms.values().any(|extent| *extent == Extent::All)
    }
}

/// What is asked for, and where.
pub(super) struct Wish {
    extent: Extent,
    place: Place,
}

impl Field<'_> {
    pub(super) fn relay(&self) -> Option<Wish> {
        let extent = self.one_of(&EXTENTS)?;
        Some(Wish { extent, place: self.place.clone() })
    }
}

/// The table, which stands for the rooms that the bot opens.
pub(super) fn crisis(mut table: Section<'_>) -> Option<Wish> {
    let wish = table.must("crisis").and_then(|field| field.relay());
    table.finish();
    wish
}

/// Keeps what can be done, and warns of what cannot and of what leaves an encrypted room. `encrypted`: the rooms that
/// the bot opens on Matrix are.
pub(super) fn join(
    reading: &Reading<'_>,
    organisation: &Organisation,
    connected: &[Connected],
    encrypted: bool,
    crisis: Option<Wish>,
    mut rooms: BTreeMap<RoomId, Wish>,
) -> Relay {
    let keep = |wish: Option<Wish>, room: Option<&RoomId>| {
        let there = connected.iter().filter(|network| room.is_none_or(|room| network.has(room))).count();
        // Of a standing room the configuration does not know whether it is encrypted.
        let encrypted = encrypted || room.is_some();
        wish.map_or(Extent::Off, |wish| granted(reading, wish, there, connected.len(), encrypted))
    };
    let of_each = organisation.rooms.keys().map(|room| (room.clone(), keep(rooms.remove(room), Some(room)))).collect();
    Relay { rooms: of_each, crisis: keep(crisis, None) }
}

/// What becomes of a wish for a room that is on this many of the networks that are connected to.
fn granted(reading: &Reading<'_>, wish: Wish, there: usize, connected: usize, encrypted: bool) -> Extent {
    match wish.extent {
        Extent::Off => Extent::Off,
        // Without any network the file is only prepared.
        _ if there < 2 => {
            if connected > 0 {
                reading.add(wish.place, faults::only_one_network());
            }
            Extent::Off
        }
        extent => {
            if extent == Extent::All && encrypted {
                reading.add(wish.place, faults::leaves_encryption());
            }
            extent
        }
    }
}
