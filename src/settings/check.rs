//! What shows only when all files are put side by side.

use std::collections::BTreeMap;

use super::{
    accounts,
    escalation::{Climb, Climbs},
    faults::organisation::{self as faults, What},
    files::File,
    reading::{Place, Reading},
    rotas,
    teams::team_kind_word,
};
use crate::domain::{
    ids::{EntityId, PersonId},
    organisation::{Callee, Entity, Organisation, RoomKind, Team, TeamKind},
};

pub(super) fn all(reading: &Reading<'_>, organisation: &Organisation, climbs: &[Climb]) {
    // A file that is not valid TOML may have lost any part, so that nothing can be said of what is missing.
    if reading.text(File::Organisation).is_none() || reading.is_broken(File::Organisation) {
        return;
    }
    entities(reading, organisation);
    crisis_centre(reading, organisation);
    only_one_team(reading, organisation);
    only_one_room(reading, organisation);
    shared_ids(reading, organisation);
    rotas::check(reading, organisation);
    accounts::nowhere(reading, organisation);
    for climb in climbs {
        ladder(reading, organisation, climb);
    }
}

fn entities(reading: &Reading<'_>, organisation: &Organisation) {
    if organisation.entities.is_empty() {
        reading.add(Place::whole(File::Organisation), faults::no_entity());
    }
    for id in organisation.entities.keys() {
        let add = |fault| reading.add(reading.place_of(What::Entity, id.as_str(), File::Organisation), fault);
        if organisation.cmt(id).is_none() {
            add(faults::no_cmt(id.as_str()));
        }
        if organisation.team(TeamKind::Communication, id).is_none() {
            add(faults::no_communication(id.as_str()));
        }
        if organisation.report_room(id).is_none() {
            add(faults::no_report_room(id.as_str()));
        }
    }
}

fn crisis_centre(reading: &Reading<'_>, organisation: &Organisation) {
    if organisation.ccvo_room().is_none() {
        reading.add(Place::whole(File::Organisation), faults::no_ccvo_room());
    }
    if !organisation.teams.values().any(|team| team.kind == TeamKind::Ccvo && !team.duty.is_empty()) {
        let team = organisation.teams.values().find(|team| team.kind == TeamKind::Ccvo);
        let place = team.map(|team| reading.place_of(What::Team, team.id.as_str(), File::Organisation));
        reading.add(place.unwrap_or_else(|| Place::whole(File::Organisation)), faults::no_duty_list());
    }
}

fn only_one_team(reading: &Reading<'_>, organisation: &Organisation) {
    let mut first: BTreeMap<(&str, &EntityId), &str> = BTreeMap::new();
    for team in in_order(reading, What::Team, organisation.teams.values(), |team| team.id.as_str()) {
        let (Some(entity), Some(kind)) = (&team.entity, team_kind_word(team.kind)) else { continue };
        let id = team.id.as_str();
        let earlier = *first.entry((kind, entity)).or_insert(id);
        if earlier != id {
            let place = reading.place_of(What::Team, id, File::Organisation);
            reading.add(place, faults::second(What::Team, kind, Some(entity.as_str()), earlier));
        }
    }
}

fn only_one_room(reading: &Reading<'_>, organisation: &Organisation) {
    let mut first: BTreeMap<(&str, Option<&EntityId>), &str> = BTreeMap::new();
    for room in in_order(reading, What::Room, organisation.rooms.values(), |room| room.id.as_str()) {
        let (kind, entity) = match room.kind {
            RoomKind::Ccvo => ("ccvo", None),
            RoomKind::Report if room.entity.is_some() => ("report", room.entity.as_ref()),
            RoomKind::Report | RoomKind::Info => continue,
        };
        let id = room.id.as_str();
        let earlier = *first.entry((kind, entity)).or_insert(id);
        if earlier != id {
            let place = reading.place_of(What::Room, id, File::Organisation);
            reading.add(place, faults::second(What::Room, kind, entity.map(EntityId::as_str), earlier));
        }
    }
}

/// In the order of the file, so that the second one is the one that comes later.
fn in_order<'o, T>(
    reading: &Reading<'_>,
    what: What,
    all: impl Iterator<Item = &'o T>,
    id: impl Fn(&T) -> &str,
) -> Vec<&'o T> {
    let mut all: Vec<&T> = all.collect();
    all.sort_by_key(|one| reading.place_of(what, id(one), File::Organisation).span.map(|span| span.start));
    all
}

/// Where a person is asked for, the id of a person or of a team may be given.
fn shared_ids(reading: &Reading<'_>, organisation: &Organisation) {
    for team in organisation.teams.values() {
        let person = PersonId::from(team.id.as_str());
        if organisation.people.contains_key(&person) && team.everybody() != [person] {
            let place = reading.place_of(What::Team, team.id.as_str(), File::Organisation);
            reading.add(place, faults::shared_id(team.id.as_str()));
        }
    }
}

fn ladder(reading: &Reading<'_>, organisation: &Organisation, climb: &Climb) {
    if climb.whom == Climbs::DutyList {
        let list = organisation.duty_order().len();
        if list > 0 {
            for_one(reading, climb, None, |callee| in_list(callee, list));
        }
        return;
    }
    if climb.whom == Climbs::Paged {
        // One person may be paged alone.
        for_one(reading, climb, None, |callee| in_list(callee, 1));
        return;
    }
    for entity in organisation.entities.values() {
        let id = Some(entity.id.as_str());
        match climb.whom {
            Climbs::FirstResponders => first_responders(reading, climb, entity),
            Climbs::DutyList | Climbs::Paged | Climbs::ReporterAndCmt | Climbs::Cmt => {
                if let Some(team) = organisation.cmt(&entity.id) {
                    for_one(reading, climb, id, |callee| in_team(callee, team));
                }
            }
        }
    }
}

fn first_responders(reading: &Reading<'_>, climb: &Climb, entity: &Entity) {
    let list = entity.first_responders.len();
    // That there are none has been told already.
    if list > 0 {
        for_one(reading, climb, Some(entity.id.as_str()), |callee| in_list(callee, list));
    }
}

/// `calls`: whether this callee is somebody; in the rounds the reporter may be nobody whom one can call.
fn for_one(reading: &Reading<'_>, climb: &Climb, entity: Option<&str>, calls: impl Fn(Callee) -> bool) {
    let first = climb.ladder.steps.first();
    if let (Some(place), Some(step)) = (&climb.first, first)
        && !step.call.iter().any(|callee| *callee == Callee::Reporter || calls(*callee))
    {
        reading.add(place.clone(), faults::first_step_calls_nobody(climb.name, entity));
    }
    if let Some(place) = &climb.rounds
        && !climb.ladder.then_call.iter().any(|callee| calls(*callee))
    {
        reading.add(place.clone(), faults::rounds_call_nobody(climb.name, entity));
    }
}

const fn in_list(callee: Callee, list: usize) -> bool {
    match callee {
        Callee::Nth(n) => n <= list,
        Callee::All => true,
        Callee::Reporter | Callee::Chair | Callee::Deputies | Callee::Core => false,
    }
}

fn in_team(callee: Callee, team: &Team) -> bool {
    match callee {
        // That there is none has been told already.
        Callee::Chair => true,
        Callee::Deputies => !team.deputies.is_empty(),
        Callee::Core => !team.members.is_empty(),
        Callee::All => !team.everybody().is_empty(),
        Callee::Nth(_) | Callee::Reporter => false,
    }
}
