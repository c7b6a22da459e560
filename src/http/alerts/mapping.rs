//! What alerts mean by the rules of the configuration: of each the first rule that fits its labels, and of the group the
//! first rule that fits any that goes on; one that makes it an issue only where nothing graver goes on.

use super::group::{Alert, Group, Status, hash};
use crate::{
    domain::message::Invocation,
    engine::port::AlertSaid,
    settings::alerts::{Mapping, Piece, Rule, Source, Template},
};

/// How many alerts of a group are written out.
const SHOWN: usize = 10;
/// The longest line of them, in characters.
const LONGEST: usize = 300;

/// A group as a report.
pub(super) struct Report {
    /// The command, with everything from outside in its text.
    pub(super) invocation: Invocation,
    /// What it is about.
    pub(super) said: AlertSaid,
}

/// None where every rule ignores it.
pub(super) fn report(source: &Source, group: &Group) -> Option<Report> {
    let otherwise = Mapping::default();
    let mut meant: Vec<(usize, &Mapping, &Alert)> = Vec::new();
    for alert in &group.alerts {
        match source.rules.iter().position(|rule| fits(rule, alert)) {
            Some(at) => meant.extend(source.rules.get(at).and_then(|rule| Some((at, rule.report.as_ref()?, alert)))),
            // What no rule names is reported as it is: an alarm is rather heard than lost.
            None => meant.push((usize::MAX, &otherwise, alert)),
        }
    }
    let firing = meant.iter().any(|(.., alert)| alert.status == Status::Firing);
    meant.retain(|(.., alert)| (alert.status == Status::Firing) == firing);
    // Nothing that wakes people hides behind what does not.
    let (_, mapping, first) = meant.iter().min_by_key(|(at, mapping, _)| (mapping.issue, *at))?;
    let invocation = invocation(source, mapping, first, meant.iter().map(|(_, mapping, alert)| (*mapping, *alert)));
    let group_hash = hash([source.id.as_str().as_bytes(), group.key.as_bytes()]);
    let digest = digest(&invocation, meant.iter().map(|(.., alert)| *alert));
    Some(Report { invocation, said: AlertSaid { group: group_hash, digest, firing, issue: mapping.issue } })
}

fn fits(rule: &Rule, alert: &Alert) -> bool {
    let label = |name: &str| alert.labels.get(name).map_or("", String::as_str);
    rule.labels.iter().all(|(name, pattern)| pattern.is_match(label(name)))
}

fn invocation<'a>(
    source: &Source,
    mapping: &Mapping,
    first: &Alert,
    all: impl ExactSizeIterator<Item = (&'a Mapping, &'a Alert)>,
) -> Invocation {
    let more = all.len().saturating_sub(SHOWN);
    let mut lines = vec![title(source, mapping, first)];
    // One alert says it all in its title and description; of several each gets a line.
    if all.len() > 1 {
        lines.extend(all.take(SHOWN).map(|(mapping, alert)| format!("- {}", title(source, mapping, alert))));
        lines.extend((more > 0).then(|| format!("- … +{more}")));
    }
    lines.extend(first.annotations.get("description").map(|text| line(text)));
    let mut invocation = Invocation::new("incident report").saying(lines.join("\n"));
    let options = [
        ("entity", mapping.entity.as_ref().map(ToString::to_string)),
        ("building", mapping.building.as_ref().map(ToString::to_string)),
        ("process", mapping.process.as_ref().map(ToString::to_string)),
        ("impact", mapping.impact.map(|impact| impact.word().to_owned())),
        ("capacity", mapping.capacity.map(|capacity| capacity.word().to_owned())),
        ("health", mapping.health.map(|health| health.word().to_owned())),
    ];
    for (name, value) in options {
        if let Some(value) = value {
            invocation = invocation.with(name, value);
        }
    }
    invocation
}

fn title(source: &Source, mapping: &Mapping, alert: &Alert) -> String {
    let title = match &mapping.title {
        Some(template) => fill(template, alert),
        None => named(alert, "summary").or_else(|| named(alert, "alertname")).unwrap_or_default().to_owned(),
    };
    let title = line(&title);
    if title.is_empty() { source.id.to_string() } else { title }
}

fn fill(template: &Template, alert: &Alert) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::Named(name) => named(alert, name).unwrap_or("?").to_owned(),
    };
    template.0.iter().map(piece).collect()
}

fn named<'a>(alert: &'a Alert, name: &str) -> Option<&'a str> {
    let found = alert.labels.get(name).or_else(|| alert.annotations.get(name));
    found.map(String::as_str).filter(|text| !text.trim().is_empty())
}

/// Everything on one line, not too long.
fn line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").chars().filter(|letter| !letter.is_control()).take(LONGEST).collect()
}

/// What changes when anything that people would read, or any alert of the group, changes.
fn digest<'a>(invocation: &Invocation, alerts: impl Iterator<Item = &'a Alert>) -> String {
    let mut rows: Vec<String> = alerts
        .map(|alert| {
            let labels = alert.labels.iter().flat_map(|(name, value)| [name.as_bytes(), value.as_bytes()]);
            hash(labels.chain([alert.starts_at.as_bytes()]))
        })
        .collect();
    rows.sort();
    let options = invocation.options.iter().flat_map(|(name, value)| [name.as_bytes(), value.as_bytes()]);
    let text = invocation.text.as_deref().unwrap_or_default();
    hash(rows.iter().map(String::as_bytes).chain(options).chain([text.as_bytes()]))
}
