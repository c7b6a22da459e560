//! Where people talk, and what every such place needs beside its network: time, chance, words, being asked to stop.

pub mod chance;
pub mod clock;
pub mod console;
pub mod finding;
#[cfg(feature = "matrix")]
pub mod matrix;
pub mod networks;
pub mod stop;
#[cfg(not(feature = "matrix"))]
mod without;
pub mod words;

#[cfg(feature = "matrix")]
pub use matrix::doctor::{examine, unread};
#[cfg(not(feature = "matrix"))]
pub use without::{examine, unread};
