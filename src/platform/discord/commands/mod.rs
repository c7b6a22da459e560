//! The commands of the catalogue, as Discord has them.

pub mod registration;
pub mod sync;
