//! What stands in a link: the call and the person, in a form that only the holder of the key can make. The person stands in
//! it as a mark that tells nobody who it is, because addresses end up in the logs of proxies.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write as _},
    path::Path,
    sync::Arc,
};

use aws_lc_rs::{constant_time::verify_slices_are_equal, hmac};
use data_encoding::BASE64URL_NOPAD;

use crate::{
    domain::{
        answering::Asked,
        chase::ChaseKind,
        ids::{IncidentId, PersonId},
        time::Timestamp,
    },
    engine::port::Chance,
};

/// The file of the key, in the data folder: links stay what they are over a restart.
const FILE: &str = "answer-key";
/// Its length in bytes.
const LENGTH: usize = 32;
/// A longer text is no token.
const LONGEST: usize = 600;
/// How much of a person's mark, and of the signature, is kept.
const MARK: usize = 8;
const SIGNATURE: usize = 16;
/// Year, number and moment.
const NUMBERS: usize = 2 + 4 + 8;

/// What links are signed with.
#[derive(Clone)]
pub struct Key(Arc<hmac::Key>);

impl Key {
    /// The key of this data folder, made when there is none yet.
    ///
    /// # Errors
    /// It cannot be read or written, or is no key.
    pub fn kept(data: &Path, chance: &dyn Chance) -> io::Result<Self> {
        let path = data.join(FILE);
        match fs::read(&path) {
            Ok(bytes) if bytes.len() == LENGTH => return Ok(Self::of(&bytes)),
            Ok(_) => return Err(io::Error::new(io::ErrorKind::InvalidData, format!("{}: no key", path.display()))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        let mut bytes = [0; LENGTH];
        chance.fill(&mut bytes);
        // Half a key must never be found, so it gets its name when it is whole.
        let half = data.join(format!("{FILE}.new"));
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&half)?;
        file.write_all(&bytes)?;
        file.sync_all()?;
        fs::rename(&half, &path)?;
        Ok(Self::of(&bytes))
    }

    /// From its bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Arc::new(hmac::Key::new(hmac::HMAC_SHA256, bytes)))
    }

    pub(super) fn token(&self, asked: &Asked) -> String {
        let mut bytes = self.mark(&asked.person);
        bytes.extend(asked.incident.year.to_be_bytes());
        bytes.extend(asked.incident.n.to_be_bytes());
        bytes.extend(asked.since.0.to_be_bytes());
        // A kind has no map with keys that are no text, which is all that JSON refuses.
        bytes.extend(serde_json::to_vec(&asked.kind).unwrap_or_default());
        let signature = self.sign("link", &bytes);
        bytes.extend(signature.as_ref().iter().take(SIGNATURE));
        BASE64URL_NOPAD.encode(&bytes)
    }

    pub(super) fn read<'a>(&self, token: &str, mut people: impl Iterator<Item = &'a PersonId>) -> Option<Asked> {
        if token.len() > LONGEST {
            return None;
        }
        let bytes = BASE64URL_NOPAD.decode(token.as_bytes()).ok()?;
        let (signed, signature) = bytes.split_at_checked(bytes.len().checked_sub(SIGNATURE)?)?;
        let wanted = self.sign("link", signed);
        verify_slices_are_equal(wanted.as_ref().get(..SIGNATURE)?, signature).ok()?;
        let (mark, rest) = signed.split_at_checked(MARK)?;
        let (numbers, kind) = rest.split_at_checked(NUMBERS)?;
        let (year, numbers) = numbers.split_first_chunk::<2>()?;
        let (n, since) = numbers.split_first_chunk::<4>()?;
        let incident = IncidentId { year: u16::from_be_bytes(*year), n: u32::from_be_bytes(*n) };
        let since = Timestamp(i64::from_be_bytes(*since.first_chunk::<8>()?));
        let kind: ChaseKind = serde_json::from_slice(kind).ok()?;
        // Somebody who is gone from the configuration answers nothing any more.
        let person = people.find(|person| self.mark(person) == mark)?.clone();
        Some(Asked { incident, kind, since, person })
    }

    fn mark(&self, person: &PersonId) -> Vec<u8> {
        self.sign("person", person.as_str().as_bytes()).as_ref().iter().take(MARK).copied().collect()
    }

    /// What is signed for one purpose is no signature for another.
    fn sign(&self, purpose: &str, bytes: &[u8]) -> hmac::Tag {
        let mut context = hmac::Context::with_key(&self.0);
        context.update(purpose.as_bytes());
        context.update(&[0]);
        context.update(bytes);
        context.sign()
    }
}
