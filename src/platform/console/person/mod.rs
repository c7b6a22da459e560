//! The console for a person at a terminal, with line editing, or line by line where there is no terminal.

pub mod complete;
pub mod editor;
pub mod history;
pub mod paint;
pub mod place;
pub mod screen;
pub mod show;
pub mod talk;
pub mod typed;
pub mod welcome;
pub mod wrap;
