//! The network as the engine sees it, and how it comes up: it starts with the homeserver down, says so, and keeps trying.

use std::{future::Future, path::Path, pin::Pin, sync::Arc, time::Duration};

use super::{
    buttons,
    failure::SessionError,
    hooks::{Hooked, Hooks},
    hub::Hub,
    joining,
    memory::NETWORK,
    place::Place,
    readers, rooms, send,
    session::{self, Session},
    space, sync,
};
use crate::{
    domain::{ids::RoomId, line::Line, words::Verbatim},
    engine::{
        Engine,
        port::{Act, Attempt, Clock, Delivery, Note, Outcome},
    },
    platform::{
        link::Standing,
        networks::{Ending, Network},
        operator::{Operator, Stderr},
        relay::Relay,
        stop::Stop,
        words::Words,
    },
    settings::matrix::Matrix as Settings,
    store::{StoreError, reader::Reader},
    text::reply::Reply,
};

/// The first pause before the homeserver is tried again; each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(500);
/// The longest.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// The Matrix network.
pub struct Matrix {
    hub: Arc<Hub>,
    operator: Arc<dyn Operator>,
}

/// The network, not connected yet; deliveries wait in their lanes.
#[must_use]
pub fn network(settings: Settings, words: Words, clock: Arc<dyn Clock>, relay: Arc<Relay>) -> Option<Arc<dyn Network>> {
    let operator = Arc::new(Stderr(words.clone()));
    Some(Arc::new(Matrix { hub: Arc::new(Hub::new(settings, words, clock, relay)), operator }))
}

impl Matrix {
    async fn work(&self, folder: &Path, stop: &Stop) -> Result<(), SessionError> {
        let operator = self.operator.as_ref();
        let session = tokio::select! {
            session = self.connect(folder, operator) => session?,
            () = stop.asked() => return Ok(()),
        };
        let user = Verbatim(self.hub.settings.user.clone());
        operator.tell(&Line::MatrixConnected { user });
        tokio::spawn(buttons::run(Arc::clone(&self.hub), stop.clone()));
        let (hub, watching) = (Arc::clone(&self.hub), stop.clone());
        tokio::spawn(async move { readers::watch(&hub, &watching).await });
        sync::run(Arc::clone(&self.hub), Arc::new(Glue), stop.clone()).await;
        drop(session);
        Ok(())
    }

    /// A session that the homeserver accepts, whose device is signed.
    async fn connect(&self, folder: &Path, operator: &dyn Operator) -> Result<Session, SessionError> {
        let mut pause = FIRST_PAUSE;
        loop {
            let tried = async {
                let session = session::open(&self.hub.settings, folder, operator).await?;
                session.secure(operator).await?;
                Ok(session)
            };
            match tried.await {
                Ok(session) => {
                    self.hub.connected(session.client.clone());
                    return Ok(session);
                }
                Err(SessionError::Retry(line)) => {
                    // Once is enough: the log has every attempt.
                    if pause == FIRST_PAUSE {
                        operator.tell(&line);
                    }
                    tracing::warn!(?pause, "the homeserver is away; it is tried again");
                    tokio::time::sleep(pause).await;
                    pause = pause.saturating_mul(2).min(LONGEST_PAUSE);
                }
                Err(refused) => return Err(refused),
            }
        }
    }
}

impl Network for Matrix {
    fn name(&self) -> &'static str {
        NETWORK
    }

    fn carries(&self, room: &RoomId) -> bool {
        // Whatever is no standing room is opened by the bot, on every network.
        self.hub.settings.rooms.contains_key(room) || !self.hub.organisation.rooms.contains_key(room)
    }

    fn asked(&self, place: &str) -> bool {
        Place::read(place).is_some()
    }

    fn knows<'a>(&'a self, message: &'a str) -> Pin<Box<dyn Future<Output = bool> + Send + 'a>> {
        // Without the database it is taken for known: an edit of what is not there does no harm.
        Box::pin(async move { self.hub.memory.parts(message).await.map_or(true, |parts| !parts.is_empty()) })
    }

    fn standing(&self) -> Standing {
        self.hub.link.standing()
    }

    fn prepare(&self, engine: Arc<Engine>, reader: Reader) -> Ending<'_, StoreError> {
        self.hub.hand_to(engine);
        Box::pin(self.hub.memory.open(reader))
    }

    fn run<'a>(&'a self, data: &'a Path, stop: &'a Stop) -> Ending<'a, Vec<Line>> {
        Box::pin(async move {
            let folder = data.join("matrix");
            self.work(&folder, stop).await.map_err(|error| error.lines().to_vec())
        })
    }

    fn lane(&self, delivery: &Delivery) -> String {
        match &delivery.act {
            Act::Post { room, .. }
            | Act::Edit { room, .. }
            | Act::Pin { room, .. }
            | Act::OpenRoom { room, .. }
            | Act::ArchiveRoom { room } => format!("matrix:{room}"),
            Act::Mail { .. } | Act::Text { .. } | Act::Call { .. } | Act::Webhook { .. } => "matrix".to_owned(),
        }
    }

    fn deliver<'a>(&'a self, delivery: &'a Delivery) -> Attempt<'a> {
        Box::pin(async move {
            let hub = self.hub.as_ref();
            match &delivery.act {
                Act::Post { room, id, text, mentions, actions } => {
                    send::post(hub, delivery, room, id, text, mentions, actions).await
                }
                Act::Edit { room, target, text, mentions, actions } => {
                    send::edit(hub, delivery, room, target, text, mentions, actions).await
                }
                Act::Pin { room, target } => send::pin(hub, delivery, room, target).await,
                Act::OpenRoom { room, name, topic, members } => {
                    rooms::open(hub, delivery, room, name, topic, members).await
                }
                Act::ArchiveRoom { room } => rooms::archive(hub, room).await,
                Act::Mail { .. } | Act::Text { .. } | Act::Call { .. } | Act::Webhook { .. } => {
                    Outcome::Permanent { reason: "it is for no room".to_owned() }
                }
            }
        })
    }

    fn notice<'a>(&'a self, room: &'a RoomId, text: &'a Reply) -> Attempt<'a> {
        Box::pin(send::notice(&self.hub, room, text))
    }
}

/// What bringing events in asks of the other parts.
struct Glue;

impl Hooks for Glue {
    fn notice<'a>(&'a self, hub: &'a Hub, room: &'a RoomId, text: &'a Reply) -> Hooked<'a, Outcome> {
        Box::pin(send::notice(hub, room, text))
    }

    fn join_configured<'a>(&'a self, hub: &'a Hub) -> Hooked<'a, Vec<Note>> {
        Box::pin(async move {
            let mut notes = joining::join_configured(hub).await;
            notes.extend(space::converge(hub).await);
            notes
        })
    }

    fn upgraded<'a>(
        &'a self,
        hub: &'a Hub,
        old: &'a matrix_sdk::ruma::RoomId,
        new: matrix_sdk::ruma::OwnedRoomId,
    ) -> Hooked<'a, Vec<Note>> {
        Box::pin(async move { joining::upgraded(hub, old, &new).await })
    }
}
