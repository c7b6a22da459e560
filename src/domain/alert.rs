//! Alerts of other systems. One group of a source belongs to one record while that is open: repeats are quiet, a change
//! is written in its log, and when the source says that it is over people are told. What a source says is claimed (T9),
//! and no source ends what people work on.

use serde::{Deserialize, Serialize};

use super::{
    actor::Actor,
    chase::{self, ChaseKind},
    command::Report,
    consequence,
    draft::Draft,
    duplicate,
    fact::{Fact, Facts, Statement},
    ids::{IncidentId, SourceId, TextId},
    impact,
    incident::{Incident, Level},
    level,
    line::Line,
    message::{Effect, Invocation, Message},
    numbering::GUEST_WINDOW,
    report, tell,
    words::Place,
};

/// How many records a source may open within [`GUEST_WINDOW`]; further groups join its last one.
pub const ALERT_REPORTS: usize = 5;

/// How many groups one record takes in: nobody reads a longer log, and each costs time.
pub const ALERT_GROUPS: usize = 100;

/// A group of alerts, as its source tells it apart from others: a hash, so that nothing of what it says stands in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AlertKey {
    /// The source.
    pub source: SourceId,
    /// The group.
    pub group: String,
}

/// What a source said last of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertState {
    /// A hash of what it said.
    pub digest: String,
    /// Whether it goes on.
    pub firing: bool,
    /// Whether the organisation counts it as an issue.
    pub issue: bool,
}

/// What a source says of a group now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert {
    /// Which group.
    pub key: AlertKey,
    /// What it says, in short.
    pub state: AlertState,
    /// As a report.
    pub report: Report,
}

/// What a source said of a group that belongs to this record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertTold {
    /// The source.
    pub source: SourceId,
    /// The group.
    pub group: String,
    /// A hash of what it said.
    pub digest: String,
    /// Whether it goes on.
    pub firing: bool,
    /// Whether the organisation counts it as an issue.
    pub issue: bool,
    /// What it said; none where it stands elsewhere, as at the report itself.
    pub text: Option<TextId>,
}

impl AlertState {
    /// The group belongs to another record from now on.
    pub(super) fn belonging(self, key: AlertKey) -> AlertTold {
        let Self { digest, firing, issue } = self;
        AlertTold { source: key.source, group: key.group, digest, firing, issue, text: None }
    }
}

impl AlertTold {
    pub(super) fn apply(&self, incident: &mut Incident) {
        let key = AlertKey { source: self.source.clone(), group: self.group.clone() };
        let state = AlertState { digest: self.digest.clone(), firing: self.firing, issue: self.issue };
        if let Some(text) = self.text.clone().filter(|_| self.firing) {
            incident.last_alert = Some((key.clone(), text));
        }
        incident.alerts.insert_mut(key, state);
        if !fires(incident, &self.source) {
            // It no longer says what nobody confirmed.
            let source = Actor::Source(self.source.clone());
            incident.claims.retain(|claim| claim.by != source);
        }
    }
}

/// Under which name the reports of a source are counted; no account of a network begins like this.
pub(super) fn counted_as(source: &SourceId) -> String {
    format!("source:{source}")
}

/// Whether sources reported it, and nothing in it graver than an issue.
#[must_use]
pub fn is_issue(incident: &Incident) -> bool {
    matches!(incident.reporter, Actor::Source(_)) && incident.alerts.values().all(|alert| alert.issue)
}

fn fires(incident: &Incident, source: &SourceId) -> bool {
    incident.alerts.iter().any(|(key, alert)| key.source == *source && alert.firing)
}

/// Takes over what a source says.
pub(super) fn decide(draft: &mut Draft<'_>, alert: &Alert) -> Result<(), Message> {
    if let Some(incident) = draft.state().alerting(&alert.key) {
        let id = incident.id;
        if incident.alerts.get(&alert.key) != Some(&alert.state) {
            again(draft, id, alert);
        }
        return Ok(());
    }
    // What is over before anybody heard of it is no news.
    if !alert.state.firing {
        return Ok(());
    }
    match too_many(draft, &alert.key.source) {
        Some(last) => join(draft, last, alert),
        None => first(draft, alert)?,
    }
    Ok(())
}

/// A group that nobody works on yet.
fn first(draft: &mut Draft<'_>, alert: &Alert) -> Result<(), Message> {
    let id = report::record(draft, &alert.report);
    draft.record(id, alert.state.clone().belonging(alert.key.clone()));
    impact::take(draft, id, alert.report.statements.clone(), impact::About::default());
    if !alert.state.issue {
        duplicate::ask(draft, id);
    }
    consequence::follow(draft);
    let incident = draft.incident(id)?;
    let site = incident.site(false);
    let (title, by) = (incident.title.clone(), incident.reporter.clone());
    let first = Line::AlertRecorded { incident: id, at: draft.now(), title, site, by };
    let danger = (incident.level > Level::Issue).then_some(Line::CallDangerFirst {});
    let claimed = (!incident.claims.is_empty())
        .then(|| Line::ClaimsWait { place: Place(incident.meldpunt.clone()) })
        .or_else(|| report::who_is_called(draft, incident));
    let message = Message::of(first).maybe(danger).and(level::now(incident)).maybe(claimed);
    draft.effect(id, Effect::quiet(incident.origin.clone(), message));
    Ok(())
}

/// It says something else of a group, or that it is over.
fn again(draft: &mut Draft<'_>, id: IncidentId, alert: &Alert) {
    let source = &alert.key.source;
    let fired = draft.find(id).is_some_and(|incident| fires(incident, source));
    let text = Some(alert.report.title.clone());
    draft.record(id, AlertTold { text, ..alert.state.clone().belonging(alert.key.clone()) });
    let Some(incident) = draft.find(id) else { return };
    let (title, by) = (incident.title.clone(), Actor::Source(source.clone()));
    let (told, claims) = match (fired, fires(incident, source)) {
        (_, true) => {
            let told = (!fired).then(|| Message::of(Line::AlertAgain { incident: id, title, by }));
            (told, new(&alert.report.statements, incident))
        }
        (true, false) => {
            let command = Invocation::new("incident close").about(id);
            let over = Message::of(Line::AlertOver { incident: id, title, by });
            (Some(over.and(Line::AlertOverNext { command })), restored(&alert.report.statements, incident))
        }
        (false, false) => (None, Vec::new()),
    };
    let effects: Vec<Effect> = told.iter().flat_map(|told| tell::quietly(tell::working(incident), told)).collect();
    for effect in effects {
        draft.effect(id, effect);
    }
    if !claims.is_empty() {
        impact::claim(draft, id, claims);
    }
}

/// It reports too many: one more group of its last record.
fn join(draft: &mut Draft<'_>, id: IncidentId, alert: &Alert) {
    let alone = draft.find(id).is_some_and(|incident| incident.alerts.size() == 1);
    if alone {
        let by = Actor::Source(alert.key.source.clone());
        let count = i64::try_from(ALERT_REPORTS).unwrap_or(i64::MAX);
        let message = Message::of(Line::AlertsTogether { incident: id, by, count });
        let rooms = draft.find(id).map(tell::working).unwrap_or_default();
        for effect in tell::quietly(rooms, &message).collect::<Vec<_>>() {
            draft.effect(id, effect);
        }
    }
    again(draft, id, alert);
    // It has no record of its own, and is heard all the same: whoever answered for the others knows nothing of it yet.
    if !alert.state.issue {
        consequence::follow(draft);
        chase::open(draft, id, &ChaseKind::FirstResponders);
    }
}

/// The open record that further groups of a source join, when it made its share already.
fn too_many(draft: &Draft<'_>, source: &SourceId) -> Option<IncidentId> {
    let known = draft.state().guests.get(&counted_as(source))?;
    let window = draft.now().minus(GUEST_WINDOW);
    let lately = known.reports.iter().filter(|report| **report > window).count();
    let takes = |incident: &Incident| incident.is_open() && incident.alerts.size() < ALERT_GROUPS;
    known.last.filter(|last| lately >= ALERT_REPORTS && draft.find(*last).is_some_and(takes))
}

/// What is neither counted nor claimed yet: a source that repeats itself calls nobody twice.
fn new(statements: &[Statement], incident: &Incident) -> Vec<Statement> {
    let known = |statement: &&Statement| {
        let claimed = incident.claims.iter().any(|claim| {
            claim.statement.entity == statement.entity && claim.statement.fact.same_question(&statement.fact)
        });
        claimed || counted(&incident.facts, statement)
    };
    statements.iter().filter(|statement| !known(statement)).cloned().collect()
}

fn counted(facts: &Facts, statement: &Statement) -> bool {
    if let Fact::ProcessDown { process, .. } = &statement.fact {
        let entity = statement.entity.as_ref().and_then(|entity| facts.entities.get(entity));
        return entity
            .and_then(|facts| facts.processes.get(process))
            .is_some_and(|outage| outage.restored_at.is_none());
    }
    let mut after = facts.clone();
    after.take(statement, super::time::Timestamp::default());
    after == *facts
}

/// Of the processes that somebody confirmed to be down: that they are up again, for somebody to confirm.
fn restored(statements: &[Statement], incident: &Incident) -> Vec<Statement> {
    let down = statements.iter().filter(|statement| counted(&incident.facts, statement));
    let up = down.filter_map(|statement| match &statement.fact {
        Fact::ProcessDown { process, .. } => {
            let fact = Fact::ProcessRestored { process: process.clone() };
            Some(Statement { entity: statement.entity.clone(), fact })
        }
        _ => None,
    });
    up.collect()
}
