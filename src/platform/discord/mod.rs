//! The Discord network: slash commands, buttons and channels of one server.

pub mod api;
pub mod commands;
pub mod doctor;
pub mod hub;
pub mod incoming;
pub mod interactions;
pub mod network;
pub mod outgoing;
pub mod people;
pub mod place;
pub mod rooms;

#[cfg(test)]
mod fake_test;
#[cfg(test)]
mod testing;

pub use self::{doctor::examine, network::network};
