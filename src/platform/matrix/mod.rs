//! The Matrix network: rooms on a homeserver, encrypted unless the configuration says otherwise.

pub mod buttons;
#[cfg(test)]
mod fake_test;
pub mod hub;
pub mod limits;
pub mod memory;
pub mod people;
pub mod place;
pub mod render;
pub mod send;
