//! What it is about and how it stands.

use super::{Page, Record, moment, periods::periods};
use crate::domain::{
    ids::EntityId,
    incident::{Incident, Lead, Level, Speaker},
    organisation::RulePhase,
    time::Timestamp,
};

/// OEFENING before everything else in a drill, then the title and the report.
pub(super) fn title(page: &mut Page, record: &Record<'_>) {
    let words = record.words;
    if record.incident.exercise || words.organisation.demo {
        page.paragraph(&words.heading("exercise"));
    }
    page.heading(1, &format!("{} · {}", record.incident.id, record.text(&record.incident.title)));
    if let Some(description) = &record.incident.description {
        page.quote(&record.text(description));
    }
    page.paragraph(&format!("{} {}", words.heading("page-times"), words.heading("page-measured")));
}

pub(super) fn summary(page: &mut Page, record: &Record<'_>) {
    let (incident, words) = (record.incident, record.words);
    page.heading(2, &words.heading("page-summary"));
    let mut item = |key: &str, text: &str| page.labelled(&format!("{}:", words.heading(key)), text);
    if incident.exercise || words.organisation.demo {
        item("page-exercise", &words.heading("page-exercise-yes"));
    }
    item("page-status", &words.word(&incident.status));
    item("page-reported", &reported(record));
    incident.since.iter().for_each(|since| item("page-since", &moment(*since)));
    let unknown = || words.heading("page-unknown");
    item("page-meldpunt", &incident.meldpunt.as_ref().map_or_else(unknown, |entity| words.entity(entity)));
    let entities: Vec<String> = incident.entities().iter().map(|entity| words.entity(entity)).collect();
    item("page-entities", &if entities.is_empty() { unknown() } else { entities.join(", ") });
    item("page-level", &level(record));
    let reached = Reached::of(record);
    reached
        .level
        .iter()
        .for_each(|(level, at)| item("page-level-reached", &format!("{} · {}", words.word(level), moment(*at))));
    item("page-phase", &words.word(&incident.phase));
    reached
        .phase
        .iter()
        .for_each(|(phase, at)| item("page-phase-reached", &format!("{} · {}", words.word(phase), moment(*at))));
    item("page-lead", &lead(incident, record));
    item("page-speaker", &speaker(record));
    incident.next_update_at.iter().for_each(|at| item("page-next-update", &moment(*at)));
    incident.closed_at.iter().for_each(|at| item("page-closed", &moment(*at)));
}

/// The highest level and the highest phase, and when each was first reached.
#[derive(Default)]
struct Reached {
    level: Option<(Level, Timestamp)>,
    phase: Option<(RulePhase, Timestamp)>,
}

impl Reached {
    fn of(record: &Record<'_>) -> Self {
        let mut reached = Self::default();
        for period in periods(record) {
            let Some(from) = period.from() else { continue };
            if reached.level.is_none_or(|(level, _)| level < period.level) {
                reached.level = Some((period.level, from));
            }
            let Some(phase) = period.phase.active() else { continue };
            if reached.phase.is_none_or(|(before, _)| before < phase) {
                reached.phase = Some((phase, from));
            }
        }
        reached
    }
}

fn reported(record: &Record<'_>) -> String {
    let incident = record.incident;
    let mut text = format!("{} · {} · {}", moment(incident.opened_at), incident.reporter, incident.origin);
    if !incident.verified {
        text.push_str(" · ");
        text.push_str(&record.words.heading("page-unverified"));
    }
    text
}

fn level(record: &Record<'_>) -> String {
    let (incident, words) = (record.incident, record.words);
    let mut text = level_of(incident, record);
    if let Some(proposal) = &incident.proposal {
        let level = words.word(&proposal.level);
        let arguments = [("level", level.into()), ("rule", proposal.rule.as_str().into())];
        text.push_str(" · ");
        text.push_str(&words.phrase("page-proposed", &arguments));
    }
    text
}

/// The level, and whether a person confirmed it.
pub(super) fn level_of(incident: &Incident, record: &Record<'_>) -> String {
    let level = record.words.word(&incident.level);
    if !incident.provisional {
        return level;
    }
    record.words.phrase("page-provisional", &[("level", level.into())])
}

/// Who leads by the table of leads; in an alarm and beside it every active CMT in its own entity.
pub(super) fn lead(incident: &Incident, record: &Record<'_>) -> String {
    let words = record.words;
    let lead = incident.lead();
    let first = match &lead {
        Lead::Ccvo => words.heading("page-lead-ccvo"),
        Lead::Cmt(entity) => words.phrase("page-lead-cmt", &[("entity", words.entity(entity).into())]),
        Lead::Team(Some(entity)) => words.phrase("page-lead-team", &[("entity", words.entity(entity).into())]),
        Lead::Team(None) => words.heading("page-lead-team-unknown"),
    };
    let other = |entity: &EntityId| !matches!(&lead, Lead::Cmt(meldpunt) if meldpunt == entity);
    let cmts = incident.cmts.iter().filter(|(entity, cmt)| cmt.active && other(entity));
    let cmts = cmts.map(|(entity, _)| words.phrase("page-lead-own", &[("entity", words.entity(entity).into())]));
    std::iter::once(first).chain(cmts).collect::<Vec<_>>().join(" · ")
}

fn speaker(record: &Record<'_>) -> String {
    let words = record.words;
    match record.incident.speaker() {
        Speaker::Ccvo => words.heading("page-speaker-ccvo"),
        Speaker::Communication(entity) => {
            words.phrase("page-speaker-communication", &[("entity", words.entity(&entity).into())])
        }
        Speaker::Entity(Some(entity)) => {
            words.phrase("page-speaker-entity", &[("entity", words.entity(&entity).into())])
        }
        Speaker::Entity(None) => words.heading("page-speaker-unknown"),
    }
}
