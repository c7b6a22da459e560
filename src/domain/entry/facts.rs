//! Facts: those that count, those that are only claimed, and those that were said of the wrong entity.

use crate::domain::{
    actor::Actor,
    fact::{Fact, Statement},
    ids::EntityId,
    impact::{Claimed, Moved, Stated},
    line::Line,
};

pub(super) fn stated(body: &Stated, actor: &Actor) -> Vec<Line> {
    let mut clauses = vec![Line::EntryStated { actor: actor.clone() }];
    clauses.extend(statements(&body.statements));
    clauses.extend(body.reason.clone().map(|reason| Line::EntryReason { reason }));
    clauses
}

pub(super) fn claimed(body: &Claimed, actor: &Actor) -> Vec<Line> {
    let mut clauses = vec![Line::EntryClaimed { actor: actor.clone() }];
    clauses.extend(statements(&body.statements));
    clauses
}

pub(super) fn moved(body: &Moved, actor: &Actor) -> Line {
    Line::EntryMoved { actor: actor.clone(), from: body.from.clone(), to: body.to.clone() }
}

/// One clause for each fact, behind the entity that it and those after it are about.
fn statements(statements: &[Statement]) -> Vec<Line> {
    let mut clauses = Vec::new();
    let mut about: Option<&EntityId> = None;
    for statement in statements {
        let entity = statement.entity.as_ref().filter(|_| !statement.fact.is_general());
        if entity != about {
            clauses.extend(entity.map(|entity| Line::EntryAbout { entity: entity.clone() }));
            about = entity;
        }
        clauses.push(fact(&statement.fact));
    }
    clauses
}

/// A fact in words, as the export names it too.
#[must_use]
pub fn fact(fact: &Fact) -> Line {
    match fact {
        Fact::Impact(value) => Line::EntryImpact { value: *value },
        Fact::Capacity(value) => Line::EntryCapacity { value: *value },
        Fact::Health(value) => Line::EntryHealth { value: *value },
        Fact::Building(Some(building)) => Line::EntryBuilding { building: building.clone() },
        Fact::Building(None) => Line::EntryBuildingUnknown {},
        Fact::ProcessDown { process, since, due, .. } => {
            Line::EntryProcessDown { process: process.clone(), since: *since, due: *due }
        }
        Fact::ProcessRestored { process } => Line::EntryProcessRestored { process: process.clone() },
        Fact::Malicious(value) => Line::EntryMalicious { value: *value },
        Fact::Reputation(value) => Line::EntryReputation { value: *value },
        Fact::Nbc(value) => Line::EntryNbc { value: *value },
        Fact::Societal(value) => Line::EntrySocietal { value: *value },
        Fact::Other(value) => Line::EntryOther { value: *value },
    }
}
