//! Words: Dutch and English. Typed lines of the core come in; replies of spans go out, and only platforms escape.

mod argument;
mod bundle;
mod clean;
mod fact;
mod lexicon;
mod moment;
mod reader;
pub mod reply;
mod slots;
pub mod time;

#[cfg(test)]
mod tests;

pub use bundle::{LexiconError, Unsaid};
pub use clean::{clean, cut};
pub use lexicon::{Lexicon, key};
pub use reader::{Reader, Texts};
pub use time::{brussels, year_in_brussels};
