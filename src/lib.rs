//! Noodklok, the alarm bell of crisis teams.

pub mod catalog;
pub mod cli;
pub mod domain;
pub mod engine;
pub mod export;
pub mod http;
pub mod notify;
pub mod platform;
pub mod settings;
pub mod store;
pub mod text;
pub mod watch;
