//! One turn: an input on a tentative desk. It only fills a batch; nothing is stored or said here.

use super::{
    alert,
    core::Core,
    desk::Desk,
    doubt,
    job::Job,
    late,
    outbox::Item,
    port::{Chance, Input},
    seal::Sealer,
    write::Why,
};
use crate::{
    catalog::{Situation, What},
    domain::{
        actor::Actor,
        command::{Command, Query},
        event::Stream,
        ids::{IncidentId, RoomId},
        line::Line,
        message::{Effect, Invocation, Message},
        organisation::Organisation,
        state::State,
        time::Timestamp,
        timer::{Timer, TimerChange},
        turn::{Answer, Context, Decision},
    },
    store::{
        StoreError,
        batch::Batch,
        codec::{Body, json},
        load::Pressed,
        redact::Erasure,
    },
};

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
    pub(super) bench: Bench<'a>,
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
    /// The record whose log is asked for: it must be read before it can be answered.
    pub wanted: Option<IncidentId>,
    /// Where the answer belongs.
    pub(super) answers: Option<String>,
    /// A second key of the input.
    pub(super) also: Option<String>,
    pub(super) sealer: Sealer<'a>,
}

/// What a line came to.
pub(super) enum Read {
    /// Chatter.
    Nothing,
    /// An answer that changes nothing.
    Answer(Message, Option<IncidentId>),
    /// What is wrong with the line, and in whose crisis room; it is about no record.
    Wrong(Message, Option<IncidentId>),
    /// A log that must be read first.
    Log(IncidentId),
    /// A change.
    Change(Box<Decision>, Option<IncidentId>, Vec<Line>),
}

impl<'a> Turn<'a> {
    /// Starts on a desk.
    #[must_use]
    pub fn new(bench: Bench<'a>, desk: Desk) -> Self {
        let sealer = Sealer::new(bench.chance);
        Self {
            bench,
            desk,
            batch: Batch::default(),
            items: Vec::new(),
            erasures: Vec::new(),
            incident: None,
            wanted: None,
            answers: None,
            also: None,
            sealer,
        }
    }

    /// Takes the turn.
    ///
    /// # Errors
    /// Something of ours cannot be written down.
    pub fn take(&mut self, job: &Job) -> Result<(), StoreError> {
        match job {
            Job::Said { input, about, also } => {
                let (Some(room), Some(text)) = (input.payload.room(), input.payload.text()) else { return Ok(()) };
                self.also.clone_from(also);
                let read = self.read(input, room, text, *about, false);
                self.carry_out(input, room, read)
            }
            Job::Pressed { input, pressed } => {
                let read = if let Some(message) = self.not_pressed(input, pressed) {
                    Read::Answer(message, pressed.incident)
                } else {
                    let command = pressed.command.as_deref().unwrap_or_default();
                    self.read(input, &pressed.room, command, pressed.incident, true)
                };
                self.carry_out(input, &pressed.room, read)
            }
            Job::Changed { input, taken } => {
                let Some(room) = input.payload.room() else { return Ok(()) };
                let read = self.changed(input, room, taken);
                self.carry_out(input, room, read)
            }
            Job::Notes(notes) => {
                self.batch.remember(notes.iter().cloned());
                Ok(())
            }
            Job::Timer { stream, timer, generation } => self.timer(*stream, timer, *generation),
            Job::Tried(tried) => {
                self.incident = Some(tried.incident());
                self.by_itself(&tried.command(), &tried.cause())
            }
            Job::Back(absence) => {
                let cause = format!("back:{}", absence.since.0);
                self.by_itself(&Command::Back(absence.clone()), &cause)
            }
            Job::Rotas => self.by_itself(&Command::Rotas, &format!("rotas:{}", self.bench.now.0)),
            Job::Configured { hash } => {
                self.by_itself(&Command::Configured { hash: hash.clone() }, &format!("configured:{hash}"))
            }
        }
    }

    /// What nobody asked for.
    fn by_itself(&mut self, command: &Command, cause: &str) -> Result<(), StoreError> {
        let context = self.context(&Actor::Bot, None, self.bench.now);
        match self.bench.core.decide(&self.desk.state, command, &context) {
            Ok(decision) => self.decided(decision, None, cause)?,
            Err(message) => tracing::warn!(cause, ?message, "what nobody asked for is refused"),
        }
        Ok(())
    }

    /// Answers with what was wanted.
    ///
    /// # Errors
    /// Something of ours cannot be written down.
    pub fn show(&mut self, job: &Job, incident: IncidentId, message: Message) -> Result<(), StoreError> {
        let (input, room) = match job {
            Job::Said { input, .. } => match input.payload.room() {
                Some(room) => (input, room),
                None => return Ok(()),
            },
            Job::Pressed { input, pressed } => (input, &pressed.room),
            Job::Changed { .. }
            | Job::Notes(_)
            | Job::Timer { .. }
            | Job::Tried(_)
            | Job::Back(_)
            | Job::Rotas
            | Job::Configured { .. } => {
                return Ok(());
            }
        };
        self.carry_out(input, room, Read::Answer(message, Some(incident)))
    }

    /// What a line comes to while storage is down: an answer that needs none, or nothing. Chatter is an empty answer.
    #[must_use]
    pub fn glance(&mut self, input: &Input) -> Option<(RoomId, Message)> {
        let (room, text) = (input.payload.room()?, input.payload.text()?);
        match self.read(input, room, text, None, false) {
            Read::Nothing => Some((room.clone(), Message::default())),
            Read::Answer(message, _) | Read::Wrong(message, _) => Some((room.clone(), message)),
            Read::Log(_) | Read::Change(..) => None,
        }
    }

    pub(super) fn context(&self, actor: &Actor, room: Option<RoomId>, said_at: Timestamp) -> Context<'a> {
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
        if let Some(except) = pressed.except.as_ref().filter(|except| input.from.is(except)) {
            return Some(Message::of(Line::ButtonExcept { person: except.clone() }));
        }
        let over = pressed.until < self.bench.now || pressed.command.is_none();
        let show = pressed
            .incident
            .map_or_else(|| Invocation::new("help"), |incident| Invocation::new("incident show").about(incident));
        over.then(|| Message::of(Line::ButtonExpired { until: pressed.until.min(self.bench.now), show }))
    }

    /// Binds, authorises and decides. What is wrong with a line is said as of the record in whose crisis room it was
    /// said, or that it names: of a drill that is a message of the drill.
    fn read(&mut self, input: &Input, room: &RoomId, text: &str, about: Option<IncidentId>, pressed: bool) -> Read {
        let Bench { core, organisation, now, .. } = self.bench;
        let state = self.desk.state.clone();
        let actor = &input.from;
        let at = Situation { state: &state, organisation, actor, room, about, pressed, now, said_at: input.said_at };
        let bound = match core.bind(text, &at, &mut self.sealer) {
            None => return Read::Nothing,
            Some(Err(message)) => return Read::Wrong(message, about.or_else(|| concerned(core, &state, room, text))),
            Some(Ok(bound)) => bound,
        };
        if !bound.may(&at) {
            return Read::Answer(core.refusal(&bound, &at), bound.incident);
        }
        if let Some(message) = doubt::held_back(input, &bound, text) {
            return Read::Answer(message, bound.incident);
        }
        if let Some(message) = late::asked_again(input, &bound, text, now) {
            return Read::Answer(message, bound.incident);
        }
        let context = self.context(actor, Some(room.clone()), input.said_at);
        match &bound.what {
            What::Query(Query::LogShow(incident)) => Read::Log(*incident),
            What::Query(query) => Read::Answer(core.answer(query, &at, &context), bound.incident),
            What::Command(command) => match core.decide(&state, &alert::asked(input, command), &context) {
                Ok(decision) => {
                    let mut notes: Vec<Line> = late::marked(input, now).into_iter().chain(bound.notes).collect();
                    notes.extend(doubt::warned(input));
                    Read::Change(Box::new(decision), bound.incident, notes)
                }
                Err(message) => Read::Answer(message, bound.incident),
            },
        }
    }

    fn carry_out(&mut self, input: &Input, room: &RoomId, read: Read) -> Result<(), StoreError> {
        let mut about = None;
        self.answers = input.payload.place().map(ToOwned::to_owned);
        match read {
            Read::Nothing => return Ok(()),
            Read::Log(incident) => {
                self.wanted = Some(incident);
                return Ok(());
            }
            Read::Wrong(message, incident) => self.aside(room, message, incident)?,
            Read::Answer(message, incident) => {
                self.incident = incident;
                self.aside(room, message, incident)?;
            }
            Read::Change(decision, incident, notes) => {
                let mut decision = *decision;
                if !notes.is_empty() {
                    let empty = || Answer { incident, message: Message::default(), slot: None };
                    let lines = &mut decision.answer.get_or_insert_with(empty).message.lines;
                    // Six lines fit on a telephone: the line to type gives way, its buttons stay.
                    if lines.len().saturating_add(notes.len()) > 6 {
                        lines.retain(|line| !matches!(line, Line::OrType { .. }));
                    }
                    // What does not fit any more can be asked again; what was recorded is never left out.
                    let room = 6_usize.saturating_sub(lines.len()).max(1);
                    lines.extend(notes.into_iter().take(room));
                }
                let first = decision.events.iter().find_map(|envelope| match envelope.stream {
                    Stream::Incident(id) => Some(id),
                    Stream::Organisation => None,
                });
                self.incident = incident.or(first);
                about = self.incident.filter(|_| !decision.events.is_empty());
                self.decided(decision, Some(room), &input.key)?;
            }
        }
        self.answers = None;
        self.taken(input, about)?;
        self.keep_texts();
        Ok(())
    }

    fn timer(&mut self, stream: Stream, timer: &Timer, generation: u64) -> Result<(), StoreError> {
        let Some((armed, due)) = self.desk.armed(stream, timer) else { return Ok(()) };
        // When is for whoever watches the clock, which may have been set back since.
        if armed != generation {
            return Ok(());
        }
        self.desk.disarm(stream, timer);
        self.batch.timer(stream.to_string(), json(timer)?, None);
        let (of, command) = match stream {
            Stream::Incident(incident) => (incident.to_string(), Command::Timer(incident, timer.clone())),
            Stream::Organisation => (stream.to_string(), Command::Rotas),
        };
        let cause = format!("timer:{of}:{}:{}", json(timer)?, due.0);
        self.by_itself(&command, &cause)?;
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
            let Answer { incident, message, slot } = answer;
            let post = Effect::Post { room: room.clone(), message, mentions: Vec::new(), slot, calls: None };
            self.incident = self.incident.or(incident);
            self.effect(&Body::Effect(post), self.incident, Why::Answer, None)?;
        }
        for (stream, effect) in decision.effects {
            let incident = match stream {
                Stream::Incident(id) => Some(id),
                Stream::Organisation => None,
            };
            self.effect(&Body::Effect(effect), incident, Why::News, None)?;
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
}

/// The open record in whose crisis room a line is said; else the one that the line names.
fn concerned(core: &dyn Core, state: &State, room: &RoomId, text: &str) -> Option<IncidentId> {
    let crisis = state.open_in(room).find(|incident| incident.room_of(room).is_some()).map(|incident| incident.id);
    crisis.or_else(|| core.mentions(text).into_iter().find(|id| state.incident(*id).is_some()))
}
