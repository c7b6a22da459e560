//! One turn: an input on a tentative desk. It only fills a batch; nothing is stored or said here.

use super::{
    core::Core,
    desk::Desk,
    outbox::Item,
    port::{Chance, Input, Payload},
    seal::Sealer,
    shim::{Situation, What},
    words::{self, Speaker},
};
use crate::{
    domain::{
        actor::Actor,
        command::Command,
        event::{Envelope, Stream},
        ids::{IncidentId, RoomId},
        line::Line,
        message::{Effect, Message},
        organisation::Organisation,
        time::{Span, Timestamp},
        timer::{Timer, TimerChange},
        turn::{Context, Decision},
    },
    store::{
        StoreError,
        batch::{ActionRow, Batch, EffectRow, EventRow, HeadRow},
        codec::{Body, json},
        load::Pressed,
        redact::{Erasure, Quoting},
    },
};

/// How long a button is good where it says nothing else.
const BUTTON: Span = Span::hours(24);

/// What a turn is about, with what had to be read for it.
#[derive(Debug, Clone)]
pub enum Job {
    /// A line.
    Said {
        /// The input.
        input: Input,
        /// The record of the message that it answers.
        about: Option<IncidentId>,
    },
    /// A button.
    Pressed {
        /// The input.
        input: Input,
        /// The button.
        pressed: Pressed,
    },
    /// A timer went off.
    Timer {
        /// Of which record.
        incident: IncidentId,
        /// What for.
        timer: Timer,
        /// When it was armed.
        generation: u64,
    },
    /// The program started with this configuration.
    Configured {
        /// Its hash.
        hash: String,
    },
}

/// What every turn has.
#[derive(Clone, Copy)]
pub struct Bench<'a> {
    /// What has meaning.
    pub core: &'a dyn Core,
    /// The configuration.
    pub organisation: &'a Organisation,
    /// Chance.
    pub chance: &'a dyn Chance,
    /// Business time.
    pub now: Timestamp,
    /// Drawn at the start of the process.
    pub boot: &'a str,
}

/// A turn that is being taken.
pub struct Turn<'a> {
    bench: Bench<'a>,
    /// The tentative desk.
    pub desk: Desk,
    /// What is to be written.
    pub batch: Batch,
    /// What is to be done outside.
    pub items: Vec<Item>,
    /// What is to be erased.
    pub erasures: Vec<Erasure>,
    /// The record that it turned out to be about.
    pub incident: Option<IncidentId>,
    sealer: Sealer<'a>,
}

/// What a line came to.
enum Read {
    /// Chatter.
    Nothing,
    /// An answer that changes nothing.
    Answer(Message, Option<IncidentId>),
    /// A change.
    Change(Box<Decision>, Option<IncidentId>, Vec<Line>),
}

impl<'a> Turn<'a> {
    /// Starts on a desk.
    #[must_use]
    pub fn new(bench: Bench<'a>, desk: Desk) -> Self {
        let sealer = Sealer::new(bench.chance);
        Self { bench, desk, batch: Batch::default(), items: Vec::new(), erasures: Vec::new(), incident: None, sealer }
    }

    /// Takes the turn.
    ///
    /// # Errors
    /// Something of ours cannot be written down.
    pub fn take(&mut self, job: &Job) -> Result<(), StoreError> {
        match job {
            Job::Said { input, about } => {
                let Payload::Said { room, text, .. } = &input.payload else { return Ok(()) };
                let read = self.read(input, room, text, *about, false);
                self.carry_out(input, room, read)
            }
            Job::Pressed { input, pressed } => {
                let read = match self.not_pressed(input, pressed) {
                    Some(message) => Read::Answer(message, pressed.incident),
                    None => {
                        let command = pressed.command.as_deref().unwrap_or_default();
                        self.read(input, &pressed.room, command, pressed.incident, true)
                    }
                };
                self.carry_out(input, &pressed.room, read)
            }
            Job::Timer { incident, timer, generation } => self.timer(*incident, timer, *generation),
            Job::Configured { hash } => {
                if self.desk.state.configuration.as_deref() == Some(hash) {
                    return Ok(());
                }
                let context = self.context(&Actor::Bot, None, self.bench.now);
                let command = Command::Configured { hash: hash.clone() };
                match self.bench.core.decide(&self.desk.state, &command, &context) {
                    Ok(decision) => self.decided(decision, None, &format!("configured:{hash}")),
                    Err(_) => Ok(()),
                }
            }
        }
    }

    /// What a line comes to while storage is down: an answer that needs none, or nothing.
    #[must_use]
    pub fn glance(&mut self, job: &Job) -> Option<(RoomId, Message)> {
        let (input, room, read) = match job {
            Job::Said { input, about } => {
                let Payload::Said { room, text, .. } = &input.payload else { return None };
                (input, room, self.read(input, room, text, *about, false))
            }
            Job::Pressed { input, pressed } => {
                let command = pressed.command.as_deref().unwrap_or_default();
                (input, &pressed.room, self.read(input, &pressed.room, command, pressed.incident, true))
            }
            Job::Timer { .. } | Job::Configured { .. } => return None,
        };
        let _ = input;
        match read {
            Read::Nothing => Some((room.clone(), Message::default())),
            Read::Answer(message, _) => Some((room.clone(), message)),
            Read::Change(..) => None,
        }
    }

    fn context(&self, actor: &Actor, room: Option<RoomId>, said_at: Timestamp) -> Context<'a> {
        Context {
            actor: actor.clone(),
            room,
            now: self.bench.now,
            said_at,
            year: self.bench.core.year(self.bench.now),
            organisation: self.bench.organisation,
        }
    }

    /// Why a button does nothing for this person now.
    fn not_pressed(&self, input: &Input, pressed: &Pressed) -> Option<Message> {
        if let Some(only) = pressed.only.as_ref().filter(|only| !input.from.is(only)) {
            return Some(Message::of(Line::ButtonOnly { person: only.clone() }));
        }
        let over = pressed.until < self.bench.now || pressed.command.is_none();
        over.then(|| Message::of(Line::ButtonExpired { until: pressed.until.min(self.bench.now) }))
    }

    /// Binds, authorises and decides.
    fn read(&mut self, input: &Input, room: &RoomId, text: &str, about: Option<IncidentId>, pressed: bool) -> Read {
        let Bench { core, organisation, now, .. } = self.bench;
        let state = self.desk.state.clone();
        let actor = &input.from;
        let at = Situation { state: &state, organisation, actor, room, about, pressed, now, said_at: input.said_at };
        let bound = match core.bind(text, &at, &mut self.sealer) {
            None => return Read::Nothing,
            Some(Err(message)) => return Read::Answer(message, about),
            Some(Ok(bound)) => bound,
        };
        if !bound.may(&at) {
            return Read::Answer(core.refusal(&bound, &at), bound.incident);
        }
        let context = self.context(actor, Some(room.clone()), input.said_at);
        match &bound.what {
            What::Query(query) => Read::Answer(core.answer(query, &at, &context), bound.incident),
            What::Command(command) => match core.decide(&state, command, &context) {
                Ok(decision) => Read::Change(Box::new(decision), bound.incident, bound.notes),
                Err(message) => Read::Answer(message, bound.incident),
            },
        }
    }

    fn carry_out(&mut self, input: &Input, room: &RoomId, read: Read) -> Result<(), StoreError> {
        match read {
            Read::Nothing => return Ok(()),
            Read::Answer(message, incident) => {
                self.incident = incident;
                if !message.lines.is_empty() {
                    self.effect(&Body::Effect(Effect::quiet(room.clone(), message)), incident, true, None)?;
                }
            }
            Read::Change(decision, incident, notes) => {
                let mut decision = *decision;
                if !notes.is_empty() {
                    decision.answer.get_or_insert_default().lines.extend(notes);
                }
                let first = decision.events.iter().find_map(|envelope| match envelope.stream {
                    Stream::Incident(id) => Some(id),
                    Stream::Organisation => None,
                });
                self.incident = incident.or(first);
                self.decided(decision, Some(room), &input.key)?;
            }
        }
        let actor = json(&input.from)?;
        let payload = json(&input.payload)?;
        self.batch.input(&input.key, actor, input.said_at.0, self.bench.now.0, payload);
        self.keep_texts();
        Ok(())
    }

    fn timer(&mut self, incident: IncidentId, timer: &Timer, generation: u64) -> Result<(), StoreError> {
        let stream = Stream::Incident(incident);
        let Some((armed, due)) = self.desk.armed(stream, timer) else { return Ok(()) };
        if armed != generation || due > self.bench.now {
            return Ok(());
        }
        self.desk.disarm(stream, timer);
        self.batch.timer(stream.to_string(), json(timer)?, None);
        let context = self.context(&Actor::Bot, None, self.bench.now);
        let command = Command::Timer(incident, timer.clone());
        let cause = format!("timer:{incident}:{}:{}", json(timer)?, due.0);
        match self.bench.core.decide(&self.desk.state, &command, &context) {
            Ok(decision) => self.decided(decision, None, &cause)?,
            Err(message) => tracing::warn!(%incident, ?timer, ?message, "a timer went off for nothing"),
        }
        self.keep_texts();
        Ok(())
    }

    fn decided(&mut self, decision: Decision, room: Option<&RoomId>, cause: &str) -> Result<(), StoreError> {
        self.desk.state = decision.state;
        for envelope in &decision.events {
            self.event(envelope, cause)?;
        }
        for stream in decision.events.iter().map(|envelope| envelope.stream) {
            self.head(stream);
        }
        if let (Some(answer), Some(room)) = (decision.answer, room) {
            self.effect(&Body::Effect(Effect::quiet(room.clone(), answer)), self.incident, true, None)?;
        }
        for (stream, effect) in decision.effects {
            let incident = match stream {
                Stream::Incident(id) => Some(id),
                Stream::Organisation => None,
            };
            self.effect(&Body::Effect(effect), incident, false, None)?;
        }
        for (stream, change) in decision.timers {
            match change {
                TimerChange::Arm(timer, due) => {
                    let generation = self.desk.arm(stream, &timer, due);
                    self.batch.timer(stream.to_string(), json(&timer)?, Some((generation, due.0)));
                }
                TimerChange::Clear(timer) => {
                    if self.desk.disarm(stream, &timer) {
                        self.batch.timer(stream.to_string(), json(&timer)?, None);
                    }
                }
            }
        }
        Ok(())
    }

    fn event(&mut self, envelope: &Envelope, cause: &str) -> Result<(), StoreError> {
        let desk = &mut self.desk;
        let mut sheet = desk.sheet(envelope.stream);
        let (actor, body) = (json(&envelope.actor)?, json(&envelope.event)?);
        desk.pos = desk.pos.saturating_add(1);
        sheet.version = sheet.version.saturating_add(1);
        let mut row = EventRow {
            pos: desk.pos,
            stream: envelope.stream.to_string(),
            version: sheet.version,
            at: envelope.at.0,
            said_at: envelope.said_at.0,
            kind: envelope.event.kind(),
            v: envelope.event.version(),
            actor,
            cause: cause.to_owned(),
            body,
            h_stream: sheet.h_stream,
            h_all: desk.h_all,
        };
        row.h_stream = sheet.h_stream.stream(row.links());
        row.h_all = desk.h_all.all(row.h_stream);
        sheet.h_stream = row.h_stream;
        desk.h_all = row.h_all;
        desk.put(envelope.stream, sheet);
        self.sealer.refer(&row.body, envelope.stream);
        self.batch.event(row);
        if let (crate::domain::event::Event::Redacted(redacted), Stream::Incident(incident)) =
            (&envelope.event, envelope.stream)
        {
            use super::shim::Texts;
            let texts = redacted.texts.iter();
            let texts = texts.map(|id| (id.clone(), self.desk.content(id).map(|text| text.to_string()))).collect();
            redacted.texts.iter().for_each(|id| self.desk.erase(id));
            self.erasures.push(Erasure { incident, texts, at: self.bench.now });
        }
        Ok(())
    }

    fn head(&mut self, stream: Stream) {
        let sheet = self.desk.sheet(stream);
        let open = match stream {
            Stream::Organisation => true,
            Stream::Incident(id) => {
                self.desk.keep(id);
                self.desk.state.incident(id).is_some_and(crate::domain::incident::Incident::is_open)
            }
        };
        self.batch.head(stream.to_string(), HeadRow { version: sheet.version, h_stream: sheet.h_stream, open });
    }

    /// Adds an effect: its row, its words, its buttons.
    ///
    /// # Errors
    /// Something of ours cannot be written down.
    pub fn effect(
        &mut self,
        body: &Body,
        incident: Option<IncidentId>,
        answer: bool,
        target: Option<u64>,
    ) -> Result<(), StoreError> {
        let stream = incident.map_or(Stream::Organisation, Stream::Incident);
        let slotted = |slot| self.desk.post(stream, slot);
        let target = match body {
            Body::Effect(Effect::Edit { slot, .. } | Effect::Pin { slot, .. }) => match slotted(slot) {
                Some(post) => Some(post),
                None => {
                    tracing::error!(?incident, ?slot, "an edit or pin of a post that was never made");
                    return Ok(());
                }
            },
            _ => target,
        };
        self.desk.seq = self.desk.seq.saturating_add(1);
        let exercise = self.bench.organisation.demo
            || incident.and_then(|id| self.desk.state.incident(id)).is_some_and(|incident| incident.exercise);
        let (kind, v, form) = body.write()?;
        let (room, urgent) = match body {
            Body::Effect(Effect::Post { room, mentions, .. }) => (Some(room), answer || !mentions.is_empty()),
            // Pages wait for the room, so that it must not wait behind anything quiet.
            Body::Effect(Effect::OpenRoom { room, .. }) => (Some(room), true),
            Body::Effect(Effect::Edit { room, .. } | Effect::Pin { room, .. } | Effect::ArchiveRoom { room })
            | Body::Rewrite { room, .. } => (Some(room), false),
            Body::Effect(Effect::MailCcvo { .. }) => (None, true),
        };
        let mut row = EffectRow {
            seq: self.desk.seq,
            id: format!("{}.{}.{}", self.bench.boot, self.desk.pos, self.desk.seq),
            at: self.bench.now.0,
            incident: incident.map(|id| id.to_string()),
            exercise,
            urgent,
            target,
            room: room.map(ToString::to_string),
            kind,
            v,
            body: form,
            rendered: None,
        };
        debug_assert!(row.id.len() <= 25, "an effect id must fit a Discord nonce");
        if let Body::Effect(Effect::Post { slot: Some(slot), .. }) = body {
            self.desk.name(stream, slot.clone(), row.seq);
            self.batch.slot(stream.to_string(), json(slot)?, row.seq);
        }
        self.sealer.refer(&row.body, stream);
        self.keep_words();
        let rendered = self.speaker().render(&row, body);
        row.rendered = Some(rendered.write()?);
        self.buttons(&row, body, incident);
        self.batch.effect(&row);
        let delivery = words::delivery(&row, body, rendered, self.bench.organisation)?;
        self.items.push(Item::new(&row, body, delivery));
        Ok(())
    }

    fn speaker(&self) -> Speaker<'_> {
        let Bench { core, organisation, now, .. } = self.bench;
        Speaker { core, organisation, state: &self.desk.state, texts: &self.desk, now }
    }

    fn buttons(&mut self, row: &EffectRow, body: &Body, incident: Option<IncidentId>) {
        let Some((room, message)) = words::message(body) else { return };
        for (n, action) in message.actions.iter().enumerate() {
            let command = self.speaker().command(action, room, incident);
            self.batch.action(ActionRow {
                id: words::action_id(&row.id, n),
                effect: row.seq,
                room: room.to_string(),
                incident: row.incident.clone(),
                command,
                only: action.only.as_ref().map(ToString::to_string),
                until: action.until.unwrap_or_else(|| self.bench.now.plus(BUTTON)).0,
            });
        }
    }

    /// Says a post anew, because a text in it was erased.
    ///
    /// # Errors
    /// Something of ours cannot be written down.
    pub fn rewrite(&mut self, quoting: Quoting, incident: IncidentId) -> Result<(), StoreError> {
        let body = Body::Rewrite { room: quoting.room, message: quoting.message };
        self.effect(&body, Some(incident), false, Some(quoting.post))
    }

    /// Makes the texts that are sealed so far readable for the words of this turn.
    fn keep_words(&mut self) {
        for (id, content) in self.sealer.fresh() {
            self.desk.remember(id, &content);
        }
    }

    /// Writes the texts to which an event or effect of this turn refers; the others are forgotten.
    fn keep_texts(&mut self) {
        for sealed in self.sealer.finish() {
            match sealed.stream {
                Some(stream) => {
                    let mut sheet = self.desk.sheet(stream);
                    sheet.texts.push(sealed.id.clone());
                    self.desk.put(stream, sheet);
                    self.desk.remember(sealed.id.clone(), &sealed.content);
                    self.batch.text(sealed.id.as_str(), stream.to_string(), sealed.salt, &sealed.content);
                }
                None => self.desk.erase(&sealed.id),
            }
        }
    }
}
