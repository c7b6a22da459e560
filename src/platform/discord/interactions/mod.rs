//! What people do with commands, forms, menus and buttons, and what becomes of each.

pub mod asked;
pub mod autocomplete;
pub mod filled;
pub mod follow;
pub mod form;
pub mod line;
pub mod locale;
pub mod matching;
pub mod menu;
pub mod tokens;
pub mod underway;
