//! The Matrix network: rooms on a homeserver, encrypted unless the configuration says otherwise.

pub mod buttons;
pub mod device;
pub mod doctor;
pub mod failure;
#[cfg(test)]
mod fake_homeserver;
#[cfg(test)]
mod fake_test;
pub mod hub;
pub mod joining;
pub mod keys;
pub mod limits;
pub mod memory;
pub mod once;
pub mod operator;
pub mod people;
pub mod place;
pub mod power;
pub mod readers;
pub mod render;
pub mod rooms;
pub mod say;
pub mod send;
pub mod session;
pub mod shape;
pub mod space;
