//! The crisis centre: phases, and who may change them (K1–K8, T2, T3).

use serde::{Deserialize, Serialize};

use super::{
    actor::Actor,
    chase::{self, ChaseKind},
    command, consequence,
    draft::Draft,
    event::Envelope,
    ids::{EntityId, IncidentId, RuleId, TextId},
    incident::{CcvoPhase, Incident, RequestAnswer},
    line::Line,
    message::{Action, Invocation, Message},
    recommendation, report,
    request::RequestAnswered,
    role,
    sure::{self, What},
    time::Timestamp,
    turn::Answer,
    words::Place,
};

/// The crisis centre changed phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhaseChanged {
    /// From.
    pub from: CcvoPhase,
    /// To.
    pub to: CcvoPhase,
    /// The recommendations that it answers.
    pub rules: Vec<RuleId>,
    /// In whose words.
    pub text: Option<TextId>,
    /// When the next situation update is asked for (K5).
    pub next_update_at: Option<Timestamp>,
}

/// The crisis centre saw it and does not follow: the phase stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declined {
    /// The recommendations that it answers.
    pub rules: Vec<RuleId>,
    /// Why.
    pub reason: TextId,
}

impl PhaseChanged {
    pub(super) fn apply(&self, incident: &mut Incident, envelope: &Envelope) {
        incident.phase = self.to;
        incident.ccvo_told = true;
        incident.sure = None;
        incident.next_update_at = self.next_update_at;
        if self.to.active().is_none() {
            role::drop_follower(incident);
        }
        if self.to == CcvoPhase::Alarm {
            incident.refused.clear();
        }
        for recommendation in &mut incident.recommendations {
            if self.rules.contains(&recommendation.rule) && recommendation.acknowledged.is_none() {
                recommendation.acknowledged = Some((envelope.at, envelope.actor.clone()));
            }
        }
    }
}

/// The crisis centre opens a record on its own initiative: vooralarm, with that entity as meldpunt (K3).
pub(super) fn open(
    draft: &mut Draft<'_>,
    entity: &EntityId,
    title: &TextId,
    description: Option<&TextId>,
) -> Result<Answer, Message> {
    let report = command::Report {
        title: title.clone(),
        description: description.cloned(),
        entity: Some(entity.clone()),
        statements: Vec::new(),
        exercise: false,
        since: None,
    };
    let id = report::record(draft, &report);
    change(draft, id, CcvoPhase::Vooralarm, None)?;
    consequence::follow(draft);
    let place = Place(Some(entity.clone()));
    // The rooms are told of the vooralarm by itself; here the answer says both.
    draft.unsay(id);
    let message = Message::of(Line::OpenedByCcvo { incident: id, title: title.clone(), place });
    Ok(Answer { incident: Some(id), message, slot: None })
}

/// `ccvo ack`: we follow (T2, T3). A request alone is answered without a change of phase (K1, K2).
pub(super) fn acknowledge(draft: &mut Draft<'_>, id: IncidentId) -> Result<Option<Message>, Message> {
    let incident = draft.open(id)?;
    let pinged = incident.chases.contains_key(&ChaseKind::Ping);
    if !pinged && !incident.requests.iter().any(|request| request.answer.is_none()) {
        let command = Invocation::new("ccvo vooralarm").about(id);
        return Err(Message::of(Line::NothingToAcknowledge { incident: id })
            .and(Line::OrType { command: command.clone() })
            .button(Action::new("vooralarm", command)));
    }
    if pinged {
        let phase = if incident.phase == CcvoPhase::Alarm { CcvoPhase::Alarm } else { CcvoPhase::Vooralarm };
        change(draft, id, phase, None)?;
    }
    answer_requests(draft, id, RequestAnswer::Ack);
    Ok(draft.unless_said(Message::of(Line::Acknowledged { incident: id })))
}

/// `ccvo decline`: seen, no vooralarm; the phase stays (T2). Without a reason it offers some.
pub(super) fn decline(
    draft: &mut Draft<'_>,
    id: IncidentId,
    reason: Option<&TextId>,
) -> Result<Option<Message>, Message> {
    let incident = draft.open(id)?;
    let pinged = incident.chases.contains_key(&ChaseKind::Ping);
    if !pinged && !incident.requests.iter().any(|request| request.answer.is_none()) {
        return Err(Message::of(Line::NothingToDecline { incident: id }));
    }
    let Some(reason) = reason else { return Ok(Some(ask_why(id))) };
    if pinged {
        let rules = unanswered(incident);
        draft.record(id, Declined { rules, reason: reason.clone() });
        chase::end(draft, id, &ChaseKind::Ping, true);
    }
    answer_requests(draft, id, RequestAnswer::Decline);
    Ok(draft.unless_said(Message::of(Line::DeclinedPing { incident: id, reason: reason.clone() })))
}

fn ask_why(id: IncidentId) -> Message {
    let decline = Invocation::new("ccvo decline").about(id);
    let mut message =
        Message::of(Line::DeclineWhy { incident: id }).and(Line::OrType { command: decline.clone().hinting("reason") });
    for reason in ["decline-entity", "decline-no-danger", "decline-known"] {
        message = message.button(Action::new(reason, decline.clone().phrasing(reason)));
    }
    message
}

/// `ccvo vooralarm`: also without a ping, or back from alarm.
pub(super) fn vooralarm(
    draft: &mut Draft<'_>,
    id: IncidentId,
    text: Option<&TextId>,
) -> Result<Option<Message>, Message> {
    let incident = draft.open(id)?;
    if incident.phase == CcvoPhase::Vooralarm && !incident.chases.contains_key(&ChaseKind::Ping) {
        return Err(Message::of(Line::AlreadyInPhase { incident: id, phase: incident.phase }));
    }
    change(draft, id, CcvoPhase::Vooralarm, text)?;
    answer_requests(draft, id, RequestAnswer::Vooralarm);
    Ok(draft.unless_said(Message::of(Line::Acknowledged { incident: id })))
}

/// `ccvo alarm`, after `Zeker?`: the crisis centre takes the lead of the coordination (K6).
pub(super) fn alarm(draft: &mut Draft<'_>, id: IncidentId, sure: bool) -> Result<Option<Message>, Message> {
    let incident = draft.open(id)?;
    if incident.phase == CcvoPhase::Alarm {
        return Err(Message::of(Line::AlreadyInPhase { incident: id, phase: incident.phase }));
    }
    let ask = Line::SureAlarm { incident: id, title: incident.title.clone() };
    let command = Invocation::new("ccvo alarm").about(id);
    if let Some(message) = sure::first(draft, id, What::Alarm, sure, ask, command) {
        return Ok(Some(message));
    }
    change(draft, id, CcvoPhase::Alarm, None)?;
    answer_requests(draft, id, RequestAnswer::Alarm);
    Ok(draft.unless_said(Message::of(Line::AlarmTaken { incident: id })))
}

/// `ccvo end`, after `Zeker?`: the lead goes back (K7).
pub(super) fn end(draft: &mut Draft<'_>, id: IncidentId, sure: bool) -> Result<Option<Message>, Message> {
    let incident = draft.open(id)?;
    if incident.phase.active().is_none() {
        return Err(Message::of(Line::NoPhaseToEnd { incident: id, phase: incident.phase }));
    }
    let ask = Line::SureEnd { incident: id, phase: incident.phase };
    let command = Invocation::new("ccvo end").about(id);
    if let Some(message) = sure::first(draft, id, What::End, sure, ask, command) {
        return Ok(Some(message));
    }
    change(draft, id, CcvoPhase::Ended, None)?;
    Ok(draft.unless_said(Message::of(Line::PhaseEnded { incident: id })))
}

/// Enters a phase: the recommendations that wait are answered by it, and the climbing stops.
fn change(draft: &mut Draft<'_>, id: IncidentId, to: CcvoPhase, text: Option<&TextId>) -> Result<(), Message> {
    let incident = draft.incident(id)?;
    let next_update_at = to.active().map(|_| next_update(draft, incident));
    let rules = unanswered(incident);
    let changed = PhaseChanged { from: incident.phase, to, rules, text: text.cloned(), next_update_at };
    draft.record(id, changed);
    chase::end(draft, id, &ChaseKind::Ping, true);
    if to.active().is_none() {
        chase::end(draft, id, &ChaseKind::Handover(role::FOLLOWER.into()), false);
    }
    Ok(())
}

fn next_update(draft: &Draft<'_>, incident: &Incident) -> Timestamp {
    let usual = draft.now().plus(draft.organisation().escalation.update_every);
    incident.next_update_at.map_or(usual, |next| next.min(usual))
}

fn unanswered(incident: &Incident) -> Vec<RuleId> {
    recommendation::unanswered(incident).into_iter().map(|recommendation| recommendation.rule.clone()).collect()
}

fn answer_requests(draft: &mut Draft<'_>, id: IncidentId, answer: RequestAnswer) {
    let Some(incident) = draft.find(id) else { return };
    let open = incident.requests.iter().enumerate().filter(|(_, request)| request.answer.is_none());
    let open: Vec<u32> = open.filter_map(|(place, _)| u32::try_from(place).ok()).collect();
    for request in open {
        draft.record(id, RequestAnswered { request, answer });
        chase::end(draft, id, &ChaseKind::Request(request), true);
    }
}

/// Whether the actor belongs to the crisis centre.
pub(super) fn is_officer(draft: &Draft<'_>) -> bool {
    matches!(&draft.context.actor, Actor::Person(person) if draft.organisation().is_ccvo(person))
}
