//! What bringing events in asks of the rest of the network.

use std::{future::Future, pin::Pin};

use matrix_sdk::ruma::{OwnedRoomId, RoomId as MatrixRoomId};

use super::hub::Hub;
use crate::{
    domain::ids::RoomId,
    engine::port::{Note, Outcome},
    text::reply::Reply,
};

/// A future of a hook.
pub type Hooked<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What bringing events in asks of the rest of the network.
pub trait Hooks: Send + Sync {
    /// Says something in a room, at once and without a record of it.
    fn notice<'a>(&'a self, hub: &'a Hub, room: &'a RoomId, text: &'a Reply) -> Hooked<'a, Outcome>;

    /// Joins and binds the rooms of the configuration; asked at the start, when the homeserver is back, and after an
    /// invite was accepted.
    fn join_configured<'a>(&'a self, hub: &'a Hub) -> Hooked<'a, Vec<Note>>;

    /// A room was replaced by another one.
    fn upgraded<'a>(&'a self, hub: &'a Hub, old: &'a MatrixRoomId, new: OwnedRoomId) -> Hooked<'a, Vec<Note>>;
}
