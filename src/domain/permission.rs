//! Who may do what: a closed set of rights, evaluated at one place, deny by default.

use super::{
    actor::Actor,
    ids::{EntityId, PersonId, RoleId, TaskId},
    incident::Incident,
    on_duty::may_respond,
    organisation::{Organisation, Team, TeamKind},
    state::State,
};

/// A right, as `commands/*.toml` names it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Who {
    /// Also people whom nobody knows.
    Anyone,
    /// A person of the configuration.
    Known,
    /// A member of any entity of the record, the crisis centre, or a holder of a role or task in it.
    KnownInRecord,
    /// Whose `entity` is the one that the command is about.
    Member,
    /// Who reported this record.
    Reporter,
    /// Chair, deputy or member of the entity's CMT, active or not.
    Cmt,
    /// Chair or deputy of the entity's CMT.
    Chair,
    /// The entity's crisis communication team.
    Communication,
    /// Everyone in a team of kind ccvo.
    Ccvo,
    /// Who holds this role in the record.
    Role(RoleId),
    /// Who owns the task that the command is about.
    Owner,
    /// Whom the record called.
    Called,
}

/// What the right is asked about.
#[derive(Debug, Clone, Copy, Default)]
pub struct Subject<'a> {
    /// The record.
    pub incident: Option<&'a Incident>,
    /// The entity of the fact that is set; else the one given, the crisis room's, the speaker's in the record, the meldpunt.
    pub entity: Option<&'a EntityId>,
    /// The task.
    pub task: Option<TaskId>,
    /// Who stands in for whoever is on duty.
    pub state: Option<&'a State>,
}

/// Whether the actor has the right.
#[must_use]
pub fn may(who: &Who, actor: &Actor, subject: Subject<'_>, organisation: &Organisation) -> bool {
    if *who == Who::Anyone {
        return true;
    }
    if *who == Who::Reporter {
        return subject.incident.is_some_and(|incident| incident.reporter == *actor);
    }
    let Some(person) = actor.person() else { return false };
    let Some(known) = organisation.people.get(person) else { return false };
    let cmt = |entity: &EntityId| organisation.cmt(entity);
    match who {
        Who::Anyone | Who::Known => true,
        Who::Reporter => false,
        Who::KnownInRecord => subject.incident.is_some_and(|incident| {
            let member = known.entity.as_ref().is_some_and(|entity| incident.entities().contains(entity));
            let role = incident.roles.values().chain(incident.offers.values()).any(|holder| holder == person);
            let task = incident.tasks.values().any(|task| task.owner.as_ref() == Some(person));
            member || role || task || organisation.is_ccvo(person)
        }),
        Who::Member => subject.entity.is_some_and(|entity| known.entity.as_ref() == Some(entity)),
        Who::Cmt => subject.entity.is_some_and(|entity| organisation.is_cmt(person, entity)),
        Who::Chair => subject.entity.is_some_and(|entity| {
            let leads = |team: &Team| team.chair.as_ref() == Some(person) || team.deputies.contains(person);
            // Whoever took the chair over acts as one, if they belong to the team: a title alone gives no right.
            let acts = || organisation.is_cmt(person, entity) && acts_as_chair(subject.incident, person, entity);
            cmt(entity).is_some_and(leads) || acts()
        }),
        Who::Communication => subject.entity.is_some_and(|entity| {
            let team = organisation.team(TeamKind::Communication, entity);
            team.is_some_and(|team| team.everybody().contains(person))
        }),
        Who::Ccvo => organisation.is_ccvo(person),
        Who::Role(role) => subject.incident.is_some_and(|incident| incident.roles.get(role) == Some(person)),
        Who::Owner => subject.incident.zip(subject.task).is_some_and(|(incident, task)| {
            incident.tasks.get(&task).is_some_and(|task| task.owner.as_ref() == Some(person))
        }),
        Who::Called => subject.incident.is_some_and(|incident| {
            // While the reporter is asked whether it is the same event, the call of the first responders waits; whoever
            // took it up meanwhile stays one of those who were called for, also after it ended and went on again.
            let taken_up = incident.told.is_some() && incident.told == incident.meldpunt && incident.called.is_empty();
            let waits = incident.likened.is_some() || taken_up;
            let entity = incident.meldpunt.as_ref().filter(|_| waits);
            incident.was_called(person)
                || entity.is_some_and(|entity| may_respond(organisation, subject.state, person, entity))
        }),
    }
}

/// Whether the person is the reporting point's chair in the record; roles are state, and follow each handover.
fn acts_as_chair(incident: Option<&Incident>, person: &PersonId, entity: &EntityId) -> bool {
    incident.is_some_and(|incident| {
        incident.meldpunt.as_ref() == Some(entity) && incident.roles.get(&RoleId::from("chair")) == Some(person)
    })
}
