//! The Matrix network: rooms on a homeserver, encrypted unless the configuration says otherwise.

mod asking;
pub mod backfill;
pub mod buttons;
pub mod device;
pub mod doctor;
pub mod doubts;
pub mod event;
pub mod failure;
#[cfg(test)]
mod fake_homeserver;
#[cfg(test)]
mod fake_test;
pub mod handing;
pub mod hooks;
pub mod hub;
pub mod intake;
pub mod invites;
pub mod joining;
pub mod keys;
pub mod limits;
pub mod memory;
pub mod network;
pub mod once;
pub mod overheard;
pub mod people;
pub mod pills;
pub mod place;
pub mod power;
pub mod press;
pub mod readers;
pub mod reading;
pub mod render;
pub mod rooms;
pub mod round;
pub mod say;
pub mod send;
pub mod session;
pub mod shape;
pub mod space;
pub mod state;
pub mod sync;
pub mod unread;

pub use self::{
    doctor::{examine, unread},
    network::network,
};
