//! Facts as the options of a command line, so that a button can repeat them.

use super::{fact::Fact, ids::EntityId, incident::Incident, message::Invocation};

/// `incident impact` with these facts of this entity.
#[must_use]
pub fn of_facts(incident: &Incident, entity: Option<&EntityId>, facts: &[Fact]) -> Invocation {
    let mut command = Invocation::new("incident impact").about(incident.id);
    if let Some(entity) = entity {
        command = command.with("entity", entity);
    }
    for fact in facts {
        command = match fact {
            Fact::Impact(impact) => command.with("impact", impact.word()),
            Fact::Capacity(capacity) => command.with("capacity", capacity.word()),
            Fact::Health(answer) => command.with("health", answer.word()),
            Fact::Building(Some(building)) => command.with("building", building),
            Fact::Building(None) => command,
            Fact::ProcessDown { process, .. } => command.with("process", process),
            Fact::ProcessRestored { process } => command.with("restored", process),
            Fact::Malicious(malicious) => command.with("malicious", malicious.word()),
            Fact::Reputation(answer) => command.with("reputation", answer.word()),
            Fact::Nbc(answer) => command.with("nbc", answer.word()),
            Fact::Societal(answer) => command.with("societal", answer.word()),
            Fact::Other(other) => command.with("other", other.word()),
        };
    }
    command
}
