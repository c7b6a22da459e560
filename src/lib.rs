//! Noodklok, the alarm bell of crisis teams.

pub mod domain;
pub mod engine;
pub mod store;
pub mod text;
