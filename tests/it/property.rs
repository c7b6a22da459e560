//! Any sequence of commands, presses and waiting, on the core with the real catalogue and the example organisation.
//!
//! After each step: no phase or level was lowered without a person; at most one open room per CMT and entity; every chase
//! ended only by an answer or by being called off, and every open one has its next call armed. At the end: the events
//! folded on an empty state, with no organisation at all, give the same state; and every command that was printed in any
//! message, in either language, is read back as the same command.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use noodklok::{
    catalog::{Catalogue, Seal, Situation, What},
    domain::{
        actor::Actor,
        chase::ChaseKind,
        command::{Ask, Command},
        event::{Envelope, Event, Stream},
        ids::{IncidentId, PersonId, RoomId, TextId},
        incident::CcvoPhase,
        message::{Arg, Effect, Invocation, Message},
        organisation::{Language, Organisation},
        query::answer,
        state::State,
        time::{Span, Timestamp},
        timer::{Timer, TimerChange},
        turn::{Context, Decision, apply, decide},
    },
    settings::{Source, load},
};
use proptest::{prelude::*, test_runner::Config};

static ORGANISATION: LazyLock<Organisation> =
    LazyLock::new(|| load(Source::Embedded).expect("the example is right").organisation);
static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::embedded().expect("the commands are right"));

const PEOPLE: &[&str] = &[
    "noord.melder",
    "noord.voorzitter",
    "noord.plaatsvervanger",
    "noord.kernlid1",
    "noord.communicatie",
    "zuid.melder",
    "zuid.voorzitter",
    "zuid.kernlid2",
    "ccvo.wacht1",
    "ccvo.wacht2",
    "ccvo.hoofd",
    "passant",
];

/// What can be said; `@` is a record. Some things only happen in a row: `(Ja)` presses, `+11` waits so many minutes.
const LINES: &[&str] = &[
    "!meld rook in de kelder",
    "!meld brand gezondheid:ja",
    "!meld storing proces:noord.loonuitbetaling",
    "!meld water gebouw:gebouw-zuid impact:geen",
    "!meld sabotage kwaadopzet:ja",
    "!meld iets verdachts kwaadopzet:vermoed entiteit:zuid",
    "!meld overbelast capaciteit:overstijgt",
    "!impact @ gezondheid:ja",
    "!impact @ gezondheid:nee",
    "!impact @ gezondheid:onbekend",
    "!impact @ proces:noord.loonuitbetaling,noord.noodlijn",
    "!impact @ proces:zuid.vergunningen",
    "!impact @ hersteld:noord.noodlijn",
    "!impact @ capaciteit:overstijgt",
    "!impact @ capaciteit:een-team impact:geen",
    "!impact @ impact:negatief",
    "!impact @ kwaadopzet:ja",
    "!impact @ kwaadopzet:nee reden:\"een vergissing\"",
    "!impact @ nbc:ja",
    "!impact @ nbc:nee",
    "!impact @ reputatie:ja maatschappelijk:ja",
    "!impact @ andere:alarm",
    "!impact @ entiteit:zuid inplaatsvan:noord",
    "!impact @",
    "!opschalen @",
    "!opschalen @ niveau:incident",
    "!opschalen @ niveau:crisis reden:\"te groot\"",
    "!afschalen @ niveau:incident reden:\"het zakt\"",
    "!afschalen @ niveau:issue reden:\"voorbij\"",
    "!intrekken @ vals alarm",
    "!incident koppel @ INC-2026-0001 soort:same",
    "!incident koppel @ INC-2026-0002 soort:beside",
    "!incident sluit @",
    "!incident heropen @",
    "!incident lijst",
    "!toon @",
    "!cmt activeer @",
    "!cmt activeer @ entiteit:zuid",
    "!cmt stopzetten @",
    "!cmt stopzetten @ entiteit:zuid",
    "!cmt wie @",
    "!ccvo inlichten @ ter informatie",
    "!ccvo ondersteuning @ pompen gevraagd",
    "!ccvo overname @ neem over",
    "!gebeld @ permanentie",
    "!ccvo bevestig @",
    "!ccvo geenvooralarm @ volstaat zo",
    "!ccvo vooralarm @",
    "!ccvo vooralarm entiteit:noord betoging",
    "!ccvo alarm @",
    "!ccvo einde @",
    "!log @ een regel",
    "!besluit @ wij sluiten",
    "!log redact @ 1 op vraag",
    "!taak nieuw @ bel de dakwerker tegen:15m",
    "!taak nieuw @ bel de conciërge; !taak geef @ T1 noord.kernlid1; !taak klaar @ T1",
    "!meld storing proces:noord.noodlijn; +300",
    "!rol neem @ logger",
    "!rol neem @ logger; !rol overdragen @ noord.kernlid1 logger",
    "!meld een; !meld twee; !meld drie; !meld vier",
    "!cmt activeer @; !cmt stopzetten @; (Ja); +11",
    "!ccvo alarm @; (Ja); !ccvo einde @; (Ja)",
    "!stand @ het water zakt volgende:30m",
    "!stand @",
    "!ontvangen @",
    "!status",
    "!",
    "!brand in de kelder",
    "!ccvo alaarm @",
];

#[derive(Debug, Clone)]
enum Step {
    Say {
        who: usize,
        line: usize,
        record: u32,
    },
    Press {
        who: usize,
        button: usize,
    },
    /// Whoever spoke last presses the first button that was shown last: yes.
    Yes,
    Wait {
        minutes: i64,
    },
}

fn step() -> impl Strategy<Value = Step> {
    let who = 0..PEOPLE.len();
    prop_oneof![
        8 => (who.clone(), 0..LINES.len(), 1_u32..3).prop_map(|(who, line, record)| Step::Say { who, line, record }),
        3 => (who, 0_usize..12).prop_map(|(who, button)| Step::Press { who, button }),
        4 => Just(Step::Yes),
        2 => (1_i64..40).prop_map(|minutes| Step::Wait { minutes }),
    ]
}

/// Free texts, by a number.
#[derive(Default)]
struct Texts(u32);

impl Seal for Texts {
    fn seal(&mut self, _text: &str) -> TextId {
        self.0 += 1;
        format!("t{}", self.0).into()
    }
}

#[derive(Default)]
struct Stage {
    state: State,
    now: Timestamp,
    envelopes: Vec<Envelope>,
    timers: BTreeMap<(IncidentId, Timer), Timestamp>,
    texts: Texts,
    /// Rooms that are open: opened and not archived.
    rooms: BTreeSet<RoomId>,
    spoke: usize,
    yes: Option<(Option<IncidentId>, Invocation)>,
    buttons: Vec<(Option<IncidentId>, Invocation)>,
    printed: Vec<(RoomId, Invocation)>,
}

impl Stage {
    fn new() -> Self {
        // 2026-11-23T14:30:00+01:00
        let mut stage = Self { now: Timestamp(1_795_440_600_000), ..Self::default() };
        stage.turn(&Command::Configured { hash: "0".repeat(64) }, &Actor::Bot, None);
        stage
    }

    fn room(person: &str) -> RoomId {
        match person.split('.').next() {
            Some("zuid") => "meldingen-zuid".into(),
            Some("ccvo") => "ccvo".into(),
            _ => "meldingen-noord".into(),
        }
    }

    fn step(&mut self, step: &Step) {
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
            Step::Wait { minutes } => self.wait(Span::minutes(*minutes)),
        }
    }

    fn typed(&mut self, who: &str, text: &str) {
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
        let known = ORGANISATION.people.contains_key(&PersonId::from(who));
        let actor = if known { Actor::Person(who.into()) } else { Actor::Outsider(who.to_owned()) };
        let room = Self::room(who);
        let state = self.state.clone();
        let situation = Situation {
            state: &state,
            organisation: &ORGANISATION,
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
        Context { actor, room, now: self.now, said_at: self.now, year: 2026, organisation: &ORGANISATION }
    }

    fn turn(&mut self, command: &Command, actor: &Actor, room: Option<&RoomId>) {
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
                Effect::Pin { .. } => {}
            }
        }
        self.state = decision.state;
        self.envelopes.extend(decision.events);
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
    fn wait(&mut self, span: Span) {
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

    fn check(&self, before: &State, command: &Command, actor: &Actor) {
        for incident in self.state.incidents() {
            let Some(earlier) = before.incident(incident.id) else { continue };
            let id = incident.id;
            let person = *actor != Actor::Bot;
            if incident.level < earlier.level {
                let asked = matches!(command, Command::Ask(_, Ask::Deescalate { .. }));
                assert!(person && asked, "{id}: {:?} fell to {:?} by {command:?}", earlier.level, incident.level);
            }
            if rank(incident.phase) < rank(earlier.phase) {
                let asked = matches!(command, Command::Ask(_, Ask::CcvoVooralarm { .. } | Ask::CcvoEnd { .. }));
                assert!(person && asked, "{id}: {:?} fell to {:?} by {command:?}", earlier.phase, incident.phase);
            }
            for kind in earlier.chases.keys().filter(|kind| !incident.chases.contains_key(*kind)) {
                self.ended(id, kind);
            }
            for (kind, chase) in &incident.chases {
                let armed = self.timers.get(&(id, Timer::Chase(kind.clone())));
                assert!(
                    armed.is_some(),
                    "{id}: nobody will be called again for {kind:?} ({chase:?}) after {command:?}"
                );
                assert_eq!(armed.copied(), chase.next_at, "{id}: {kind:?} is called when it says");
            }
        }
        let timers: Vec<_> = self
            .timers
            .keys()
            .filter_map(|(id, timer)| match timer {
                Timer::Chase(kind) => Some((id, kind)),
                _ => None,
            })
            .collect();
        for (id, kind) in timers {
            let open = self.state.incident(*id).is_some_and(|incident| incident.chases.contains_key(kind));
            assert!(open, "{id}: a timer for {kind:?} that is not chased");
        }
    }

    fn ended(&self, id: IncidentId, kind: &ChaseKind) {
        let said = self.envelopes.iter().rev().take(200).any(|envelope| {
            envelope.stream == Stream::Incident(id)
                && matches!(&envelope.event, Event::ChaseEnded(ended) if ended.kind == *kind)
        });
        assert!(said, "{id}: the chase {kind:?} vanished");
    }

    /// The events alone give the same state.
    fn replay(&self) {
        let mut state = State::default();
        for envelope in &self.envelopes {
            apply(&mut state, envelope);
        }
        let all = |state: &State| state.incidents().cloned().collect::<Vec<_>>();
        assert_eq!(all(&state), all(&self.state), "the records");
        assert_eq!(state.numbers, self.state.numbers, "the numbers");
        assert_eq!(state.guests, self.state.guests, "the guests");
        assert_eq!(state.configuration, self.state.configuration, "the configuration");
        let open =
            |state: &State, room: &str| state.open_in(&room.into()).map(|incident| incident.id).collect::<Vec<_>>();
        for room in ["meldingen-noord", "meldingen-zuid", "ccvo"] {
            assert_eq!(open(&state, room), open(&self.state, room), "the index of {room}");
        }
        let danger = |state: &State| {
            let of = |exercise| state.in_danger(exercise);
            let both = of(true).chain(of(false));
            both.map(|(entity, there)| (entity.clone(), there.map(|one| one.id).collect::<Vec<_>>()))
                .collect::<Vec<_>>()
        };
        assert_eq!(danger(&state), danger(&self.state), "the index of dangers");
    }

    /// Every command that was printed is read back as the same command.
    fn read_back(&self) {
        let actor = Actor::Person("noord.voorzitter".into());
        for (room, invocation) in &self.printed {
            for language in [Language::Nl, Language::En] {
                let line = CATALOGUE.print(invocation, language, &|hint| hint.replace('-', " "));
                let situation = Situation {
                    state: &self.state,
                    organisation: &ORGANISATION,
                    actor: &actor,
                    room,
                    about: None,
                    pressed: false,
                    now: self.now,
                    said_at: self.now,
                };
                let (mut typed, mut meant) = (Texts::default(), Texts::default());
                let read = CATALOGUE.bind(&line, &situation, &mut typed);
                let read = read.unwrap_or_else(|| panic!("`{line}` is no command"));
                // What the person must still fill in stands in the line as a text.
                let mut filled = invocation.clone();
                if let Some(hint) = filled.hint.take().filter(|_| filled.text.is_none()) {
                    filled.text = Some(format!("<{}>", hint.replace('-', " ")));
                }
                let wanted = CATALOGUE.bind_invocation(&filled, &situation, &mut meant);
                match (&read, &wanted) {
                    (Ok(read), Ok(wanted)) => assert_eq!(read, wanted, "`{line}` is {invocation:?}"),
                    (Err(_), Err(_)) => {}
                    _ => panic!("`{line}` reads as {read:?}; {invocation:?} is {wanted:?}"),
                }
            }
        }
    }
}

const fn rank(phase: CcvoPhase) -> u8 {
    match phase {
        CcvoPhase::None => 0,
        CcvoPhase::Ended => 1,
        CcvoPhase::Vooralarm => 2,
        CcvoPhase::Alarm => 3,
    }
}

fn cases() -> u32 {
    std::env::var("NOODKLOK_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(200)
}

#[test]
fn any_sequence_of_commands() {
    let reached = RefCell::new(BTreeSet::new());
    let config = Config { cases: cases(), failure_persistence: None, ..Config::default() };
    proptest!(config, |(steps in prop::collection::vec(step(), 1..60))| {
        let mut stage = Stage::new();
        for step in &steps {
            stage.step(step);
        }
        stage.replay();
        stage.read_back();
        reached.borrow_mut().extend(stage.envelopes.iter().map(|envelope| envelope.event.kind()));
    });
    // Sequences that reach little would prove little; which few are not reached is chance.
    let all: BTreeSet<_> = Event::TYPES.iter().map(|(kind, _)| *kind).collect();
    let missing: Vec<_> = all.difference(&reached.borrow()).copied().collect();
    assert!(missing.len() <= all.len() / 5, "these events were never reached: {missing:?}");
}
