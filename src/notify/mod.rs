//! What reaches people outside the chat rooms. Each channel answers whether it is there, is worth another try, or never
//! will be; when to try again is the outbox's business.

mod answered;
pub mod mail;
pub mod telephone;
pub mod webhook;
