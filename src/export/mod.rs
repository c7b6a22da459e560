//! What leaves Noodklok for good: the state document, the record as a page, and the proof that both are true.

pub mod document;
pub mod entry;
pub mod findings;
pub mod markdown;
pub mod replay;
pub mod stored;
pub mod verify;
pub mod words;

#[cfg(test)]
mod tests;
