//! From events to inputs, in the order in which they came.

use std::{
    collections::BTreeSet,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use serenity::model::{
    channel::{Message, MessageType},
    event::{Event, MessageUpdateEvent},
    gateway::Ready,
    id::{ChannelId, MessageId, UserId},
};
use tokio::{
    sync::mpsc,
    time::{MissedTickBehavior, interval},
};

use super::{
    channels::Channels,
    door::Came,
    event::{channel, milliseconds},
    key,
    overheard::{self, Overheard},
    reading,
};
use crate::{
    catalog,
    domain::{
        actor::Actor,
        ids::RoomId,
        line::Line,
        time::{Span, Timestamp},
        words::Verbatim,
    },
    engine::{
        port::{Input, Note, Payload},
        ticket::Ticket,
    },
    platform::{
        absence::Absence,
        busy::busy,
        discord::{api::snowflake, commands::sync, hub::Hub, outgoing::out, place::Place},
        latest::Latest,
        operator::Operator,
        relay::What,
    },
    store::StoreError,
    text::reply::{Reply, Span as Piece},
};

/// How many messages are remembered, for edits and deletions that follow them.
const RECENT: usize = 4_096;
/// After this long, whoever waits is told.
const PATIENCE: Duration = Duration::from_secs(2);
/// How often what must only be known again is noted.
const EVERY: Duration = Duration::from_mins(1);
/// Of a message that is not remembered, what came about by itself is no edit: it was edited longer ago.
const JUST_NOW: Span = Span::minutes(5);
/// Kind of note: of the empty key, when something last came.
const HEARD: &str = "heard";

/// What is remembered of a message.
#[derive(Debug, Clone)]
struct Said {
    by: UserId,
    content: String,
    /// It became an input.
    taken: bool,
}

/// Makes inputs of what comes.
pub struct Intake {
    hub: Arc<Hub>,
    operator: Arc<dyn Operator>,
    /// The operator knows that there is a connection.
    told: Arc<AtomicBool>,
    me: Option<UserId>,
    channels: Channels,
    messages: Latest<MessageId, Said>,
    /// What is kept of what goes to other networks, until it is handed in.
    shown: Vec<Note>,
    is_up: bool,
    /// The commands are being made those of this version, or are.
    registered: bool,
    heard: Option<Timestamp>,
    absence: Absence,
    /// How many inputs were handed in.
    inputs: usize,
    /// The rooms know that it takes longer.
    busy: bool,
}

impl Intake {
    /// As far as everything was read before.
    ///
    /// # Errors
    /// The database failed.
    pub async fn recall(hub: Arc<Hub>, operator: Arc<dyn Operator>, told: Arc<AtomicBool>) -> Result<Self, StoreError> {
        let channels = Channels::recall(&hub.memory, hub.clock.now()).await?;
        let heard = hub.memory.get(HEARD, "").await?.and_then(|at| at.parse().ok()).map(Timestamp);
        Ok(Self {
            hub,
            operator,
            told,
            me: None,
            channels,
            messages: Latest::of(RECENT),
            shown: Vec::new(),
            is_up: false,
            registered: false,
            heard,
            absence: Absence::default(),
            inputs: 0,
            busy: false,
        })
    }

    /// Takes what comes until nothing can come any more.
    pub async fn run(mut self, mut came: mpsc::UnboundedReceiver<Came>) {
        let mut minute = interval(EVERY);
        minute.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                next = came.recv() => match next {
                    Some(next) => self.take(next).await,
                    None => break,
                },
                Some((channel, messages, events)) = self.channels.filled() => {
                    self.filled(channel, messages, events).await;
                }
                _ = minute.tick() => {
                    let notes = self.notes();
                    self.hand_in(Vec::new(), notes).await;
                }
            }
            self.tell_away().await;
        }
        let notes = self.notes();
        self.hand_in(Vec::new(), notes).await;
    }

    async fn take(&mut self, came: Came) {
        match came {
            Came::Asked { input, token, seen, taken } => {
                let mut notes = if seen { overheard::asked(&self.hub, &input) } else { Vec::new() };
                notes.push(token);
                if let Some(ticket) = self.hand_in(vec![*input], notes).await {
                    // Whoever follows it may have given up.
                    let _ = taken.send(ticket);
                }
            }
            Came::Lost => self.is_up = false,
            Came::Event(event) => match *event {
                Event::Ready(ready) => self.ready(&ready.ready),
                Event::ChannelDelete(gone) => {
                    if let Some(room) = self.hub.room(gone.channel.id) {
                        self.operator.tell(&Line::DiscordChannelGone { room });
                    }
                }
                event => {
                    let Some(channel) = channel(&event) else { return };
                    if let Some(event) = self.channels.later(channel, event) {
                        let inputs = self.inputs_of(channel, event).await;
                        self.said(inputs).await;
                    }
                }
            },
        }
    }

    /// A new session: who we are, and everything that was said since the last one ended.
    fn ready(&mut self, ready: &Ready) {
        let now = self.hub.clock.now();
        self.me = Some(ready.user.id);
        if !self.told.swap(true, Ordering::AcqRel) {
            self.operator.tell(&Line::DiscordConnected { account: Verbatim(ready.user.name.clone()) });
        }
        self.absence.answered(self.heard.replace(now), now, false, self.inputs);
        self.is_up = true;
        if !std::mem::replace(&mut self.registered, true) {
            tokio::spawn(sync::keep(Arc::clone(&self.hub), Arc::clone(&self.operator)));
        }
        self.channels.fill(&self.hub, now);
    }

    /// A channel was read back.
    async fn filled(&mut self, channel: ChannelId, messages: Vec<Message>, events: Vec<Event>) {
        let Some(room) = self.hub.room(channel) else { return };
        let mut inputs = Vec::new();
        for message in messages {
            inputs.extend(self.message(&room, channel, message).await);
        }
        for event in events {
            inputs.extend(self.inputs_of(channel, event).await);
        }
        self.said(inputs).await;
    }

    /// What an event of a channel says.
    async fn inputs_of(&mut self, channel: ChannelId, event: Event) -> Vec<Input> {
        let Some(room) = self.hub.room(channel) else { return Vec::new() };
        let deleted = match event {
            Event::MessageCreate(created) => {
                return self.message(&room, channel, created.message).await.into_iter().collect();
            }
            Event::MessageUpdate(update) => return self.edited(&room, &update).await.into_iter().collect(),
            Event::MessageDelete(deleted) => vec![deleted.message_id],
            Event::MessageDeleteBulk(deleted) => deleted.ids,
            _ => Vec::new(),
        };
        let mut inputs = Vec::new();
        for id in deleted {
            inputs.extend(self.deleted(&room, id).await);
        }
        inputs
    }

    /// Every message in a channel of ours; each is read once, whatever comes again.
    async fn message(&mut self, room: &RoomId, channel: ChannelId, message: Message) -> Option<Input> {
        let is_new = self.channels.read(channel, message.id.get());
        let machine = message.author.bot || message.webhook_id.is_some() || Some(message.author.id) == self.me;
        let spoken = matches!(message.kind, MessageType::Regular | MessageType::InlineReply);
        if !is_new || machine || !spoken {
            return None;
        }
        self.person_said(room, &message).await
    }

    /// Every message of a person in a room, in order.
    async fn person_said(&mut self, room: &RoomId, message: &Message) -> Option<Input> {
        let me = self.me?;
        let to_me = message.mentions.iter().any(|user| user.id == me) || reading::mentions(&message.content, me);
        let text = reading::said(&message.content, me, to_me, &self.hub.people);
        let taken = catalog::is_addressed(&text);
        self.messages.put(message.id, Said { by: message.author.id, content: message.content.clone(), taken });
        let (keys, by) = ((key(message.id), key(message.id)), overheard::author(&self.hub, &message.author));
        let what = What::Said(overheard::said(&text, message));
        self.shown.extend(Overheard { room, keys, by, to_bot: taken, what }.show(&self.hub));
        if !taken {
            return None;
        }
        let answered = message.message_reference.as_ref().and_then(|reference| reference.message_id);
        let reply_to = match answered {
            Some(answered) => self.ours(answered).await,
            None => None,
        };
        let place = Place::Message { channel: message.channel_id, message: message.id }.write();
        let payload = Payload::Said { room: room.clone(), text, reply_to, place };
        Some(self.input(key(message.id), message.author.id, snowflake::made_at(message.id.get()), payload))
    }

    /// Discord says that a message changed also when nobody changed what it says.
    async fn edited(&mut self, room: &RoomId, update: &MessageUpdateEvent) -> Option<Input> {
        let (me, now) = (self.me?, self.hub.clock.now());
        let content = update.content.as_ref()?;
        let at = milliseconds(update.edited_timestamp?);
        let before = self.messages.get(&update.id).cloned();
        let author = update.author.as_ref();
        let by = author.map(|author| author.id).or(before.as_ref().map(|before| before.by))?;
        let changed = before.as_ref().map_or(now.since(at) < JUST_NOW, |before| before.content != *content);
        if !changed || author.is_some_and(|author| author.bot) || by == me || content.is_empty() {
            return None;
        }
        let named = update.mentions.as_ref().is_some_and(|mentions| mentions.iter().any(|user| user.id == me));
        let text = reading::said(content, me, named || reading::mentions(content, me), &self.hub.people);
        let (taken, addressed) = (self.taken(update.id).await, catalog::is_addressed(&text));
        self.messages.put(update.id, Said { by, content: content.clone(), taken: taken || addressed });
        let change = format!("{}:{}", key(update.id), at.0);
        let shown = author.map(|author| overheard::author(&self.hub, author)).unwrap_or_default();
        let (keys, what) = ((key(update.id), change.clone()), What::Edited(text.clone()));
        let overheard = Overheard { room, keys, by: shown, to_bot: taken || addressed, what };
        self.shown.extend(overheard.show(&self.hub));
        if !taken && !addressed {
            return None;
        }
        let place = Place::Message { channel: update.channel_id, message: update.id }.write();
        let payload = Payload::Edited { room: room.clone(), of: key(update.id), text, place };
        Some(self.input(change, by, at, payload))
    }

    /// Discord does not say who deletes a message.
    async fn deleted(&mut self, room: &RoomId, id: MessageId) -> Option<Input> {
        let by = self.messages.get(&id).map(|said| self.hub.people.actor(said.by));
        let change = format!("{}:deleted", key(id));
        let shown = by.as_ref().and_then(Actor::person).map(ToString::to_string).unwrap_or_default();
        let keys = (key(id), change.clone());
        self.shown.extend(Overheard { room, keys, by: shown, to_bot: false, what: What::Deleted }.show(&self.hub));
        if !self.taken(id).await {
            return None;
        }
        let now = self.hub.clock.now();
        Some(Input {
            key: change,
            from: by.unwrap_or_else(|| Actor::Outsider("discord".to_owned())),
            said_at: now,
            payload: Payload::Deleted { room: room.clone(), of: key(id) },
            doubt: None,
        })
    }

    fn input(&self, key: String, by: UserId, at: Timestamp, payload: Payload) -> Input {
        Input { key, from: self.hub.people.actor(by), said_at: at.min(self.hub.clock.now()), payload, doubt: None }
    }

    /// The message of ours that this is. Without the database nothing is known of it, and the line stands by itself.
    async fn ours(&self, message: MessageId) -> Option<String> {
        let ours = self.hub.memory.message(&message.to_string()).await;
        ours.inspect_err(|error| tracing::warn!(%error, "a message of ours")).ok()?
    }

    /// Whether a message became an input: lately, or by the database.
    async fn taken(&self, message: MessageId) -> bool {
        if self.messages.get(&message).is_some_and(|said| said.taken) {
            return true;
        }
        let seen = self.hub.memory.seen(&key(message)).await;
        seen.inspect_err(|error| tracing::warn!(%error, "whether a message was handled")).unwrap_or(false)
    }

    /// Hands in what was said in rooms, with how far they were read.
    async fn said(&mut self, inputs: Vec<Input>) {
        let mut notes = std::mem::take(&mut self.shown);
        if !inputs.is_empty() || !notes.is_empty() {
            notes.extend(self.channels.notes(&self.hub.memory));
            self.hand_in(inputs, notes).await;
        }
    }

    /// Hands this in; waits while too much waits before it, and lets the rooms know.
    async fn hand_in(&mut self, inputs: Vec<Input>, notes: Vec<Note>) -> Option<Ticket> {
        let engine = Arc::clone(self.hub.engine()?);
        if inputs.is_empty() && notes.is_empty() {
            return None;
        }
        self.inputs = self.inputs.saturating_add(inputs.len());
        let said = inputs
            .iter()
            .filter(|input| matches!(input.payload.place().and_then(Place::read), Some(Place::Message { .. })));
        let rooms: BTreeSet<RoomId> = said.filter_map(|input| input.payload.room()).cloned().collect();
        let mut arriving = pin!(engine.arrive(inputs, notes));
        tokio::select! {
            ticket = &mut arriving => {
                self.busy = false;
                return Some(ticket);
            }
            () = tokio::time::sleep(PATIENCE) => {}
        }
        if !rooms.is_empty() && !std::mem::replace(&mut self.busy, true) {
            tracing::warn!("more comes in on Discord than can be stored at once; the rooms are told");
            self.tell_busy(rooms);
        }
        Some(arriving.await)
    }

    /// Whoever asked something by an interaction hears it there.
    fn tell_busy(&self, rooms: BTreeSet<RoomId>) {
        let hub = Arc::clone(&self.hub);
        tokio::spawn(async move {
            for room in rooms {
                let words = hub.words.in_room(&room);
                let text = words.error(&busy(&hub.organisation, Some(&room), None), hub.clock.now());
                out::notice(&hub, &room, &Reply { spans: vec![Piece::Plain(text)] }).await;
            }
        });
    }

    /// What must only be known again: how far everything was read, when something last came, which tokens are over.
    fn notes(&mut self) -> Vec<Note> {
        let now = self.hub.clock.now();
        let mut notes = self.hub.tokens.expire(&self.hub.memory, now);
        notes.extend(self.channels.notes(&self.hub.memory));
        // Until it is told that nothing came for a while, nothing is noted, so that a crash before it forgets nothing.
        if self.is_up && !self.absence.is_open() {
            self.heard = Some(now);
            notes.push(self.hub.memory.note(HEARD, "", Some(now.0.to_string())));
        }
        notes
    }

    /// Once everything that was said meanwhile is handed in, or that takes too long, it is said how long nothing came.
    async fn tell_away(&mut self) {
        let now = self.hub.clock.now();
        let Some((since, said)) = self.absence.over(self.channels.lack(), now, self.inputs) else { return };
        let notes = self.notes();
        if let Some(engine) = self.hub.engine() {
            drop(engine.back(since, said, notes).await);
        }
    }
}

#[cfg(test)]
#[path = "intake_tests.rs"]
mod tests;
