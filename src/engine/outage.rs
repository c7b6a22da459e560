//! While nothing can be stored: people are told at once and given telephone numbers, questions are still answered,
//! and everything that waits is stored as soon as that works again. Time here is technical.

use std::{collections::HashMap, sync::Arc, time::Duration};

use tokio::time::{Instant, sleep_until};

use super::{
    port::{Input, Payload},
    ticket::{Progress, Stub},
    turn::Turn,
    work::What,
    writer::{Writer, bench},
};
use crate::{
    domain::{
        ids::{EntityId, RoomId},
        line::Line,
        message::Message,
        organisation::RoomKind,
        words::Verbatim,
    },
    store::StoreError,
};

/// A room is told again after this long.
const AGAIN: Duration = Duration::from_secs(30);
/// How many inputs wait in memory at most; more are left where they are.
const BOUND: usize = 1_024;

impl Writer {
    /// Goes on until storage works and everything that waits is stored.
    pub(super) async fn outage(&mut self, error: StoreError) {
        tracing::error!(%error, "nothing can be stored");
        self.down_since = Some(self.parts.clock.now());
        self.until_storage_works().await;
        self.down_since = None;
    }

    async fn until_storage_works(&mut self) {
        let mut told = HashMap::new();
        self.tell_waiting(&mut told).await;
        self.tell_others(&told);
        let every = self.parts.retry_every;
        let mut retry = Instant::now() + every;
        loop {
            if self.stop.is_some() || self.closed {
                if self.recover().await.is_err() {
                    self.give_up();
                }
                return;
            }
            tokio::select! {
                () = sleep_until(retry) => {
                    match self.recover().await {
                        Ok(()) => return,
                        Err(error) => tracing::warn!(%error, "still nothing can be stored"),
                    }
                    retry = Instant::now() + every;
                }
                work = self.work.recv(), if self.queue.len() < BOUND => match work {
                    Some(work) => {
                        self.accept(work);
                        self.tell_waiting(&mut told).await;
                    }
                    None => self.closed = true,
                },
                Some(news) = self.news.recv() => self.hear(news),
            }
        }
    }

    /// Opens the database anew, reads it anew, and stores everything that waits, under the same keys.
    async fn recover(&mut self) -> Result<(), StoreError> {
        self.store.reopen().await?;
        self.reload().await?;
        while !(self.queue.is_empty() && self.receipts.is_empty() && self.warned.is_empty()) {
            self.work().await?;
        }
        tracing::info!("storage works again");
        Ok(())
    }

    /// The program stops before storage came back; those who wait were told that nothing is stored.
    fn give_up(&mut self) {
        let lost = self.queue.len();
        tracing::error!(lost, "stopped while nothing could be stored");
        self.queue.clear();
        self.receipts.clear();
        self.warned.clear();
    }

    /// Answers what needs no storage, and tells everybody else that theirs is not stored.
    async fn tell_waiting(&mut self, told: &mut HashMap<RoomId, Instant>) {
        let queue = std::mem::take(&mut self.queue);
        for mut waiting in queue {
            if waiting.held {
                self.queue.push_back(waiting);
                continue;
            }
            if let What::Input(input) = &waiting.what {
                if let Some((room, message)) = self.glance(input) {
                    if !message.lines.is_empty() {
                        self.notice(&room, &message, None);
                    }
                    waiting.stub.finish();
                    continue;
                }
                waiting.stub.say(Progress::NotStored);
                // A system sends it again by itself, and takes no place here from what people say.
                if matches!(input.payload, Payload::Alerted { .. }) {
                    continue;
                }
                if let Some(room) = self.room_of(input).await {
                    if told.get(&room).is_none_or(|at| at.elapsed() >= AGAIN) {
                        self.notice(&room, &self.not_stored(&room, input), None);
                        told.insert(room.clone(), Instant::now());
                    }
                    waiting.told = Some(room);
                }
            }
            waiting.held = true;
            self.queue.push_back(waiting);
        }
    }

    /// What can be answered from memory: questions, mistakes in typing, refusals.
    fn glance(&self, input: &Input) -> Option<(RoomId, Message)> {
        let now = self.parts.clock.now();
        let bench = bench(&self.parts, self.core.as_ref(), self.parts.chance.as_ref(), now, &self.boot);
        Turn::new(bench, self.desk.clone()).glance(input)
    }

    /// Once per outage, as well as it goes: report rooms and the crisis centre's room, where nobody was told yet.
    fn tell_others(&mut self, told: &HashMap<RoomId, Instant>) {
        let ccvo = Verbatim(self.parts.organisation.ccvo.phone.clone());
        let rooms = self.parts.organisation.rooms.values();
        let rooms = rooms.filter(|room| matches!(room.kind, RoomKind::Report | RoomKind::Ccvo));
        let rooms: Vec<RoomId> = rooms.map(|room| room.id.clone()).filter(|room| !told.contains_key(room)).collect();
        for room in rooms {
            self.notice(&room, &Message::of(Line::StorageDown { ccvo: ccvo.clone() }), None);
            self.warned.push(room);
        }
    }

    fn not_stored(&self, room: &RoomId, input: &Input) -> Message {
        let (ccvo, entity) = self.numbers(room, input);
        let line = match entity {
            Some((entity, phone)) => Line::NotStoredEntity { ccvo, entity, phone },
            None => Line::NotStored { ccvo },
        };
        Message::of(line).and(Line::NotStoredRetry {})
    }

    /// Whom to call: the crisis centre, and the duty line of the room's entity, else of the person's.
    pub(super) fn numbers(&self, room: &RoomId, input: &Input) -> (Verbatim, Option<(EntityId, Verbatim)>) {
        let organisation = &self.parts.organisation;
        let duty = organisation.duty_line(Some(room), input.from.person());
        (Verbatim(organisation.ccvo.phone.clone()), duty.map(|(entity, phone)| (entity, Verbatim(phone))))
    }

    /// Says something without storing it. It is not waited for, but by the ticket whose stub it holds: a network that
    /// hangs holds up nobody else.
    pub(super) fn notice(&self, room: &RoomId, message: &Message, stub: Option<Stub>) {
        let text = self.speaker().say(room, message);
        let (platform, room) = (Arc::clone(&self.parts.platform), room.clone());
        tokio::spawn(async move {
            platform.notice(&room, &text).await;
            drop(stub);
        });
    }
}
