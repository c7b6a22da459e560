//! The console: for a script (one JSON object a line) and for a person at a terminal.

pub mod absence;
pub mod advance;
pub mod input;
pub mod jsonl;
pub mod lines;
pub mod output;
pub mod person;
pub mod printer;
pub mod rooms;
pub mod running;
