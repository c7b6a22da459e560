//! Where everything that comes in is received first, on a thread of its own: whatever the rest of the program does,
//! interactions are acknowledged. In their order events go on to [`super::intake`].

use std::{sync::Arc, thread, time::Duration};

use serenity::model::{application::Interaction, event::Event};
use tokio::{
    sync::{mpsc, oneshot},
    task::JoinSet,
};

use super::key;
use crate::{
    engine::{
        port::{Input, Note},
        ticket::Ticket,
    },
    platform::discord::{
        api::rest::Rest,
        hub::Hub,
        interactions::{
            asked::{self, Plan},
            follow::Follow,
        },
    },
};

/// How long whoever waits for an answer is still followed once nothing comes in any more.
const LAST: Duration = Duration::from_secs(4);
/// How long "is thinking" still stands once everything was tried, for an answer that has to wait.
const LINGER: Duration = Duration::from_mins(1);

/// What goes on from here.
pub enum Came {
    /// Something that happened.
    Event(Box<Event>),
    /// Somebody asked something, and it is acknowledged.
    Asked {
        /// What.
        input: Box<Input>,
        /// Its token, to be committed with it.
        token: Note,
        /// Everybody in the room sees the answer.
        seen: bool,
        /// Where its ticket goes.
        taken: oneshot::Sender<Ticket>,
    },
    /// The session is over: nothing comes until the next one.
    Lost,
}

/// Opens the door: events go in on one side and come out on the other, until nobody can put any in.
///
/// # Errors
/// There is no thread for it.
pub fn open(
    hub: &Arc<Hub>,
    events: mpsc::UnboundedReceiver<Event>,
    on: mpsc::UnboundedSender<Came>,
) -> std::io::Result<()> {
    let hub = Arc::clone(hub);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let receive = move || {
        runtime.block_on(async {
            // Made here, so that its connections live here.
            let rest = hub.rest.apart();
            Door { hub, rest, on, followed: JoinSet::new() }.receive(events).await;
        });
    };
    thread::Builder::new().name("discord-door".to_owned()).spawn(receive)?;
    Ok(())
}

struct Door {
    hub: Arc<Hub>,
    rest: Rest,
    on: mpsc::UnboundedSender<Came>,
    followed: JoinSet<()>,
}

impl Door {
    async fn receive(mut self, mut events: mpsc::UnboundedReceiver<Event>) {
        loop {
            tokio::select! {
                event = events.recv() => match event {
                    Some(event) => self.event(event),
                    None => break,
                },
                Some(_) = self.followed.join_next() => {}
            }
        }
        // Whoever takes what was handed on ends when nobody can hand on any more.
        let Self { on, mut followed, .. } = self;
        drop(on);
        let _ = tokio::time::timeout(LAST, async { while followed.join_next().await.is_some() {} }).await;
    }

    fn event(&mut self, event: Event) {
        if let Event::InteractionCreate(created) = &event {
            self.interaction(&created.interaction);
            return;
        }
        // Whoever would take it stopped.
        let _ = self.on.send(Came::Event(Box::new(event)));
    }

    fn interaction(&mut self, interaction: &Interaction) {
        let now = self.hub.clock.now();
        if self.hub.tokens.of(interaction.id(), now).is_some() {
            tracing::debug!(interaction = %interaction.id(), "an interaction that was delivered before");
            return;
        }
        let Some((asked, Plan { first, payload, seen })) = asked::read(&self.hub, interaction) else { return };
        let taken = payload.map(|payload| {
            self.hub.underway.begins(asked.id);
            let token = self.hub.tokens.keep(&self.hub.memory, asked.id, &asked.token, now);
            let said_at = crate::platform::discord::api::snowflake::made_at(asked.id.get()).min(now);
            let key = key(asked.id);
            let input = Box::new(Input { key, from: asked.from.clone(), said_at, payload, doubt: None });
            let (given, ticket) = oneshot::channel();
            // Whoever would take it stopped; whoever follows it hears so.
            let _ = self.on.send(Came::Asked { input, token, seen, taken: given });
            ticket
        });
        let follow = Follow { hub: Arc::clone(&self.hub), rest: self.rest.clone(), asked, linger: LINGER };
        self.followed.spawn(follow.run(first, taken));
    }
}
