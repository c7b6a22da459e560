//! The chain over the events: each record's own, and one over all. A change, a gap or a cut shows.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

/// A link of the chain.
pub type Hash = [u8; 32];

/// What the first event of a stream, and of all, links to.
pub const START: Hash = [0; 32];

/// The fields of an event that its link covers.
#[derive(Debug, Clone, Copy)]
pub struct Linked<'a> {
    /// Its position among all.
    pub pos: u64,
    /// Its type.
    pub kind: &'a str,
    /// The version of its body's form.
    pub v: u16,
    /// When it was recorded.
    pub at: i64,
    /// Who did it, as stored.
    pub actor: &'a str,
    /// The body, byte for byte as stored.
    pub body: &'a str,
}

/// Every field is preceded by its length, so that no two lists of fields read the same.
fn hash(fields: &[&[u8]]) -> Hash {
    let mut hasher = Sha256::new();
    for field in fields {
        hasher.update(u64::try_from(field.len()).unwrap_or(u64::MAX).to_be_bytes());
        hasher.update(field);
    }
    hasher.finalize().into()
}

/// The link of an event in its stream.
#[must_use]
pub fn in_stream(before: &Hash, event: &Linked<'_>) -> Hash {
    hash(&[
        before,
        &event.pos.to_be_bytes(),
        event.kind.as_bytes(),
        &event.v.to_be_bytes(),
        &event.at.to_be_bytes(),
        event.actor.as_bytes(),
        event.body.as_bytes(),
    ])
}

/// The link of an event among all.
#[must_use]
pub fn in_all(before: &Hash, in_stream: &Hash) -> Hash {
    hash(&[before, in_stream])
}

/// The id of a free text.
#[must_use]
pub fn text_id(salt: &[u8], content: &str) -> String {
    let mut hasher = Sha256::new();
    hasher.update(salt);
    hasher.update(content.as_bytes());
    data_encoding::HEXLOWER.encode(&hasher.finalize())
}

/// Where the chain does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// An event is missing before this one.
    #[error("position {found} follows {expected} too soon or too late: an event is missing")]
    Gap {
        /// The position that should be here.
        expected: u64,
        /// The one that is.
        found: u64,
    },
    /// An event of a stream is missing before this one.
    #[error("at position {0} the stream skips a version")]
    Version(u64),
    /// An event was changed.
    #[error("the event at position {0} was changed")]
    Changed(u64),
}

/// Checks events one after the other, in order of position from the first.
#[derive(Debug, Clone, Default)]
pub struct Verifier {
    pos: u64,
    all: Hash,
    streams: HashMap<String, (u64, Hash)>,
}

impl Verifier {
    /// Checks the next event.
    ///
    /// # Errors
    /// Where and how the chain does not hold.
    pub fn check(
        &mut self,
        stream: &str,
        version: u64,
        event: &Linked<'_>,
        h_stream: &Hash,
        h_all: &Hash,
    ) -> Result<(), Broken> {
        let expected = self.pos.saturating_add(1);
        if event.pos != expected {
            return Err(Broken::Gap { expected, found: event.pos });
        }
        let (last, before) = self.streams.get(stream).copied().unwrap_or((0, START));
        if version != last.saturating_add(1) {
            return Err(Broken::Version(event.pos));
        }
        let link = in_stream(&before, event);
        let all = in_all(&self.all, &link);
        if link != *h_stream || all != *h_all {
            return Err(Broken::Changed(event.pos));
        }
        self.pos = event.pos;
        self.all = all;
        self.streams.insert(stream.to_owned(), (version, link));
        Ok(())
    }

    /// The last position and its link among all, to be compared with a checkpoint.
    #[must_use]
    pub const fn head(&self) -> (u64, Hash) {
        (self.pos, self.all)
    }
}
