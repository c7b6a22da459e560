//! A small organisation and a clock for the core's own tests.

use std::collections::BTreeMap;

use super::{
    actor::Actor,
    command::{Ask, Command, Impact, Report},
    event::Event,
    fact::{Fact, Statement},
    ids::{EntityId, IncidentId, PersonId, RoomId, TextId},
    message::Effect,
    organisation::{
        Bilingual, Callee, CcvoContact, Counted, Entity, Escalation, Ladder, LadderStep, Language, Organisation,
        Person, Room, RoomKind, Rule, RulePhase, Team, TeamKind,
    },
    state::State,
    time::{Span, Timestamp},
    timer::TimerChange,
    turn::{Context, Decision, decide},
};

pub struct Stage {
    pub organisation: Organisation,
    pub state: State,
    pub now: Timestamp,
    pub timers: BTreeMap<(IncidentId, super::timer::Timer), Timestamp>,
}

pub const FIRST: IncidentId = IncidentId { year: 2026, n: 1 };

fn ladder(steps: &[(i64, &[Callee])], last: &[Callee]) -> Ladder {
    let steps = steps.iter().map(|(after, call)| LadderStep { after: Span::minutes(*after), call: call.to_vec() });
    Ladder { steps: steps.collect(), then_every: Span::minutes(10), then_call: last.to_vec() }
}

fn rule(id: &str, phase: RulePhase, count: Counted, at_least: u32) -> Rule {
    Rule { id: id.into(), phase, text: Bilingual { nl: id.into(), en: id.into() }, count, at_least }
}

impl Stage {
    pub fn new() -> Self {
        let mut organisation = Organisation {
            name: "voorbeeld".into(),
            demo: false,
            language: Language::Nl,
            ccvo: CcvoContact { phone: "02 217 0 112".into(), mail: "ccvo@example.invalid".into() },
            ..Organisation::default()
        };
        for entity in ["noord", "zuid"] {
            Self::entity(&mut organisation, entity);
        }
        let person = |id: &str| Person {
            id: id.into(),
            name: id.into(),
            entity: None,
            phone: None,
            mail: None,
            language: None,
            chats: vec!["matrix".to_owned()],
            before_chat: 0,
            webhook: None,
            channels: Vec::new(),
            quiet: Vec::new(),
        };
        let duty: Vec<PersonId> = ["ccvo.wacht1", "ccvo.wacht2", "ccvo.hoofd"].map(PersonId::from).to_vec();
        for officer in &duty {
            organisation.people.insert(officer.clone(), person(officer.as_str()));
        }
        organisation.teams.insert(
            "ccvo".into(),
            Team {
                id: "ccvo".into(),
                kind: TeamKind::Ccvo,
                entity: None,
                chair: None,
                deputies: Vec::new(),
                members: duty.clone(),
                duty,
            },
        );
        let room = Room { id: "ccvo".into(), kind: RoomKind::Ccvo, entity: None, language: None };
        organisation.rooms.insert("ccvo".into(), room);
        organisation.rules = vec![
            rule("V1", RulePhase::Vooralarm, Counted::EntitiesWithHealthDanger, 1),
            rule("V2", RulePhase::Vooralarm, Counted::ProcessesDownInOneEntity, 2),
            rule("A2", RulePhase::Alarm, Counted::EntitiesWithHealthDanger, 2),
        ];
        let nth = Callee::Nth;
        organisation.escalation = Escalation {
            first_responders: ladder(&[(0, &[nth(1)]), (5, &[nth(2)])], &[Callee::All]),
            ccvo: ladder(&[(0, &[nth(1)]), (3, &[nth(1)]), (6, &[nth(2)]), (12, &[nth(3)])], &[Callee::All]),
            call: ladder(
                &[(0, &[Callee::Reporter]), (5, &[Callee::Chair, Callee::Deputies]), (10, &[Callee::Core])],
                &[Callee::All],
            ),
            cmt: ladder(&[(0, &[Callee::All]), (5, &[Callee::All])], &[Callee::All]),
            proposal: ladder(&[(0, &[Callee::Chair]), (5, &[Callee::Deputies])], &[Callee::All]),
            page: ladder(&[(0, &[nth(1)]), (3, &[nth(1), nth(2)]), (6, &[Callee::All])], &[Callee::All]),
            update_every: Span::minutes(60),
            reminder_every: Span::minutes(15),
            recovery_warnings: Vec::new(),
            duty_warning: None,
            away_told: None,
            next_channel: Span::minutes(1),
        };
        let now = Timestamp(1_795_440_600_000);
        Self { organisation, state: State::default(), now, timers: BTreeMap::new() }
    }

    fn entity(organisation: &mut Organisation, entity: &str) {
        let id = |role: &str| PersonId::from(format!("{entity}.{role}"));
        for role in ["melder", "voorzitter", "plaatsvervanger", "kernlid1", "kernlid2", "communicatie"] {
            organisation.people.insert(
                id(role),
                Person {
                    id: id(role),
                    name: role.into(),
                    entity: Some(entity.into()),
                    phone: None,
                    mail: None,
                    language: None,
                    chats: vec!["matrix".to_owned()],
                    before_chat: 0,
                    webhook: None,
                    channels: Vec::new(),
                    quiet: Vec::new(),
                },
            );
        }
        organisation.teams.insert(
            format!("{entity}.cmt").into(),
            Team {
                id: format!("{entity}.cmt").into(),
                kind: TeamKind::Cmt,
                entity: Some(entity.into()),
                chair: Some(id("voorzitter")),
                deputies: vec![id("plaatsvervanger")],
                members: vec![id("kernlid1"), id("kernlid2")],
                duty: Vec::new(),
            },
        );
        organisation.teams.insert(
            format!("{entity}.communicatie").into(),
            Team {
                id: format!("{entity}.communicatie").into(),
                kind: TeamKind::Communication,
                entity: Some(entity.into()),
                chair: None,
                deputies: Vec::new(),
                members: vec![id("communicatie")],
                duty: Vec::new(),
            },
        );
        organisation.rooms.insert(
            format!("meldingen-{entity}").into(),
            Room {
                id: format!("meldingen-{entity}").into(),
                kind: RoomKind::Report,
                entity: Some(entity.into()),
                language: None,
            },
        );
        organisation.entities.insert(
            entity.into(),
            Entity {
                id: entity.into(),
                name: Bilingual { nl: entity.into(), en: entity.into() },
                mail: None,
                phone: None,
                first_responders: vec![id("voorzitter"), id("kernlid1")],
                language: None,
            },
        );
    }

    /// Decides and takes the new state over.
    pub fn command(
        &mut self,
        actor: Actor,
        room: Option<&str>,
        command: &Command,
    ) -> Result<Decision, super::message::Message> {
        let context = Context {
            actor,
            room: room.map(RoomId::from),
            now: self.now,
            said_at: self.now,
            year: 2026,
            organisation: &self.organisation,
        };
        let decision = decide(&self.state, command, &context)?;
        for (stream, change) in &decision.timers {
            let super::event::Stream::Incident(id) = stream else { continue };
            match change {
                TimerChange::Arm(timer, at) => {
                    self.timers.insert((*id, timer.clone()), *at);
                }
                TimerChange::Clear(timer) => {
                    self.timers.remove(&(*id, timer.clone()));
                }
            }
        }
        self.state = decision.state.clone();
        Ok(decision)
    }

    pub fn report(&mut self, who: &str, entity: &str, facts: Vec<Fact>) -> Decision {
        let statements = facts.into_iter().map(|fact| statement(entity, fact)).collect();
        let command = Command::Report(Report {
            title: TextId::from("title"),
            description: None,
            entity: Some(entity.into()),
            statements,
            exercise: false,
            since: None,
        });
        let room = format!("meldingen-{entity}");
        self.command(person(who), Some(&room), &command).expect("a report never bounces")
    }

    pub fn ask(&mut self, who: &str, room: &str, ask: Ask) -> Decision {
        self.command(person(who), Some(room), &Command::Ask(FIRST, ask)).expect("accepted")
    }

    pub fn impact(&mut self, who: &str, room: &str, entity: &str, fact: Fact) -> Decision {
        let impact = Impact {
            statements: vec![statement(entity, fact)],
            entity: Some(entity.into()),
            instead: None,
            reason: None,
        };
        self.ask(who, room, Ask::Impact(impact))
    }

    /// Steps the clock and fires what becomes due, in order. Gives who was called, when (minutes from the start), where.
    pub fn advance(&mut self, minutes: i64) -> Vec<(i64, String, Vec<String>)> {
        let start = self.now;
        let end = self.now.plus(Span::minutes(minutes));
        let mut seen = Vec::new();
        while let Some(((id, timer), at)) = self
            .timers
            .iter()
            .min_by_key(|(_, at)| **at)
            .map(|(key, at)| (key.clone(), *at))
            .filter(|(_, at)| *at <= end)
        {
            self.now = at;
            self.timers.remove(&(id, timer.clone()));
            let decision = self.command(Actor::Bot, None, &Command::Timer(id, timer)).expect("a timer never bounces");
            for (room, people) in calls(&decision) {
                seen.push((at.since(start).0 / 60_000, room, people));
            }
        }
        self.now = end;
        seen
    }

    pub fn incident(&self) -> &super::incident::Incident {
        self.state.incident(FIRST).expect("reported")
    }
}

pub fn person(id: &str) -> Actor {
    Actor::Person(id.into())
}

fn statement(entity: &str, fact: Fact) -> Statement {
    Statement { entity: (!fact.is_general()).then(|| EntityId::from(entity)), fact }
}

/// Rooms and people of every post that calls somebody.
pub fn calls(decision: &Decision) -> Vec<(String, Vec<String>)> {
    let posts = decision.effects.iter().filter_map(|(_, effect)| match effect {
        Effect::Post { room, mentions, .. } if !mentions.is_empty() => {
            Some((room.to_string(), mentions.iter().map(ToString::to_string).collect()))
        }
        _ => None,
    });
    posts.collect()
}

pub fn kinds(decision: &Decision) -> Vec<&'static str> {
    decision.events.iter().map(|envelope| Event::kind(&envelope.event)).collect()
}
