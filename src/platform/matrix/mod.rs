//! The Matrix network: rooms on a homeserver, encrypted unless the configuration says otherwise.

pub mod buttons;
pub mod device;
pub mod failure;
#[cfg(test)]
mod fake_test;
pub mod hub;
pub mod keys;
pub mod limits;
pub mod memory;
pub mod operator;
pub mod people;
pub mod place;
pub mod render;
pub mod send;
pub mod session;
