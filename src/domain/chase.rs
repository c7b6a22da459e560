//! Chasing: a ladder of calls that ends only by an answer or by being called off (C2, C4, T2, K2, K4, L4).

use serde::{Deserialize, Serialize};

use super::{
    consequence,
    draft::Draft,
    duplicate,
    ids::{EntityId, IncidentId, PersonId, RoleId, RoomId},
    incident::Incident,
    ladder,
    organisation::{Callee, Ladder},
    reach, role_posts,
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
    /// Nobody could tell the entity: whoever reported, then the crisis centre, is asked until somebody can.
    Placing,
    /// L4a: is it a crisis?
    Proposal,
    /// L2: is the intent malicious?
    Suspicion,
    /// C2: must the CMT of this entity be activated?
    Activation(EntityId),
    /// A role that was offered, until the other accepts or refuses.
    Handover(RoleId),
    /// A page, by its number in the record.
    Page(u32),
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
    /// Fills a ladder in. Rungs that call nobody are left out; the first that calls somebody is the start.
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
        let mut rungs: Vec<Rung> = rungs.filter(|rung| !rung.people.is_empty()).collect();
        let start = rungs.first().map_or(Span(0), |rung| rung.after);
        for rung in &mut rungs {
            rung.after = Span(rung.after.0.saturating_sub(start.0));
        }
        Self { rungs, every: ladder.then_every, all: people(&ladder.then_call) }
    }

    /// Whether the person is called by any rung or round.
    #[must_use]
    pub fn includes(&self, person: &PersonId) -> bool {
        self.all.contains(person) || self.rungs.iter().any(|rung| rung.people.contains(person))
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
    /// Where its people are called.
    pub room: RoomId,
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

impl Chase {
    /// Whether the person is called by it, or was.
    #[must_use]
    pub fn includes(&self, person: &PersonId) -> bool {
        self.plan.includes(person) || self.called.contains(person)
    }
}

/// A chase began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChaseOpened {
    /// What for.
    pub kind: ChaseKind,
    /// Where its people are called.
    pub room: RoomId,
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

impl ChaseOpened {
    pub(super) fn apply(&self, incident: &mut Incident, at: Timestamp) {
        if self.kind == ChaseKind::FirstResponders {
            incident.told.clone_from(&incident.meldpunt);
        }
        let chase = Chase {
            room: self.room.clone(),
            plan: self.plan.clone(),
            opened_at: at,
            calls: 0,
            called: Vec::new(),
            next_at: None,
        };
        incident.reaching.retain(|(kind, _), _| *kind != self.kind);
        incident.tries.retain(|(kind, _), _| *kind != self.kind);
        incident.chases.insert(self.kind.clone(), chase);
    }
}

impl ChaseCalled {
    pub(super) fn apply(&self, incident: &mut Incident) {
        let Some(room) = incident.chases.get(&self.kind).map(|chase| chase.room.clone()) else { return };
        for person in &self.people {
            let call = (person.clone(), room.clone());
            if !incident.called.contains(&call) {
                incident.called.push(call);
            }
        }
        if let ChaseKind::Page(n) = self.kind
            && let Some(page) = incident.pages.get_mut(&n)
        {
            for person in &self.people {
                if !page.called.contains(person) {
                    page.called.push(person.clone());
                }
                // Whoever came on duty meanwhile.
                if !page.people.contains(person) {
                    page.people.push(person.clone());
                }
            }
        }
        if let Some(chase) = incident.chases.get_mut(&self.kind) {
            chase.calls = self.n.saturating_add(1);
            chase.next_at = self.next.as_ref().map(|(at, _)| *at);
            for person in &self.people {
                if !chase.called.contains(person) {
                    chase.called.push(person.clone());
                }
            }
        }
    }
}

impl ChaseEnded {
    pub(super) fn apply(&self, incident: &mut Incident) {
        incident.chases.remove(&self.kind);
        if let (ChaseKind::Activation(entity), true) = (&self.kind, self.answered)
            && incident.active_cmt(entity).is_none()
        {
            incident.refused.push(entity.clone());
        }
    }
}

/// Where the people of a chase are called: their own room, so that whoever is called can read it.
fn room(draft: &Draft<'_>, incident: &Incident, kind: &ChaseKind) -> RoomId {
    match kind {
        ChaseKind::Ping | ChaseKind::Request(_) | ChaseKind::Placing => {
            incident.desk.room.clone().unwrap_or_else(|| incident.report_room.clone())
        }
        ChaseKind::Cmt(entity) => RoomId::crisis(incident.id, entity),
        ChaseKind::Activation(entity) => draft.report_room(Some(entity), &incident.report_room),
        ChaseKind::FirstResponders | ChaseKind::Call | ChaseKind::Proposal | ChaseKind::Suspicion => {
            incident.report_room.clone()
        }
        ChaseKind::Handover(role) => role_posts::room(incident, role),
        ChaseKind::Page(n) => {
            incident.pages.get(n).map_or_else(|| incident.report_room.clone(), |page| page.room.clone())
        }
    }
}

/// Begins a chase and makes its first call, unless it is open already or there is nobody to call.
pub(super) fn open(draft: &mut Draft<'_>, id: IncidentId, kind: &ChaseKind) {
    let Some(incident) = draft.find(id) else { return };
    let plan = ladder::plan(draft, incident, kind);
    if incident.chases.contains_key(kind) || plan.call(0).is_none() {
        return;
    }
    let room = room(draft, incident, kind);
    draft.record(id, ChaseOpened { kind: kind.clone(), room, plan });
    call_next(draft, id, kind);
}

/// Makes the next call of an open chase, and says when the one after it comes.
pub(super) fn call_next(draft: &mut Draft<'_>, id: IncidentId, kind: &ChaseKind) {
    let now = draft.now();
    let Some(incident) = draft.find(id) else { return };
    let Some(chase) = incident.chases.get(kind) else { return };
    let n = chase.calls;
    let Some((after, people)) = now_called(draft, incident, kind, n) else { return };
    let people = still_silent(incident, kind, &people);
    let next = now_called(draft, incident, kind, n.saturating_add(1)).map(|(later, next_people)| {
        let planned = chase.opened_at.plus(later);
        // A call that comes late, after an outage, is made once; the next one keeps its distance from now. So it does when
        // the clock was set back meanwhile.
        let gap = now.plus(Span(later.0.saturating_sub(after.0).max(Span::minutes(1).0)));
        (if planned > now { planned.min(gap) } else { gap }, still_silent(incident, kind, &next_people))
    });
    let full_round = chase.plan.is_full_round(n);
    draft.record(id, ChaseCalled { kind: kind.clone(), n, full_round, people: people.clone(), next });
    reach::begin(draft, id, kind, &people);
}

/// The n-th call of an open chase. Where there is a rota, who is on duty may have changed since it began: a full round
/// reads it anew, and also calls everybody whom the plan had.
fn now_called(draft: &Draft<'_>, incident: &Incident, kind: &ChaseKind, n: usize) -> Option<(Span, Vec<PersonId>)> {
    let plan = &incident.chases.get(kind)?.plan;
    let (after, people) = plan.call(n)?;
    let mut people = people.to_vec();
    if plan.is_full_round(n) && ladder::by_rota(draft.organisation(), incident, kind) {
        let mut all = ladder::plan(draft, incident, kind).all;
        all.extend(people.into_iter().filter(|person| !all.contains(person)).collect::<Vec<_>>());
        people = all;
    }
    Some((after, people))
}

/// Calls somebody at once beside the ladder, which goes on as it was.
pub(super) fn call_besides(draft: &mut Draft<'_>, id: IncidentId, kind: &ChaseKind, person: PersonId) {
    let Some(incident) = draft.find(id) else { return };
    let Some(chase) = incident.chases.get(kind) else { return };
    let people = chase.plan.call(chase.calls).map(|(_, people)| still_silent(incident, kind, people));
    let (n, next) = (chase.calls.saturating_sub(1), chase.next_at.zip(people));
    let people = vec![person];
    draft.record(id, ChaseCalled { kind: kind.clone(), n, full_round: false, people: people.clone(), next });
    reach::begin(draft, id, kind, &people);
}

/// Ends a chase, if it is open.
pub(super) fn end(draft: &mut Draft<'_>, id: IncidentId, kind: &ChaseKind, answered: bool) {
    if draft.find(id).is_some_and(|incident| incident.chases.contains_key(kind)) {
        draft.record(id, ChaseEnded { kind: kind.clone(), answered });
    }
}

/// Calls every chase of a record off.
pub(super) fn end_all(draft: &mut Draft<'_>, id: IncidentId) {
    let kinds: Vec<ChaseKind> =
        draft.find(id).map(|incident| incident.chases.keys().cloned().collect()).unwrap_or_default();
    for kind in kinds {
        end(draft, id, &kind, false);
    }
}

/// A first responder who acts on the record has seen it: nobody needs to chase them (C4).
pub(super) fn seen_by_actor(draft: &mut Draft<'_>, id: IncidentId) {
    let Some(person) = draft.context.actor.person().cloned() else { return };
    let Some(incident) = draft.find(id) else { return };
    let kind = ChaseKind::FirstResponders;
    let called = incident.chases.get(&kind).is_some_and(|chase| chase.includes(&person));
    let waits = duplicate::calls_wait(draft.state(), incident, draft.now()).is_some();
    if waits && !called && consequence::needs_responders(draft, incident) {
        // They answer before anybody is called for it: then nobody is.
        let (room, plan) = (room(draft, incident, &kind), ladder::plan(draft, incident, &kind));
        if plan.includes(&person) {
            draft.record(id, ChaseOpened { kind: kind.clone(), room, plan });
            end(draft, id, &kind, true);
        }
    }
    if called {
        end(draft, id, &kind, true);
    }
}

/// Whether the chase is open and the person has not answered it.
pub(super) fn waits_for(incident: &Incident, kind: &ChaseKind, person: &PersonId) -> bool {
    incident.chases.contains_key(kind) && !still_silent(incident, kind, std::slice::from_ref(person)).is_empty()
}

/// Whether a call that was decided before is still meant for the person: they are called, and did not answer. No time is
/// compared: somebody may have set the clock since.
#[must_use]
pub fn still_calls(incident: &Incident, kind: &ChaseKind, person: &PersonId) -> bool {
    let called = |chase: &Chase| chase.called.contains(person);
    incident.is_open() && incident.chases.get(kind).is_some_and(called) && waits_for(incident, kind, person)
}

fn still_silent(incident: &Incident, kind: &ChaseKind, people: &[PersonId]) -> Vec<PersonId> {
    people.iter().filter(|person| !has_answered(incident, kind, person)).cloned().collect()
}

/// Whether the person answered for themselves, where that is asked: by a page, or as a member of a CMT.
pub(super) fn has_answered(incident: &Incident, kind: &ChaseKind, person: &PersonId) -> bool {
    match kind {
        ChaseKind::Page(n) => incident.pages.get(n).is_some_and(|page| page.answered(person)),
        ChaseKind::Cmt(entity) => {
            let members = incident.cmts.get(entity).map(|cmt| cmt.members.as_slice()).unwrap_or_default();
            members.iter().any(|(member, answer)| member == person && answer.is_some())
        }
        _ => false,
    }
}
