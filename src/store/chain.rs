//! Walks over the stored chain and says where it does not hold.

use std::collections::HashMap;

use crate::domain::chain::{Hash, Links};

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
        event: Links<'_>,
        h_stream: Hash,
        h_all: Hash,
    ) -> Result<(), Broken> {
        let expected = self.pos.saturating_add(1);
        if event.pos != expected {
            return Err(Broken::Gap { expected, found: event.pos });
        }
        let (last, before) = self.streams.get(stream).copied().unwrap_or((0, Hash::GENESIS));
        if version != last.saturating_add(1) {
            return Err(Broken::Version(event.pos));
        }
        let link = before.stream(event);
        let all = self.all.all(link);
        if link != h_stream || all != h_all {
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
