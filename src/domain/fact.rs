//! Facts: what people say of the event. Levels and recommendations follow from them (L4, T1).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    ids::{BuildingId, EntityId, ProcessId},
    time::Timestamp,
};

/// Yes, no, or nobody knows yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    /// Nobody said, or somebody withdrew it.
    #[default]
    Unknown,
    /// Ruled out.
    No,
    /// So it is.
    Yes,
}

/// Negative impact on the organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Impact {
    /// Nobody said yet.
    #[default]
    Unknown,
    /// None.
    None,
    /// There is.
    Negative,
}

/// What it takes to solve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Capacity {
    /// Nobody said yet.
    #[default]
    Unknown,
    /// One team in its daily work.
    OneTeam,
    /// Several teams, within daily operation.
    SeveralTeams,
    /// Beyond normal operation (L4a).
    Beyond,
}

/// Malicious intent (L2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Malicious {
    /// Nobody said yet.
    #[default]
    Unknown,
    /// Ruled out.
    No,
    /// Sets nothing, but asks the chair.
    Suspected,
    /// Always a crisis.
    Yes,
}

/// Other dangers to the functioning of the government; a person chooses the phase (T8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Other {
    /// Nobody said yet.
    #[default]
    Unknown,
    /// None.
    No,
    /// Enough for vooralarm (V4).
    Vooralarm,
    /// Enough for alarm (A5).
    Alarm,
}

/// One thing said. Those of the first group belong to an entity, those of the second to the event as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// Negative impact on the entity.
    Impact(Impact),
    /// What the entity needs to solve it.
    Capacity(Capacity),
    /// Danger to the health of the entity's personnel.
    Health(Answer),
    /// Where it happens; none withdraws it.
    Building(Option<BuildingId>),
    /// A time-critical process went down.
    ProcessDown {
        /// Which.
        process: ProcessId,
        /// Since when.
        since: Timestamp,
        /// When it must be up again (T6).
        due: Timestamp,
        /// When its clock warns.
        warnings: Vec<Timestamp>,
    },
    /// A time-critical process is up again.
    ProcessRestored {
        /// Which.
        process: ProcessId,
    },
    /// Malicious intent.
    Malicious(Malicious),
    /// Danger of reputational damage to the government as a whole.
    Reputation(Answer),
    /// Nuclear, biological or chemical risk.
    Nbc(Answer),
    /// A societal crisis.
    Societal(Answer),
    /// Other dangers.
    Other(Other),
}

impl Fact {
    /// Whether the fact is about the event as a whole and not about one entity.
    #[must_use]
    pub const fn is_general(&self) -> bool {
        matches!(self, Self::Malicious(_) | Self::Reputation(_) | Self::Nbc(_) | Self::Societal(_) | Self::Other(_))
    }

    /// Whether both facts answer the same question, so that the later one replaces the earlier.
    #[must_use]
    pub fn same_question(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::ProcessDown { process: one, .. } | Self::ProcessRestored { process: one },
                Self::ProcessDown { process: two, .. } | Self::ProcessRestored { process: two },
            ) => one == two,
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }
}

/// A fact and the entity that it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// None for a general fact.
    pub entity: Option<EntityId>,
    /// What is said.
    pub fact: Fact,
}

/// The general facts that count.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct General {
    /// Malicious intent.
    pub malicious: Malicious,
    /// Reputation of the government as a whole.
    pub reputation: Answer,
    /// Nuclear, biological, chemical.
    pub nbc: Answer,
    /// Societal crisis.
    pub societal: Answer,
    /// Other dangers.
    pub other: Other,
}

/// A process that went down in this record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outage {
    /// Since when it is down.
    pub down_since: Timestamp,
    /// When it came up again; none while it is down.
    pub restored_at: Option<Timestamp>,
    /// When it must be up again.
    pub due: Timestamp,
    /// When the clock warns, earliest first.
    pub warnings: Vec<Timestamp>,
}

/// The facts of one affected entity that count.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EntityFacts {
    /// Negative impact.
    pub impact: Impact,
    /// What it takes to solve.
    pub capacity: Capacity,
    /// Danger to health.
    pub health: Answer,
    /// Where.
    pub building: Option<BuildingId>,
    /// Time-critical processes that went down.
    pub processes: BTreeMap<ProcessId, Outage>,
}

impl EntityFacts {
    /// What was said of the entity itself, its processes left out.
    #[must_use]
    pub fn said(&self) -> Vec<Fact> {
        let mut said = Vec::new();
        if self.health != Answer::Unknown {
            said.push(Fact::Health(self.health));
        }
        if self.impact != Impact::Unknown {
            said.push(Fact::Impact(self.impact));
        }
        if self.capacity != Capacity::Unknown {
            said.push(Fact::Capacity(self.capacity));
        }
        if self.building.is_some() {
            said.push(Fact::Building(self.building.clone()));
        }
        said
    }

    /// How many of its processes are down at this time.
    #[must_use]
    pub fn down(&self) -> usize {
        self.processes.values().filter(|outage| outage.restored_at.is_none()).count()
    }
}

/// All facts that count in a record.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    /// About the event as a whole.
    pub general: General,
    /// By affected entity.
    pub entities: BTreeMap<EntityId, EntityFacts>,
}

impl Facts {
    /// Takes a statement over; `at` is when a restored process came up.
    pub fn take(&mut self, statement: &Statement, at: Timestamp) {
        let Some(id) = &statement.entity else { return self.take_general(&statement.fact) };
        if statement.fact.is_general() {
            return self.take_general(&statement.fact);
        }
        let entity = self.entities.entry(id.clone()).or_default();
        match &statement.fact {
            Fact::Impact(impact) => entity.impact = *impact,
            Fact::Capacity(capacity) => entity.capacity = *capacity,
            Fact::Health(health) => entity.health = *health,
            Fact::Building(building) => entity.building.clone_from(building),
            Fact::ProcessDown { process, since, due, warnings } => {
                let outage = Outage { down_since: *since, restored_at: None, due: *due, warnings: warnings.clone() };
                entity.processes.insert(process.clone(), outage);
            }
            Fact::ProcessRestored { process } => {
                if let Some(outage) = entity.processes.get_mut(process) {
                    outage.restored_at = Some(at);
                }
            }
            _ => {}
        }
    }

    fn take_general(&mut self, fact: &Fact) {
        match fact {
            Fact::Malicious(malicious) => self.general.malicious = *malicious,
            Fact::Reputation(answer) => self.general.reputation = *answer,
            Fact::Nbc(answer) => self.general.nbc = *answer,
            Fact::Societal(answer) => self.general.societal = *answer,
            Fact::Other(other) => self.general.other = *other,
            _ => {}
        }
    }
}
