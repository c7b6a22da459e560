//! The Discord network: slash commands, buttons and channels of one server.

pub mod answer;
pub mod asked;
pub mod autocomplete;
pub mod body;
pub mod budget;
pub mod buttons;
pub mod call;
pub mod channels;
pub mod doctor;
pub mod door;
pub mod event;
pub mod filled;
pub mod follow;
pub mod form;
pub mod gateway;
pub mod hub;
pub mod intake;
pub mod limits;
pub mod line;
pub mod locale;
pub mod markdown;
pub mod matching;
pub mod me;
pub mod menu;
pub mod network;
pub mod once;
pub mod out;
pub mod overheard;
pub mod people;
pub mod permissions;
pub mod pin;
pub mod place;
pub mod read_back;
pub mod reading;
pub mod registration;
pub mod render;
pub mod rest;
pub mod rooms;
pub mod say;
pub mod session;
pub mod shape;
pub mod snowflake;
pub mod speech;
pub mod sync;
pub mod tokens;
pub mod told;
pub mod trouble;
pub mod underway;

#[cfg(test)]
mod fake_test;
#[cfg(test)]
mod testing;

pub use self::{doctor::examine, network::network};
