//! What the writer has in memory. A clone costs nothing: a turn works on a tentative one, dropped when a commit fails.

use std::{collections::BTreeMap, sync::Arc};

use rpds::{ListSync, RedBlackTreeMapSync};

use super::core::Core;
use crate::{
    domain::{
        chain::Hash,
        event::Stream,
        ids::{IncidentId, TextId},
        message::Slot,
        state::State,
        time::Timestamp,
        timer::Timer,
    },
    store::{Store, StoreError, codec::StoredEvent},
    text::Texts,
};

/// How many closed records stay in memory.
const CLOSED: usize = 256;

/// What belongs to one stream beside its state.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// How many events it has.
    pub version: u64,
    /// The link of the last one.
    pub h_stream: Hash,
    /// Its posts that are edited later.
    pub slots: BTreeMap<Slot, u64>,
    /// Its timers: generation and instant.
    pub timers: BTreeMap<Timer, (u64, Timestamp)>,
    /// Its free texts, which may be very many: a copy must cost nothing.
    pub texts: ListSync<TextId>,
}

impl Default for Sheet {
    fn default() -> Self {
        Self {
            version: 0,
            h_stream: Hash::GENESIS,
            slots: BTreeMap::new(),
            timers: BTreeMap::new(),
            texts: ListSync::default(),
        }
    }
}

/// A timer that is armed.
pub type Due = (Timestamp, Stream, Timer);

/// Everything in memory.
#[derive(Debug, Clone)]
pub struct Desk {
    /// What the core sees.
    pub state: State,
    /// The last position.
    pub pos: u64,
    /// The last effect.
    pub seq: u64,
    /// The link of the last event.
    pub h_all: Hash,
    sheets: RedBlackTreeMapSync<Stream, Arc<Sheet>>,
    texts: RedBlackTreeMapSync<TextId, Arc<str>>,
    due: RedBlackTreeMapSync<Due, u64>,
    generation: u64,
    closed: Vec<IncidentId>,
}

impl Texts for Desk {
    fn content(&self, id: &TextId) -> Option<Arc<str>> {
        self.texts.get(id).cloned()
    }
}

impl Desk {
    /// Reads everything that is open.
    ///
    /// # Errors
    /// The database failed, is damaged, or was written by a newer version.
    pub async fn load(store: &mut Store, core: &dyn Core) -> Result<Self, StoreError> {
        let marks = store.marks().await?;
        let mut desk = Self {
            state: State::default(),
            pos: marks.pos,
            seq: marks.seq,
            h_all: marks.h_all,
            sheets: RedBlackTreeMapSync::default(),
            texts: RedBlackTreeMapSync::default(),
            due: RedBlackTreeMapSync::default(),
            generation: 0,
            closed: Vec::new(),
        };
        let mut sheets: BTreeMap<Stream, Sheet> = BTreeMap::new();
        let state = &mut desk.state;
        store.open_events(|event| fold(state, &mut sheets, &event, core)).await?;
        for (id, stream, content) in store.texts(None).await? {
            if let Some(content) = content {
                desk.texts.insert_mut(id.clone(), content.into());
                sheets.entry(stream).or_default().texts.push_front_mut(id);
            }
        }
        for (stream, slot, post) in store.slots(None).await? {
            sheets.entry(stream).or_default().slots.insert(slot, post);
        }
        for armed in store.timers().await? {
            desk.generation = desk.generation.max(armed.generation);
            desk.due.insert_mut((armed.due, armed.stream, armed.timer.clone()), armed.generation);
            let sheet = sheets.entry(armed.stream).or_default();
            sheet.timers.insert(armed.timer, (armed.generation, armed.due));
        }
        for (stream, sheet) in sheets {
            desk.sheets.insert_mut(stream, Arc::new(sheet));
        }
        Ok(desk)
    }

    /// Reads a record that is not in memory, if there is one; the oldest of the closed ones makes room.
    ///
    /// # Errors
    /// The database failed, is damaged, or was written by a newer version.
    pub async fn fetch(&mut self, id: IncidentId, store: &mut Store, core: &dyn Core) -> Result<(), StoreError> {
        let stream = Stream::Incident(id);
        if self.sheets.contains_key(&stream) {
            self.closed.retain(|closed| *closed != id);
        } else {
            let events = store.stream_events(stream).await?;
            if events.is_empty() {
                return Ok(());
            }
            let mut sheets = BTreeMap::new();
            for event in &events {
                fold(&mut self.state, &mut sheets, event, core)?;
            }
            let mut sheet: Sheet = sheets.remove(&stream).unwrap_or_default();
            for (text, _, content) in store.texts(Some(stream)).await? {
                if let Some(content) = content {
                    self.texts.insert_mut(text.clone(), content.into());
                    sheet.texts.push_front_mut(text);
                }
            }
            for (_, slot, post) in store.slots(Some(stream)).await? {
                sheet.slots.insert(slot, post);
            }
            self.sheets.insert_mut(stream, Arc::new(sheet));
        }
        self.keep(id);
        Ok(())
    }

    /// Notes that a record was used; forgets the closed one that was not used for longest when there are too many.
    pub fn keep(&mut self, id: IncidentId) {
        self.closed.retain(|closed| *closed != id);
        if self.state.incident(id).is_some_and(crate::domain::incident::Incident::is_open) {
            return;
        }
        self.closed.push(id);
        if self.closed.len() > CLOSED {
            let oldest = self.closed.remove(0);
            self.state.forget(oldest);
            let stream = Stream::Incident(oldest);
            if let Some(sheet) = self.sheets.get(&stream).cloned() {
                for text in &sheet.texts {
                    self.texts.remove_mut(text);
                }
            }
            self.sheets.remove_mut(&stream);
        }
    }

    /// What belongs to a stream.
    #[must_use]
    pub fn sheet(&self, stream: Stream) -> Sheet {
        self.sheets.get(&stream).map(|sheet| Sheet::clone(sheet)).unwrap_or_default()
    }

    /// Puts it back.
    pub fn put(&mut self, stream: Stream, sheet: Sheet) {
        self.sheets.insert_mut(stream, Arc::new(sheet));
    }

    /// Keeps a free text.
    pub fn remember(&mut self, id: TextId, content: &str) {
        self.texts.insert_mut(id, content.into());
    }

    /// Erases one.
    pub fn erase(&mut self, id: &TextId) {
        self.texts.remove_mut(id);
    }

    /// The post of a slot.
    #[must_use]
    pub fn post(&self, stream: Stream, slot: &Slot) -> Option<u64> {
        self.sheets.get(&stream).and_then(|sheet| sheet.slots.get(slot).copied())
    }

    /// Names a post.
    pub fn name(&mut self, stream: Stream, slot: Slot, post: u64) {
        let mut sheet = self.sheet(stream);
        sheet.slots.insert(slot, post);
        self.put(stream, sheet);
    }

    /// Arms a timer, or anew; gives its generation.
    pub fn arm(&mut self, stream: Stream, timer: &Timer, due: Timestamp) -> u64 {
        self.disarm(stream, timer);
        self.generation = self.generation.saturating_add(1);
        let mut sheet = self.sheet(stream);
        sheet.timers.insert(timer.clone(), (self.generation, due));
        self.put(stream, sheet);
        self.due.insert_mut((due, stream, timer.clone()), self.generation);
        self.generation
    }

    /// Takes a timer away; whether it was there.
    pub fn disarm(&mut self, stream: Stream, timer: &Timer) -> bool {
        let mut sheet = self.sheet(stream);
        let Some((_, due)) = sheet.timers.remove(timer) else { return false };
        self.put(stream, sheet);
        self.due.remove_mut(&(due, stream, timer.clone()));
        true
    }

    /// The generation of a timer that is armed.
    #[must_use]
    pub fn armed(&self, stream: Stream, timer: &Timer) -> Option<(u64, Timestamp)> {
        self.sheets.get(&stream).and_then(|sheet| sheet.timers.get(timer).copied())
    }

    /// Timers in the order in which they go off, with their generations.
    pub fn timers(&self) -> impl Iterator<Item = (&Due, u64)> {
        self.due.iter().map(|(due, generation)| (due, *generation))
    }
}

fn fold(
    state: &mut State,
    sheets: &mut BTreeMap<Stream, Sheet>,
    event: &StoredEvent,
    core: &dyn Core,
) -> Result<(), StoreError> {
    let envelope = event.envelope()?;
    let sheet = sheets.entry(envelope.stream).or_default();
    sheet.version = event.version;
    sheet.h_stream = event.h_stream;
    core.apply(state, &envelope);
    Ok(())
}
