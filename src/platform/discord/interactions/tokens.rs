//! The tokens with which interactions are answered. Each is a secret that is kept for as long as it works, so that an
//! answer gets there after a restart too, and erased then.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use secrecy::{ExposeSecret as _, SecretString};
use serenity::model::id::InteractionId;

use crate::{
    domain::time::{Span, Timestamp},
    engine::port::Note,
    platform::memory::Memory,
    store::StoreError,
};

/// How long Discord accepts a token, with some time left for the call.
const LIFE: Span = Span::minutes(14);
/// Kind of note: interaction to until when, and its token.
const TOKEN: &str = "token";

/// The tokens that still work.
#[derive(Debug, Default)]
pub struct Tokens(Mutex<BTreeMap<u64, (Timestamp, SecretString)>>);

impl Tokens {
    fn all(&self) -> MutexGuard<'_, BTreeMap<u64, (Timestamp, SecretString)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads those that were kept. Called once.
    ///
    /// # Errors
    /// The database failed.
    pub async fn open(&self, memory: &Memory) -> Result<(), StoreError> {
        for (interaction, kept) in memory.all(TOKEN).await? {
            let Some((until, token)) = kept.split_once(' ') else { continue };
            let (Ok(interaction), Ok(until)) = (interaction.parse(), until.parse()) else { continue };
            self.all().insert(interaction, (Timestamp(until), token.to_owned().into()));
        }
        Ok(())
    }

    /// Keeps the token of an interaction that came now; the note belongs in the transaction of its input.
    #[must_use]
    pub fn keep(&self, memory: &Memory, interaction: InteractionId, token: &SecretString, now: Timestamp) -> Note {
        let until = now.plus(LIFE);
        self.all().insert(interaction.get(), (until, token.clone()));
        let kept = format!("{} {}", until.0, token.expose_secret());
        memory.note(TOKEN, &interaction.to_string(), Some(kept))
    }

    /// The token of an interaction, while it works.
    #[must_use]
    pub fn of(&self, interaction: InteractionId, now: Timestamp) -> Option<SecretString> {
        let all = self.all();
        all.get(&interaction.get()).filter(|(until, _)| *until > now).map(|(_, token)| token.clone())
    }

    /// Forgets those that work no more; the notes erase them.
    #[must_use]
    pub fn expire(&self, memory: &Memory, now: Timestamp) -> Vec<Note> {
        let mut all = self.all();
        let gone: Vec<u64> = all.iter().filter(|(_, (until, _))| *until <= now).map(|(id, _)| *id).collect();
        for id in &gone {
            all.remove(id);
        }
        gone.iter().map(|id| memory.note(TOKEN, &id.to_string(), None)).collect()
    }
}
