//! The Discord network: slash commands, buttons and channels of one server.

pub mod asked;
pub mod autocomplete;
pub mod budget;
pub mod call;
pub mod channels;
pub mod doctor;
pub mod door;
pub mod filled;
pub mod follow;
pub mod form;
pub mod gateway;
pub mod hub;
pub mod intake;
pub mod limits;
pub mod line;
pub mod locale;
pub mod matching;
pub mod menu;
pub mod network;
pub mod out;
pub mod people;
pub mod place;
pub mod reading;
pub mod registration;
pub mod rest;
pub mod session;
pub mod snowflake;
pub mod speech;
pub mod sync;
pub mod tokens;

#[cfg(test)]
mod testing;

pub use self::{doctor::examine, network::network};
