//! Where people talk, and what every such place needs beside its network: time, chance, words, being asked to stop.

pub mod chance;
pub mod clock;
pub mod console;
pub mod finding;
#[cfg(feature = "matrix")]
pub mod matrix;
pub mod stop;
pub mod words;
