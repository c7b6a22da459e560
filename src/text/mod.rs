//! Words: Dutch and English.

pub mod reply;
