//! From options to statements: which facts, of which entity.

use super::{args::Args, value::Value};
use crate::domain::{
    fact::{Answer, Capacity, Fact, Impact, Malicious, Other, Statement},
    ids::{BuildingId, EntityId},
    time::Timestamp,
};

/// The options that are facts of an entity.
pub const OF_ENTITY: &[&str] = &["impact", "capacity", "health", "building"];

impl Args<'_, '_> {
    /// The building.
    pub fn building(&self) -> Option<BuildingId> {
        let first = self.all("building").first();
        if let Some(Value::Building(building)) = first { Some(building.clone()) } else { None }
    }

    /// Malicious intent.
    pub fn malicious(&self) -> Option<Malicious> {
        self.choice(
            "malicious",
            &[Malicious::Unknown, Malicious::No, Malicious::Suspected, Malicious::Yes],
            Malicious::word,
        )
    }

    /// Processes that went down or came up, each of the entity that runs it (T6).
    pub fn processes(&self) -> Vec<Statement> {
        let since = self.time("since").unwrap_or(self.situation.now);
        let down = self.all("process").iter().filter_map(|value| self.process_down(value, since));
        let up = self.all("restored").iter().filter_map(|value| self.process_up(value));
        down.chain(up).collect()
    }

    fn process_down(&self, value: &Value, since: Timestamp) -> Option<Statement> {
        let Value::Process(id) = value else { return None };
        let process = self.situation.organisation.processes.get(id)?;
        let due = since.plus(process.limit);
        let warnings = &self.situation.organisation.escalation.recovery_warnings;
        let mut warnings: Vec<Timestamp> = warnings.iter().map(|before| due.minus(*before)).collect();
        warnings.retain(|at| *at > self.situation.now);
        warnings.sort();
        let fact = Fact::ProcessDown { process: id.clone(), since, due, warnings };
        Some(Statement { entity: Some(process.entity.clone()), fact })
    }

    fn process_up(&self, value: &Value) -> Option<Statement> {
        let Value::Process(id) = value else { return None };
        let process = self.situation.organisation.processes.get(id)?;
        let fact = Fact::ProcessRestored { process: id.clone() };
        Some(Statement { entity: Some(process.entity.clone()), fact })
    }

    /// Facts of each of these entities; of none yet, where nobody could tell which.
    pub fn entity_facts(&self, entities: &[EntityId]) -> Vec<Statement> {
        let mut facts = Vec::new();
        facts.extend(self.building().map(|building| Fact::Building(Some(building))));
        let impacts = [Impact::Unknown, Impact::None, Impact::Negative];
        facts.extend(self.choice("impact", &impacts, Impact::word).map(Fact::Impact));
        let capacities = [Capacity::Unknown, Capacity::OneTeam, Capacity::SeveralTeams, Capacity::Beyond];
        facts.extend(self.choice("capacity", &capacities, Capacity::word).map(Fact::Capacity));
        facts.extend(self.answer("health").map(Fact::Health));
        if entities.is_empty() {
            return facts.into_iter().map(|fact| Statement { entity: None, fact }).collect();
        }
        let of = |entity: &EntityId| {
            let entity = entity.clone();
            facts.iter().map(move |fact| Statement { entity: Some(entity.clone()), fact: fact.clone() })
        };
        entities.iter().flat_map(of).collect()
    }

    /// Facts of the event as a whole.
    pub fn general_facts(&self) -> Vec<Statement> {
        let others = [Other::Unknown, Other::No, Other::Vooralarm, Other::Alarm];
        let answer = |name: &str, fact: fn(Answer) -> Fact| self.answer(name).map(fact);
        let facts = [
            self.malicious().map(Fact::Malicious),
            answer("reputation", Fact::Reputation),
            answer("nbc", Fact::Nbc),
            answer("societal", Fact::Societal),
            self.choice("other", &others, Other::word).map(Fact::Other),
        ];
        facts.into_iter().flatten().map(|fact| Statement { entity: None, fact }).collect()
    }

    /// Whether a fact is given that needs an entity and does not name it by itself.
    pub fn needs_entity(&self) -> bool {
        OF_ENTITY.iter().any(|name| !self.all(name).is_empty())
    }
}
