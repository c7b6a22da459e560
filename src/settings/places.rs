//! `processes.toml` and `assembly_points.toml`: time-critical processes, and buildings with their assembly points.

use super::{
    faults::organisation::{self as faults, What},
    section::{Field, NAME, SENTENCE, Section},
};
use crate::domain::{
    ids::EntityId,
    organisation::{Building, Organisation, Process},
    time::Span,
};

/// The doctrine's own limit.
const LIMIT: Span = Span::hours(48);

pub(super) fn processes(mut section: Section<'_>, organisation: &mut Organisation) {
    for element in section.elements("process") {
        if let Some(process) = process(element) {
            organisation.processes.insert(process.id.clone(), process);
        }
    }
    section.finish();
}

fn process(mut section: Section<'_>) -> Option<Process> {
    let id = section.id(What::Process);
    let entity = section.must("entity").and_then(|field| field.reference(What::Entity));
    let name = section.must("name").and_then(|field| field.bilingual(NAME));
    let reason = section.must("reason").and_then(|field| field.bilingual(SENTENCE));
    let limit = section.may("limit").map_or(Some(LIMIT), |field| {
        let limit = field.some_time()?;
        if limit > LIMIT {
            field.add(faults::long_limit());
        }
        Some(limit)
    });
    section.finish();
    Some(Process { id: id.into(), entity: entity?.into(), name: name?, limit: limit?, reason: reason? })
}

pub(super) fn buildings(mut section: Section<'_>, organisation: &mut Organisation) {
    for element in section.elements("building") {
        if let Some(building) = building(element) {
            organisation.buildings.insert(building.id.clone(), building);
        }
    }
    section.finish();
}

fn building(mut section: Section<'_>) -> Option<Building> {
    let id = section.id(What::Building);
    let name = section.must("name").and_then(|field| field.bilingual(NAME));
    let entities = section.must("entities");
    let houses = entities.as_ref().map(|field| field.references(What::Entity))?;
    if let Some(field) = entities.filter(Field::is_empty_list) {
        field.add(faults::empty_list("entities"));
    }
    let assembly_point = section.must("place").and_then(|field| field.bilingual(SENTENCE));
    let instruction = section.must("instruction").and_then(|field| field.bilingual(SENTENCE));
    section.finish();
    Some(Building {
        id: id.into(),
        name: name?,
        entities: houses.into_iter().map(EntityId::from).collect(),
        assembly_point: assembly_point?,
        instruction: instruction?,
    })
}
