//! Levels: issue, incident, crisis (L1, L2, L4).

use serde::{Deserialize, Serialize};

use super::{
    alert,
    chase::{self, ChaseKind},
    cmt,
    draft::Draft,
    fact::{Answer, Capacity, Facts, Impact, Malicious, Other},
    ids::{EntityId, IncidentId, RuleId, TextId},
    incident::{Incident, Level},
    line::Line,
    message::{Action, Invocation, Message},
    report::Verified,
    sure::{self, What},
    words::Word,
};

/// A level that waits for a person (L4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// The level.
    pub level: Level,
    /// Why.
    pub rule: RuleId,
}

/// The level changed, or took effect for the first time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelSet {
    /// The level before; none at the report.
    pub from: Option<Level>,
    /// The level now.
    pub to: Level,
    /// The rule that set it; none when a person did.
    pub rule: Option<RuleId>,
    /// No person confirmed it yet.
    pub provisional: bool,
    /// Why.
    pub reason: Option<TextId>,
}

/// A level waits for a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelProposed {
    /// The level; none when the facts no longer ask for one.
    pub level: Option<Level>,
    /// Why.
    pub rule: RuleId,
}

/// A person confirmed the level as it is: no longer voorlopig, and no other one is proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelSettled {
    /// Why.
    pub reason: Option<TextId>,
}

impl LevelSet {
    pub(super) fn apply(&self, incident: &mut Incident) {
        incident.level = self.to;
        incident.provisional = self.provisional;
        incident.sure = None;
        let settled = incident.proposal.as_ref().is_some_and(|proposal| proposal.level <= self.to);
        if settled || !self.provisional {
            incident.proposal = None;
        }
        if self.to == Level::Crisis {
            // A crisis asks every affected entity for its CMT anew.
            incident.refused.clear();
        }
    }
}

impl LevelProposed {
    pub(super) fn apply(&self, incident: &mut Incident) {
        let rule = self.rule.clone();
        incident.proposal = self.level.map(|level| Proposal { level, rule });
    }
}

/// The level that the facts ask for, and the rule (L2, L4a, L4b, L4c).
#[must_use]
pub fn derived(facts: &Facts) -> (Level, RuleId) {
    let general = &facts.general;
    if general.malicious == Malicious::Yes {
        return (Level::Crisis, RuleId::from("L2"));
    }
    if facts.entities.values().any(|entity| entity.capacity == Capacity::Beyond) {
        return (Level::Crisis, RuleId::from("L4a"));
    }
    let danger = [general.reputation, general.nbc, general.societal].contains(&Answer::Yes)
        || matches!(general.other, Other::Vooralarm | Other::Alarm)
        || general.malicious == Malicious::Suspected;
    let harmless = |entity: &super::fact::EntityFacts| {
        entity.impact == Impact::None
            && matches!(entity.capacity, Capacity::OneTeam | Capacity::Unknown)
            && entity.health != Answer::Yes
            && entity.down() == 0
    };
    if danger || facts.entities.is_empty() || !facts.entities.values().all(harmless) {
        (Level::Incident, RuleId::from("L4b"))
    } else {
        (Level::Issue, RuleId::from("L4c"))
    }
}

/// The level that the record asks for. What a source reports as an issue, by the organisation's own rule, is one until
/// somebody says anything about it, or the source reports something graver.
#[must_use]
pub fn of(incident: &Incident) -> (Level, RuleId) {
    if alert::is_issue(incident) && incident.facts == Facts::default() {
        return (Level::Issue, RuleId::from("L4c"));
    }
    derived(&incident.facts)
}

/// Brings the level in line with the facts that changed in this turn: they only raise it.
pub(super) fn follow(draft: &mut Draft<'_>, id: IncidentId) {
    let Some(incident) = draft.find(id) else { return };
    let (level, rule) = of(incident);
    let before = draft.before().incident(id);
    if before.is_some_and(|before| of(before) == (level, rule.clone())) {
        return;
    }
    let new = before.is_none() && !draft.has_level(id);
    let at_once = if rule.as_str() == "L4a" { Level::Incident } else { level };
    let current = incident.level;
    if new || at_once > current {
        let by = if rule.as_str() == "L4a" { RuleId::from("L4b") } else { rule.clone() };
        let provisional = rule.as_str() != "L2";
        let from = if new { None } else { Some(current) };
        draft.record(id, LevelSet { from, to: at_once, rule: Some(by), provisional, reason: None });
    }
    propose(draft, id, level, rule);
}

/// What the facts ask for and does not take effect by itself becomes a proposal.
fn propose(draft: &mut Draft<'_>, id: IncidentId, level: Level, rule: RuleId) {
    let Some(incident) = draft.find(id) else { return };
    let wanted = (level != incident.level).then_some(level);
    if incident.proposal.as_ref().map(|proposal| proposal.level) != wanted {
        draft.record(id, LevelProposed { level: wanted, rule });
    }
}

/// Raises the level, or confirms it (L4, C2). Without a level it asks.
pub(super) fn escalate(
    draft: &mut Draft<'_>,
    id: IncidentId,
    level: Option<Level>,
    entity: Option<&EntityId>,
    reason: Option<&TextId>,
) -> Result<Option<Message>, Message> {
    let incident = draft.open(id)?;
    let current = incident.level;
    let Some(level) = level else { return Ok(Some(which(incident))) };
    if level < current {
        let command = Invocation::new("incident deescalate").about(id).with("level", level.word());
        return Err(Message::of(Line::EscalateOnlyRaises { incident: id, level: current })
            .and(Line::OrType { command: command.clone() })
            .button(Action::new("deescalate", command)));
    }
    if !incident.verified {
        draft.record(id, Verified {});
    }
    if level == current {
        draft.record(id, LevelSettled { reason: reason.cloned() });
    } else {
        let set = LevelSet { from: Some(current), to: level, rule: None, provisional: false, reason: reason.cloned() };
        draft.record(id, set);
    }
    chase::end(draft, id, &ChaseKind::Proposal, true);
    if level == Level::Crisis
        && let Some(entity) = cmt::entity(draft, id, entity)
        && draft.incident(id)?.active_cmt(&entity).is_none()
    {
        cmt::start(draft, id, &entity)?;
    }
    let line = if level == current {
        Line::LevelConfirmed { incident: id, level }
    } else {
        Line::LevelRaised { incident: id, from: current, to: level }
    };
    Ok(draft.unless_said(Message::of(line)))
}

/// `opschalen` without a level: what the next one means, and the buttons.
fn which(incident: &Incident) -> Message {
    let id = incident.id;
    let escalate = |level: Level| Invocation::new("incident escalate").about(id).with("level", level.word());
    let no = Action::new("no-stays", escalate(incident.level)).about(incident.level.word());
    let place = super::words::Place(incident.meldpunt.clone());
    match incident.level {
        Level::Crisis => Message::of(Line::AlreadyCrisis { incident: id }),
        Level::Incident => Message::of(Line::EscalateToCrisis { incident: id, level: incident.level, place })
            .and(Line::OrType { command: escalate(Level::Crisis) })
            .button(Action::new("yes-crisis", escalate(Level::Crisis)))
            .button(no),
        Level::Issue => Message::of(Line::EscalateToWhich { incident: id, level: incident.level })
            .and(Line::OrType { command: escalate(Level::Incident) })
            .button(Action::new("yes-incident", escalate(Level::Incident)))
            .button(Action::new("yes-crisis", escalate(Level::Crisis)))
            .button(no),
    }
}

/// Lowers the level, after `Zeker?`. Refused while malicious intent stands (L2).
pub(super) fn deescalate(
    draft: &mut Draft<'_>,
    id: IncidentId,
    level: Option<Level>,
    reason: Option<&TextId>,
    sure: bool,
) -> Result<Option<Message>, Message> {
    let incident = draft.open(id)?;
    let current = incident.level;
    if incident.facts.general.malicious == Malicious::Yes {
        return Err(Message::of(Line::MaliciousStands { incident: id }));
    }
    let lower = match current {
        Level::Issue => return Err(Message::of(Line::AlreadyIssue { incident: id })),
        Level::Incident => Level::Issue,
        Level::Crisis => Level::Incident,
    };
    let level = level.unwrap_or(lower);
    if level >= current {
        return Err(Message::of(Line::DeescalateOnlyLowers { incident: id, level: current }));
    }
    let command = Invocation::new("incident deescalate").about(id).with("level", level.word());
    let ask = Line::SureDeescalate { incident: id, from: current, to: level };
    if let Some(message) = sure::first(draft, id, What::Deescalate(level), sure, ask, command) {
        return Ok(Some(message));
    }
    let set = LevelSet { from: Some(current), to: level, rule: None, provisional: false, reason: reason.cloned() };
    draft.record(id, set);
    let line = Line::LevelLowered { incident: id, from: current, to: level };
    Ok(draft.unless_said(Message::of(line)))
}

/// The level as one line, with its rule while no person confirmed it.
#[must_use]
pub fn now(incident: &Incident) -> Line {
    let level = incident.level;
    if let Some(proposal) = &incident.proposal {
        let why = Word(format!("why-{}", proposal.rule.as_str().to_lowercase()));
        let (proposed, rule) = (proposal.level, proposal.rule.clone());
        return Line::LevelWithProposal { level, proposed, rule, why };
    }
    let (_, rule) = of(incident);
    let why = Word(why(&incident.facts, &rule));
    match (incident.provisional, level) {
        (true, _) => Line::LevelProvisional { level, rule, why },
        (false, Level::Crisis) if rule.as_str() == "L2" => Line::LevelByRule { level, rule, why },
        (false, _) => Line::LevelStands { level },
    }
}

/// The key of the reason: it matters whether the impact is known.
fn why(facts: &Facts, rule: &RuleId) -> String {
    let unknown = facts
        .entities
        .values()
        .all(|entity| entity.impact == Impact::Unknown && entity.health != Answer::Yes && entity.down() == 0);
    let rule = rule.as_str().to_lowercase();
    match (rule.as_str(), unknown) {
        ("l4b", true) => "why-l4b-unknown".to_owned(),
        // Nobody said anything: only the source did.
        ("l4c", true) => "why-l4c-source".to_owned(),
        (rule, _) => format!("why-{rule}"),
    }
}
