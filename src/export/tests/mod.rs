//! One hand-made record with every kind of event, told as document, as page, and as a chain that somebody tampers with.

mod chains;
mod disk;
mod figures;
mod pages;
mod story;
