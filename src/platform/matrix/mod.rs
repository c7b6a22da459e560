//! The Matrix network.

pub mod device;
pub mod failure;
pub mod keys;
pub mod operator;
pub mod session;
