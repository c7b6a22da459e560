//! The picture: where a record stands, as it is pinned in the crisis room and shown on demand.

use super::{
    briefing, calling,
    fact::{Answer, Fact, Malicious, Other},
    ids::PersonId,
    incident::Incident,
    level,
    line::Line,
    message::Message,
    public,
    words::{Facts, Place, Verbatim},
};

/// Level, phase, leads, facts, recommendations, calls, CMTs, tasks, decisions, last update.
#[must_use]
pub fn of(incident: &Incident) -> Message {
    let mut message = Message::of(super::react::first_line(incident))
        .and(Line::StatusLine { status: incident.status, level: incident.level, phase: incident.phase })
        .maybe((incident.provisional || incident.proposal.is_some()).then(|| level::now(incident)))
        .and(calling::lead(incident))
        .maybe(briefing::follower(incident));
    message.lines.extend(facts(incident));
    message.lines.extend(rules(incident));
    if incident.call_open() {
        message = message.and(Line::CallNotConfirmed { phone: Verbatim(incident.desk.phone.clone()) });
    }
    message.lines.extend(cmts(incident));
    message.lines.extend(work(incident));
    message
}

fn facts(incident: &Incident) -> Vec<Line> {
    let mut lines = Vec::new();
    for (entity, facts) in &incident.facts.entities {
        let known = Facts(facts.said());
        if !known.0.is_empty() {
            lines.push(Line::FactsOf { entity: entity.clone(), facts: known });
        }
        for (process, outage) in facts.processes.iter().filter(|(_, outage)| outage.restored_at.is_none()) {
            lines.push(Line::ProcessDown { process: process.clone(), since: outage.down_since, due: outage.due });
        }
    }
    let general = &incident.facts.general;
    let mut all = Vec::new();
    if general.malicious != Malicious::Unknown {
        all.push(Fact::Malicious(general.malicious));
    }
    let answers = [
        (general.reputation, Fact::Reputation as fn(Answer) -> Fact),
        (general.nbc, Fact::Nbc),
        (general.societal, Fact::Societal),
    ];
    all.extend(answers.into_iter().filter(|(answer, _)| *answer != Answer::Unknown).map(|(answer, fact)| fact(answer)));
    if general.other != Other::Unknown {
        all.push(Fact::Other(general.other));
    }
    if !all.is_empty() {
        lines.push(Line::GeneralFacts { facts: Facts(all) });
    }
    for claim in &incident.claims {
        let place = Place(claim.statement.entity.clone().or_else(|| incident.meldpunt.clone()));
        lines.push(Line::NotConfirmedYet { facts: Facts(vec![claim.statement.fact.clone()]), place });
    }
    lines
}

fn rules(incident: &Incident) -> Vec<Line> {
    let met = incident.met();
    met.map(|recommendation| match &recommendation.acknowledged {
        Some((at, by)) => Line::RuleAnswered {
            rule: recommendation.rule.clone(),
            phase: recommendation.phase,
            by: by.clone(),
            at: *at,
        },
        None => Line::Recommended {
            rule: recommendation.rule.clone(),
            phase: recommendation.phase,
            text: recommendation.text.clone(),
        },
    })
    .collect()
}

/// Each active CMT, and who of it did not answer yet.
pub(super) fn cmts(incident: &Incident) -> Vec<Line> {
    let mut lines = Vec::new();
    for (entity, cmt) in incident.cmts.iter().filter(|(_, cmt)| cmt.active) {
        let silent = cmt.members.iter().filter(|(_, answer)| answer.is_none());
        let silent: Vec<PersonId> = silent.map(|(person, _)| person.clone()).collect();
        let here = i64::try_from(cmt.members.len().saturating_sub(silent.len())).unwrap_or(i64::MAX);
        let line = if silent.is_empty() {
            Line::CmtComplete { entity: entity.clone(), answered: here }
        } else {
            Line::CmtWaitsFor { entity: entity.clone(), answered: here, silent }
        };
        lines.push(line);
    }
    lines
}

fn work(incident: &Incident) -> Vec<Line> {
    let open = incident.tasks.values().filter(|task| task.done_at.is_none()).count();
    let mut lines = Vec::new();
    if open > 0 {
        lines.push(Line::TasksOpen { count: i64::try_from(open).unwrap_or(i64::MAX) });
    }
    if let Some(decision) = incident.decisions.last() {
        lines.push(Line::LastDecision { text: decision.text.clone() });
    }
    lines.extend(public::waiting(incident).map(|(_, text)| Line::PublicTextWaits { text: text.text.clone() }));
    if let Some(update) = &incident.last_update {
        lines.push(Line::LastUpdate { text: update.text.clone(), by: update.by.clone(), at: update.at });
    }
    if let Some(next) = incident.next_update_at {
        lines.push(Line::UpdateAt { at: next });
    }
    lines
}
