//! Which systems may report, and what their alerts mean: `[[alerts.source]]` in `noodklok.toml`.

use std::path::Path;

use data_encoding::BASE64;
use regex::Regex;
use secrecy::ExposeSecret as _;

use super::{
    faults::{alerts as faults, organisation::What},
    secret::SecretFile,
    section::{Field, SENTENCE, Section},
};
use crate::domain::{
    fact::{Answer, Capacity, Impact},
    ids::{BuildingId, EntityId, ProcessId, RoomId, SourceId},
};

/// In bytes: less can be guessed.
const SHORTEST: usize = 16;
/// Of a signing secret, as Standard Webhooks wants it, in bytes.
const KEY: std::ops::RangeInclusive<usize> = 24..=64;

/// A system that reports.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its id, which is its address too: `/alerts/<id>`.
    pub id: SourceId,
    /// How it speaks.
    pub kind: Kind,
    /// What it proves itself with.
    pub secret: SecretFile,
    /// Where it reports.
    pub room: RoomId,
    /// What its alerts mean; of each alert the first rule that fits.
    pub rules: Vec<Rule>,
}

/// How a source speaks, and how it proves itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Prometheus Alertmanager: a token, for it cannot sign.
    Alertmanager,
    /// Grafana: a token, or its own signature.
    Grafana,
    /// Anything else, signed as Standard Webhooks are.
    Signed,
}

/// What alerts with these labels mean.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Every one must fit its whole label; a label that is not there is empty.
    pub labels: Vec<(String, Regex)>,
    /// What becomes of them; none: nothing.
    pub report: Option<Mapping>,
}

/// As what an alert is reported.
#[derive(Debug, Clone, Default)]
pub struct Mapping {
    /// The organisation counts it as an issue: nobody is called.
    pub issue: bool,
    /// The meldpunt.
    pub entity: Option<EntityId>,
    /// Where.
    pub building: Option<BuildingId>,
    /// The time-critical process that is down.
    pub process: Option<ProcessId>,
    /// Negative impact, as the source claims.
    pub impact: Option<Impact>,
    /// What it takes to solve, as the source claims.
    pub capacity: Option<Capacity>,
    /// Danger to health, as the source claims.
    pub health: Option<Answer>,
    /// What the report says.
    pub title: Option<Template>,
}

/// Text with the names of labels and annotations in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template(pub Vec<Piece>);

/// A piece of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// As it stands.
    Text(String),
    /// The label, else the annotation, of this name.
    Named(String),
}

const KINDS: [(&str, Kind); 3] =
    [("alertmanager", Kind::Alertmanager), ("grafana", Kind::Grafana), ("signed", Kind::Signed)];

pub(super) fn read(field: Field<'_>, config: &Path) -> Vec<Source> {
    let Some(mut section) = field.table() else { return Vec::new() };
    let sources = section.elements("source").into_iter().filter_map(|element| source(element, config)).collect();
    section.finish();
    sources
}

fn source(mut section: Section<'_>, config: &Path) -> Option<Source> {
    let id = section.id(What::Source);
    let kind = section.must("kind").and_then(|field| field.one_of(&KINDS));
    let file = section.must("secret_file");
    let secret = file.as_ref().and_then(|field| secret(field, config, kind));
    let room = section.must("room").and_then(|field| field.reference(What::Room));
    let rules = rules(section.elements("rule"));
    section.finish();
    Some(Source { id: id.into(), kind: kind?, secret: secret?, room: room?.into(), rules })
}

fn secret(field: &Field<'_>, config: &Path, kind: Option<Kind>) -> Option<SecretFile> {
    if kind == Some(Kind::Signed) {
        return signing(field, config);
    }
    let file = field.secret(config)?;
    // What is wrong with the file itself was told.
    if file.read().is_ok_and(|secret| secret.expose_secret().len() < SHORTEST) {
        field.add(faults::short_secret(SHORTEST));
    }
    Some(file)
}

/// The file of a secret that signs.
pub(super) fn signing(field: &Field<'_>, config: &Path) -> Option<SecretFile> {
    let file = field.secret(config)?;
    if file.read().is_ok_and(|secret| key(secret.expose_secret()).is_none()) {
        field.add(faults::bad_signing_secret());
    }
    Some(file)
}

/// The bytes that sign; none where the text is no such secret.
#[must_use]
pub fn key(secret: &str) -> Option<Vec<u8>> {
    let key = BASE64.decode(secret.strip_prefix("whsec_")?.as_bytes()).ok()?;
    KEY.contains(&key.len()).then_some(key)
}

/// Of each alert the first that fits counts, so that none may stand behind one that fits them all.
fn rules(elements: Vec<Section<'_>>) -> Vec<Rule> {
    let mut rules: Vec<Rule> = Vec::new();
    for element in elements {
        if rules.iter().any(|rule| rule.labels.is_empty()) {
            element.reading.add(element.place.clone(), faults::rule_behind_all());
        }
        rules.push(rule(element));
    }
    rules
}

fn rule(mut section: Section<'_>) -> Rule {
    let labels = section.may("match").and_then(Field::table).map(labels).unwrap_or_default();
    let ignored = section.may("ignore");
    let ignore = ignored.as_ref().and_then(Field::flag).unwrap_or_default();
    let levels = [("issue", true), ("incident", false)];
    let issue = section.may("level").and_then(|field| field.one_of(&levels)).unwrap_or_default();
    let entity = section.may("entity").and_then(|field| field.reference(What::Entity)).map(EntityId::from);
    let building = section.may("building").and_then(|field| field.reference(What::Building)).map(BuildingId::from);
    let process = section.may("process");
    let impact = section.may("impact");
    let capacity = section.may("capacity");
    let health = section.may("health");
    // What is graver than an issue cannot be called one.
    for field in [&process, &impact, &capacity, &health].into_iter().flatten().filter(|_| issue) {
        field.add(faults::issue_with_facts(field.key));
    }
    let process = process.and_then(|field| field.reference(What::Process)).map(ProcessId::from);
    let impacts = [Impact::None, Impact::Negative].map(|impact| (impact.word(), impact));
    let impact = impact.and_then(|field| field.one_of(&impacts));
    let capacities = [Capacity::OneTeam, Capacity::SeveralTeams, Capacity::Beyond];
    let capacity = capacity.and_then(|field| field.one_of(&capacities.map(|capacity| (capacity.word(), capacity))));
    let healths = [Answer::No, Answer::Yes].map(|answer| (answer.word(), answer));
    let health = health.and_then(|field| field.one_of(&healths));
    let title = section.may("title").and_then(|field| template(&field));
    section.finish();
    let report = Mapping { issue, entity, building, process, impact, capacity, health, title };
    Rule { labels, report: (!ignore).then_some(report) }
}

/// Whole labels, as Prometheus itself matches them.
fn labels(section: Section<'_>) -> Vec<(String, Regex)> {
    let pairs = section.pairs().into_iter().filter_map(|(label, field)| {
        let given = field.raw()?;
        let regex = Regex::new(&format!("^(?:{given})$"));
        if regex.is_err() {
            field.add(faults::bad_pattern(given));
        }
        Some((label, regex.ok()?))
    });
    pairs.collect()
}

fn template(field: &Field<'_>) -> Option<Template> {
    let given = field.text(SENTENCE)?;
    let read = Template::read(&given);
    if read.is_none() {
        field.add(faults::bad_template(&given));
    }
    read
}

impl Template {
    /// `{name}` is a label or an annotation; every brace belongs to one.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, following) = after.split_once('}')?;
            let plain = |letter: char| letter.is_alphanumeric() || "_.-".contains(letter);
            if before.contains('}') || name.is_empty() || !name.chars().all(plain) {
                return None;
            }
            pieces.push(Piece::Text(before.to_owned()));
            pieces.push(Piece::Named(name.to_owned()));
            rest = following;
        }
        if rest.contains('}') {
            return None;
        }
        pieces.push(Piece::Text(rest.to_owned()));
        pieces.retain(|piece| *piece != Piece::Text(String::new()));
        Some(Self(pieces))
    }
}
