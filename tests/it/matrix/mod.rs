//! Noodklok in Matrix rooms: the built binary, a real homeserver, and people on an independent client.
//!
//! Each test makes its own accounts and rooms in a `World`; most share one homeserver. What the bot is expected to say is
//! told as a person sees it. `tests/run` installs the homeserver.

mod homeserver;
mod people;
mod proxy;
mod seen;
pub mod world;

mod away;
mod communication;
mod ending;
mod first_hour;
pub mod hostile;
mod killed;
mod later;
mod limits;
mod main_job;
mod privacy;
mod self_test;
mod ways;
mod wrong;
