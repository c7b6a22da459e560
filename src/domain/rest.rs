//! Whoever has quiet hours is left alone for what can wait: the post stands in its room and mentions them not. When those
//! hours are over they are mentioned once, for what still waits then. No call ever waits, whatever it is for.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    command::Coming,
    draft::Draft,
    event::{Envelope, Event},
    ids::{IncidentId, PersonId, TaskId},
    incident::Incident,
    message::Effect,
    on_duty::Duty,
    public, quiet, react, rest_posts, task,
    time::{Span, Timestamp},
    timer::Timer,
};

/// How long after they last did something on a record somebody is still at work on it.
const AT_WORK: Span = Span::hours(4);

/// What waits for somebody.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Waiting {
    /// A situation update that is asked of them.
    Update,
    /// Their task.
    Task(TaskId),
    /// A text for the public that they may confirm, by its number.
    Public(u32),
    /// What they wrote in the log and meant to look at again, by its log line.
    Recheck(u64),
}

/// Whoever is left alone, since they have quiet hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rest {
    /// Until when.
    pub until: Timestamp,
    /// For what.
    pub what: BTreeSet<Waiting>,
}

/// What somebody did last on a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LastAct {
    /// When.
    pub at: Timestamp,
    /// They said that they cannot come.
    pub unable: bool,
}

/// People who would have been mentioned were left alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftAlone {
    /// For what.
    pub what: Waiting,
    /// Who, and until when.
    pub people: BTreeMap<PersonId, Timestamp>,
}

/// Somebody's quiet hours were over: they were told what still waited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaughtUp {
    /// Who.
    pub person: PersonId,
    /// What, at least one.
    pub what: Vec<Waiting>,
}

impl LeftAlone {
    pub(super) fn apply(&self, incident: &mut Incident) {
        for (person, until) in &self.people {
            let new = || Rest { until: *until, what: BTreeSet::new() };
            let rest = incident.resting.entry(person.clone()).or_insert_with(new);
            rest.until = *until;
            rest.what.insert(self.what.clone());
        }
    }
}

/// People by the end of their quiet hours.
pub(super) fn by_end(people: &BTreeMap<PersonId, Timestamp>) -> BTreeMap<Timestamp, Vec<PersonId>> {
    let mut ends: BTreeMap<Timestamp, Vec<PersonId>> = BTreeMap::new();
    for (person, until) in people {
        ends.entry(*until).or_default().push(person.clone());
    }
    ends
}

impl CaughtUp {
    pub(super) fn apply(&self, incident: &mut Incident) {
        incident.resting.remove(&self.person);
    }
}

/// Keeps who did something on the record last, and when.
pub(super) fn remember(incident: &mut Incident, envelope: &Envelope) {
    let Some(person) = envelope.actor.person() else { return };
    let answer = match &envelope.event {
        Event::CmtAnswered(body) if body.person == *person => Some(body.answer),
        Event::PageAnswered(body) if body.person == *person => Some(body.answer),
        _ => None,
    };
    // What follows from their answer in the same turn is no second thought of theirs.
    let follows = || incident.acts.get(person).is_some_and(|last| last.unable && last.at == envelope.at);
    let unable = answer.map_or_else(follows, |answer| answer == Coming::Unable);
    incident.acts.insert_mut(person.clone(), LastAct { at: envelope.at, unable });
}

/// What waits when whoever the event would mention has quiet hours; none: it is a call, is about one, or mentions nobody.
/// A new event decides here.
const fn waits(event: &Event) -> Option<Waiting> {
    match event {
        Event::UpdateAsked(_) => Some(Waiting::Update),
        Event::TaskAdded(body) => Some(Waiting::Task(body.task)),
        Event::TaskAssigned(body) => Some(Waiting::Task(body.task)),
        Event::TaskReminded(body) => Some(Waiting::Task(body.task)),
        Event::PublicAsked(body) => Some(Waiting::Public(body.n)),
        Event::PublicReminded(body) => Some(Waiting::Public(body.n)),
        Event::Rechecked(body) => Some(Waiting::Recheck(body.seq)),
        // Whoever is called, and what they hear of the call afterwards.
        Event::ChaseOpened(_)
        | Event::ChaseCalled(_)
        | Event::ChaseEnded(_)
        | Event::ReachBegun(_)
        | Event::Reached(_)
        | Event::ReachTried(_)
        | Event::RuleMet(_)
        | Event::RuleWithdrawn(_)
        | Event::Claimed(_)
        | Event::PageOpened(_)
        | Event::PageAnswered(_)
        | Event::PageStopped(_)
        | Event::StatusChanged(_)
        | Event::Undone(_)
        | Event::CommunicationOpened(_)
        // A clock of a time-critical process (T6).
        | Event::RecoveryWarned(_)
        // Whoever holds a role, or is to hold it, is at work.
        | Event::RoleTaken(_)
        | Event::RoleOffered(_)
        | Event::RoleDeclined(_)
        | Event::RoleAsked(_)
        | Event::RoleKept(_)
        | Event::DutyWarned(_)
        | Event::StandsIn(_)
        // These mention nobody.
        | Event::Configured(_)
        | Event::Numbered(_)
        | Event::Recorded(_)
        | Event::Appended(_)
        | Event::Verified(_)
        | Event::Asked(_)
        | Event::Located(_)
        | Event::Stated(_)
        | Event::Moved(_)
        | Event::LevelSet(_)
        | Event::LevelProposed(_)
        | Event::LevelSettled(_)
        | Event::PhaseChanged(_)
        | Event::Declined(_)
        | Event::Requested(_)
        | Event::RequestAnswered(_)
        | Event::CallOpened(_)
        | Event::CallConfirmed(_)
        | Event::CmtActivated(_)
        | Event::CmtAnswered(_)
        | Event::CmtStoodDown(_)
        | Event::RoomArchived(_)
        | Event::Written(_)
        | Event::SourceEdited(_)
        | Event::SourceDeleted(_)
        | Event::Redacted(_)
        | Event::TaskDone(_)
        | Event::Updated(_)
        | Event::Linked(_)
        | Event::Compared(_)
        | Event::SureAsked(_)
        | Event::RecheckSet(_)
        | Event::PublicReleased(_)
        | Event::Likened(_)
        | Event::CommunicationArchived(_)
        | Event::AlertTold(_)
        | Event::Away(_)
        | Event::GapWarned(_)
        | Event::GapFilled(_)
        | Event::ReachLost(_)
        | Event::Mailed(_)
        | Event::ChatTaken(_)
        | Event::ChatFailed(_)
        // What is made of the above.
        | Event::LeftAlone(_)
        | Event::CaughtUp(_) => None,
    }
}

/// Until when somebody is left alone in a record; none: they are not.
fn rests(duty: Duty<'_>, incident: &Incident, person: &PersonId) -> Option<Timestamp> {
    let known = duty.organisation.people.get(person)?;
    let until = quiet::until(&known.quiet, duty.now)?;
    (!is_at_work(duty, incident, person)).then_some(until)
}

/// Whoever did something on the record lately, holds a role in it or is on duty is at work, also in their quiet hours.
fn is_at_work(duty: Duty<'_>, incident: &Incident, person: &PersonId) -> bool {
    let lately = |last: &LastAct| !last.unable && duty.now < last.at.plus(AT_WORK);
    incident.acts.get(person).is_some_and(lately)
        || incident.roles.values().any(|holder| holder == person)
        || duty.rotas().any(|rota| rota.on_duty(duty.now) == Some(person))
}

/// Takes the mentions of whoever is left alone out of what an event says, and says so where nobody is mentioned any more.
/// Gives what the log does not say yet.
pub(super) fn leave_alone(
    duty: Duty<'_>,
    incident: &Incident,
    event: &Event,
    effects: &mut [Effect],
) -> Option<LeftAlone> {
    let what = waits(event)?;
    let mut people = BTreeMap::new();
    for effect in effects {
        let Effect::Post { message, mentions, .. } = effect else { continue };
        let here = mentions.iter().filter_map(|person| Some((person.clone(), rests(duty, incident, person)?)));
        let here: BTreeMap<PersonId, Timestamp> = here.collect();
        mentions.retain(|person| !here.contains_key(person));
        if mentions.is_empty() && !here.is_empty() {
            message.lines.extend(rest_posts::left_alone(incident.id, &here));
        }
        people.extend(here);
    }
    let said = |person: &PersonId, until: Timestamp| {
        incident.resting.get(person).is_some_and(|rest| rest.until == until && rest.what.contains(&what))
    };
    people.retain(|person, until| !said(person, *until));
    (!people.is_empty()).then_some(LeftAlone { what, people })
}

/// Somebody's quiet hours are over: they are told what still waits, if anything does.
pub(super) fn over(draft: &mut Draft<'_>, id: IncidentId, person: &PersonId) {
    let Some((incident, rest)) = draft.find(id).and_then(|found| Some((found, found.resting.get(person)?))) else {
        return;
    };
    // They may have others by now, after an outage or by another configuration.
    if let Some(until) = rests(draft.duty(), incident, person) {
        draft.arm(id, Timer::Rest(person.clone()), until);
        return;
    }
    let what: Vec<Waiting> = rest.what.iter().filter(|what| still(incident, person, what)).cloned().collect();
    if !what.is_empty() {
        draft.record(id, CaughtUp { person: person.clone(), what });
    }
}

/// Whether it still waits for them.
fn still(incident: &Incident, person: &PersonId, what: &Waiting) -> bool {
    match what {
        Waiting::Task(task) => {
            let task = incident.tasks.get(task).filter(|task| task::is_wanted(incident, task));
            task.is_some_and(|task| task.owner.as_ref() == Some(person))
        }
        Waiting::Update => {
            let asked = incident.is_open() && incident.update_asked && incident.next_update_at.is_some();
            asked && react::update_wanted_from(incident).as_ref() == Some(person)
        }
        Waiting::Public(n) => {
            let text = public::waiting(incident).filter(|(waiting, _)| waiting == n && incident.is_open());
            text.is_some_and(|(_, text)| text.people.contains(person))
        }
        Waiting::Recheck(seq) => incident.is_open() && !incident.redacted.contains_key(seq),
    }
}

#[cfg(test)]
#[path = "rest_test.rs"]
mod tests;
