//! Duty rotas of `organisation.toml`.

use std::collections::BTreeMap;

use jiff::civil::DateTime;

use super::{
    faults::{
        organisation::{self as organisation_faults, What},
        rota as faults,
    },
    files::File,
    organisation::{owner, people},
    reading::{Place, Reading},
    section::{Field, Section},
};
use crate::domain::{
    organisation::{Organisation, Person},
    rota::{Override, Rota, Rotation, Turns, civil, instant},
    time::Span,
};

/// Longer than anybody plans.
const FOR_EVER: Span = Span::hours(200 * 366 * 24);

const EVERY: [(&str, i64); 2] = [("day", 1), ("week", 7)];

pub(super) fn rota(mut section: Section<'_>) -> Option<Rota> {
    let id = section.id(What::Rota);
    let turns = section.must("people");
    let people = turns.as_ref().map(people).unwrap_or_default();
    if let Some(turns) = turns.filter(Field::is_empty_list) {
        turns.add(organisation_faults::empty_list("people"));
    }
    let team = section.may("team").and_then(|field| field.reference(What::Team)).map(Into::into);
    let entity = owner(&mut section);
    let start = section.must("start").and_then(|field| moment(&field));
    let days = section.must("every").and_then(|field| field.one_of(&EVERY));
    let until = section.may("until");
    let end = until.as_ref().and_then(moment);
    if let (Some(field), Some(end), Some(start)) = (until, end, start)
        && end <= start
    {
        field.add(faults::ends_before_it_begins());
    }
    let overrides = section.elements("override").into_iter().filter_map(instead).collect();
    if team.is_none() && entity.is_none() && section.may("team").is_none() && section.may("entity").is_none() {
        section.reading.add(section.place.clone(), faults::of_nobody());
    }
    section.finish();
    let turns = Turns::Rotation(Rotation { people, start: start?, days: days?, until: end });
    Some(Rota { id: id.into(), team, entity, turns, overrides: ordered(overrides) })
}

fn ordered(mut overrides: Vec<Override>) -> Vec<Override> {
    overrides.sort_by_key(|one| one.from);
    overrides
}

fn instead(mut section: Section<'_>) -> Option<Override> {
    let (from, until) = (section.must("from"), section.must("until"));
    let person = section.must("person").and_then(|field| field.reference(What::Person));
    section.finish();
    let (begins, ends) = (from.as_ref().and_then(moment)?, until.as_ref().and_then(moment)?);
    if let Some(until) = until.filter(|_| ends <= begins) {
        until.add(faults::ends_before_it_begins());
        return None;
    }
    Some(Override { from: begins, until: ends, person: person?.into() })
}

/// A date and time by the clock in Brussels.
fn moment(field: &Field<'_>) -> Option<DateTime> {
    let text = field.raw()?;
    let read = text.parse::<DateTime>().ok();
    let read = read.filter(|_| text.contains('T')).filter(|read| (2000..2200).contains(&read.year()));
    if read.is_none() {
        field.add(faults::bad_moment(text));
    }
    read
}

/// What shows only beside the people and the other rotas.
pub(super) fn check(reading: &Reading<'_>, organisation: &Organisation) {
    let mut first: BTreeMap<String, &Rota> = BTreeMap::new();
    for rota in organisation.rotas.values() {
        let place = || reading.place_of(What::Rota, rota.id.as_str(), File::Organisation);
        one(reading, organisation, rota, &place());
        let team = rota.team.iter().map(|team| format!("team {team}"));
        for whose in team.chain(rota.entity.iter().map(|entity| format!("entity {entity}"))) {
            if let Some(other) = first.insert(whose, rota) {
                reading.add(place(), faults::second_rota(other.id.as_str()));
            }
        }
    }
}

fn one(reading: &Reading<'_>, organisation: &Organisation, rota: &Rota, place: &Place) {
    for pair in rota.overrides.windows(2) {
        if let [earlier, later] = pair
            && later.from < earlier.until
        {
            reading.add(place.clone(), faults::overlap(&shown(later.from), &shown(earlier.until.min(later.until))));
        }
    }
    for person in rota.everybody() {
        // Somebody who does not exist is told of already.
        if organisation.people.get(&person).is_some_and(|known| !Person::is_reachable(known)) {
            reading.add(place.clone(), faults::unreachable(person.as_str()));
        }
    }
    for (begins, ends) in gaps(rota) {
        reading.add(place.clone(), faults::gap(&shown(begins), ends.map(shown).as_deref()));
    }
}

/// The times without anybody between the first turn and the end, if there is one: after that there is nobody for good.
fn gaps(rota: &Rota) -> Vec<(DateTime, Option<DateTime>)> {
    let overrides = rota.overrides.iter().map(|one| instant(one.from));
    let first = match &rota.turns {
        Turns::Rotation(rotation) => Some(instant(rotation.start)),
        Turns::Calendar(shifts) => shifts.first().map(|shift| shift.from),
    };
    let Some(first) = overrides.chain(first).min() else { return Vec::new() };
    let gaps = rota.gaps(first, FOR_EVER).into_iter();
    gaps.filter_map(|gap| Some((civil(gap.from)?, gap.until.and_then(civil)))).collect()
}

fn shown(at: DateTime) -> String {
    at.strftime("%Y-%m-%dT%H:%M").to_string()
}
