//! One session of the gateway, in serenity's client, on a thread of its own. serenity hands on each event in a task of
//! its own: on one thread those keep their order.
//!
//! By itself serenity would begin a session anew every few seconds for as long as it takes. Here it cannot: each of its
//! connections first asks for the address, and the address is held back. It is let go when a session is to be taken up
//! again; when one would be begun, this one is over, and whoever runs it decides when the next one begins.

use std::{
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::Duration,
};

use secrecy::{ExposeSecret as _, SecretString};
use serenity::{
    Client, Error, async_trait,
    client::{ClientBuilder, Context, RawEventHandler},
    gateway::{ConnectionStage, GatewayError},
    http::HttpBuilder,
    model::{event::Event, gateway::GatewayIntents, id::ShardId},
};
use tokio::sync::{Mutex as AsyncMutex, OwnedMutexGuard, mpsc, oneshot};

use crate::platform::{link::Link, stop::Stop};

/// How often whoever wants to take a session up again is let through.
const KNOCK: Duration = Duration::from_millis(100);
/// How long the first connection may take.
const OPENING: Duration = Duration::from_secs(30);
/// The only shard: one server.
const SHARD: ShardId = ShardId(0);

/// Why a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// It was asked to.
    Asked,
    /// It cannot be taken up again.
    Lost,
    /// The token is not valid.
    Token,
    /// The bot may not see what it asked for.
    Intents,
}

/// What a session needs.
pub struct Opening {
    /// Of the bot.
    pub token: SecretString,
    /// Where the API is instead of at Discord.
    pub api: Option<String>,
    /// Where the gateway is.
    pub address: String,
    /// What is to be seen.
    pub intents: GatewayIntents,
    /// Where events go, in their order.
    pub events: mpsc::UnboundedSender<Event>,
    /// Told whether it stands.
    pub link: Arc<Link>,
    /// Ends it.
    pub stop: Stop,
}

/// Runs a session to its end.
pub async fn run(opening: Opening) -> Ended {
    let (ended, over) = oneshot::channel();
    let started = thread::Builder::new().name("discord-gateway".to_owned()).spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let how = runtime.map(|runtime| {
            let how = runtime.block_on(hold(opening));
            // Whatever serenity still wants to do ends here.
            runtime.shutdown_background();
            how
        });
        // Nobody may wait for it any more.
        let _ = ended.send(how.unwrap_or(Ended::Lost));
    });
    if let Err(error) = started {
        tracing::error!(%error, "there is no thread for a session with Discord");
    }
    over.await.unwrap_or(Ended::Lost)
}

async fn hold(opening: Opening) -> Ended {
    let Opening { token, api, address, intents, events, link, stop } = opening;
    // The same path towards Discord and a stand-in: what the API is asked for waits for its turn elsewhere, and here
    // nothing is asked but where the gateway is.
    let mut http = HttpBuilder::new(token.expose_secret()).ratelimiter_disabled(true);
    if let Some(api) = api {
        http = http.proxy(api);
    }
    let again = Arc::new(Mutex::new(None));
    let handler = Handler { events, again: Arc::clone(&again) };
    let building = ClientBuilder::new_with_http(http.build(), intents).raw_event_handler(handler);
    let Ok(Ok(mut client)) = tokio::time::timeout(OPENING, building).await else { return Ended::Lost };
    // serenity goes to Discord when it is not told where to; a bot that was pointed elsewhere never should.
    *client.ws_url.lock().await = address;
    let gate = Gate { client: client.ws_url.clone(), again, held: None, link };
    let manager = Arc::clone(&client.shard_manager);
    tokio::select! {
        ended = start(&mut client) => ended,
        () = gate.keep(&manager) => Ended::Lost,
        () = stop.asked() => {
            manager.shutdown_all().await;
            Ended::Asked
        }
    }
}

async fn start(client: &mut Client) -> Ended {
    match client.start().await {
        Err(Error::Gateway(GatewayError::InvalidAuthentication)) => Ended::Token,
        Err(Error::Gateway(GatewayError::InvalidGatewayIntents | GatewayError::DisallowedGatewayIntents)) => {
            Ended::Intents
        }
        _ => Ended::Lost,
    }
}

/// Through which every connection goes.
struct Gate {
    /// The address, as serenity asks for it.
    client: Arc<AsyncMutex<String>>,
    /// Where the session is to be taken up again.
    again: Arc<Mutex<Option<String>>>,
    held: Option<OwnedMutexGuard<String>>,
    link: Arc<Link>,
}

impl Gate {
    /// Tells whether the connection stands.
    async fn look(&self, manager: &serenity::gateway::ShardManager) {
        let shard = manager.runners.lock().await;
        if shard.get(&SHARD).is_some_and(|shard| shard.stage == ConnectionStage::Connected) {
            self.link.heard();
        } else {
            self.link.lost();
        }
    }

    /// Until a session would be begun anew.
    async fn keep(mut self, manager: &serenity::gateway::ShardManager) {
        let opening = tokio::time::Instant::now();
        loop {
            self.look(manager).await;
            // A connection that is to begin a session is none of the manager's until it stands, and it gets none while
            // the address is held: on one thread nothing comes between the look and the letting go.
            match (manager.has(SHARD).await, self.held.take()) {
                (true, Some(held)) => drop(held),
                (true, None) => {}
                // Whoever waits for it now is never asked again: with this the runtime ends.
                (false, Some(_)) => return,
                (false, None) if opening.elapsed() > OPENING => return,
                (false, None) => {
                    tokio::time::sleep(KNOCK).await;
                    continue;
                }
            }
            let mut held = Arc::clone(&self.client).lock_owned().await;
            if let Some(address) = self.again.lock().unwrap_or_else(PoisonError::into_inner).take() {
                *held = address;
            }
            self.held = Some(held);
            tokio::time::sleep(KNOCK).await;
        }
    }
}

/// Hands every event on.
struct Handler {
    events: mpsc::UnboundedSender<Event>,
    again: Arc<Mutex<Option<String>>>,
}

#[async_trait]
impl RawEventHandler for Handler {
    async fn raw_event(&self, _: Context, event: Event) {
        if let Event::Ready(ready) = &event {
            let address = Some(ready.ready.resume_gateway_url.clone()).filter(|address| !address.is_empty());
            *self.again.lock().unwrap_or_else(PoisonError::into_inner) = address;
        }
        // Whoever would take it stopped.
        let _ = self.events.send(event);
    }
}

#[cfg(test)]
#[path = "session_tests.rs"]
mod tests;
