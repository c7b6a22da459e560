//! What was known, what was only claimed, and which rules of the doctrine it met.

use super::{Page, Record, dash, maybe, moment};
use crate::domain::{
    entry::fact,
    fact::{EntityFacts, Fact, General, Outage, Statement},
    ids::ProcessId,
    incident::Recommendation,
};

pub(super) fn facts(page: &mut Page, record: &Record<'_>) {
    let words = record.words;
    page.heading(2, &words.heading("page-facts"));
    for fact in general(&record.incident.facts.general) {
        say(page, record, &fact);
    }
    let unknown = EntityFacts::default();
    for entity in record.incident.entities() {
        page.heading(3, &words.entity(&entity));
        let facts = record.incident.facts.entities.get(&entity).unwrap_or(&unknown);
        for fact in own(facts) {
            say(page, record, &fact);
        }
        facts.processes.iter().for_each(|(process, outage)| process_line(page, record, process, outage));
    }
    claims(page, record);
}

fn say(page: &mut Page, record: &Record<'_>, said: &Fact) {
    page.item(&record.words.say(&fact(said), record.now()));
}

fn general(general: &General) -> [Fact; 5] {
    [
        Fact::Malicious(general.malicious),
        Fact::Reputation(general.reputation),
        Fact::Nbc(general.nbc),
        Fact::Societal(general.societal),
        Fact::Other(general.other),
    ]
}

fn own(facts: &EntityFacts) -> [Fact; 4] {
    [
        Fact::Impact(facts.impact),
        Fact::Capacity(facts.capacity),
        Fact::Health(facts.health),
        Fact::Building(facts.building.clone()),
    ]
}

fn process_line(page: &mut Page, record: &Record<'_>, process: &ProcessId, outage: &Outage) {
    let words = record.words;
    let configured = words.organisation.processes.get(process);
    let name = configured.map_or(process.as_str(), |process| process.name.get(words.language)).to_owned();
    let arguments = [
        ("process", name.into()),
        ("since", moment(outage.down_since).into()),
        ("due", moment(outage.due).into()),
        ("restored", maybe(outage.restored_at).into()),
    ];
    page.item(&words.phrase("page-process", &arguments));
}

/// What was said by somebody whose word does not count by itself (T9).
fn claims(page: &mut Page, record: &Record<'_>) {
    let claims = &record.incident.claims;
    if claims.is_empty() {
        return;
    }
    page.heading(3, &record.words.heading("page-claims"));
    for claim in claims {
        let what = statement(record, &claim.statement);
        page.item(&format!("{what} · {} · {}", claim.by, moment(claim.at)));
    }
}

fn statement(record: &Record<'_>, statement: &Statement) -> String {
    let what = record.words.say(&fact(&statement.fact), record.now());
    match &statement.entity {
        Some(entity) => format!("{}: {what}", record.words.entity(entity)),
        None => what,
    }
}

pub(super) fn recommendations(page: &mut Page, record: &Record<'_>) {
    let rows: Vec<Vec<String>> = record.incident.recommendations.iter().map(|met| row(record, met)).collect();
    let head = ["page-rule", "page-advice", "page-sentence", "page-met", "page-withdrawn", "page-acknowledged"];
    record.table(page, "page-recommendations", &head, &rows);
}

fn row(record: &Record<'_>, met: &Recommendation) -> Vec<String> {
    let acknowledged = met.acknowledged.as_ref();
    vec![
        met.rule.to_string(),
        record.words.word(&met.phase),
        met.text.get(record.words.language).to_owned(),
        moment(met.met_at),
        maybe(met.withdrawn_at),
        acknowledged.map_or_else(dash, |(at, by)| format!("{} · {by}", moment(*at))),
    ]
}
