//! Noodklok on Discord: through the real client of the library, against a stand-in that is as strict as Discord.

pub mod standin;
pub mod world;

mod main_job;
