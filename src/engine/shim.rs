//! Local only.
pub use crate::catalog::{Bound, Seal, Situation, What};
