//! Every integration test, in one binary so that it links once.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test that meets the unexpected has failed; clippy knows only #[test] functions as tests"
)]

#[cfg(feature = "discord")]
mod alerts;
#[cfg(feature = "discord")]
mod answering;
mod asking;
mod badinput;
mod beside;
#[cfg(feature = "discord")]
mod channels;
#[cfg(any(feature = "matrix", feature = "discord"))]
mod config;
mod delivering;
#[cfg(feature = "discord")]
mod discord;
mod erasing;
mod exercises;
mod golden;
mod kill;
#[cfg(feature = "discord")]
mod load;
mod mail;
#[cfg(feature = "matrix")]
mod matrix;
#[cfg(all(feature = "matrix", feature = "discord"))]
mod mirror;
mod ports;
mod privacy;
mod property;
mod readme;
mod rights;
#[cfg(any(feature = "matrix", feature = "discord"))]
mod running;
mod scenarios;
mod silence;
mod story;
mod telephone;
mod tidy;
mod webhook;
mod world;
