//! Duty rotas of `organisation.toml`.

use std::{collections::BTreeMap, path::Path};

use jiff::civil::DateTime;

use super::{
    calendar::{self, Calendar, Origin},
    faults::{
        calendar as calendar_faults,
        organisation::{self as organisation_faults, What},
        rota as faults,
    },
    files::File,
    organisation::{owner, people},
    reading::{Place, Reading},
    section::{Field, Section},
};
use crate::domain::{
    duty_gap::Gap,
    ids::PersonId,
    on_duty::unfit,
    organisation::{Organisation, Person},
    rota::{Override, Rota, Rotation, Turns, civil, instant},
    time::{Span, Timestamp},
};

/// Longer than anybody plans.
const FOR_EVER: Span = Span::hours(200 * 366 * 24);

/// When the end of a calendar is near.
const NEAR: Span = Span::hours(30 * 24);
/// How many gaps are told of one rota.
const MOST: usize = 10;

const EVERY: [(&str, i64); 2] = [("day", 1), ("week", 7)];

/// A rota, and the calendar in which its turns stand, if it has one. `config` is the folder of the file.
pub(super) fn rota(
    mut section: Section<'_>,
    people: &BTreeMap<PersonId, Person>,
    config: &Path,
) -> Option<(Rota, Option<Calendar>)> {
    let id = section.id(What::Rota);
    let team = section.may("team").and_then(|field| field.reference(What::Team)).map(Into::into);
    let entity = owner(&mut section);
    if section.may("team").is_none() && section.may("entity").is_none() {
        section.reading.add(section.place.clone(), faults::of_nobody());
    }
    let overrides = section.elements("override").into_iter().filter_map(instead).collect();
    let read = match calendar::read(&mut section, &id, config) {
        Some((calendar, field)) => calendar.map(|calendar| (turns(&calendar, &field, people), Some(calendar))),
        None => rotation(&mut section).map(|rotation| (Turns::Rotation(rotation), None)),
    };
    section.finish();
    let (turns, calendar) = read?;
    Some((Rota { id: id.into(), team, entity, turns, overrides: ordered(overrides) }, calendar))
}

fn rotation(section: &mut Section<'_>) -> Option<Rotation> {
    let turns = section.must("people");
    let people = turns.as_ref().map(people).unwrap_or_default();
    if let Some(turns) = turns.filter(Field::is_empty_list) {
        turns.add(organisation_faults::empty_list("people"));
    }
    let start = section.must("start").and_then(|field| moment(&field));
    let days = section.must("every").and_then(|field| field.one_of(&EVERY));
    let until = section.may("until");
    let end = until.as_ref().and_then(moment);
    if let (Some(field), Some(end), Some(start)) = (until, end, start)
        && end <= start
    {
        field.add(faults::ends_before_it_begins());
    }
    Some(Rotation { people, start: start?, days: days?, until: end })
}

/// What stands in the calendar now; of one at an address nothing is known yet. Other people keep it: whoever starts
/// anyhow is only warned.
fn turns(calendar: &Calendar, field: &Field<'_>, people: &BTreeMap<PersonId, Person>) -> Turns {
    let Origin::File(path) = &calendar.origin else { return Turns::Calendar([].into()) };
    let occasion = field.reading.occasion;
    let read = calendar::file(path).map_err(|problem| vec![problem]);
    let shifts = read.and_then(|bytes| calendar::shifts(&bytes, people, occasion.now));
    Turns::Calendar(shifts.unwrap_or_else(|problems| {
        for problem in &problems {
            let fault = calendar_faults::problem(problem);
            field.add(if occasion.starting { fault.warning() } else { fault });
        }
        [].into()
    }))
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
    Some(Override { from: instant(begins), until: instant(ends), person: person?.into() })
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
    let keeps = rota.turns.is_calendar() && reading.occasion.starting;
    for pair in rota.overrides.windows(2) {
        if let [earlier, later] = pair
            && later.from < earlier.until
        {
            let (from, until) = (later.from, earlier.until.min(later.until));
            reading.add(place.clone(), faults::overlap(&at(from), &at(until)));
        }
    }
    for person in rota.everybody() {
        let Some(unfit) = unfit(organisation, rota, &person) else { continue };
        let fault = faults::unfit(&person, &unfit);
        reading.add(place.clone(), if keeps { fault.warning() } else { fault });
    }
    for (begins, ends) in gaps(rota, reading.occasion.now) {
        let fault = faults::gap(&shown(begins), ends.map(shown).as_deref(), rota.turns.is_calendar());
        reading.add(place.clone(), if keeps { fault.warning() } else { fault });
    }
}

/// The times without anybody between the first turn, or now, and the end, if there is one: after that there is nobody
/// for good. Of a calendar's end nobody hears before it is near, since calendars are never planned to their end.
fn gaps(rota: &Rota, now: Option<Timestamp>) -> Vec<(DateTime, Option<DateTime>)> {
    let overrides = rota.overrides.iter().map(|one| one.from);
    let first = match &rota.turns {
        Turns::Rotation(rotation) => Some(instant(rotation.start)),
        // It is not known yet, or what is wrong with it has been told.
        Turns::Calendar(shifts) if shifts.is_empty() => return Vec::new(),
        Turns::Calendar(shifts) => shifts.first().map(|shift| shift.from),
    };
    let Some(first) = overrides.chain(first).min() else { return Vec::new() };
    let gaps = rota.gaps(now.map_or(first, |now| now.max(first)), FOR_EVER).into_iter();
    let near = |gap: &Gap| {
        gap.until.is_some() || !rota.turns.is_calendar() || now.is_some_and(|now| gap.from < now.plus(NEAR))
    };
    let gaps = gaps.filter(near).take(MOST);
    gaps.filter_map(|gap| Some((civil(gap.from)?, gap.until.and_then(civil)))).collect()
}

fn at(at: Timestamp) -> String {
    civil(at).map(shown).unwrap_or_default()
}

fn shown(at: DateTime) -> String {
    at.strftime("%Y-%m-%dT%H:%M").to_string()
}
