//! The core with a clock, timers and people, driven step by step.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use jiff::civil::{Time, Weekday};
use noodklok::{
    catalog::{Catalogue, Seal, Situation, What},
    domain::{
        actor::Actor,
        chase,
        command::Command,
        event::{Envelope, Event, Stream},
        heard::Heard,
        ids::{IncidentId, PersonId, RoomId, TextId},
        message::{Arg, Effect, Invocation, Message},
        organisation::Organisation,
        query::answer,
        quiet::Window,
        reach::{Channel, Loss, Lost, Outcome},
        state::State,
        time::{Span, Timestamp},
        timer::{Timer, TimerChange},
        turn::{Context, Decision, decide},
    },
    settings::{Source, load},
};

use super::{LINES, PEOPLE, Step};

/// The chat network of everybody.
const CHAT: &str = "matrix";

/// The example, whose people have channels of their own as well.
static DEMO: LazyLock<Organisation> = LazyLock::new(|| {
    let mut organisation = load(Source::Embedded).expect("the example is right").organisation;
    for person in organisation.people.values_mut() {
        person.channels = vec![Channel::Sms, Channel::Phone];
        person.chats = vec![CHAT.to_owned()];
        // Nearly all day: whoever did nothing lately is left alone for what can wait, and told of it in between.
        let days: Vec<Weekday> = Weekday::Monday.cycle_forward().take(7).collect();
        let time = |hour, minute| Time::constant(hour, minute, 0, 0);
        let spans = [(time(0, 0), time(15, 15)), (time(15, 25), time(17, 0)), (time(17, 10), time(23, 59))];
        person.quiet = spans.map(|(from, until)| Window { from, until, days: days.clone() }).to_vec();
    }
    organisation
});
static REAL: LazyLock<Organisation> = LazyLock::new(|| Organisation { demo: false, ..DEMO.clone() });
pub static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::embedded().expect("the commands are right"));

/// Free texts, by a number.
#[derive(Clone, Default)]
pub struct Texts(u32);

impl Seal for Texts {
    fn seal(&mut self, _text: &str) -> TextId {
        self.0 += 1;
        format!("t{}", self.0).into()
    }
}

#[derive(Clone)]
pub struct Stage {
    pub organisation: &'static Organisation,
    pub state: State,
    pub now: Timestamp,
    pub envelopes: Vec<Envelope>,
    pub timers: BTreeMap<(IncidentId, Timer), Timestamp>,
    pub texts: Texts,
    /// Rooms that are open: opened and not archived.
    rooms: BTreeSet<RoomId>,
    spoke: usize,
    yes: Option<(Option<IncidentId>, Invocation)>,
    buttons: Vec<(Option<IncidentId>, Invocation)>,
    pub printed: Vec<(RoomId, Invocation)>,
}

impl Stage {
    /// In a demo everything is an exercise.
    pub fn new(demo: bool) -> Self {
        let mut stage = Self {
            organisation: if demo { &DEMO } else { &REAL },
            state: State::default(),
            // 2026-11-23T14:30:00+01:00
            now: Timestamp(1_795_440_600_000),
            envelopes: Vec::new(),
            timers: BTreeMap::new(),
            texts: Texts::default(),
            rooms: BTreeSet::new(),
            spoke: 0,
            yes: None,
            buttons: Vec::new(),
            printed: Vec::new(),
        };
        stage.turn(&Command::Configured { hash: "0".repeat(64) }, &Actor::Bot, None);
        stage
    }

    pub fn room(person: &str) -> RoomId {
        match person.split('.').next() {
            Some("zuid") => "meldingen-zuid".into(),
            Some("ccvo") => "ccvo".into(),
            _ => "meldingen-noord".into(),
        }
    }

    pub fn step(&mut self, step: &Step) {
        match step {
            Step::Say { who, line, record } => {
                self.spoke = *who;
                let text = LINES[*line].replace('@', &format!("INC-2026-{record:04}"));
                for text in text.split("; ") {
                    match text.strip_prefix('+') {
                        Some(minutes) => self.wait(Span::minutes(minutes.parse().expect("minutes"))),
                        None if text == "(Ja)" => self.step(&Step::Yes),
                        None => self.typed(PEOPLE[*who], text),
                    }
                }
            }
            Step::Press { who, button } => {
                let Some((about, invocation)) = self.buttons.iter().rev().nth(*button).cloned() else { return };
                self.say(
                    PEOPLE[*who],
                    |catalogue, situation, seal| catalogue.bind_invocation(&invocation, situation, seal),
                    about,
                );
            }
            Step::Yes => {
                let Some((about, invocation)) = self.yes.take() else { return };
                let spoke = PEOPLE[self.spoke];
                let bind = |catalogue: &Catalogue, situation: &Situation<'_>, seal: &mut dyn Seal| {
                    catalogue.bind_invocation(&invocation, situation, seal)
                };
                self.say(spoke, bind, about);
            }
            Step::Alert(said) => self.hear(said),
            Step::Wait { minutes } => self.wait(Span::minutes(*minutes)),
        }
    }

    pub fn typed(&mut self, who: &str, text: &str) {
        let bind = |catalogue: &Catalogue, situation: &Situation<'_>, seal: &mut dyn Seal| {
            catalogue.bind(text, situation, seal).unwrap_or_else(|| panic!("`{text}` has a lead"))
        };
        self.say(who, bind, None);
    }

    fn say(
        &mut self,
        who: &str,
        bind: impl Fn(&Catalogue, &Situation<'_>, &mut dyn Seal) -> Result<noodklok::catalog::Bound, Message>,
        about: Option<IncidentId>,
    ) {
        let known = self.organisation.people.contains_key(&PersonId::from(who));
        let actor = if known { Actor::Person(who.into()) } else { Actor::Outsider(who.to_owned()) };
        let room = Self::room(who);
        let state = self.state.clone();
        let situation = Situation {
            state: &state,
            organisation: self.organisation,
            actor: &actor,
            room: &room,
            about,
            pressed: about.is_some(),
            now: self.now,
            said_at: self.now,
        };
        let bound = match bind(&CATALOGUE, &situation, &mut self.texts) {
            Ok(bound) => bound,
            Err(message) => return self.heard(&room, None, &message),
        };
        if !bound.may(&situation) {
            return self.heard(&room, bound.incident, &CATALOGUE.refusal(&bound, &situation));
        }
        match bound.what {
            What::Query(query) => {
                let message = answer(&self.state, &query, &self.context(actor, Some(room.clone())));
                self.heard(&room, bound.incident, &message);
            }
            What::Command(command) => self.turn(&command, &actor, Some(&room)),
        }
    }

    fn context(&self, actor: Actor, room: Option<RoomId>) -> Context<'static> {
        Context { actor, room, now: self.now, said_at: self.now, year: 2026, organisation: self.organisation }
    }

    pub fn turn(&mut self, command: &Command, actor: &Actor, room: Option<&RoomId>) {
        let before = self.state.clone();
        match decide(&self.state, command, &self.context(actor.clone(), room.cloned())) {
            Err(message) => self.heard(&room.cloned().unwrap_or_else(|| "ccvo".into()), None, &message),
            Ok(decision) => {
                self.take(decision, room);
                self.check(&before, command, actor);
            }
        }
    }

    fn take(&mut self, decision: Decision, room: Option<&RoomId>) {
        never_held_back(&decision);
        for (stream, change) in decision.timers {
            let Stream::Incident(id) = stream else { continue };
            match change {
                TimerChange::Arm(timer, at) => drop(self.timers.insert((id, timer), at)),
                TimerChange::Clear(timer) => drop(self.timers.remove(&(id, timer))),
            }
        }
        if let (Some(said), Some(room)) = (&decision.answer, room) {
            assert!(said.message.lines.len() <= 6, "an answer has at most six lines: {:#?}", said.message);
            self.heard(room, said.incident, &said.message);
        }
        let (mut reached, mut called) = (Vec::new(), Vec::new());
        for (stream, effect) in decision.effects {
            let about = match stream {
                Stream::Incident(id) => Some(id),
                Stream::Organisation => None,
            };
            if let Effect::Post { message, mentions, .. } = &effect {
                let short = mentions.is_empty() || message.lines.len() <= 6;
                assert!(
                    short,
                    "a call has at most six lines: {:?}",
                    message.lines.iter().map(noodklok::domain::line::Line::name).collect::<Vec<_>>()
                );
            }
            if let (Some(incident), Effect::Post { calls: Some(kind), mentions, .. }) = (about, &effect) {
                let (kind, people, network) = (kind.clone(), mentions.clone(), CHAT.to_owned());
                let taken = !self.envelopes.len().is_multiple_of(4);
                called.push(Heard { incident, kind, people, network, taken, elsewhere: Vec::new() });
            }
            match effect {
                Effect::Post { room, message, .. } | Effect::Edit { room, message, .. } => {
                    self.heard(&room, about, &message);
                }
                Effect::OpenRoom { room, members } => {
                    assert!(!members.is_empty(), "a room without people");
                    assert!(self.rooms.insert(room.clone()), "{room} is opened while it is open");
                }
                Effect::ArchiveRoom { room } => {
                    assert!(self.rooms.remove(&room), "{room} is archived and was not open");
                }
                Effect::MailCcvo { message, .. } => self.heard(&"ccvo".into(), about, &message),
                Effect::Reach { reach, message } => {
                    self.heard(&"ccvo".into(), about, &message);
                    let incident = about.and_then(|id| decision.state.incident(id)).expect("it is about a record");
                    let called = chase::still_calls(incident, &reach.kind, &reach.person);
                    assert!(called, "nobody is reached for what is over or answered: {reach:?}");
                    reached.push(Outcome {
                        incident: incident.id,
                        taken: !self.envelopes.len().is_multiple_of(3),
                        reach,
                    });
                }
                Effect::ReachOver { reach, message } => {
                    self.heard(&"ccvo".into(), about, &message);
                    let incident = about.and_then(|id| decision.state.incident(id)).expect("it is about a record");
                    let mut kinds = incident.chases.keys();
                    let waits = kinds.find(|kind| chase::still_calls(incident, kind, &reach.person));
                    assert!(waits.is_none(), "somebody who is called is told that it is over: {reach:?} {waits:?}");
                }
                Effect::Pin { .. } => {}
            }
        }
        self.state = decision.state;
        self.envelopes.extend(decision.events);
        // Two channels of three take what they are given; of some it turns out later that it did not get through.
        for outcome in reached {
            let (incident, reach, how) = (outcome.incident, outcome.reach.clone(), Loss::NoAnswer);
            self.turn(&Command::Tried(outcome), &Actor::Bot, None);
            if self.envelopes.len().is_multiple_of(2) {
                self.turn(&Command::Lost(Lost { incident, reach, sent_at: self.now, how }), &Actor::Bot, None);
            }
        }
        for heard in called {
            self.turn(&Command::Heard(heard), &Actor::Bot, None);
        }
    }

    fn heard(&mut self, room: &RoomId, about: Option<IncidentId>, message: &Message) {
        assert!(!message.lines.is_empty(), "nothing is said");
        if let Some(first) = message.actions.first() {
            self.yes = Some((about, first.command.clone()));
        }
        for action in &message.actions {
            self.buttons.push((about, action.command.clone()));
            self.printed.push((room.clone(), action.command.clone()));
        }
        for (_, arg) in message.lines.iter().flat_map(noodklok::domain::line::Line::args) {
            if let Arg::Command(invocation) = arg {
                self.printed.push((room.clone(), invocation));
            }
        }
    }

    /// Timers go off one after the other, each at its own time.
    pub fn wait(&mut self, span: Span) {
        let until = self.now.plus(span);
        for _ in 0..2_000 {
            let next = self.timers.iter().min_by_key(|(_, at)| **at).map(|(key, at)| (key.clone(), *at));
            let Some(((id, timer), at)) = next.filter(|(_, at)| *at <= until) else { break };
            self.timers.remove(&(id, timer.clone()));
            self.now = at.max(self.now);
            self.turn(&Command::Timer(id, timer), &Actor::Bot, None);
        }
        self.now = until;
    }
}

/// Everybody who is called is mentioned, also in their quiet hours.
fn never_held_back(decision: &Decision) {
    let calls = decision.events.iter().filter_map(|envelope| match &envelope.event {
        Event::ChaseCalled(call) if !call.people.is_empty() => Some((envelope.stream, call)),
        _ => None,
    });
    for (stream, call) in calls {
        let mentioned = decision.effects.iter().any(|(about, effect)| {
            *about == stream && matches!(effect, Effect::Post { mentions, .. } if *mentions == call.people)
        });
        assert!(mentioned, "{stream}: {:?} are called and not mentioned", call.people);
    }
}
