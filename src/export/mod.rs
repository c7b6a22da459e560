//! What leaves Noodklok for good: the state document, the record as a page, and the proof that both are true.

pub mod document;
pub mod entry;
pub mod markdown;
pub mod words;
