//! What the tests have of Discord.

#[path = "../../tests/it/discord/standin/mod.rs"]
pub mod standin;
#[path = "../../tests/it/discord/world.rs"]
pub mod world;
