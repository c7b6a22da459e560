//! What the tests have of many pages at once.

#[path = "../../tests/it/load/receivers.rs"]
pub mod receivers;
#[path = "../../tests/it/load/world.rs"]
pub mod world;
