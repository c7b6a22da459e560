//! Two entities, their people, a crisis centre, and some open records.

use std::{collections::BTreeMap, sync::LazyLock};

use crate::{
    catalog::{Bound, Catalogue, Seal, Situation, What},
    domain::{
        actor::Actor,
        command::{Ask, Command, Query},
        fact::Facts,
        ids::{BuildingId, EntityId, IncidentId, PersonId, ProcessId, RoomId, TeamId, TextId},
        incident::{CcvoPhase, Cmt, Incident, Level, Status},
        line::Line,
        message::Message,
        organisation::{
            Bilingual, Building, Entity, Language, Organisation, Person, Process, Room, RoomKind, Team, TeamKind,
        },
        rota::{Rota, Rotation, Turns},
        state::State,
        time::{Span, Timestamp},
    },
};

/// 2026-11-23T14:30:00+01:00.
pub const NOW: Timestamp = Timestamp(1_795_440_600_000);

static CATALOGUE: LazyLock<Catalogue> =
    LazyLock::new(|| Catalogue::embedded().unwrap_or_else(|faults| panic!("{faults:#?}")));

/// Keeps texts readable: the id is the text.
pub struct Plain;

impl Seal for Plain {
    fn seal(&mut self, text: &str) -> TextId {
        TextId::from(text)
    }
}

pub struct World {
    pub catalogue: &'static Catalogue,
    pub organisation: Organisation,
    pub state: State,
    pub actor: Actor,
    pub room: RoomId,
    pub about: Option<IncidentId>,
}

fn both(text: &str) -> Bilingual {
    Bilingual { nl: text.to_owned(), en: format!("{text} (en)") }
}

fn person(id: &str, entity: Option<&str>) -> (PersonId, Person) {
    let person = Person {
        id: id.into(),
        name: id.to_owned(),
        entity: entity.map(EntityId::from),
        phone: None,
        mail: None,
        language: None,
        chats: vec!["matrix".to_owned()],
        before_chat: 0,
        webhook: None,
        channels: Vec::new(),
        quiet: Vec::new(),
    };
    (person.id.clone(), person)
}

fn team(
    id: &str,
    kind: TeamKind,
    entity: Option<&str>,
    chair: &str,
    deputies: &[&str],
    members: &[&str],
) -> (TeamId, Team) {
    let people = |ids: &[&str]| ids.iter().map(|id| PersonId::from(*id)).collect::<Vec<_>>();
    let team = Team {
        id: id.into(),
        kind,
        entity: entity.map(EntityId::from),
        chair: Some(chair.into()),
        deputies: people(deputies),
        members: people(members),
        duty: Vec::new(),
    };
    (team.id.clone(), team)
}

fn organisation() -> Organisation {
    let mut organisation = Organisation { language: Language::Nl, ..Organisation::default() };
    for entity in ["noord", "zuid"] {
        let id = EntityId::from(entity);
        let first = vec![PersonId::from(format!("{entity}.voorzitter"))];
        organisation.entities.insert(
            id.clone(),
            Entity {
                id,
                name: both(&format!("Dienst {entity}")),
                mail: None,
                phone: None,
                first_responders: first,
                language: None,
            },
        );
        for role in ["melder", "voorzitter", "plaatsvervanger", "kernlid1", "kernlid2", "communicatie"] {
            organisation.people.extend([person(&format!("{entity}.{role}"), Some(entity))]);
        }
        let of = |role: &str| format!("{entity}.{role}");
        organisation.teams.extend([team(
            &of("cmt"),
            TeamKind::Cmt,
            Some(entity),
            &of("voorzitter"),
            &[&of("plaatsvervanger")],
            &[&of("kernlid1"), &of("kernlid2")],
        )]);
        let room = RoomId::from(format!("meldingen-{entity}"));
        let kind = RoomKind::Report;
        organisation.rooms.insert(room.clone(), Room { id: room, kind, entity: Some(entity.into()), language: None });
    }
    organisation.people.extend(["ccvo.wacht1", "ccvo.wacht2", "ccvo.hoofd"].map(|id| person(id, None)));
    organisation.teams.extend([team("ccvo", TeamKind::Ccvo, None, "ccvo.hoofd", &[], &["ccvo.wacht1", "ccvo.wacht2"])]);
    let start = jiff::civil::date(2026, 11, 23).at(9, 0, 0, 0);
    let turns = Turns::Rotation(Rotation { people: vec!["noord.kernlid1".into()], start, days: 7, until: None });
    let (team, entity) = (Some("noord.cmt".into()), Some("noord".into()));
    let rota = Rota { id: "noord.wacht".into(), team, entity, turns, overrides: Vec::new() };
    organisation.rotas.insert(rota.id.clone(), rota);
    let ccvo = RoomId::from("ccvo");
    organisation.rooms.insert(ccvo.clone(), Room { id: ccvo, kind: RoomKind::Ccvo, entity: None, language: None });
    for (id, entity) in [
        ("noord.loonuitbetaling", "noord"),
        ("noord.noodlijn", "noord"),
        ("zuid.vergunningen", "zuid"),
        ("zuid.verkeerssturing", "zuid"),
    ] {
        let id = ProcessId::from(id);
        let process = Process {
            id: id.clone(),
            entity: entity.into(),
            name: both(id.as_str()),
            limit: Span::hours(48),
            reason: both("reden"),
        };
        organisation.processes.insert(id, process);
    }
    for (id, entities) in [("gebouw-noord", vec!["noord", "zuid"]), ("gebouw-zuid", vec!["zuid"])] {
        let id = BuildingId::from(id);
        let building = Building {
            id: id.clone(),
            name: both(id.as_str()),
            entities: entities.into_iter().map(EntityId::from).collect(),
            assembly_point: both("plein"),
            instruction: both("rustig"),
        };
        organisation.buildings.insert(id, building);
    }
    organisation.escalation.recovery_warnings = vec![Span::hours(24), Span::hours(4)];
    organisation
}

pub fn record(n: u32, reporter: &str, room: &str, meldpunt: &str) -> Incident {
    Incident {
        id: IncidentId { year: 2026, n },
        version: 1,
        title: TextId::from("titel"),
        description: None,
        status: Status::Open,
        exercise: false,
        verified: true,
        reporter: Actor::Person(reporter.into()),
        origin: room.into(),
        meldpunt: Some(meldpunt.into()),
        report_room: room.into(),
        since: None,
        level: Level::Incident,
        provisional: true,
        proposal: None,
        facts: Facts::default(),
        claims: Vec::new(),
        question: None,
        asked: Vec::new(),
        recommendations: Vec::new(),
        phase: CcvoPhase::None,
        calls: Vec::new(),
        requests: Vec::new(),
        desk: crate::domain::incident::Desk::default(),
        ccvo_told: false,
        ccvo_mail: None,
        told: None,
        refused: Vec::new(),
        batch: 0,
        chases: BTreeMap::new(),
        reaching: BTreeMap::new(),
        tries: BTreeMap::new(),
        called: Vec::new(),
        cmts: BTreeMap::new(),
        pages: BTreeMap::new(),
        tasks: BTreeMap::new(),
        roles: BTreeMap::new(),
        offers: BTreeMap::new(),
        links: BTreeMap::new(),
        compared: Vec::new(),
        last_update: None,
        next_update_at: None,
        update_asked: false,
        sure: None,
        texts: rpds::RedBlackTreeMapSync::default(),
        redacted: rpds::RedBlackTreeMapSync::default(),
        decisions: Vec::new(),
        rechecks: BTreeMap::new(),
        communication: BTreeMap::new(),
        public: BTreeMap::new(),
        opened_at: NOW.minus(Span::minutes(10)),
        closed_at: None,
        duty: BTreeMap::new(),
        takeovers: BTreeMap::new(),
        likened: None,
        alerts: rpds::RedBlackTreeMapSync::default(),
        last_alert: None,
        acts: rpds::RedBlackTreeMapSync::default(),
        resting: BTreeMap::new(),
        undoable: Vec::new(),
    }
}

impl World {
    /// `noord.melder` in noord's room, and no record yet.
    pub fn empty() -> Self {
        Self {
            catalogue: &CATALOGUE,
            organisation: organisation(),
            state: State::default(),
            actor: Actor::Person("noord.melder".into()),
            room: "meldingen-noord".into(),
            about: None,
        }
    }

    /// With INC-2026-0001 of noord, reported by `noord.melder`.
    pub fn one() -> Self {
        Self::empty().with(record(1, "noord.melder", "meldingen-noord", "noord"))
    }

    pub fn with(mut self, incident: Incident) -> Self {
        self.state.put(incident);
        self
    }

    pub fn change(mut self, n: u32, change: impl FnOnce(&mut Incident)) -> Self {
        let mut incident = self.state.incident(IncidentId { year: 2026, n }).expect("there").clone();
        change(&mut incident);
        self.state.put(incident);
        self
    }

    /// A crisis room of this entity in the record.
    pub fn crisis_room(self, n: u32, entity: &str) -> Self {
        self.change(n, |incident| {
            let room = RoomId::crisis(incident.id, &entity.into());
            let cmt = Cmt { active: true, room, archived: false, members: Vec::new() };
            incident.cmts.insert(entity.into(), cmt);
        })
    }

    pub fn by(mut self, person: &str) -> Self {
        let known = self.organisation.people.contains_key(&PersonId::from(person));
        self.actor = if known { Actor::Person(person.into()) } else { Actor::Outsider(person.to_owned()) };
        self
    }

    pub fn room(mut self, room: &str) -> Self {
        self.room = room.into();
        self
    }

    pub fn situation(&self) -> Situation<'_> {
        Situation {
            state: &self.state,
            organisation: &self.organisation,
            actor: &self.actor,
            room: &self.room,
            about: self.about,
            pressed: false,
            now: NOW,
            said_at: NOW,
        }
    }

    pub fn bind(&self, text: &str) -> Option<Result<Bound, Message>> {
        self.catalogue.bind(text, &self.situation(), &mut Plain)
    }

    pub fn bound(&self, text: &str) -> Bound {
        match self.bind(text) {
            Some(Ok(bound)) => bound,
            other => panic!(
                "{text}: {}",
                other.map_or_else(|| "chatter".to_owned(), |said| self.say(&said.expect_err("not ok")))
            ),
        }
    }

    /// What is asked of the core.
    pub fn ask(&self, text: &str) -> Ask {
        match self.bound(text).what {
            What::Command(Command::Ask(_, ask)) => ask,
            other => panic!("{text}: {other:?}"),
        }
    }

    pub fn query(&self, text: &str) -> Query {
        match self.bound(text).what {
            What::Query(query) => query,
            other @ What::Command(_) => panic!("{text}: {other:?}"),
        }
    }

    /// The message where nothing is done, by line names.
    pub fn complaint(&self, text: &str) -> Vec<&'static str> {
        self.refused(text).lines.iter().map(Line::name).collect()
    }

    pub fn refused(&self, text: &str) -> Message {
        match self.bind(text) {
            Some(Err(message)) => message,
            other => panic!("{text}: {other:?}"),
        }
    }

    /// A message as text: line names and arguments, commands as typed.
    pub fn say(&self, message: &Message) -> String {
        use crate::domain::message::Arg;
        let hint = |key: &str| key.to_owned();
        let arg = |arg: Arg| match arg {
            Arg::Command(invocation) => self.catalogue.print(&invocation, Language::Nl, &hint),
            Arg::Both(text) => text.nl,
            Arg::Quote(text) | Arg::Verbatim(text) => text,
            Arg::People(people) => people.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
            Arg::Text(text) => text.to_string(),
            other => format!("{other:?}"),
        };
        let mut lines: Vec<String> = message
            .lines
            .iter()
            .map(|line| {
                let args: Vec<String> = line.args().into_iter().map(|(_, value)| arg(value)).collect();
                format!("{}: {}", line.name(), args.join(" | "))
            })
            .collect();
        lines.extend(message.actions.iter().map(|action| {
            format!(
                "[{} {:?}] {}",
                action.label,
                action.about,
                self.catalogue.print(&action.command, Language::Nl, &hint)
            )
        }));
        lines.join("\n")
    }
}
