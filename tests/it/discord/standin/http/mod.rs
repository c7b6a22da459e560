//! What each request does, once faults, token, rate limits and schemas let it pass.

pub mod channels;
pub mod commands;
pub mod guilds;
pub mod interactions;
pub mod me;
pub mod messages;
pub mod pins;
pub mod threads;
pub mod webhooks;
