//! One round of the loop: an answer of the homeserver, and everything in it handed in.

use std::{
    collections::{BTreeMap, HashSet},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use futures_util::future::join_all;
use matrix_sdk::{
    Client, RoomState,
    deserialized_responses::TimelineEvent,
    ruma::{OwnedRoomId, OwnedUserId, RoomId as MatrixRoomId, api::error::ErrorKind},
    store::{StateStoreDataKey, StateStoreDataValue},
    sync::{SyncResponse, Timeline},
};

use super::{
    asking,
    backfill::{self, Mark},
    handing::Handing,
    hooks::Hooks,
    hub::Hub,
    intake::{Found, Intake},
    invites::Invites,
    limits,
    state::Progress,
    unread::Unread,
};
use crate::{
    domain::{ids::RoomId, time::Timestamp},
    engine::port::Note,
    platform::{absence::Absence, stop::Stop},
    store::fault,
};

/// How long the homeserver may wait for news.
const POLL: Duration = Duration::from_secs(30);
/// The same while rooms still lack something.
const SHORT_POLL: Duration = Duration::from_secs(2);
/// The longest that one round may take, whatever the homeserver and the SDK make of it.
const DEADLINE: Duration = Duration::from_secs(90);
/// How often it is looked whether there is a session.
const SESSION: Duration = Duration::from_millis(100);
/// How often a database that fails is asked.
const AGAIN: Duration = Duration::from_secs(5);

/// Why a round failed.
#[derive(Debug)]
pub enum Failure {
    /// The homeserver does not know the session.
    LoggedOut,
    /// Everything else.
    Away(String),
}

/// What the rounds share with the tasks beside them.
#[derive(Clone)]
pub struct Parts {
    /// Of the network.
    pub hub: Arc<Hub>,
    /// The rest of the network.
    pub hooks: Arc<dyn Hooks>,
    /// Ends everything.
    pub stop: Stop,
    /// Reads events.
    pub intake: Arc<Intake>,
}

/// What the rounds share.
pub struct Round {
    parts: Parts,
    client: Client,
    me: OwnedUserId,
    invites: Arc<Invites>,
    progress: Progress,
    handing: Handing,
    followed: Arc<Mutex<HashSet<OwnedRoomId>>>,
    /// The rooms that stood for one when their events came in.
    bound: HashSet<OwnedRoomId>,
    /// Rooms of the configuration are being joined.
    joining: Arc<AtomicBool>,
    /// The SDK may have taken an answer that was never handed in.
    doubtful: bool,
    absence: Absence,
}

type Timelines = BTreeMap<OwnedRoomId, Vec<TimelineEvent>>;

impl Round {
    /// Waits for a session, then takes up where the last commit left off. None when it is asked to stop before.
    pub async fn begin(hub: Arc<Hub>, hooks: Arc<dyn Hooks>, stop: Stop) -> Option<Self> {
        let (client, me) = loop {
            if let (Ok(client), Some(me), Some(_)) = (hub.client(), hub.me(), hub.engine()) {
                break (client, me);
            }
            pause(&stop, SESSION).await?;
        };
        let progress = loop {
            match Progress::recall(&hub.memory, hub.clock.now()).await {
                Ok(progress) => break progress,
                Err(error) => tracing::error!(%error, "how far Matrix was read cannot be recalled; it is tried again"),
            }
            pause(&stop, AGAIN).await?;
        };
        let unread = Arc::new(Unread::default());
        unread.recall(&hub).await;
        let intake = Arc::new(Intake::new(Arc::clone(&hub), unread));
        let handing = Handing::new(Arc::clone(&hub), Arc::clone(&hooks), stop.clone());
        let parts = Parts { hub, hooks, stop, intake };
        let (invites, followed, joining) = (Arc::default(), Arc::default(), Arc::default());
        let bound = parts.hub.rooms().into_iter().map(|(_, id)| id).collect();
        Some(Self {
            parts,
            client,
            me,
            invites,
            progress,
            handing,
            followed,
            bound,
            joining,
            doubtful: true,
            absence: Absence::default(),
        })
    }

    /// What the tasks beside share.
    #[must_use]
    pub fn parts(&self) -> Parts {
        self.parts.clone()
    }

    /// One answer of the homeserver, handed in. The first one after a failure is not waited for.
    ///
    /// # Errors
    /// There was none.
    pub async fn once(&mut self, is_up: bool) -> Result<(), Failure> {
        if self.doubtful {
            self.compare().await;
        }
        self.doubtful = true;
        // Asked first: what is joined by then is seen below.
        let joining = self.joining.load(Ordering::Acquire);
        self.owe_what_is_new();
        let poll = match (is_up, joining || self.progress.owes() || self.absence.is_open()) {
            (false, _) => Duration::ZERO,
            (true, true) => SHORT_POLL,
            (true, false) => POLL,
        };
        let answer = tokio::time::timeout(DEADLINE, self.client.sync_once(asking::settings(poll))).await;
        let answer = answer.map_err(|_| Failure::Away(format!("no answer within {} s", DEADLINE.as_secs())))?;
        let answer = answer.map_err(|error| match error.client_api_error_kind() {
            Some(ErrorKind::UnknownToken(_) | ErrorKind::MissingToken) => Failure::LoggedOut,
            _ => Failure::Away(error.to_string()),
        })?;
        // Only a test ends here.
        let _ = fault::point("matrix-before-arrive");
        let now = self.parts.hub.clock.now();
        self.absence.answered(self.progress.heard(now), now, is_up, self.handing.inputs);
        self.take(answer).await;
        self.doubtful = false;
        if is_up {
            self.tell_away(now).await;
        }
        Ok(())
    }

    /// Once everything that was said meanwhile is handed in, or that takes too long, it is said how long nothing came.
    async fn tell_away(&mut self, now: Timestamp) {
        let reading = self.joining.load(Ordering::Acquire) || self.progress.owes();
        let over = self.absence.over(reading, now, self.handing.inputs);
        // Until it is told, nothing is noted, so that a crash before it forgets nothing.
        if self.absence.is_open() {
            return;
        }
        let notes: Vec<Note> = self.progress.note_heard().into_iter().collect();
        match (over, self.parts.hub.engine()) {
            (Some((since, said)), Some(engine)) => drop(engine.back(since, said, notes).await),
            _ => self.parts.note(notes).await,
        }
    }

    /// Nothing more is asked of the homeserver, which answered until now.
    pub async fn leave(&self) {
        self.parts.note(self.progress.note_left(self.parts.hub.clock.now()).into_iter().collect()).await;
    }

    /// The SDK keeps its place before anything is handed in. Where that is another one than ours, everything since the
    /// last read event of each room is read back; the SDK's place itself is never changed.
    async fn compare(&mut self) {
        let kept = self.client.state_store().get_kv_data(StateStoreDataKey::SyncToken).await;
        let kept = kept.ok().flatten().and_then(StateStoreDataValue::into_sync_token);
        if kept == self.progress.place {
            return;
        }
        tracing::info!("the homeserver gave more than was handled, or less; every room is read back");
        for (_, room) in self.parts.hub.rooms() {
            self.progress.owe(&room, None);
        }
    }

    /// Everything in an answer: first what is complete, then what must be read back.
    async fn take(&mut self, answer: SyncResponse) {
        let SyncResponse { next_batch, rooms, .. } = answer;
        let (mut found, mut late) = (Found::default(), Timelines::new());
        for (id, update) in rooms.joined {
            let Some(logical) = self.parts.hub.memory.logical(&id) else { continue };
            self.follow(&id);
            if self.bound.insert(id.clone()) {
                // It stands for one since this answer was asked for: what is here may come after something that was
                // passed over, so reading it as the next would lose that.
                self.progress.owe(&id, None);
            }
            self.owe_what_lacks(&id, &update.timeline);
            if self.progress.is_owed(&id) {
                late.insert(id, update.timeline.events);
            } else {
                found.extend(self.read(&id, &logical, update.timeline.events, true).await);
            }
        }
        self.owe_what_is_new();
        if self.progress.owes() {
            // Nobody waits for what another room said before.
            self.handing.hand_in(std::mem::take(&mut found)).await;
            self.read_back(late).await;
        }
        found.notes.extend(self.progress.reached(next_batch));
        self.handing.hand_in(found).await;
        for id in rooms.invited.into_keys() {
            self.invites.answer(&self.parts, id);
        }
    }

    /// Rooms that stand for one since a moment ago: what was said there before was passed over, also where an earlier
    /// start had read it and was killed before it could keep which room it is.
    fn owe_what_is_new(&mut self) {
        for (_, id) in self.parts.hub.rooms() {
            if !self.is_joined(&id) {
                continue;
            }
            let new = self.bound.insert(id.clone());
            if new || (self.progress.last(&id).is_none() && !self.progress.is_owed(&id)) {
                self.progress.owe(&id, None);
            }
        }
    }

    fn is_joined(&self, id: &MatrixRoomId) -> bool {
        self.parts.hub.joined(id).is_some_and(|room| room.state() == RoomState::Joined)
    }

    fn owe_what_lacks(&mut self, id: &MatrixRoomId, timeline: &Timeline) {
        let mark = self.mark(id);
        if mark.last.is_some() {
            if timeline.limited {
                self.progress.owe(id, timeline.prev_batch.clone());
            }
        } else if timeline.limited || !backfill::holds_arrival(&timeline.events, mark) {
            self.progress.owe(id, None);
        }
    }

    fn mark<'a>(&'a self, id: &MatrixRoomId) -> Mark<'a> {
        let now = self.parts.hub.clock.now();
        Mark { last: self.progress.last(id), me: &self.me, first: self.progress.first, now }
    }

    /// What these events say; when they are all there is since the last one, the room was read up to their end.
    async fn read(&mut self, id: &MatrixRoomId, logical: &RoomId, events: Vec<TimelineEvent>, whole: bool) -> Found {
        let last = events.iter().rev().find_map(TimelineEvent::event_id).filter(|_| whole);
        let mark = self.mark(id);
        let events = if mark.last.is_some() { events } else { backfill::fresh(events, mark) };
        let mut found = match self.parts.hub.joined(id) {
            Some(room) => self.parts.intake.read(&room, logical, &events).await,
            None => Found::default(),
        };
        found.notes.extend(last.map(|last| self.progress.read(id, last)));
        found
    }

    /// Reads the rooms back whose turn it is. What is said now does not wait for those that cannot be read back.
    async fn read_back(&mut self, mut late: Timelines) {
        for (id, from, read) in self.pages().await {
            let events = late.remove(&id).unwrap_or_default();
            let Some(logical) = self.parts.hub.memory.logical(&id) else {
                self.progress.paid(&id);
                continue;
            };
            let found = match read {
                Ok(mut before) => {
                    // From the newest event on, all of them were read already.
                    if from.is_some() {
                        before.extend(events);
                    }
                    let found = self.read(&id, &logical, before, true).await;
                    self.progress.paid(&id);
                    found
                }
                Err(reason) => {
                    if self.progress.failed(&id) == 1 {
                        tracing::warn!(room = %id, %reason, "what was said in a room before cannot be read; it is tried again");
                    }
                    self.read(&id, &logical, events, false).await
                }
            };
            self.handing.hand_in(found).await;
        }
        for (id, events) in late {
            let Some(logical) = self.parts.hub.memory.logical(&id) else { continue };
            let found = self.read(&id, &logical, events, false).await;
            self.handing.hand_in(found).await;
        }
    }

    /// Asks for what lacks in all rooms at once, so that one that hangs holds up no other.
    async fn pages(&mut self) -> Vec<(OwnedRoomId, Option<String>, Result<Vec<TimelineEvent>, String>)> {
        let mut asked = Vec::new();
        for (id, from) in self.progress.due() {
            match self.parts.hub.joined(&id).filter(|room| room.state() == RoomState::Joined) {
                Some(room) => asked.push((id, from, room)),
                None => self.progress.paid(&id),
            }
        }
        join_all(asked.into_iter().map(async |(id, from, room)| {
            let read = backfill::read(&room, self.mark(&id), from.clone()).await;
            (id, from, read)
        }))
        .await
    }

    /// Follows a room to the one that replaced it, in a task of its own.
    fn follow(&self, id: &MatrixRoomId) {
        let successor = self.parts.hub.joined(id).and_then(|room| room.successor_room());
        let Some(successor) = successor else { return };
        if !self.followed.lock().unwrap_or_else(PoisonError::into_inner).insert(id.to_owned()) {
            return;
        }
        let (parts, followed, id) = (self.parts.clone(), Arc::clone(&self.followed), id.to_owned());
        tokio::spawn(async move {
            let notes = parts.hooks.upgraded(&parts.hub, &id, successor.room_id).await;
            if notes.is_empty() {
                // The next thing that happens there is the next chance.
                followed.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
            }
            parts.note(notes).await;
        });
    }

    /// After a connection was made: what only needs a homeserver that answers, in a task of its own.
    pub fn connected(&self) {
        for (_, id) in self.parts.hub.rooms() {
            self.follow(&id);
        }
        for room in self.client.invited_rooms() {
            self.invites.answer(&self.parts, room.room_id().to_owned());
        }
        let (parts, client, joining) = (self.parts.clone(), self.client.clone(), Arc::clone(&self.joining));
        joining.store(true, Ordering::Release);
        tokio::spawn(async move {
            let notes = parts.hooks.join_configured(&parts.hub).await;
            joining.store(false, Ordering::Release);
            parts.note(notes).await;
            match limits::within(client.account().get_display_name()).await {
                Ok(Some(name)) => parts.intake.named(name),
                Ok(None) => {}
                Err(outcome) => tracing::debug!(?outcome, "the bot's display name is not known"),
            }
        });
    }
}

impl Parts {
    /// Keeps what the rest of the network wants to know again.
    pub async fn note(&self, notes: Vec<Note>) {
        if let (Some(engine), false) = (self.hub.engine(), notes.is_empty()) {
            engine.arrive(Vec::new(), notes).await;
        }
    }
}

/// None when it is asked to stop meanwhile.
async fn pause(stop: &Stop, long: Duration) -> Option<()> {
    tokio::select! {
        () = stop.asked() => None,
        () = tokio::time::sleep(long) => Some(()),
    }
}
