//! Noodklok, the alarm bell of crisis teams.

pub mod cli;
pub mod domain;
pub mod engine;
pub mod platform;
mod shim;
pub mod text;
