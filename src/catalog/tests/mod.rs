//! The catalogue, from what people type to what the core gets.

mod asks;
mod files;
mod helping;
mod lines;
mod printing;
mod reports;
mod rights;
pub mod world;
