//! Where people talk.

pub mod console;
