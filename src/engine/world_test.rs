//! A small world for the tests of the engine: commands that do one thing each, rooms that remember what was said.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, RwLock, RwLockReadGuard,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
    time::Duration,
};

use tempfile::TempDir;

use super::{
    Engine, Parts, StartError,
    core::{Core, Sight},
    port::{Act, Attempt, Chance, Clock, Delivery, Input, Outcome, Payload, Platform, Way},
    ticket::{Progress, Ticket},
};
use crate::{
    catalog::{Bound, Late, Seal, Situation, What},
    domain::{
        actor::Actor,
        closing::StatusChanged,
        command::{Ask, Command, LogKind, Query, Report},
        event::{Envelope, Event, Stream},
        ids::{IncidentId, PersonId, RoomId, TaskId},
        incident::{Desk, Status},
        line::Line,
        log::{Redacted, Written},
        message::{Action, Effect, Invocation, Message, Slot},
        numbering::Numbered,
        organisation::{Bilingual, CcvoContact, Entity, Language, Organisation, Person, Room, RoomKind},
        permission::Who,
        report::Recorded,
        state::State,
        time::{Span, Timestamp},
        timer::{Timer, TimerChange},
        turn::{self, Answer, Context, Decision},
        update::UpdateAsked,
        words::Verbatim,
    },
    text::reply::{Reply, Span as Piece},
};

/// Where the simulated clock starts.
pub const START: Timestamp = Timestamp(1_795_440_600_000);

/// Commands that do one thing each; words in a report ask for effects.
pub struct Toy;

impl Toy {
    fn incident(word: Option<&str>) -> Option<IncidentId> {
        word.and_then(|word| word.parse().ok())
    }
}

impl Core for Toy {
    fn mentions(&self, text: &str) -> Vec<IncidentId> {
        text.split_whitespace().filter_map(|word| word.parse().ok()).collect()
    }

    fn bind(&self, text: &str, at: &Situation<'_>, seal: &mut dyn Seal) -> Option<Result<Bound, Message>> {
        let text = text.strip_prefix('!')?;
        let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
        let bound = |what, incident| Bound {
            what,
            who: vec![if word == "log" { Who::Known } else { Who::Anyone }],
            incident,
            entities: Vec::new(),
            task: None,
            path: word.to_owned(),
            late: Late::Taken,
            notes: Vec::new(),
        };
        let mut words = rest.splitn(3, ' ');
        let incident = Self::incident(words.next()).or(at.about);
        if incident.is_some_and(|id| at.state.incident(id).is_none()) {
            return Some(Err(Message::of(Line::StartLocked { path: Verbatim("no such record".to_owned()) })));
        }
        let ask = |ask| Some(Ok(bound(What::Command(Command::Ask(incident?, ask)), incident)));
        match word {
            "report" => {
                let title = seal.seal(rest);
                let report = Report {
                    title,
                    description: Some(rest.into()),
                    entity: Some("noord".into()),
                    statements: Vec::new(),
                    exercise: false,
                    since: None,
                };
                Some(Ok(bound(What::Command(Command::Report(report)), None)))
            }
            "log" => ask(Ask::Log { kind: LogKind::Note, text: seal.seal(rest), recheck: None }),
            "close" => ask(Ask::Close { reason: None }),
            "redact" => {
                let seq = words.next().and_then(|word| word.parse().ok())?;
                ask(Ask::LogRedact { seq, reason: seal.seal("reason") })
            }
            "done" => ask(Ask::TaskDone { task: TaskId(1) }),
            "ping" => Some(Ok(bound(What::Query(Query::Ping), None))),
            _ => {
                Some(Err(Message::of(Line::UnknownCommand { word: word.to_owned(), nearest: Invocation::new("ping") })))
            }
        }
    }

    fn refusal(&self, _: &Bound, _: &Situation<'_>) -> Message {
        Message::of(Line::StartFull { path: Verbatim("refused".to_owned()) })
    }

    fn decide(&self, state: &State, command: &Command, context: &Context<'_>) -> Result<Decision, Message> {
        let mut decision = Decision {
            state: state.clone(),
            events: Vec::new(),
            effects: Vec::new(),
            timers: Vec::new(),
            answer: None,
        };
        match command {
            Command::Report(report) => self.report(&mut decision, report, context),
            Command::Ask(id, ask) => self.ask(&mut decision, *id, ask, context),
            Command::Timer(id, timer) => {
                let stream = Stream::Incident(*id);
                let event = UpdateAsked { next: context.now }.into();
                self.happens(&mut decision, stream, event, context);
                let room = RoomId::from("meldingen-noord");
                let said = Message::of(Line::StorageBackDone { at: context.now });
                decision.effects.push((stream, Effect::quiet(room, said)));
                if matches!(timer, Timer::Update) {
                    decision
                        .timers
                        .push((stream, TimerChange::Arm(Timer::Update, context.now.plus(Span::minutes(10)))));
                }
            }
            Command::Configured { hash } if state.configuration.as_ref() == Some(hash) => {}
            Command::Configured { hash } => {
                let event = crate::domain::numbering::Configured { hash: hash.clone() }.into();
                self.happens(&mut decision, Stream::Organisation, event, context);
            }
            Command::Alert(_)
            | Command::OpenVooralarm { .. }
            | Command::Back(_)
            | Command::Tried(_)
            | Command::Mailed(_)
            | Command::Heard(_)
            | Command::Lost(_)
            | Command::Rotas
            | Command::StandIn { .. } => {}
        }
        Ok(decision)
    }

    fn answer(&self, _: &Query, at: &Situation<'_>, _: &Context<'_>) -> Message {
        Message::of(Line::StorageBackDone { at: at.now })
    }

    fn apply(&self, state: &mut State, envelope: &Envelope) {
        turn::apply(state, envelope);
    }

    fn render(&self, message: &Message, mentions: &[PersonId], sight: &Sight<'_>) -> Reply {
        let mut spans: Vec<Piece> = mentions.iter().cloned().map(Piece::Mention).collect();
        for line in &message.lines {
            spans.push(Piece::Plain(format!("{} ", self.line(line, sight))));
        }
        Reply { spans }
    }

    fn line(&self, line: &Line, sight: &Sight<'_>) -> String {
        use crate::domain::message::Arg;
        let arguments = line.args().into_iter().map(|(_, arg)| match arg {
            Arg::Text(id) => sight.texts.content(&id).map_or_else(|| "erased".to_owned(), |text| text.to_string()),
            Arg::Incident(id) => id.to_string(),
            Arg::Verbatim(text) | Arg::Quote(text) => text,
            other => format!("{other:?}"),
        });
        format!("{} {}", line.name(), arguments.collect::<Vec<_>>().join(" "))
    }

    fn label(&self, action: &Action, _: &Sight<'_>) -> String {
        action.label.clone()
    }

    fn command(&self, action: &Action, _: Language) -> String {
        format!("!{}", action.command.path)
    }

    fn year(&self, _: Timestamp) -> u16 {
        2026
    }
}

impl Toy {
    fn happens(&self, decision: &mut Decision, stream: Stream, event: Event, context: &Context<'_>) {
        let (at, said_at, actor) = (context.now, context.said_at, context.actor.clone());
        let envelope = Envelope { stream, at, said_at, actor, event };
        self.apply(&mut decision.state, &envelope);
        decision.events.push(envelope);
    }

    fn report(&self, decision: &mut Decision, report: &Report, context: &Context<'_>) {
        let n = decision.state.numbers.get(&2026).map_or(1, |n| n + 1);
        let id = IncidentId { year: 2026, n };
        let stream = Stream::Incident(id);
        let room = context.room.clone().unwrap();
        self.happens(decision, Stream::Organisation, Numbered { incident: id, guest: None }.into(), context);
        let recorded = Recorded {
            title: report.title.clone(),
            description: None,
            meldpunt: report.entity.clone(),
            origin: room.clone(),
            report_room: room.clone(),
            exercise: false,
            verified: true,
            since: None,
            desk: Desk::default(),
        };
        self.happens(decision, stream, recorded.into(), context);
        let line = Line::UpdateGiven { incident: id, text: report.title.clone() };
        let words = report.description.clone().unwrap();
        let words = words.as_str();
        let mut answer = Message::of(line.clone());
        if words.contains("button") {
            let button = |label: &str| Action::new(label, Invocation::new("done"));
            let mut mine = button("mine");
            mine.only = Some("noord.melder".into());
            let mut short = button("short");
            short.until = Some(context.now.plus(Span::minutes(2)));
            answer = answer.button(button("any")).button(mine).button(short);
        }
        decision.answer = Some(Answer { incident: Some(id), message: answer, slot: None });
        let crisis = RoomId::crisis(id, &"noord".into());
        let said = Message::of(line);
        let post = |room: &RoomId, mentions: Vec<PersonId>, slot| Effect::Post {
            room: room.clone(),
            message: said.clone(),
            mentions,
            slot,
            calls: None,
        };
        if words.contains("quiet") {
            decision.effects.push((stream, post(&"ccvo".into(), Vec::new(), None)));
        }
        if words.contains("page") {
            decision.effects.push((stream, post(&"ccvo".into(), vec!["ccvo.wacht1".into()], None)));
        }
        if words.contains("open") {
            let slot = Slot::Picture("noord".into());
            decision.effects.push((stream, Effect::OpenRoom { room: crisis.clone(), members: Vec::new() }));
            decision.effects.push((stream, post(&crisis, Vec::new(), Some(slot.clone()))));
            decision.effects.push((stream, Effect::Pin { room: crisis.clone(), slot }));
            decision.effects.push((stream, post(&crisis, vec!["noord.voorzitter".into()], None)));
        }
        if words.contains("timer") {
            decision.timers.push((stream, TimerChange::Arm(Timer::Update, context.now.plus(Span::minutes(5)))));
        }
    }

    fn ask(&self, decision: &mut Decision, id: IncidentId, ask: &Ask, context: &Context<'_>) {
        let stream = Stream::Incident(id);
        let room = context.room.clone().unwrap();
        match ask {
            Ask::Log { kind, text, .. } => {
                self.happens(decision, stream, Written { kind: *kind, text: text.clone() }.into(), context);
                let line = Line::EntryText { text: text.clone() };
                decision.answer = Some(Answer { incident: Some(id), message: Message::of(line), slot: None });
            }
            Ask::Close { .. } => {
                let closed = StatusChanged { from: Status::Open, to: Status::Closed, reason: None };
                self.happens(decision, stream, closed.into(), context);
                decision.timers.push((stream, TimerChange::Clear(Timer::Update)));
            }
            Ask::LogRedact { seq, reason } => {
                let texts = decision.state.incident(id).and_then(|incident| incident.texts.get(seq).cloned());
                let redacted = Redacted { seq: *seq, texts: texts.unwrap_or_default(), reason: reason.clone() };
                self.happens(decision, stream, redacted.into(), context);
            }
            _ => {
                let line = Line::StorageWorks {};
                decision.effects.push((stream, Effect::quiet(room, Message::of(line))));
            }
        }
    }
}

/// A clock that the test moves.
pub struct Hands(AtomicI64);

impl Hands {
    pub fn at(at: Timestamp) -> Self {
        Self(AtomicI64::new(at.0))
    }

    pub fn move_on(&self, span: Span) {
        self.0.fetch_add(span.0, Ordering::SeqCst);
    }
}

impl Clock for Hands {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

/// Numbers that never come twice in one process.
pub struct Counter;

impl Chance for Counter {
    fn fill(&self, buffer: &mut [u8]) {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let bytes = NEXT.fetch_add(1, Ordering::SeqCst).to_le_bytes();
        for (at, byte) in buffer.iter_mut().enumerate() {
            *byte = bytes[at % bytes.len()] ^ u8::try_from(at / 8).unwrap();
        }
    }
}

/// How the next attempts in a room, or on a network, end; empty: delivered.
type Outcomes = Vec<(RoomId, Outcome)>;

/// Rooms that remember what was said. Each room is a lane.
#[derive(Default)]
pub struct Rooms {
    pub delivered: Mutex<Vec<Delivery>>,
    pub attempts: Mutex<Vec<Delivery>>,
    pub notices: Mutex<Vec<(RoomId, String)>>,
    pub outcomes: Mutex<Outcomes>,
    /// A lane for everything.
    pub one_lane: bool,
    /// Networks, each with lanes of its own; none is one.
    pub networks: Vec<&'static str>,
    /// Those that do not answer.
    pub down: Mutex<Vec<&'static str>>,
    /// What got through, and where.
    pub through: Mutex<Vec<(&'static str, Delivery)>>,
}

pub fn room_of(delivery: &Delivery) -> RoomId {
    match &delivery.act {
        Act::Post { room, .. }
        | Act::Edit { room, .. }
        | Act::Pin { room, .. }
        | Act::OpenRoom { room, .. }
        | Act::ArchiveRoom { room } => room.clone(),
        Act::Mail { .. } | Act::Text { .. } | Act::Call { .. } | Act::Webhook { .. } => "mail".into(),
    }
}

pub fn said(delivery: &Delivery) -> String {
    match &delivery.act {
        Act::Post { text, .. } | Act::Edit { text, .. } | Act::Mail { text, .. } => text.plain(),
        other => format!("{other:?}"),
    }
}

impl Rooms {
    fn attempt(&self, network: &str, delivery: &Delivery) -> Outcome {
        self.attempts.lock().unwrap().push(delivery.clone());
        let mut outcomes = self.outcomes.lock().unwrap();
        let at = outcomes.iter().position(|(room, _)| *room == room_of(delivery) || room.as_str() == network);
        let outcome = at.map_or(Outcome::Delivered, |at| outcomes.remove(at).1);
        if outcome == Outcome::Delivered {
            self.delivered.lock().unwrap().push(delivery.clone());
        }
        outcome
    }
}

impl Platform for Rooms {
    fn ways(&self, delivery: &Delivery) -> Vec<Way> {
        let lane = if self.one_lane { "one".to_owned() } else { room_of(delivery).to_string() };
        if self.networks.is_empty() {
            return vec![Way { network: "rooms", lane }];
        }
        let networks = self.networks.iter();
        networks.map(|network| Way { network, lane: format!("{network}:{lane}") }).collect()
    }

    fn deliver<'a>(&'a self, network: &'static str, delivery: &'a Delivery) -> Attempt<'a> {
        Box::pin(async move {
            tokio::task::yield_now().await;
            if self.down.lock().unwrap().contains(&network) {
                return Outcome::Retry { after: Some(Duration::from_millis(1)), reason: "down".to_owned() };
            }
            let outcome = self.attempt(network, delivery);
            if outcome == Outcome::Delivered {
                self.through.lock().unwrap().push((network, delivery.clone()));
            }
            outcome
        })
    }

    fn notice<'a>(&'a self, room: &'a RoomId, text: &'a Reply) -> Attempt<'a> {
        Box::pin(async move {
            self.notices.lock().unwrap().push((room.clone(), text.plain()));
            Outcome::Delivered
        })
    }
}

/// Failpoints are for the whole process: a test that sets one is alone, the others share.
pub static FAULTS: RwLock<()> = RwLock::new(());

/// A data folder with an engine on it.
pub struct World {
    pub folder: TempDir,
    pub clock: Arc<Hands>,
    pub rooms: Arc<Rooms>,
    pub engine: Engine,
    /// Held, never read.
    pub shared: Option<RwLockReadGuard<'static, ()>>,
}

impl World {
    pub async fn new() -> Self {
        Self::with(Rooms::default()).await
    }

    pub async fn with(rooms: Rooms) -> Self {
        Self::sharing(tempfile::tempdir().unwrap(), rooms).await
    }

    #[expect(clippy::await_holding_lock, reason = "each test has a thread of its own, and holds it to its end")]
    async fn sharing(folder: TempDir, rooms: Rooms) -> Self {
        let shared = FAULTS.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        let mut world = Self::open(folder, rooms).await;
        world.shared = Some(shared);
        world
    }

    /// Without sharing: for a test that holds the whole process.
    pub async fn alone(rooms: Rooms) -> Self {
        Self::open(tempfile::tempdir().unwrap(), rooms).await
    }

    async fn open(folder: TempDir, rooms: Rooms) -> Self {
        let clock = Arc::new(Hands(AtomicI64::new(START.0)));
        let rooms = Arc::new(rooms);
        let engine = open(folder.path(), &clock, &rooms).await.unwrap();
        Self { folder, clock, rooms, engine, shared: None }
    }

    pub fn database(&self) -> PathBuf {
        self.folder.path().join("noodklok.db")
    }

    pub fn submit(&self, key: &str, text: &str) -> Ticket {
        self.engine.submit(line(key, "noord.melder", "meldingen-noord", text, self.clock.now()))
    }

    pub async fn say(&self, key: &str, text: &str) -> Progress {
        let done = self.submit(key, text).done();
        tokio::time::timeout(Duration::from_secs(20), done).await.expect("it takes effect in the end")
    }

    pub fn pressing(&self, who: &str, key: &str, action: &str) -> Ticket {
        let payload = Payload::Pressed { action: action.to_owned(), place: None };
        let from = Actor::Person(who.into());
        let input = Input { key: key.to_owned(), from, said_at: self.clock.now(), payload, doubt: None };
        self.engine.submit(input)
    }

    pub async fn press(&self, who: &str, key: &str, action: &str) -> Vec<Progress> {
        let mut ticket = self.pressing(who, key, action);
        let mut heard = Vec::new();
        while let Some(progress) = ticket.next().await {
            heard.push(progress);
        }
        heard
    }

    pub fn delivered(&self) -> Vec<(RoomId, String)> {
        self.rooms.delivered.lock().unwrap().iter().map(|one| (room_of(one), said(one))).collect()
    }

    pub fn effects(&self) -> Vec<String> {
        self.rooms.delivered.lock().unwrap().iter().map(|one| one.effect.clone()).collect()
    }

    pub fn advance(&self, span: Span) {
        self.clock.move_on(span);
    }

    /// Stops in good order and starts again on the same folder.
    pub async fn restart(&mut self) {
        self.engine.stop().await;
        self.again().await;
    }

    /// Starts again on the same folder, after the engine was dropped or stopped.
    pub async fn again(&mut self) {
        let folder = self.folder.path().to_owned();
        // The lock of the old engine is only free when it is gone.
        let elsewhere = tempfile::tempdir().unwrap();
        self.engine = open(elsewhere.path(), &self.clock, &self.rooms).await.unwrap();
        self.engine = open(&folder, &self.clock, &self.rooms).await.unwrap();
    }
}

pub fn line(key: &str, who: &str, room: &str, text: &str, said_at: Timestamp) -> Input {
    let payload = Payload::Said { room: room.into(), text: text.to_owned(), reply_to: None, place: None };
    Input { key: key.to_owned(), from: Actor::Person(who.into()), said_at, payload, doubt: None }
}

pub async fn open(folder: &Path, clock: &Arc<Hands>, rooms: &Arc<Rooms>) -> Result<Engine, StartError> {
    let parts = Parts {
        database: folder.join("noodklok.db"),
        organisation: Arc::new(organisation()),
        configuration_hash: "c0ffee".to_owned(),
        platform: Arc::clone(rooms) as Arc<dyn Platform>,
        clock: Arc::clone(clock) as Arc<dyn Clock>,
        chance: Arc::new(Counter),
        retry_every: Duration::from_millis(30),
        patience: Duration::from_millis(50),
    };
    Engine::start_with(parts, Arc::new(Toy)).await
}

pub fn organisation() -> Organisation {
    let ccvo = CcvoContact { phone: "02 217 0 112".to_owned(), mail: "ccvo@example.invalid".to_owned() };
    let mut organisation = Organisation { ccvo, ..Organisation::default() };
    let entity = Entity {
        id: "noord".into(),
        name: Bilingual::default(),
        mail: None,
        phone: Some("+32 0".to_owned()),
        first_responders: Vec::new(),
        language: None,
    };
    organisation.entities.insert("noord".into(), entity);
    for id in ["noord.melder", "noord.voorzitter", "ccvo.wacht1"] {
        let person = Person {
            id: id.into(),
            name: id.to_owned(),
            entity: id.starts_with("noord").then(|| "noord".into()),
            phone: None,
            mail: None,
            language: None,
            chats: vec!["matrix".to_owned()],
            before_chat: 0,
            webhook: None,
            channels: Vec::new(),
            quiet: Vec::new(),
        };
        organisation.people.insert(id.into(), person);
    }
    for (id, kind) in [("meldingen-noord", RoomKind::Report), ("ccvo", RoomKind::Ccvo)] {
        let entity = (kind == RoomKind::Report).then(|| "noord".into());
        organisation.rooms.insert(id.into(), Room { id: id.into(), kind, entity, language: None });
    }
    organisation
}
