//! Ten reports of one event: each is recorded, and its reporter is asked whether it is the same event (T7, L3).

use serde::{Deserialize, Serialize};

use super::{
    chase, closing,
    command::LinkKind,
    consequence,
    draft::Draft,
    fact::{EntityFacts, Fact, Facts, Statement},
    ids::{IncidentId, RuleId},
    impact,
    incident::{CcvoPhase, Incident, Level, Status},
    level,
    line::Line,
    link::{self, Linked},
    message::{Action, Effect, Invocation, Message},
    recommendation,
    state::State,
    tell,
    time::{Span, Timestamp},
};

/// How long after the first report a further one may be one of the same event.
const LATELY: Span = Span::hours(2);

/// How long a further report waits for the answer before it stands alone.
const WAIT: Span = Span::minutes(2);

/// The reporter was asked whether this is the same event as an earlier record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Likened {
    /// The earlier record.
    pub other: IncidentId,
    /// Until when the rules that are open there wait here.
    pub until: Timestamp,
}

impl Likened {
    pub(super) fn apply(&self, incident: &mut Incident) {
        incident.likened = Some(self.clone());
    }
}

/// Asks about a new report, or about one of which the place became known only now, unless it is like nothing. It knows
/// its level already: crises are never merged (L3). Nobody is asked twice, nor about what is worked on by itself.
pub(super) fn ask(draft: &mut Draft<'_>, id: IncidentId) {
    level::follow(draft, id);
    let Some(incident) = draft.find(id) else { return };
    if incident.likened.is_some() || !incident.links.is_empty() || worked_on(incident) {
        return;
    }
    let since = draft.now().minus(LATELY);
    let lately = draft.state().incidents().rev().take_while(|other| other.opened_at >= since);
    let first = lately.filter(|other| alike(incident, other)).last().map(|first| first.id);
    if let Some(other) = first {
        let until = draft.now().plus(WAIT);
        draft.record(id, Likened { other, until });
    }
}

fn alike(incident: &Incident, other: &Incident) -> bool {
    let possible = other.id < incident.id && other.is_open() && other.exercise == incident.exercise;
    let (here, there) = (incident.site(false), other.site(false));
    let same = match (&here.building, &there.building) {
        (Some(here), Some(there)) => here == there,
        _ => here.entity.is_some() && here.entity == there.entity,
    };
    possible && same && incident.level < Level::Crisis && other.level < Level::Crisis
}

/// Whether its reporter is still being asked: then nobody else is asked the same.
#[must_use]
pub fn is_asked(incident: &Incident, now: Timestamp) -> bool {
    incident.likened.as_ref().is_some_and(|likened| now < likened.until)
}

/// Whether a rule waits here because it is open on the record that this one is like.
#[must_use]
pub fn holds_back(state: &State, incident: &Incident, rule: &RuleId, now: Timestamp) -> bool {
    let likened = incident.likened.as_ref().filter(|likened| now < likened.until);
    let first = likened.and_then(|likened| state.incident(likened.other)).filter(|first| first.is_open());
    first.is_some_and(|first| first.met().any(|known| known.rule == *rule))
}

/// Until when nobody is called for it: the first responders of its meldpunt know of the record that it is like.
#[must_use]
pub(super) fn calls_wait<'a>(state: &State, incident: &'a Incident, now: Timestamp) -> Option<&'a Likened> {
    let likened = incident.likened.as_ref().filter(|likened| now < likened.until)?;
    let first = state.incident(likened.other).filter(|first| first.is_open())?;
    let known = first.meldpunt == incident.meldpunt && first.level >= Level::Incident;
    (known && incident.level < Level::Crisis).then_some(likened)
}

/// The further reports that still wait for their answer because of this record.
pub(super) fn waiting_for(state: &State, id: IncidentId, now: Timestamp) -> Vec<IncidentId> {
    let since = now.minus(WAIT);
    let lately = state.incidents().rev().take_while(|incident| incident.opened_at >= since);
    let waits = |incident: &&Incident| {
        incident.is_open()
            && incident.likened.as_ref().is_some_and(|likened| likened.other == id && now < likened.until)
    };
    lately.filter(waits).map(|incident| incident.id).collect()
}

/// Nobody answered in time: the report stands alone.
pub(super) fn alone(draft: &mut Draft<'_>, id: IncidentId) {
    if draft.find(id).is_some_and(Incident::is_open) {
        recommendation::follow(draft, id);
        link::compare(draft, id);
        consequence::call_people(draft, id);
    }
}

/// The question itself, and a quiet word to the meldpunt where it was reported elsewhere, and to the crisis centre where
/// a rule is open on the first.
pub(super) fn asked(state: &State, incident: &Incident, body: &Likened) -> Vec<Effect> {
    let (id, other) = (incident.id, body.other);
    let linked =
        |kind: LinkKind| Invocation::new("incident link").about(id).with("other", other).with("kind", kind.word());
    let Some(first) = state.incident(other) else { return Vec::new() };
    let question = Message::of(Line::LooksLike { incident: id, other, title: first.title.clone() })
        .and(Line::OrType { command: linked(LinkKind::Same) })
        .button(Action::new("same", linked(LinkKind::Same)))
        .button(Action::new("no-beside", linked(LinkKind::Beside)));
    let ccvo = first.met().next().is_some().then(|| first.desk.room.clone()).flatten();
    let mut told = vec![incident.report_room.clone()];
    told.extend(ccvo.filter(|room| *room != incident.report_room));
    told.retain(|room| *room != incident.origin);
    let line = Line::LooksLikeKnown { incident: id, title: incident.title.clone(), other };
    let question = Effect::quiet(incident.origin.clone(), question);
    std::iter::once(question).chain(tell::quietly(told, &Message::of(line))).collect()
}

/// Whether "the same event" makes this report a further one of the other: only as answer to the question, and not
/// once people work on it by itself or either is a crisis (L3).
#[must_use]
pub fn merges(incident: &Incident, other: &Incident) -> bool {
    let asked = incident.likened.as_ref().is_some_and(|likened| likened.other == other.id);
    let crisis = incident.level == Level::Crisis || other.level == Level::Crisis;
    asked && incident.is_open() && other.is_open() && !crisis && !worked_on(incident)
}

/// People, or the crisis centre, work on it by itself.
fn worked_on(incident: &Incident) -> bool {
    let phase = incident.phase != CcvoPhase::None || !incident.requests.is_empty();
    // A page that ended with its record would leave whoever called waiting for people who were told nothing.
    let paged = incident.pages.values().any(|page| !page.done);
    phase || paged || !incident.cmts.is_empty() || !incident.tasks.is_empty() || !incident.roles.is_empty()
}

/// It becomes a further report of the first: what it says counts there, and whoever knew of it is told.
pub(super) fn merge(draft: &mut Draft<'_>, id: IncidentId, first: IncidentId) -> Result<Option<Message>, Message> {
    let incident = draft.incident(id)?;
    let further = Line::FurtherReport { incident: first, other: id, title: incident.title.clone() };
    let told = tell::of_sameness(incident, draft.incident(first)?, &further);
    let claims: Vec<Statement> = incident.claims.iter().map(|claim| claim.statement.clone()).collect();
    let alerts: Vec<_> = incident.alerts.iter().map(|(key, alert)| (key.clone(), alert.clone())).collect();
    let added = added(&incident.facts, &draft.incident(first)?.facts);
    for effect in told {
        draft.effect(id, effect);
    }
    draft.record(id, Linked { other: first, kind: LinkKind::Same });
    draft.record(first, Linked { other: id, kind: LinkKind::Same });
    for (key, alert) in alerts {
        draft.record(first, alert.belonging(key));
    }
    closing::change(draft, id, Status::Duplicate, None)?;
    chase::end_all(draft, id);
    if !added.is_empty() {
        impact::take(draft, first, added, impact::About::default());
    }
    if !claims.is_empty() {
        impact::claim(draft, first, claims);
    }
    Ok(draft.unless_said(Message::of(further)))
}

/// What a further report says that is graver than what the first knows; it never makes the first look better.
fn added(facts: &Facts, known: &Facts) -> Vec<Statement> {
    let (general, before) = (&facts.general, &known.general);
    let of_all = [
        (general.malicious > before.malicious).then_some(Fact::Malicious(general.malicious)),
        (general.reputation > before.reputation).then_some(Fact::Reputation(general.reputation)),
        (general.nbc > before.nbc).then_some(Fact::Nbc(general.nbc)),
        (general.societal > before.societal).then_some(Fact::Societal(general.societal)),
        (general.other > before.other).then_some(Fact::Other(general.other)),
    ];
    let of_all = of_all.into_iter().flatten().map(|fact| Statement { entity: None, fact });
    let nothing = EntityFacts::default();
    let of_entities = facts.entities.iter().flat_map(|(entity, said)| {
        let before = known.entities.get(entity).unwrap_or(&nothing);
        of_entity(said, before).into_iter().map(|fact| Statement { entity: Some(entity.clone()), fact })
    });
    of_all.chain(of_entities).collect()
}

fn of_entity(said: &EntityFacts, before: &EntityFacts) -> Vec<Fact> {
    let graver = said.said().into_iter().filter(|fact| match fact {
        Fact::Health(health) => *health > before.health,
        Fact::Impact(impact) => *impact > before.impact,
        Fact::Capacity(capacity) => *capacity > before.capacity,
        _ => before.building.is_none(),
    });
    let down = said.processes.iter().filter(|(process, outage)| {
        let known = before.processes.get(*process).is_some_and(|known| known.restored_at.is_none());
        outage.restored_at.is_none() && !known
    });
    let down = down.map(|(process, outage)| Fact::ProcessDown {
        process: process.clone(),
        since: outage.down_since,
        due: outage.due,
        warnings: outage.warnings.clone(),
    });
    graver.chain(down).collect()
}

/// The record of which this one is a further report.
pub(super) fn first(incident: &Incident) -> Option<IncidentId> {
    incident.links.iter().find(|(_, kind)| **kind == LinkKind::Same).map(|(other, _)| *other)
}

/// A further report stands beside the first again. What it said stays known there until somebody sets it right.
pub(super) fn split(draft: &mut Draft<'_>, id: IncidentId, first: IncidentId) {
    draft.record(id, Linked { other: first, kind: LinkKind::Beside });
    draft.record(first, Linked { other: id, kind: LinkKind::Beside });
    let (Some(incident), Some(known)) = (draft.find(id), draft.find(first)) else { return };
    let line = Line::SplitAgain { incident: id, other: first, title: incident.title.clone() };
    let told = tell::of_sameness(incident, known, &line);
    let mut others = tell::following(known);
    others
        .retain(|room| !told.iter().any(|effect| matches!(effect, Effect::Post { room: known, .. } if known == room)));
    let told: Vec<Effect> = told.into_iter().chain(tell::quietly(others, &Message::of(line))).collect();
    for effect in told {
        draft.effect(id, effect);
    }
}
