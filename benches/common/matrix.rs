//! What the tests have of Matrix.

#[path = "../../tests/it/matrix/homeserver.rs"]
pub mod homeserver;
#[path = "../../tests/it/matrix/people.rs"]
pub mod people;
#[path = "../../tests/it/matrix/proxy.rs"]
pub mod proxy;
#[path = "../../tests/it/matrix/seen.rs"]
pub mod seen;
#[path = "../../tests/it/matrix/world.rs"]
pub mod world;
