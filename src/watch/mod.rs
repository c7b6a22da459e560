//! What goes on beside the work: the bot tells by itself that it lives, so that somebody notices when it no longer does
//! (a receiver of heartbeats somewhere else, and systemd on this machine), and reads the calendars of other people.

pub mod calendars;
pub mod heartbeat;
pub mod systemd;
