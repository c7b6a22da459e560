//! Calls of Discord's API: how they are made, how often they may be, and who the bot is there.

pub mod call;
pub mod limits;
pub mod me;
pub mod rest;
pub mod snowflake;
