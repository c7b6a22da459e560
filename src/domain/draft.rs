//! A turn under way: a tentative state, and what it gave so far.

use super::{
    chase::ChaseKind,
    event::{Envelope, Event, Stream},
    ids::{IncidentId, PersonId, RoomId},
    incident::Incident,
    line::Line,
    message::{Action, Effect, Message},
    on_duty::Duty,
    organisation::{Organisation, Team, TeamKind},
    reach_over, react, rest,
    state::State,
    time::Timestamp,
    timer::{Timer, TimerChange},
    turn::{Answer, Context, Decision, apply},
};

/// Events are applied as they are recorded, so that what follows sees them.
#[derive(Debug)]
pub struct Draft<'a> {
    /// What the turn was told.
    pub context: &'a Context<'a>,
    before: &'a State,
    state: State,
    events: Vec<Envelope>,
    effects: Vec<(Stream, Effect)>,
    timers: Vec<(Stream, TimerChange)>,
}

impl<'a> Draft<'a> {
    pub(super) fn new(state: &'a State, context: &'a Context<'a>) -> Self {
        Self {
            context,
            before: state,
            state: state.clone(),
            events: Vec::new(),
            effects: Vec::new(),
            timers: Vec::new(),
        }
    }

    /// The state as it was before the turn.
    pub(super) const fn before(&self) -> &'a State {
        self.before
    }

    /// The tentative state.
    pub(super) const fn state(&self) -> &State {
        &self.state
    }

    pub(super) const fn organisation(&self) -> &'a Organisation {
        self.context.organisation
    }

    pub(super) const fn now(&self) -> Timestamp {
        self.context.now
    }

    /// Who is on duty now.
    pub(super) const fn duty(&self) -> Duty<'_> {
        Duty { organisation: self.context.organisation, state: &self.state, now: self.context.now }
    }

    pub(super) fn find(&self, id: IncidentId) -> Option<&Incident> {
        self.state.incident(id)
    }

    /// The record that the turn is about; `decide` made sure that it is there.
    ///
    /// # Errors
    /// The same refusal as for a record that does not exist.
    pub(super) fn incident(&self, id: IncidentId) -> Result<&Incident, Message> {
        self.find(id).ok_or_else(|| Message::of(Line::NoSuchIncident { incident: id }))
    }

    /// The record, if work on it goes on.
    ///
    /// # Errors
    /// A refusal that says how to open it again.
    pub(super) fn open(&self, id: IncidentId) -> Result<&Incident, Message> {
        let incident = self.incident(id)?;
        if incident.is_open() {
            return Ok(incident);
        }
        let reopen = super::message::Invocation::new("incident reopen").about(id);
        Err(Message::of(Line::NotOpen { incident: id, status: incident.status })
            .and(Line::OrType { command: reopen.clone() })
            .button(Action::new("reopen", reopen)))
    }

    pub(super) fn record(&mut self, id: IncidentId, event: impl Into<Event>) {
        self.push(Stream::Incident(id), event.into());
    }

    pub(super) fn record_organisation(&mut self, event: impl Into<Event>) {
        self.push(Stream::Organisation, event.into());
    }

    fn push(&mut self, stream: Stream, event: Event) {
        let envelope = Envelope {
            stream,
            at: self.context.now,
            said_at: self.context.said_at,
            actor: self.context.actor.clone(),
            event,
        };
        apply(&mut self.state, &envelope);
        let mut reaction = react::react(&self.state, &envelope);
        let incident = match stream {
            Stream::Incident(id) => self.state.incident(id),
            Stream::Organisation => None,
        };
        let left = incident
            .and_then(|incident| rest::leave_alone(self.duty(), incident, &envelope.event, &mut reaction.effects));
        self.effects.extend(reaction.effects.into_iter().map(|effect| (stream, effect)));
        self.timers.extend(reaction.timers.into_iter().map(|timer| (stream, timer)));
        self.events.push(envelope);
        if let Some(left) = left {
            self.push(stream, left.into());
        }
    }

    /// Adds something to be done that belongs to the turn as a whole and to no single event.
    pub(super) fn effect(&mut self, id: IncidentId, effect: Effect) {
        self.effects.push((Stream::Incident(id), effect));
    }

    /// Adds something to be done that is about no record.
    pub(super) fn effect_organisation(&mut self, effect: Effect) {
        self.effects.push((Stream::Organisation, effect));
    }

    /// Arms a timer of a record.
    pub(super) fn arm(&mut self, id: IncidentId, timer: Timer, at: Timestamp) {
        self.timers.push((Stream::Incident(id), TimerChange::Arm(timer, at)));
    }

    /// Arms a timer that is about no record.
    pub(super) fn arm_organisation(&mut self, timer: Timer, at: Timestamp) {
        self.timers.push((Stream::Organisation, TimerChange::Arm(timer, at)));
    }

    /// The records that this turn touched, each once.
    pub(super) fn touched(&self) -> Vec<IncidentId> {
        let mut ids: Vec<IncidentId> = Vec::new();
        for envelope in &self.events {
            if let Stream::Incident(id) = envelope.stream
                && !ids.contains(&id)
            {
                ids.push(id);
            }
        }
        ids
    }

    /// Whether this turn set the level of the record already.
    pub(super) fn has_level(&self, id: IncidentId) -> bool {
        let stream = Stream::Incident(id);
        self.events.iter().any(|envelope| envelope.stream == stream && matches!(envelope.event, Event::LevelSet(_)))
    }

    /// The answer: what was said already in the room where the person asked, else this.
    pub(super) fn unless_said(&mut self, message: Message) -> Option<Message> {
        let here = self.context.room.as_ref();
        let said = self.effects.iter().position(|(_, effect)| match effect {
            Effect::Post { room, .. } => Some(room) == here,
            _ => false,
        });
        let Some(place) = said else { return Some(message) };
        match self.effects.get(place) {
            // A quiet post becomes the answer, so that it comes before whoever is called by the same turn.
            Some((_, Effect::Post { message, mentions, slot: None, .. })) if mentions.is_empty() => {
                let answer = message.clone();
                self.effects.remove(place);
                Some(answer)
            }
            _ => None,
        }
    }

    /// The answer with one more line; where what was posted here is the answer already, that gets the line.
    pub(super) fn also(&mut self, answer: Option<Message>, line: Line, button: Option<Action>) -> Option<Message> {
        let more = |message: Message| button.into_iter().fold(message.and(line), Message::button);
        if let Some(message) = answer {
            return Some(more(message));
        }
        let here = self.context.room.as_ref();
        let said = self.effects.iter_mut().find_map(|(_, effect)| match effect {
            Effect::Post { room, message, .. } if Some(&*room) == here => Some(message),
            _ => None,
        });
        match said {
            Some(message) => {
                *message = more(message.clone());
                None
            }
            None => Some(more(Message { lines: Vec::new(), actions: Vec::new() })),
        }
    }

    /// The answer with whom this turn left alone, where that is said only in another room.
    pub(super) fn say_left_alone(&self, answer: Option<Message>) -> Option<Message> {
        let mut answer = answer?;
        let left = |line: &&Line| matches!(line, Line::LeftAlone { .. });
        if !answer.lines.iter().any(|line| left(&line)) {
            let posts = self.effects.iter().filter_map(|(_, effect)| match effect {
                Effect::Post { message, .. } => Some(&message.lines),
                _ => None,
            });
            answer.lines.extend(posts.flatten().filter(left).cloned());
        }
        Some(answer)
    }

    /// Takes back what was said quietly in the room where the person asked, because the answer says it.
    pub(super) fn unsay(&mut self, id: IncidentId) {
        let here = self.context.room.clone();
        let stream = Stream::Incident(id);
        self.effects.retain(|(about, effect)| match effect {
            Effect::Post { room, mentions, slot: None, .. } => {
                *about != stream || Some(room) != here.as_ref() || !mentions.is_empty()
            }
            _ => true,
        });
    }

    /// Whether this turn asks the person who asks to telephone, in the room where they ask: that post is the answer.
    pub(super) fn asks_to_telephone(&self) -> bool {
        let Some(asker) = self.context.actor.person() else { return false };
        let here = self.context.room.as_ref();
        let called = self.events.iter().any(|envelope| match &envelope.event {
            Event::ChaseCalled(call) => call.kind == ChaseKind::Call && call.people.contains(asker),
            _ => false,
        });
        called
            && self.effects.iter().any(|(_, effect)| match effect {
                Effect::Post { room, mentions, .. } => Some(room) == here && mentions.contains(asker),
                _ => false,
            })
    }

    /// Takes the quiet line on the level out of the room where the person asked, so that the answer can say it.
    pub(super) fn take_level_line(&mut self) -> Option<Line> {
        let here = self.context.room.as_ref();
        let place = self.effects.iter().position(|(_, effect)| match effect {
            Effect::Post { room, message, .. } => {
                Some(room) == here && matches!(message.lines.first(), Some(Line::LevelByFacts { .. }))
            }
            _ => false,
        })?;
        let (_, effect) = self.effects.remove(place);
        match effect {
            Effect::Post { message, .. } => message.lines.into_iter().next(),
            _ => None,
        }
    }

    /// The people of the record's entity CMT in one function, for a refusal or a ladder.
    pub(super) fn crisis_communication(&self, entity: &super::ids::EntityId) -> Vec<PersonId> {
        self.organisation().team(TeamKind::Communication, entity).map(Team::everybody).unwrap_or_default()
    }

    /// The report room of an entity, else the room where it was reported.
    pub(super) fn report_room(&self, entity: Option<&super::ids::EntityId>, origin: &RoomId) -> RoomId {
        let room = entity.and_then(|entity| self.organisation().report_room(entity));
        room.map_or_else(|| origin.clone(), |room| room.id.clone())
    }

    pub(super) fn finish(mut self, answer: Option<Answer>) -> Decision {
        reach_over::not_while_called(&self.state, &mut self.effects);
        Decision { state: self.state, events: self.events, effects: self.effects, timers: self.timers, answer }
    }
}
