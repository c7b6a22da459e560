//! Acknowledgements that are under way: until Discord has one, it knows nothing that an answer could take the place of.

use std::{
    collections::BTreeSet,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use serenity::model::id::InteractionId;
use tokio::sync::Notify;

/// So long an acknowledgement counts.
const COUNTS: Duration = Duration::from_secs(3);

/// See the module.
#[derive(Debug, Default)]
pub struct Underway {
    those: Mutex<BTreeSet<u64>>,
    changed: Notify,
}

impl Underway {
    fn those(&self) -> MutexGuard<'_, BTreeSet<u64>> {
        self.those.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// An interaction came, and is acknowledged from now on.
    pub fn begins(&self, interaction: InteractionId) {
        self.those().insert(interaction.get());
    }

    /// Discord has it, or never will.
    pub fn ends(&self, interaction: InteractionId) {
        self.those().remove(&interaction.get());
        self.changed.notify_waiters();
    }

    /// Waits until it is over, or counts no more.
    pub async fn over(&self, interaction: InteractionId) {
        let over = async {
            loop {
                let changed = self.changed.notified();
                tokio::pin!(changed);
                changed.as_mut().enable();
                if !self.those().contains(&interaction.get()) {
                    return;
                }
                changed.await;
            }
        };
        // Whoever waits for longer learns from Discord that it is too late.
        let _ = tokio::time::timeout(COUNTS, over).await;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[tokio::test]
    async fn an_answer_waits_for_the_acknowledgement_of_its_own_interaction() {
        let underway = Arc::new(Underway::default());
        let (one, two) = (InteractionId::new(1), InteractionId::new(2));
        underway.begins(one);
        underway.over(two).await;
        let waiting = tokio::spawn({
            let underway = Arc::clone(&underway);
            async move { underway.over(one).await }
        });
        tokio::task::yield_now().await;
        assert!(!waiting.is_finished());
        underway.ends(two);
        tokio::task::yield_now().await;
        assert!(!waiting.is_finished());
        underway.ends(one);
        waiting.await.unwrap();
    }
}
