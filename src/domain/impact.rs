//! Stating facts: what counts, what is only claimed (T9), and what was said of the wrong entity.

use serde::{Deserialize, Serialize};

use super::{
    actor::Actor,
    afterwards,
    chase::{self, ChaseKind},
    command, consequence,
    draft::Draft,
    duplicate,
    event::Envelope,
    fact::{EntityFacts, Fact, Malicious, Statement},
    ids::{EntityId, IncidentId, PersonId, RoomId, TextId},
    incident::Incident,
    line::Line,
    message::{Message, Slot},
    question,
    report::{Located, Verified},
    tell,
    time::Timestamp,
    turn::Answer,
    words::{Facts as Said, Place},
};

/// Facts that are shown but count for no rule yet (T9).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// What is said.
    pub statement: Statement,
    /// By whom.
    pub by: Actor,
    /// When.
    pub at: Timestamp,
}

/// Facts that count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stated {
    /// Which.
    pub statements: Vec<Statement>,
    /// Why, where a reason is needed.
    pub reason: Option<TextId>,
}

/// Facts that are shown but count for no rule until somebody of the entity or the crisis centre confirms them (T9).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claimed {
    /// Which.
    pub statements: Vec<Statement>,
    /// Who is told, by entity.
    pub told: Vec<ToldOf>,
}

/// Who hears of the claims about an entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldOf {
    /// Which entity.
    pub entity: EntityId,
    /// Its report room.
    pub room: RoomId,
    /// Its first responder.
    pub people: Vec<PersonId>,
}

/// All facts of one entity turn out to be another's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// The entity that was named wrongly.
    pub from: EntityId,
    /// The right one.
    pub to: EntityId,
}

impl Stated {
    pub(super) fn apply(&self, incident: &mut Incident, at: Timestamp) {
        for statement in &self.statements {
            incident.facts.take(statement, at);
            incident.claims.retain(|claim| {
                claim.statement.entity != statement.entity || !claim.statement.fact.same_question(&statement.fact)
            });
        }
    }
}

impl Claimed {
    pub(super) fn apply(&self, incident: &mut Incident, envelope: &Envelope) {
        for statement in &self.statements {
            incident.claims.retain(|claim| {
                claim.statement.entity != statement.entity || !claim.statement.fact.same_question(&statement.fact)
            });
            let claim = Claim { statement: statement.clone(), by: envelope.actor.clone(), at: envelope.at };
            incident.claims.push(claim);
        }
    }
}

impl Moved {
    pub(super) fn apply(&self, incident: &mut Incident) {
        // A process belongs to its entity whatever happens; only what was said of the wrong one goes.
        let facts = incident.facts.entities.remove(&self.from).unwrap_or_default();
        if !facts.processes.is_empty() {
            let stays = EntityFacts { processes: facts.processes, ..EntityFacts::default() };
            incident.facts.entities.insert(self.from.clone(), stays);
        }
        for claim in &mut incident.claims {
            if claim.statement.entity.as_ref() == Some(&self.from) {
                claim.statement.entity = Some(self.to.clone());
            }
        }
    }
}

/// Whether what the actor says of this entity counts at once (T9): a member of it, of its CMT, or the crisis centre.
pub(super) fn counts(draft: &Draft<'_>, entity: Option<&EntityId>) -> bool {
    let Actor::Person(person) = &draft.context.actor else { return false };
    let organisation = draft.organisation();
    let Some(known) = organisation.people.get(person) else { return false };
    organisation.is_ccvo(person)
        || entity.is_some_and(|entity| known.entity.as_ref() == Some(entity) || organisation.is_cmt(person, entity))
}

/// Adds, changes or withdraws facts; the rules run again afterwards.
pub(super) fn decide(
    draft: &mut Draft<'_>,
    id: IncidentId,
    impact: &command::Impact,
) -> Result<Option<Answer>, Message> {
    if !draft.incident(id)?.is_open() {
        return afterwards::facts(draft, id, impact);
    }
    let incident = draft.incident(id)?;
    check_processes(incident, impact)?;
    check_malicious(incident, impact)?;
    let site = incident.site(false);
    let unlocated = incident.meldpunt.is_none();
    let mut located = false;
    if let (Some(from), Some(to)) = (&impact.instead, &impact.entity) {
        correct(draft, id, from, to)?;
    } else if let (true, Some(entity)) = (unlocated, &impact.entity) {
        locate(draft, id, entity);
        located = true;
    }
    if impact.statements.is_empty() && impact.instead.is_none() && !located {
        return ask_more(draft, id).map(Some);
    }
    let about = About { entity: impact.entity.as_ref(), reason: impact.reason.as_ref() };
    take(draft, id, impact.statements.clone(), about);
    if draft.incident(id)?.site(false) != site {
        duplicate::ask(draft, id);
    }
    consequence::follow(draft);
    // The call goes on with the people of the right entity, once it is known what still asks for it.
    if impact.instead.is_some() && draft.find(id).is_some_and(Incident::call_open) {
        chase::open(draft, id, &ChaseKind::Call);
    }
    question::answered(draft, id, &impact.statements, located);
    let message = noted(draft.incident(id)?, impact);
    // What the facts made of the level is part of the answer, and need not be said twice in the same room.
    let message = match draft.take_level_line() {
        Some(line) => message.and(line),
        None => message.and(super::level::now(draft.incident(id)?)),
    };
    let answer = Answer { incident: Some(id), message, slot: None };
    Ok((!draft.asks_to_telephone()).then_some(answer))
}

/// What goes with statements: for which entity general facts are said, else the meldpunt; and why.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct About<'a> {
    pub(super) entity: Option<&'a EntityId>,
    pub(super) reason: Option<&'a TextId>,
}

/// Takes statements over: those that count at once, and those that wait for a tap (T9).
pub(super) fn take(draft: &mut Draft<'_>, id: IncidentId, statements: Vec<Statement>, about: About<'_>) {
    let Some(incident) = draft.find(id) else { return };
    let verified = incident.verified;
    let general = about.entity.cloned().or_else(|| incident.meldpunt.clone());
    let (counted, claimed): (Vec<_>, Vec<_>) = statements.into_iter().partition(|statement| {
        let homeless = statement.entity.is_none() && !statement.fact.is_general();
        !homeless && counts(draft, statement.entity.as_ref().or(general.as_ref()))
    });
    if !counted.is_empty() {
        if !verified {
            draft.record(id, Verified {});
        }
        draft.record(id, Stated { statements: counted, reason: about.reason.cloned() });
    }
    if !claimed.is_empty() {
        claim(draft, id, claimed);
    }
}

/// Keeps facts that count for no rule yet, and tells whoever can confirm them.
pub(super) fn claim(draft: &mut Draft<'_>, id: IncidentId, statements: Vec<Statement>) {
    let told = told(draft, id, &statements);
    draft.record(id, Claimed { statements, told });
}

/// Whoever must confirm claims is told where they can read it; of an entity that is not known yet that is nobody.
fn told(draft: &Draft<'_>, id: IncidentId, claimed: &[Statement]) -> Vec<ToldOf> {
    let Some(incident) = draft.find(id) else { return Vec::new() };
    let mut told: Vec<ToldOf> = Vec::new();
    for statement in claimed {
        let Some(entity) = statement.entity.as_ref().or(incident.meldpunt.as_ref()) else { continue };
        if told.iter().any(|known| known.entity == *entity) {
            continue;
        }
        let room = draft.report_room(Some(entity), &incident.report_room);
        let people = draft.duty().responders(entity).into_iter().take(1).collect();
        told.push(ToldOf { entity: entity.clone(), room, people });
    }
    told
}

/// Names the meldpunt. What the reporter said of an entity that was not known yet is said of this one.
fn locate(draft: &mut Draft<'_>, id: IncidentId, entity: &EntityId) {
    let Some(incident) = draft.find(id) else { return };
    let report_room = draft.report_room(Some(entity), &incident.origin);
    let homeless = incident.claims.iter().map(|claim| &claim.statement);
    let homeless = homeless.filter(|statement| statement.entity.is_none() && !statement.fact.is_general());
    let statements: Vec<Statement> =
        homeless.map(|statement| Statement { entity: Some(entity.clone()), fact: statement.fact.clone() }).collect();
    draft.record(id, Located { meldpunt: entity.clone(), report_room });
    if counts(draft, Some(entity)) {
        take(draft, id, statements, About::default());
    }
}

/// The wrong entity was named: its facts become the right one's, and everybody already called is told.
fn correct(draft: &mut Draft<'_>, id: IncidentId, from: &EntityId, to: &EntityId) -> Result<(), Message> {
    let incident = draft.incident(id)?;
    if from == to || !incident.entities().contains(from) {
        return Err(Message::of(Line::NothingOfEntity { incident: id, entity: from.clone() }));
    }
    let line =
        Line::EntityCorrected { incident: id, title: incident.title.clone(), from: from.clone(), to: to.clone() };
    for effect in tell::everybody_called(incident, &line) {
        draft.effect(id, effect);
    }
    let incident = draft.incident(id)?;
    let was_meldpunt = incident.meldpunt.as_ref() == Some(from);
    let moved = incident.facts.entities.get(from).map(EntityFacts::said).unwrap_or_default();
    draft.record(id, Moved { from: from.clone(), to: to.clone() });
    let statements: Vec<Statement> =
        moved.into_iter().map(|fact| Statement { entity: Some(to.clone()), fact }).collect();
    take(draft, id, statements, About::default());
    if was_meldpunt {
        // The first responders of the wrong entity need not come; those of the right one are told instead.
        // So for everybody else who was called for the wrong entity.
        let wrong = [ChaseKind::FirstResponders, ChaseKind::Call, ChaseKind::Proposal, ChaseKind::Suspicion];
        for kind in &wrong {
            chase::end(draft, id, kind, false);
        }
        locate(draft, id, to);
    }
    chase::end(draft, id, &ChaseKind::Activation(from.clone()), false);
    Ok(())
}

/// A process is restored only after it went down, and down only once.
fn check_processes(incident: &Incident, impact: &command::Impact) -> Result<(), Message> {
    for statement in &impact.statements {
        let Fact::ProcessRestored { process } = &statement.fact else { continue };
        let entity = statement.entity.as_ref().and_then(|entity| incident.facts.entities.get(entity));
        let down = entity.and_then(|facts| facts.processes.get(process));
        if down.is_none_or(|outage| outage.restored_at.is_some()) {
            return Err(Message::of(Line::ProcessNotDown { incident: incident.id, process: process.clone() }));
        }
    }
    Ok(())
}

/// Withdrawing malicious intent needs a reason (L2); the right to it was checked in the turn.
fn check_malicious(incident: &Incident, impact: &command::Impact) -> Result<(), Message> {
    let withdraws = impact
        .statements
        .iter()
        .any(|statement| matches!(statement.fact, Fact::Malicious(malicious) if malicious != Malicious::Yes));
    if withdraws && incident.facts.general.malicious == Malicious::Yes && impact.reason.is_none() {
        let command = super::message::Invocation::new("incident impact")
            .about(incident.id)
            .with("malicious", "no")
            .with("reason", "…");
        return Err(Message::of(Line::MaliciousNeedsReason { incident: incident.id }).and(Line::OrType { command }));
    }
    Ok(())
}

fn ask_more(draft: &mut Draft<'_>, id: IncidentId) -> Result<Answer, Message> {
    let more = question::more(draft, id);
    let incident = draft.incident(id)?;
    let head = Line::Head { incident: id, title: incident.title.clone(), site: incident.site(true) };
    if !more {
        let message = Message::of(head).and(Line::NothingToAsk {});
        return Ok(Answer { incident: Some(id), message, slot: None });
    }
    let message = question::put(Message::of(head), incident, draft.organisation());
    Ok(Answer { incident: Some(id), message, slot: Some(Slot::Question) })
}

fn noted(incident: &Incident, impact: &command::Impact) -> Message {
    let place = Place(impact.entity.clone().or_else(|| incident.meldpunt.clone()));
    let facts = Said(impact.statements.iter().map(|statement| statement.fact.clone()).collect());
    let first = match (&impact.instead, impact.statements.is_empty()) {
        (Some(from), true) => Line::FactsMoved { incident: incident.id, from: from.clone(), place: place.clone() },
        (None, true) => Line::LocatedAt { incident: incident.id, place: place.clone() },
        _ => Line::FactsNoted { incident: incident.id, facts, place: place.clone() },
    };
    let claimed = incident.claims.iter().any(|claim| impact.statements.contains(&claim.statement));
    Message::of(first).maybe(claimed.then_some(Line::ClaimsWait { place }))
}
