//! Where people talk, and what every such place needs beside its network: time, chance, words, being asked to stop.

pub mod absence;
pub mod busy;
pub mod chance;
pub mod clock;
pub mod console;
pub mod direction;
#[cfg(feature = "discord")]
pub mod discord;
#[cfg(not(feature = "discord"))]
#[path = "without/discord.rs"]
pub mod discord;
pub mod finding;
#[cfg(feature = "matrix")]
pub mod matrix;
#[cfg(not(feature = "matrix"))]
#[path = "without/matrix.rs"]
pub mod matrix;
pub mod memory;
pub mod networks;
pub mod operator;
pub mod parts;
pub mod phones;
pub mod relay;
pub mod skew;
pub mod stop;
pub mod words;
