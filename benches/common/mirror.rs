//! What the tests have of both networks.

#[path = "../../tests/it/mirror/world.rs"]
pub mod world;
