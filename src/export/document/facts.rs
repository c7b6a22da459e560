//! The facts of the state document: every question has an answer, if only `unknown`.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    domain::{fact, ids::ProcessId, incident::Incident},
    text::brussels,
};

/// The facts that count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Facts {
    /// About the event as a whole.
    pub general: General,
    /// By affected entity.
    pub entities: BTreeMap<String, EntityFacts>,
}

/// About the event as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct General {
    /// `unknown`, `no`, `suspected` or `yes`.
    pub malicious: &'static str,
    /// `unknown`, `no` or `yes`.
    pub reputation: &'static str,
    /// `unknown`, `no` or `yes`.
    pub nbc: &'static str,
    /// `unknown`, `no` or `yes`.
    pub societal: &'static str,
    /// `unknown`, `no`, `vooralarm` or `alarm`.
    pub other: &'static str,
}

/// About one entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EntityFacts {
    /// `unknown`, `none` or `negative`.
    pub impact: &'static str,
    /// `unknown`, `one-team`, `several-teams` or `beyond`.
    pub capacity: &'static str,
    /// `unknown`, `no` or `yes`.
    pub health: &'static str,
    /// Where.
    pub building: Option<String>,
    /// Time-critical processes that went down.
    pub processes: Vec<Outage>,
}

/// A process that went down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outage {
    /// Which.
    pub id: String,
    /// Since when.
    pub down_since: String,
    /// When it came up again.
    pub restored_at: Option<String>,
    /// When it must be up again.
    pub due: String,
}

impl Facts {
    /// Every entity of the record has an entry, also one of which nothing is known yet.
    pub(super) fn of(incident: &Incident) -> Self {
        let unknown = fact::EntityFacts::default();
        let entities = incident.entities().into_iter().map(|entity| {
            let facts = incident.facts.entities.get(&entity).unwrap_or(&unknown);
            (entity.to_string(), EntityFacts::of(facts))
        });
        Self { general: General::of(&incident.facts.general), entities: entities.collect() }
    }
}

impl General {
    fn of(general: &fact::General) -> Self {
        Self {
            malicious: general.malicious.word(),
            reputation: general.reputation.word(),
            nbc: general.nbc.word(),
            societal: general.societal.word(),
            other: general.other.word(),
        }
    }
}

impl EntityFacts {
    fn of(facts: &fact::EntityFacts) -> Self {
        Self {
            impact: facts.impact.word(),
            capacity: facts.capacity.word(),
            health: facts.health.word(),
            building: facts.building.as_ref().map(ToString::to_string),
            processes: facts.processes.iter().map(|(id, outage)| Outage::of(id, outage)).collect(),
        }
    }
}

impl Outage {
    fn of(id: &ProcessId, outage: &fact::Outage) -> Self {
        Self {
            id: id.to_string(),
            down_since: brussels(outage.down_since),
            restored_at: outage.restored_at.map(brussels),
            due: brussels(outage.due),
        }
    }
}
