//! Where people talk.

pub mod console;
#[cfg(feature = "matrix")]
pub mod matrix;
