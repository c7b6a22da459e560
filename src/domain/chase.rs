//! Chasing: a ladder of calls that ends only by an answer or by being called off (C2, C4, T2, K2, K4, L4).

use serde::{Deserialize, Serialize};

use super::{
    ids::{EntityId, PersonId},
    organisation::{Callee, Ladder},
    time::{Span, Timestamp},
};

/// What is being chased; at most one of each kind is open in a record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChaseKind {
    /// C4: the meldpunt's first responders, until one answers.
    FirstResponders,
    /// T2: the crisis centre, until an officer acknowledges, takes the lead or declines.
    Ping,
    /// K4: the telephone call, until somebody confirms it.
    Call,
    /// K2: a request to the crisis centre, by its place in the record's list.
    Request(u32),
    /// C2: the members of an activated CMT, each until they answer.
    Cmt(EntityId),
    /// L4a: is it a crisis?
    Proposal,
    /// L2: is the intent malicious?
    Suspicion,
    /// C2: must the CMT of this entity be activated?
    Activation(EntityId),
}

/// One rung: this long after the start, these people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rung {
    /// Counted from the start.
    pub after: Span,
    /// Who is called; never empty.
    pub people: Vec<PersonId>,
}

/// A ladder with its people filled in, as the opening event keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// In order of time.
    pub rungs: Vec<Rung>,
    /// Between full rounds.
    pub every: Span,
    /// Who is called in a full round.
    pub all: Vec<PersonId>,
}

impl Plan {
    /// Fills a ladder in. Rungs that call nobody are left out, and the others keep their times.
    pub fn fill(ladder: &Ladder, who: impl Fn(Callee) -> Vec<PersonId>) -> Self {
        let people = |callees: &[Callee]| {
            let mut people: Vec<PersonId> = Vec::new();
            for person in callees.iter().flat_map(|callee| who(*callee)) {
                if !people.contains(&person) {
                    people.push(person);
                }
            }
            people
        };
        let rungs = ladder.steps.iter().map(|step| Rung { after: step.after, people: people(&step.call) });
        Self {
            rungs: rungs.filter(|rung| !rung.people.is_empty()).collect(),
            every: ladder.then_every,
            all: people(&ladder.then_call),
        }
    }

    /// The n-th call, from 0: who, and how long after the start. Past the rungs the full rounds go on without end.
    #[must_use]
    pub fn call(&self, n: usize) -> Option<(Span, &[PersonId])> {
        if let Some(rung) = self.rungs.get(n) {
            return Some((rung.after, &rung.people));
        }
        if self.all.is_empty() {
            return None;
        }
        let last = self.rungs.last().map_or(Span(0), |rung| rung.after);
        let round = i64::try_from(n.saturating_sub(self.rungs.len())).unwrap_or(i64::MAX);
        // Without any rung the first full round is the start itself.
        let rounds = if self.rungs.is_empty() { round } else { round.saturating_add(1) };
        Some((Span(last.0.saturating_add(self.every.0.saturating_mul(rounds))), &self.all))
    }

    /// Whether the n-th call is a full round.
    #[must_use]
    pub fn is_full_round(&self, n: usize) -> bool {
        n >= self.rungs.len()
    }
}

/// A chase that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chase {
    /// Its ladder.
    pub plan: Plan,
    /// When it started.
    pub opened_at: Timestamp,
    /// How many calls were made.
    pub calls: usize,
    /// Everybody called so far, each once, in the order of their first call.
    pub called: Vec<PersonId>,
    /// When the next call is made.
    pub next_at: Option<Timestamp>,
}

/// A chase began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChaseOpened {
    /// What for.
    pub kind: ChaseKind,
    /// Its ladder.
    pub plan: Plan,
}

/// People were called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChaseCalled {
    /// What for.
    pub kind: ChaseKind,
    /// The how-manieth call, from 0.
    pub n: usize,
    /// Everybody of the ladder at once, after the steps.
    pub full_round: bool,
    /// Who.
    pub people: Vec<PersonId>,
    /// When the next call is made, and who is called by it.
    pub next: Option<(Timestamp, Vec<PersonId>)>,
}

/// A chase ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChaseEnded {
    /// What for.
    pub kind: ChaseKind,
    /// By an answer; else it was called off.
    pub answered: bool,
}
