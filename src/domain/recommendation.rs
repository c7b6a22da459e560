//! Recommendations for vooralarm and alarm (V1–V4, A1–A5, T1–T5, T7).

use serde::{Deserialize, Serialize};

use super::{
    actor::Actor,
    call::CallOpened,
    chase::{self, ChaseKind},
    command::LinkKind,
    draft::Draft,
    duplicate,
    fact::{Answer, Other},
    ids::{IncidentId, RuleId},
    incident::{CcvoPhase, Incident},
    organisation::{Bilingual, Counted, RulePhase},
    state::State,
    time::Timestamp,
};

/// A rule that was met at some time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recommendation {
    /// Its id.
    pub rule: RuleId,
    /// What it recommends.
    pub phase: RulePhase,
    /// Its sentence when it was met.
    pub text: Bilingual,
    /// When it was first met.
    pub met_at: Timestamp,
    /// When it was no longer met.
    pub withdrawn_at: Option<Timestamp>,
    /// When an officer answered it with vooralarm or alarm.
    pub acknowledged: Option<(Timestamp, Actor)>,
}

/// A rule is met that was not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleMet {
    /// Its id.
    pub rule: RuleId,
    /// What it recommends.
    pub phase: RulePhase,
    /// Its sentence.
    pub text: Bilingual,
}

/// A rule that was met no longer is (T4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleWithdrawn {
    /// Its id.
    pub rule: RuleId,
}

impl RuleMet {
    pub(super) fn apply(&self, incident: &mut Incident, at: Timestamp) {
        incident.ccvo_told = true;
        incident.recommendations.push(Recommendation {
            rule: self.rule.clone(),
            phase: self.phase,
            text: self.text.clone(),
            met_at: at,
            withdrawn_at: None,
            acknowledged: None,
        });
    }
}

impl RuleWithdrawn {
    pub(super) fn apply(&self, incident: &mut Incident, at: Timestamp) {
        let met = incident.recommendations.iter_mut().filter(|recommendation| recommendation.rule == self.rule);
        for recommendation in met.filter(|recommendation| recommendation.withdrawn_at.is_none()) {
            recommendation.withdrawn_at = Some(at);
        }
    }
}

/// The records that count together with this one: open, linked as the same event, both drills or both real (T7).
#[must_use]
pub fn group(state: &State, id: IncidentId) -> Vec<&Incident> {
    let mut group: Vec<&Incident> = state.incident(id).into_iter().filter(|incident| incident.is_open()).collect();
    let mut next = 0;
    while let Some(incident) = group.get(next).copied() {
        next = next.saturating_add(1);
        let same = incident.links.iter().filter(|(_, kind)| **kind == LinkKind::Same);
        for other in same.filter_map(|(other, _)| state.incident(*other)) {
            let counts = other.is_open() && other.exercise == incident.exercise;
            if counts && !group.iter().any(|known| known.id == other.id) {
                group.push(other);
            }
        }
    }
    group.sort_by_key(|incident| incident.id);
    group
}

/// How many there are of what a rule counts.
#[must_use]
pub fn count(group: &[&Incident], counted: Counted) -> usize {
    let mut entities: Vec<(&super::ids::EntityId, bool, Vec<&super::ids::ProcessId>)> = Vec::new();
    for (id, facts) in group.iter().flat_map(|incident| &incident.facts.entities) {
        let health = facts.health == Answer::Yes;
        let down = facts.processes.iter().filter(|(_, outage)| outage.restored_at.is_none()).map(|(id, _)| id);
        match entities.iter_mut().find(|(known, _, _)| *known == id) {
            Some((_, danger, processes)) => {
                *danger |= health;
                processes.extend(down);
                processes.sort();
                processes.dedup();
            }
            None => entities.push((id, health, down.collect())),
        }
    }
    let any = |test: fn(&Incident) -> bool| usize::from(group.iter().any(|incident| test(incident)));
    match counted {
        Counted::EntitiesWithHealthDanger => entities.iter().filter(|(_, danger, _)| *danger).count(),
        Counted::EntitiesWithProcessDown => entities.iter().filter(|(_, _, down)| !down.is_empty()).count(),
        Counted::ProcessesDownInOneEntity => entities.iter().map(|(_, _, down)| down.len()).max().unwrap_or(0),
        Counted::Reputation => any(|incident| incident.facts.general.reputation == Answer::Yes),
        Counted::Nbc => any(|incident| incident.facts.general.nbc == Answer::Yes),
        Counted::Societal => any(|incident| incident.facts.general.societal == Answer::Yes),
        Counted::OtherVooralarm => any(|incident| incident.facts.general.other == Other::Vooralarm),
        Counted::OtherAlarm => any(|incident| incident.facts.general.other == Other::Alarm),
    }
}

/// Evaluates the rules over the record's group (T1). Newly met ones ping, those no longer met are withdrawn (T4).
///
/// Rules belong to the oldest record of a group, so that one event never pings twice for one rule.
pub(super) fn follow(draft: &mut Draft<'_>, id: IncidentId) {
    let group = group(draft.state(), id);
    let Some(primary) = group.first().map(|incident| incident.id) else { return };
    let is_primary = primary == id;
    let standing =
        |rule: &RuleId| group.iter().any(|incident| incident.met().any(|recommendation| recommendation.rule == *rule));
    let alone: Vec<&Incident> = group.iter().copied().filter(|incident| incident.id == id).collect();
    let counted = if is_primary { &group } else { &alone };
    let mut met = Vec::new();
    let mut gone = Vec::new();
    for rule in &draft.organisation().rules {
        let holds = count(counted, rule.count) >= usize::try_from(rule.at_least).unwrap_or(usize::MAX);
        let stands = alone.iter().any(|incident| incident.met().any(|known| known.rule == rule.id));
        let held = alone.iter().any(|incident| duplicate::holds_back(draft.state(), incident, &rule.id, draft.now()));
        if holds && is_primary && !held && !standing(&rule.id) {
            met.push(RuleMet { rule: rule.id.clone(), phase: rule.phase, text: rule.text.clone() });
        } else if !holds && stands {
            gone.push(RuleWithdrawn { rule: rule.id.clone() });
        }
    }
    for rule in gone {
        draft.record(id, rule);
    }
    call_off_if_nothing_is_left(draft, id);
    if met.is_empty() {
        return;
    }
    let calls: Vec<RulePhase> = met.iter().map(|rule| rule.phase).collect();
    let first_of_phase = calls.iter().any(|phase| first(draft.find(id), *phase));
    let call_is_due = first_of_phase && !draft.find(id).is_some_and(Incident::call_open);
    if call_is_due {
        let phone = draft.find(id).map(|incident| incident.desk.phone.clone()).unwrap_or_default();
        draft.record(id, CallOpened { phone });
    }
    for rule in met {
        draft.record(id, rule);
    }
    ping(draft, id, calls.iter().copied().max(), call_is_due);
}

/// Whether this phase was never recommended before in the record: then the telephone call becomes due (K4).
fn first(incident: Option<&Incident>, phase: RulePhase) -> bool {
    incident.is_some_and(|incident| !incident.recommendations.iter().any(|known| known.phase == phase))
}

/// Calls the crisis centre, unless it covers the phase already or is being called (T2, T3).
fn ping(draft: &mut Draft<'_>, id: IncidentId, highest: Option<RulePhase>, call_is_due: bool) {
    let phase = draft.find(id).map(|incident| incident.phase).unwrap_or_default();
    let covered = highest.is_none_or(|highest| covered(phase, highest));
    if !covered {
        chase::open(draft, id, &ChaseKind::Ping);
    }
    if call_is_due {
        chase::open(draft, id, &ChaseKind::Call);
    }
}

/// Nothing met is left unanswered: the climbing stops and everybody already called is told (T4).
fn call_off_if_nothing_is_left(draft: &mut Draft<'_>, id: IncidentId) {
    let Some(incident) = draft.find(id) else { return };
    let left = incident.met().any(|recommendation| recommendation.acknowledged.is_none());
    if !left {
        chase::end(draft, id, &ChaseKind::Ping, false);
    }
}

/// The recommendations that nobody of the crisis centre answered yet.
#[must_use]
pub fn unanswered(incident: &Incident) -> Vec<&Recommendation> {
    incident.met().filter(|recommendation| recommendation.acknowledged.is_none()).collect()
}

/// Whether the phase that a rule recommends is in force.
#[must_use]
pub fn covered(phase: CcvoPhase, rule: RulePhase) -> bool {
    phase.active() >= Some(rule)
}
