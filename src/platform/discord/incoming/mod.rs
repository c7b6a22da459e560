//! What comes in: the connection, what is received first, and from events to inputs.

pub mod budget;
pub mod channels;
pub mod door;
pub mod event;
pub mod gateway;
pub mod intake;
pub mod overheard;
pub mod reading;
pub mod session;

/// The key of the input that a message or an interaction becomes.
fn key(id: impl Into<u64>) -> String {
    format!("discord:{}", id.into())
}
