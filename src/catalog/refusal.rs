//! Rights that are missing: what was not done, why, and who can do it.

use super::{
    Bound, Catalogue, Situation,
    model::{Definition, Right},
};
use crate::domain::{
    ids::{EntityId, IncidentId, PersonId},
    line::Line,
    message::{Invocation, Message},
    on_duty::Duty,
    organisation::{Bilingual, Team, TeamKind},
    permission::Who,
};

/// How many people are named.
const NAMED: usize = 5;

impl Catalogue {
    /// What somebody without the right is told.
    #[must_use]
    pub fn refusal(&self, bound: &Bound, situation: &Situation<'_>) -> Message {
        let Some(definition) = self.definition(&bound.path) else { return Message::of(Line::RefusedStranger {}) };
        let all = definition.who.iter().chain(definition.rights.iter().flat_map(|special| &special.who));
        let mut rights: Vec<Right> = Vec::new();
        for right in all.filter(|right| bound.who.contains(&right.who)) {
            if !rights.contains(right) {
                rights.push(right.clone());
            }
        }
        self.refused(definition, &rights, bound.incident, &bound.entities, situation)
    }

    pub(super) fn refused(
        &self,
        definition: &Definition,
        rights: &[Right],
        incident: Option<IncidentId>,
        entities: &[EntityId],
        situation: &Situation<'_>,
    ) -> Message {
        let mut command = Invocation::new(&definition.path);
        command.incident = incident;
        let mut message = Message::of(Line::Refused { command, who: self.right_names(rights) });
        if situation.actor.person().is_none() {
            let report = Invocation::new("incident report").hinting("catalogue-what");
            return message.and(Line::RefusedStranger {}).and(Line::TypeForExample { command: report });
        }
        let general = people(rights, None, incident, situation);
        for entity in entities {
            let named = people(rights, Some(entity), incident, situation);
            let own: Vec<PersonId> = named.into_iter().filter(|person| !general.contains(person)).collect();
            if !own.is_empty() {
                message = message.and(Line::WhoCanFor { entity: entity.clone(), people: own });
            }
        }
        if general.is_empty() { message } else { message.and(Line::WhoCan { people: general }) }
    }

    pub(super) fn right_names(&self, rights: &[Right]) -> Bilingual {
        let named: Vec<_> =
            rights.iter().filter_map(|right| self.rights.iter().find(|name| name.id == right.id)).collect();
        let join = |words: Vec<&str>| words.join(", ");
        Bilingual {
            nl: join(named.iter().map(|name| name.nl.as_str()).collect()),
            en: join(named.iter().map(|name| name.en.as_str()).collect()),
        }
    }

    /// Whether the person can have the right in any record at all.
    pub(super) fn may_ever(definition: &Definition, situation: &Situation<'_>) -> bool {
        let special = definition.rights.iter().flat_map(|special| &special.who);
        definition.who.iter().chain(special).any(|right| ever(&right.who, situation))
    }
}

fn ever(who: &Who, situation: &Situation<'_>) -> bool {
    let organisation = situation.organisation;
    let known = situation.actor.person().and_then(|person| organisation.people.get(person));
    let Some(known) = known else { return matches!(who, Who::Anyone | Who::Reporter) };
    let mut entities = organisation.entities.keys();
    match who {
        Who::Member => known.entity.is_some(),
        // Any member of a CMT may act as its chair, where a record says so.
        Who::Cmt | Who::Chair => entities.any(|entity| organisation.is_cmt(&known.id, entity)),
        Who::Communication => organisation
            .teams
            .values()
            .any(|team| team.kind == TeamKind::Communication && team.everybody().contains(&known.id)),
        Who::Ccvo => organisation.is_ccvo(&known.id),
        // These depend on a record.
        Who::Anyone | Who::Known | Who::KnownInRecord | Who::Reporter | Who::Role(_) | Who::Owner | Who::Called => true,
    }
}

/// Some of those who have one of the rights: without an entity only those whose right needs none.
fn people(
    rights: &[Right],
    entity: Option<&EntityId>,
    incident: Option<IncidentId>,
    situation: &Situation<'_>,
) -> Vec<PersonId> {
    let organisation = situation.organisation;
    let incident = incident.and_then(|id| situation.state.incident(id));
    let duty = Duty { organisation, state: situation.state, now: situation.now };
    let cmt = || entity.and_then(|entity| organisation.cmt(entity));
    let mut people: Vec<PersonId> = Vec::new();
    for right in rights {
        let more: Vec<PersonId> = match &right.who {
            Who::Ccvo => duty.list(),
            Who::Cmt => cmt().map(Team::everybody).unwrap_or_default(),
            Who::Chair => {
                cmt().map(|team| team.chair.iter().chain(&team.deputies).cloned().collect()).unwrap_or_default()
            }
            Who::Communication => {
                let team = entity.and_then(|entity| organisation.team(TeamKind::Communication, entity));
                team.map(Team::everybody).unwrap_or_default()
            }
            Who::Member => entity.map(|entity| duty.responders(entity)).unwrap_or_default(),
            Who::Reporter => incident.and_then(|incident| incident.reporter.person().cloned()).into_iter().collect(),
            Who::Called => incident
                .map(|incident| incident.called.iter().map(|(person, _)| person.clone()).collect())
                .unwrap_or_default(),
            _ => Vec::new(),
        };
        for person in more {
            if !people.contains(&person) && people.len() < NAMED {
                people.push(person);
            }
        }
    }
    people
}
