//! Noodklok on Discord: through the real client of the library, against a stand-in that is as strict as Discord.

pub mod standin;
pub mod world;

mod channels;
mod crisis;
mod cut;
mod doctor;
pub mod hostile;
mod in_time;
mod jumped;
mod killed;
mod limited;
mod main_job;
mod rights;
mod using;
mod versions;
pub mod watched;
mod wrong;
