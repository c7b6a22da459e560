//! Facts about a record that ended: nothing is refused and nothing lost. They become a report of their own, linked to it.

use super::{
    command::{self, LinkKind},
    consequence,
    draft::Draft,
    duplicate,
    fact::Fact,
    ids::IncidentId,
    impact,
    incident::Status,
    level,
    line::Line,
    link::Linked,
    message::{Action, Invocation, Message},
    report,
    turn::Answer,
};

/// Takes facts about a record that ended. Those of a further report are facts of the first.
pub(super) fn facts(
    draft: &mut Draft<'_>,
    id: IncidentId,
    impact: &command::Impact,
) -> Result<Option<Answer>, Message> {
    let incident = draft.incident(id)?;
    let same = duplicate::first(incident);
    if let (Status::Duplicate, Some(first)) = (incident.status, same) {
        return impact::decide(draft, first, impact);
    }
    let restores = impact.statements.iter().any(|statement| matches!(statement.fact, Fact::ProcessRestored { .. }));
    if restores || impact.statements.is_empty() || impact.instead.is_some() {
        // Only what stands in the record itself can be set right, so it must be open.
        draft.open(id)?;
    }
    let report = command::Report {
        title: incident.title.clone(),
        description: None,
        entity: impact.entity.clone().or_else(|| incident.meldpunt.clone()),
        statements: Vec::new(),
        exercise: incident.exercise,
        since: None,
    };
    let status = incident.status;
    let new = report::record(draft, &report);
    draft.record(new, Linked { other: id, kind: LinkKind::Related });
    draft.record(id, Linked { other: new, kind: LinkKind::Related });
    let about = impact::About { entity: impact.entity.as_ref(), reason: impact.reason.as_ref() };
    impact::take(draft, new, impact.statements.clone(), about);
    consequence::follow(draft);
    let reopen = Invocation::new("incident reopen").about(id);
    let message = Message::of(Line::FactsAfter { incident: new, other: id, status, at: draft.now() })
        .and(Line::CallDangerFirst {})
        .and(level::now(draft.incident(new)?))
        .and(Line::OrType { command: reopen.clone() })
        .button(Action::new("reopen", reopen));
    Ok(Some(Answer { incident: Some(new), message, slot: None }))
}
