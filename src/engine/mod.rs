//! The engine.

pub mod port;
