//! The Matrix network: rooms on a homeserver, encrypted unless the configuration says otherwise.

pub mod backfill;
pub mod doubts;
pub mod event;
pub mod handing;
pub mod hooks;
pub mod hub;
pub mod intake;
pub mod invites;
pub mod limits;
pub mod memory;
pub mod people;
pub mod pills;
pub mod place;
pub mod press;
pub mod reading;
pub mod round;
pub mod state;
pub mod sync;
pub mod unread;
