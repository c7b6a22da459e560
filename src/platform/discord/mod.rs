//! The Discord network: slash commands, buttons and channels of one server.

pub mod doctor;
pub mod gateway;
pub mod hub;
pub mod network;
pub mod out;
pub mod people;
pub mod permissions;
pub mod place;
pub mod rest;
pub mod tokens;

pub use self::{doctor::examine, network::network};
