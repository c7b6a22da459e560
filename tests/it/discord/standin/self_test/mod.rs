//! The stand-in itself, most of it through the real client: what it lets pass, what it refuses, and what it notices.

mod bot;
mod raw;

mod channels;
mod connections;
mod conversations;
mod faults;
mod forms;
mod known;
mod mentions;
mod sockets;
