//! The Matrix network: rooms on a homeserver, encrypted unless the configuration says otherwise.

#[cfg(test)]
mod fake_homeserver;
pub mod hub;
pub mod joining;
pub mod limits;
pub mod memory;
pub mod once;
pub mod people;
pub mod place;
pub mod power;
pub mod readers;
pub mod rooms;
pub mod say;
pub mod shape;
pub mod space;
