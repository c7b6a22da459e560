//! The Discord network: slash commands, buttons and channels of one server.

pub mod autocomplete;
pub mod call;
pub mod doctor;
pub mod filled;
pub mod form;
pub mod gateway;
pub mod hub;
pub mod limits;
pub mod line;
pub mod locale;
pub mod matching;
pub mod menu;
pub mod network;
pub mod out;
pub mod people;
pub mod place;
pub mod registration;
pub mod rest;
pub mod sync;
pub mod tokens;

pub use self::{doctor::examine, network::network};
