//! The chain over the stored events, by which any later change shows (invariant 10).
//!
//! Each stream has a chain of its own, and one runs over all streams in the order of their positions:
//!
//! ```text
//! h_stream = SHA-256(h_prev ‖ pos ‖ type ‖ v ‖ at ‖ actor ‖ body)      of the event before it in the stream
//! h_all    = SHA-256(h_all_prev ‖ h_stream)                             of the event before it of all
//! ```
//!
//! Every field stands behind its length in bytes (four bytes, big-endian), integers are eight bytes, big-endian, and
//! the first of a chain follows on 32 zero bytes. So anybody can check a database with a few lines of any language.

use std::{fmt, str::FromStr};

use sha2::{Digest, Sha256};

use super::{ids::TextId, time::Timestamp};

/// A link of a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Hash(pub [u8; 32]);

/// What a chain says of an event, as stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Links<'a> {
    /// Its place among all events.
    pub pos: u64,
    /// Its type.
    pub kind: &'a str,
    /// The version of its body's form.
    pub v: u16,
    /// When it was recorded.
    pub at: Timestamp,
    /// By whom, as stored.
    pub actor: &'a str,
    /// Its body, as stored.
    pub body: &'a [u8],
}

impl Hash {
    /// What the first link of a chain follows on.
    pub const GENESIS: Self = Self([0; 32]);

    /// The link of an event in the chain of its stream.
    #[must_use]
    pub fn stream(self, event: Links<'_>) -> Self {
        Chained::after(self)
            .field(&event.pos.to_be_bytes())
            .field(event.kind.as_bytes())
            .field(&u64::from(event.v).to_be_bytes())
            .field(&event.at.0.to_be_bytes())
            .field(event.actor.as_bytes())
            .field(event.body)
            .end()
    }

    /// The link in the chain over all streams, from the event's link in its own.
    #[must_use]
    pub fn all(self, stream: Self) -> Self {
        Chained::after(self).field(&stream.0).end()
    }
}

/// The id under which a free text is kept apart from its event, so that it can be erased without breaking the chain.
#[must_use]
pub fn text_id(salt: &[u8], content: &str) -> TextId {
    let digest = Sha256::new().chain_update(salt).chain_update(content).finalize();
    Hash(digest.into()).to_string().into()
}

struct Chained(Sha256);

impl Chained {
    fn after(before: Hash) -> Self {
        Self(Sha256::new()).field(&before.0)
    }

    fn field(mut self, bytes: &[u8]) -> Self {
        // A field of four gigabytes cannot be stored, so that the length always fits.
        self.0.update(u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
        self.0.update(bytes);
        self
    }

    fn end(self) -> Hash {
        Hash(self.0.finalize().into())
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// The text is no hash; one has 64 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a hash; one has 64 hexadecimal digits")]
pub struct NotAHash;

impl FromStr for Hash {
    type Err = NotAHash;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits: Option<Vec<u32>> = text.chars().map(|digit| digit.to_digit(16)).collect();
        let bytes: Option<Vec<u8>> = digits.ok_or(NotAHash)?.chunks(2).map(byte).collect();
        let bytes: [u8; 32] = bytes.ok_or(NotAHash)?.try_into().map_err(|_| NotAHash)?;
        Ok(Self(bytes))
    }
}

fn byte(digits: &[u32]) -> Option<u8> {
    let [high, low] = digits else { return None };
    u8::try_from(high.checked_mul(16)?.checked_add(*low)?).ok()
}

impl TryFrom<&[u8]> for Hash {
    type Error = NotAHash;

    fn try_from(bytes: &[u8]) -> Result<Self, Self::Error> {
        bytes.try_into().map(Self).map_err(|_| NotAHash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVENT: Links<'_> = Links {
        pos: 1,
        kind: "log.written",
        v: 1,
        at: Timestamp(1_795_440_600_000),
        actor: "noord.melder",
        body: b"{}",
    };

    #[test]
    fn a_link_is_the_hash_of_length_prefixed_fields() {
        let mut bytes = Vec::new();
        for field in [
            &[0; 32][..],
            &1_u64.to_be_bytes(),
            b"log.written",
            &1_u64.to_be_bytes(),
            &1_795_440_600_000_i64.to_be_bytes(),
            b"noord.melder",
            b"{}",
        ] {
            bytes.extend(u32::try_from(field.len()).unwrap().to_be_bytes());
            bytes.extend(field);
        }
        assert_eq!(Hash::GENESIS.stream(EVENT).0, <[u8; 32]>::from(Sha256::digest(&bytes)));
    }

    #[test]
    fn a_byte_that_moves_to_the_next_field_changes_the_link() {
        let one = Hash::GENESIS.stream(Links { kind: "ab", actor: "c", ..EVENT });
        let two = Hash::GENESIS.stream(Links { kind: "a", actor: "bc", ..EVENT });
        assert_ne!(one, two);
    }

    #[test]
    fn a_hash_reads_back_from_its_digits() {
        let hash = Hash::GENESIS.all(Hash::GENESIS.stream(EVENT));
        assert_eq!(hash.to_string().parse(), Ok(hash));
        assert_eq!(hash.to_string().to_uppercase().parse(), Ok(hash));
        for wrong in ["", "0", "zz", &"0".repeat(63), &format!("{hash}00"), "é"] {
            assert_eq!(wrong.parse::<Hash>(), Err(NotAHash), "{wrong}");
        }
    }

    #[test]
    fn a_text_id_is_the_hash_of_salt_and_content() {
        let digest = Sha256::digest([b"salt".as_slice(), b"rook"].concat());
        assert_eq!(text_id(b"salt", "rook").as_str(), Hash(digest.into()).to_string());
    }
}
