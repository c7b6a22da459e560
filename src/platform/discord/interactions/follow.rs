//! What becomes of one interaction: acknowledged first, then followed until it is answered, so that nobody looks at "is
//! thinking" and wonders.

use std::{sync::Arc, time::Duration};

use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use serenity::http::{LightMethod, Request, Route};
use tokio::{sync::oneshot, time::Instant};

use super::asked::{Asked, Stand};
use crate::{
    domain::line::Line,
    engine::ticket::{Progress, Ticket},
    platform::{
        busy,
        discord::{
            api::rest::{Failed, Rest},
            hub::Hub,
            outgoing::speech,
        },
    },
};

/// After so long Discord takes no acknowledgement any more.
const ACKNOWLEDGED: Duration = Duration::from_secs(3);
/// Between two tries.
const PAUSE: Duration = Duration::from_millis(50);
/// After this long, whoever waits is told.
const PATIENCE: Duration = Duration::from_secs(2);
/// After this long nothing can be said with the token any more.
const LIFE: Duration = Duration::from_mins(14);
/// Discord knows no such interaction: it waited too long for us, or answered before.
const UNKNOWN: i64 = 10_062;
/// It was acknowledged before.
const ACKNOWLEDGED_BEFORE: i64 = 40_060;

/// One interaction.
pub struct Follow {
    /// What all parts share.
    pub hub: Arc<Hub>,
    /// Connections of its own.
    pub rest: Rest,
    /// Which.
    pub asked: Asked,
    /// How long "is thinking" still stands once everything was tried.
    pub linger: Duration,
}

impl Follow {
    /// Acknowledges it, then follows it for as long as its token works.
    pub async fn run(self, first: Value, taken: Option<oneshot::Receiver<Ticket>>) {
        self.acknowledge(&first).await;
        self.hub.underway.ends(self.asked.id);
        let Some(taken) = taken else { return };
        if tokio::time::timeout(LIFE, self.watch(taken)).await.is_err() {
            tracing::warn!(interaction = %self.asked.id, "an interaction was not answered while it could be");
        }
    }

    async fn acknowledge(&self, first: &Value) {
        let latest = Instant::now() + ACKNOWLEDGED;
        loop {
            let route =
                Route::InteractionResponse { interaction_id: self.asked.id, token: self.asked.token.expose_secret() };
            let sent = tokio::time::timeout_at(latest, self.rest.send::<Value>(LightMethod::Post, route, first)).await;
            match sent {
                Ok(Ok(_)) => return,
                Ok(Err(error)) if matches!(error.code(), Some(UNKNOWN | ACKNOWLEDGED_BEFORE)) => {
                    tracing::debug!(interaction = %self.asked.id, %error, "an acknowledgement that Discord does not need");
                    return;
                }
                Ok(Err(error @ Failed::Refused { .. })) => {
                    tracing::error!(interaction = %self.asked.id, %error, "an acknowledgement is refused");
                    return;
                }
                Ok(Err(error)) if Instant::now() + PAUSE < latest => {
                    tracing::debug!(interaction = %self.asked.id, %error, "an acknowledgement is tried again");
                    tokio::time::sleep(PAUSE).await;
                }
                _ => {
                    tracing::warn!(interaction = %self.asked.id, "an acknowledgement did not get through in time");
                    return;
                }
            }
        }
    }

    async fn watch(&self, taken: oneshot::Receiver<Ticket>) {
        let mut news = News { taken: Some(taken), ticket: None };
        let mut patience = Box::pin(tokio::time::sleep(PATIENCE));
        let mut told = false;
        loop {
            let heard = tokio::select! {
                heard = news.next() => heard,
                () = &mut patience, if !told => {
                    told = true;
                    let waits = if news.is_kept() { Line::NetworkKept {} } else { self.busy() };
                    self.tell(&[waits]).await;
                    continue;
                }
            };
            match heard {
                Some(Progress::NotStored) => {
                    told = true;
                    self.tell(&[self.not_stored(), Line::NotStoredRetry {}]).await;
                }
                Some(Progress::Refused { code, .. }) => {
                    tracing::info!(interaction = %self.asked.id, code, "an interaction makes no sense");
                    self.tell(&[Line::DiscordOtherVersion {}]).await;
                    return;
                }
                Some(Progress::Stopped | Progress::Busy) => {
                    self.tell(&[self.not_stored()]).await;
                    return;
                }
                Some(Progress::Done) | None => {
                    self.end(news.is_answered()).await;
                    return;
                }
            }
        }
    }

    fn busy(&self) -> Line {
        busy::busy(&self.hub.organisation, self.asked.room.as_ref(), self.asked.from.person())
    }

    fn not_stored(&self) -> Line {
        busy::not_stored(&self.hub.organisation, self.asked.room.as_ref(), self.asked.from.person())
    }

    /// Says something to whoever asked, unless the answer is there.
    async fn tell(&self, lines: &[Line]) {
        let words = self.hub.words.in_language(self.asked.language);
        let text = speech::text(&self.hub, &words, lines);
        let (application_id, token) = (self.asked.application, self.asked.token.expose_secret());
        let said = match self.asked.stand {
            Stand::Over => return,
            Stand::Thinking if self.hub.filled.is(self.asked.id) => return,
            Stand::Thinking => {
                let route = Route::WebhookOriginalInteractionResponse { application_id, token };
                let body = json!({"content": text, "allowed_mentions": {"parse": []}});
                self.rest.send::<Value>(LightMethod::Patch, route, &body).await
            }
            Stand::Pressed => {
                let route = Route::WebhookFollowupMessages { application_id, token };
                self.rest.send::<Value>(LightMethod::Post, route, &speech::alone(&text)).await
            }
        };
        if let Err(error) = said {
            tracing::warn!(interaction = %self.asked.id, %error, "somebody could not be told how it stands");
        }
    }

    /// Everything was tried. An answer that Discord's limits hold back may still come; where there is none, such as to what
    /// everybody in the room is told anyhow, nothing takes the place of "is thinking".
    async fn end(&self, answered: bool) {
        let latest = Instant::now() + if answered { self.linger } else { Duration::ZERO };
        while self.asked.stand == Stand::Thinking && !self.hub.filled.is(self.asked.id) && Instant::now() < latest {
            tokio::time::sleep(PAUSE).await;
        }
        if self.asked.stand != Stand::Thinking || self.hub.filled.is(self.asked.id) {
            return;
        }
        let (application_id, token) = (self.asked.application, self.asked.token.expose_secret());
        let route = Route::WebhookOriginalInteractionResponse { application_id, token };
        if let Err(error) = self.rest.call::<Value>(Request::new(route, LightMethod::Delete)).await {
            tracing::debug!(interaction = %self.asked.id, %error, "an answer that nobody needs stays");
        }
    }
}

/// First whether it was taken, then what became of it.
struct News {
    taken: Option<oneshot::Receiver<Ticket>>,
    ticket: Option<Ticket>,
}

impl News {
    /// May be given up and asked again.
    async fn next(&mut self) -> Option<Progress> {
        if let Some(taken) = &mut self.taken {
            self.ticket = taken.await.ok();
            self.taken = None;
            if self.ticket.is_none() {
                return Some(Progress::Stopped);
            }
        }
        self.ticket.as_mut()?.next().await
    }

    fn is_kept(&self) -> bool {
        self.ticket.as_ref().is_some_and(Ticket::is_kept)
    }

    fn is_answered(&self) -> bool {
        self.ticket.as_ref().is_some_and(Ticket::is_answered)
    }
}

#[cfg(test)]
#[path = "follow_tests.rs"]
mod tests;
