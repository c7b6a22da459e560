//! The Discord network: slash commands, buttons and channels of one server.

pub mod answer;
pub mod body;
pub mod buttons;

pub mod doctor;
#[cfg(test)]
mod fake_test;
pub mod filled;
pub mod gateway;
pub mod hub;
pub mod markdown;
pub mod me;
pub mod network;
pub mod once;
pub mod out;
pub mod people;
pub mod pin;
pub mod place;
pub mod read_back;
pub mod render;
pub mod rest;
pub mod rooms;
pub mod say;
pub mod shape;
pub mod tokens;
pub mod told;
pub mod trouble;

pub use self::{doctor::examine, network::network};
