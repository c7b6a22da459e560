//! What is still open.

use super::{Page, Record, moment};
use crate::domain::{entry::about, incident::Incident, public};

pub(super) fn open(page: &mut Page, record: &Record<'_>) {
    let heading = if record.incident.is_open() { "page-open" } else { "page-open-then" };
    page.heading(2, &record.words.heading(heading));
    let items = items(record);
    if items.is_empty() {
        return page.paragraph(&record.words.heading("page-nothing"));
    }
    for item in items {
        page.item(&item);
    }
}

fn items(record: &Record<'_>) -> Vec<String> {
    let incident = record.incident;
    let mut items = stands(record);
    items.extend(incident.chases.iter().map(|(kind, chase)| {
        let what = record.words.say(&about(kind), record.now());
        record.words.phrase(
            "page-open-chase",
            &[("what", what.into()), ("calls", number(chase.calls).into()), ("since", moment(chase.opened_at).into())],
        )
    }));
    items.extend(answers(record));
    items.extend(later(record));
    items.extend(incident.tasks.iter().filter(|(_, task)| task.done_at.is_none()).map(|(id, task)| {
        let arguments = [("task", id.to_string().into()), ("text", record.text(&task.text).into())];
        record.words.phrase("page-open-task", &arguments)
    }));
    items
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// The phase, the CMTs, the processes that are down.
fn stands(record: &Record<'_>) -> Vec<String> {
    let (incident, words) = (record.incident, record.words);
    let mut items = Vec::new();
    if incident.phase.active().is_some() {
        items.push(words.phrase("page-open-phase", &[("phase", words.word(&incident.phase).into())]));
    }
    for (entity, _) in incident.cmts.iter().filter(|(_, cmt)| cmt.active) {
        items.push(words.phrase("page-open-cmt", &[("entity", words.entity(entity).into())]));
    }
    for (process, due) in down(incident) {
        items.push(words.phrase("page-open-process", &[("process", process.into()), ("due", due.into())]));
    }
    items
}

fn down(incident: &Incident) -> impl Iterator<Item = (String, String)> {
    let outages = incident.facts.entities.values().flat_map(|facts| &facts.processes);
    let down = outages.filter(|(_, outage)| outage.restored_at.is_none());
    down.map(|(process, outage)| (process.to_string(), moment(outage.due)))
}

/// What waits for a person: the telephone call, requests, a proposed level, claims, roles on offer.
fn answers(record: &Record<'_>) -> Vec<String> {
    let (incident, words) = (record.incident, record.words);
    let mut items = Vec::new();
    items.extend(incident.call_open().then(|| words.heading("page-open-call")));
    for request in incident.requests.iter().filter(|request| request.answer.is_none()) {
        let arguments = [("kind", words.word(&request.kind).into()), ("by", request.by.to_string().into())];
        items.push(words.phrase("page-open-request", &arguments));
    }
    if let Some(proposal) = &incident.proposal {
        let arguments = [("level", words.word(&proposal.level).into()), ("rule", proposal.rule.as_str().into())];
        items.push(words.phrase("page-proposed", &arguments));
    }
    if !incident.claims.is_empty() {
        items.push(words.phrase("page-open-claims", &[("count", number(incident.claims.len()).into())]));
    }
    for (role, person) in &incident.offers {
        let arguments = [("role", words.role(role).into()), ("person", person.as_str().into())];
        items.push(words.phrase("page-open-offer", &arguments));
    }
    items
}

/// What was still to come back: roles asked for, texts for the public, decisions, the question about another record.
fn later(record: &Record<'_>) -> Vec<String> {
    let (incident, words) = (record.incident, record.words);
    let mut items = Vec::new();
    for (role, takeover) in &incident.takeovers {
        let arguments = [("role", words.role(role).into()), ("person", takeover.by.as_str().into())];
        items.push(words.phrase("page-open-takeover", &arguments));
    }
    if let Some((n, _)) = public::waiting(incident) {
        items.push(words.phrase("page-open-public", &[("number", n.to_string().into())]));
    }
    for (line, recheck) in &incident.rechecks {
        let arguments = [("line", line.to_string().into()), ("at", moment(recheck.at).into())];
        items.push(words.phrase("page-open-recheck", &arguments));
    }
    if let Some(likened) = &incident.likened {
        items.push(words.phrase("page-open-likened", &[("other", likened.other.to_string().into())]));
    }
    items
}
