//! The words of each chase: what people are called for, what they can do, who is next.

use super::{
    actor::Actor,
    chase::{ChaseCalled, ChaseEnded, ChaseKind},
    fact::Fact,
    ids::{EntityId, PersonId, RuleId},
    incident::{CcvoPhase, Claim, Incident, Lead, RequestAnswer, Speaker},
    level,
    line::Line,
    message::{Action, Effect, Invocation, Message},
    options, page_posts,
    react::{first_line, rule_lines},
    recommendation::{self, Recommendation, RuleMet, unanswered},
    request::{Request, RequestAnswered},
    role_posts, tell,
    time::Timestamp,
    words::{Due, Facts, Place, Verbatim},
};

/// Who leads and who speaks, in one line.
#[must_use]
pub fn lead(incident: &Incident) -> Line {
    let speaks = match incident.speaker() {
        Speaker::Entity(entity) => ("speaks-entity", entity),
        Speaker::Communication(entity) => ("speaks-communication", Some(entity)),
        Speaker::Ccvo => ("speaks-ccvo", None),
    };
    let speaks_word = super::words::Word(speaks.0.to_owned());
    match incident.lead() {
        Lead::Ccvo => Line::LeadCcvo { speaks: speaks_word },
        Lead::Cmt(entity) => Line::LeadCmt { entity, speaks: speaks_word },
        Lead::Team(Some(entity)) if incident.cmts.contains_key(&entity) => {
            Line::LeadTeamCmtStopped { entity, speaks: speaks_word }
        }
        Lead::Team(entity) if incident.level == super::incident::Level::Crisis => {
            Line::LeadTeamNoCmt { place: Place(entity), speaks: speaks_word }
        }
        Lead::Team(entity) => Line::LeadTeam { place: Place(entity), speaks: speaks_word },
    }
}

/// The post, and the mail, of one call of a chase.
pub(super) fn called(incident: &Incident, body: &ChaseCalled, at: Timestamp) -> Vec<Effect> {
    let mut effects = Vec::new();
    if !body.people.is_empty() {
        let message = match &body.kind {
            ChaseKind::Call => call(incident, body, at),
            kind => asked(incident, kind),
        };
        let room = room(incident, body);
        let message = message.maybe(next_line(body));
        effects.push(Effect::call(body.kind.clone(), room, message, body.people.clone()));
    }
    effects.extend(page_posts::beside(incident, body));
    if body.kind == ChaseKind::Ping {
        effects.extend(beside_the_ping(incident, body));
    }
    if let ChaseKind::Request(place) = body.kind
        && body.n == 0
    {
        effects.push(Effect::MailCcvo { subject: first_line(incident), message: request_mail(incident, place) });
    }
    effects
}

/// What people are called for, with the buttons by which they answer. The telephone call to the crisis centre has none: it
/// is confirmed by the name of who answered it (K4).
pub(super) fn asked(incident: &Incident, kind: &ChaseKind) -> Message {
    match kind {
        ChaseKind::FirstResponders => responders(incident),
        ChaseKind::Ping => ping(incident),
        ChaseKind::Request(place) => request(incident, *place),
        ChaseKind::Call => Message::of(first_line(incident)),
        ChaseKind::Cmt(entity) => cmt(incident, entity),
        ChaseKind::Placing => placing(incident),
        ChaseKind::Proposal => proposal(incident),
        ChaseKind::Suspicion => suspicion(incident),
        ChaseKind::Activation(entity) => activation(incident, entity),
        ChaseKind::Handover(role) => role_posts::offered(incident, role),
        ChaseKind::Page(n) => page_posts::call(incident, *n),
    }
}

/// `Nu:` when and by whom the chase goes on.
fn next_line(body: &ChaseCalled) -> Option<Line> {
    let (at, people) = body.next.as_ref()?;
    if people.is_empty() {
        return None;
    }
    Some(Line::WithoutAnswer { people: people.clone(), due: Due(*at) })
}

fn reported(incident: &Incident) -> Line {
    let at = incident.opened_at;
    match &incident.reporter {
        Actor::Person(person) => {
            Line::ReportedBy { at, person: person.clone(), phone: super::words::PhoneOf(person.clone()) }
        }
        Actor::Source(_) => Line::ReportedBySource { at, by: incident.reporter.clone() },
        actor => Line::ReportedByOutsider { at, by: actor.clone() },
    }
}

/// What a system said last: a record that it reported may be about more by now.
pub(super) fn latest(incident: &Incident) -> Option<Line> {
    let (key, text) = incident.last_alert.clone()?;
    Some(Line::AlertNow { by: Actor::Source(key.source), text })
}

fn responders(incident: &Incident) -> Message {
    let ack = Invocation::new("ack").about(incident.id);
    let confirm = Invocation::new("incident escalate").about(incident.id).with("level", incident.level.word());
    let message = Message::of(first_line(incident)).and(reported(incident)).maybe(latest(incident));
    with_claims(message.and(level::now(incident)), incident, incident.meldpunt.as_ref())
        .button(Action::new("take-up", ack))
        .button(Action::new("confirm-level", confirm).about(incident.level.word()))
}

/// Claims with the one tap that makes them count (T9): those of one entity, shown to its people; general ones are the
/// meldpunt's.
pub(super) fn with_claims(message: Message, incident: &Incident, of: Option<&EntityId>) -> Message {
    let entity_of = |claim: &&Claim| claim.statement.entity.as_ref().or(incident.meldpunt.as_ref()) == of;
    let facts: Vec<Fact> = incident.claims.iter().filter(entity_of).map(|claim| claim.statement.fact.clone()).collect();
    if facts.is_empty() {
        return message;
    }
    let command = options::of_facts(incident, of, &facts);
    message
        .and(Line::NotConfirmedYet { facts: Facts(facts), place: Place(of.cloned()) })
        .button(Action::new("confirm-facts", command).about(of.map_or("", EntityId::as_str)))
}

fn ping(incident: &Incident) -> Message {
    let id = incident.id;
    let mut message = Message::of(first_line(incident));
    message.lines.extend(rule_lines(incident));
    if incident.call_open() {
        message = message.and(Line::CallNotConfirmed { phone: Verbatim(incident.desk.phone.clone()) });
    }
    // In vooralarm already, the answers are to stay there or to go further.
    let (stay, decline) = match incident.phase {
        CcvoPhase::Vooralarm => ("stay-vooralarm", "decline-alarm"),
        _ => ("vooralarm", "decline"),
    };
    message
        .and(reported(incident))
        .button(Action::new(stay, Invocation::new("ccvo ack").about(id)))
        .button(Action::new("alarm", Invocation::new("ccvo alarm").about(id)))
        .button(Action::new(decline, Invocation::new("ccvo decline").about(id)))
}

/// The mail at the first call, and what the meldpunt is told: the rule at the start, to telephone at each full round.
fn beside_the_ping(incident: &Incident, body: &ChaseCalled) -> Vec<Effect> {
    let mut effects = Vec::new();
    if body.n == 0 {
        let mut message = Message::of(first_line(incident));
        message.lines.extend(rule_lines(incident));
        effects.push(Effect::MailCcvo { subject: first_line(incident), message });
    }
    let phone = Verbatim(incident.desk.phone.clone());
    // The call item, when it becomes due by the same fact, tells the meldpunt everything in its own post.
    if body.n == 0 && !call_follows(incident) {
        let mut message = Message::of(first_line(incident));
        message.lines.extend(rule_lines(incident));
        effects.extend(tell::quietly(tell::working(incident), &message.and(Line::CcvoIsCalled {})));
    } else if body.full_round {
        let message = Message::of(first_line(incident)).and(Line::CcvoSilent { phone });
        effects.extend(tell::quietly(vec![incident.work_room()], &message));
    }
    effects
}

/// A mail carries what is asked, and neither words nor names of people.
fn request_mail(incident: &Incident, place: u32) -> Message {
    let request = usize::try_from(place).ok().and_then(|place| incident.requests.get(place));
    let line = request.map(|request| Line::RequestMail { request: request.kind, at: request.at });
    Message::of(first_line(incident)).maybe(line)
}

/// The call item was opened in this turn, and its chase comes after what is said now.
fn call_follows(incident: &Incident) -> bool {
    incident.call_open() && !incident.chases.contains_key(&ChaseKind::Call)
}

fn request(incident: &Incident, place: u32) -> Message {
    let id = incident.id;
    let request = usize::try_from(place).ok().and_then(|place| incident.requests.get(place));
    let mut message = Message::of(first_line(incident));
    if let Some(request) = request {
        message = message.and(request_line(request));
        message = message.maybe(request.text.clone().map(|text| Line::InTheirWords { text }));
    }
    if incident.call_open() {
        message = message.and(Line::CallNotConfirmed { phone: Verbatim(incident.desk.phone.clone()) });
    }
    let message = message.button(Action::new("request-ack", Invocation::new("ccvo ack").about(id)));
    let message = match request.map(|request| request.kind) {
        Some(super::command::RequestKind::Takeover) => {
            message.button(Action::new("alarm", Invocation::new("ccvo alarm").about(id)))
        }
        _ => message,
    };
    message.button(Action::new("request-decline", Invocation::new("ccvo decline").about(id)))
}

/// The room of the chase; the reporter alone is called where they reported.
fn room(incident: &Incident, body: &ChaseCalled) -> super::ids::RoomId {
    let reporter = incident.reporter.person();
    let alone = body.people.len() == 1 && body.people.first() == reporter;
    if body.kind == ChaseKind::Call && alone {
        return incident.origin.clone();
    }
    incident.chases.get(&body.kind).map_or_else(|| incident.report_room.clone(), |chase| chase.room.clone())
}

/// The call comes before everything; it says which rule or which request asks for it, and what runs meanwhile.
fn call(incident: &Incident, body: &ChaseCalled, at: Timestamp) -> Message {
    let phone = Verbatim(incident.desk.phone.clone());
    let command = Invocation::new("ccvo called").about(incident.id).hinting("who-answered");
    let asked = request_behind_the_call(incident);
    // The gravest rule stands in the first line, so that the whole fits on a telephone's screen.
    let mut rules: Vec<&Recommendation> = incident.met().filter(|_| asked.is_none()).collect();
    rules.sort_by_key(|rule| std::cmp::Reverse(rule.phase));
    let (message, others) = match rules.split_first() {
        Some((gravest, others)) => (Message::of(head_with(incident, gravest)), others),
        None => (Message::of(first_line(incident)), rules.as_slice()),
    };
    let message = message.maybe(asked.map(request_line));
    if body.n > 0 {
        return message
            .and(Line::CallNotConfirmed { phone: phone.clone() })
            .and(Line::CallNow { phone })
            .and(Line::ThenType { command });
    }
    let others: Vec<&str> = others.iter().map(|rule| rule.rule.as_str()).collect();
    let others = (!others.is_empty()).then(|| Line::AlsoRecommended { rules: Verbatim(others.join(", ")) });
    let health = incident.facts.entities.values().any(|facts| facts.health == super::fact::Answer::Yes);
    let ping = incident.chases.get(&ChaseKind::Ping).filter(|ping| ping.opened_at == at);
    // Six lines: with more rules and a danger to health, those come before what the bot does itself.
    let ping = ping.filter(|_| others.is_none() || !health);
    message
        .and(Line::CallNow { phone })
        .and(Line::ThenType { command })
        .maybe(others)
        .maybe(ping.map(|ping| Line::CcvoAlsoWritten { people: ping.called.clone() }))
        .maybe(health.then_some(Line::NoMedicalDetails {}))
}

/// The request for which the open call became due, when no rule asked for it (K2, K4).
fn request_behind_the_call(incident: &Incident) -> Option<&Request> {
    let opened_at = incident.calls.iter().find(|call| call.confirmed.is_none())?.opened_at;
    let by_rule = unanswered(incident).iter().any(|rule| rule.met_at == opened_at);
    incident.requests.iter().find(|request| !by_rule && request.at == opened_at)
}

fn request_line(request: &Request) -> Line {
    Line::RequestOf { request: request.kind, by: request.by.clone(), at: request.at }
}

fn head_with(incident: &Incident, rule: &Recommendation) -> Line {
    let (incident, phase, text) = (incident.id, rule.phase, rule.text.clone());
    Line::HeadWithRule { incident, rule: rule.rule.clone(), phase, text }
}

fn cmt(incident: &Incident, entity: &EntityId) -> Message {
    let ack = |answer: &str| Invocation::new("ack").about(incident.id).with("answer", answer);
    Message::of(first_line(incident))
        .and(Line::CmtCalled { entity: entity.clone() })
        .and(level::now(incident))
        .and(Line::OrType { command: ack("coming") })
        .button(Action::new("coming", ack("coming")))
        .button(Action::new("online", ack("online")))
        .button(Action::new("unable", ack("unable")))
}

/// As long as nobody says whose it is, nobody of any entity is called.
fn placing(incident: &Incident) -> Message {
    let which = Invocation::new("incident impact").about(incident.id);
    Message::of(first_line(incident))
        .and(reported(incident))
        .and(Line::EntityWanted {})
        .and(Line::OrType { command: which.clone() })
        .button(Action::new("choose-entity", which))
}

fn proposal(incident: &Incident) -> Message {
    let level = incident.proposal.as_ref().map_or(super::incident::Level::Crisis, |proposal| proposal.level);
    let escalate = |level: super::incident::Level| {
        Invocation::new("incident escalate").about(incident.id).with("level", level.word())
    };
    Message::of(first_line(incident))
        .and(level::now(incident))
        .and(Line::ProposalMeans { place: Place(incident.meldpunt.clone()) })
        .and(Line::OrType { command: escalate(level) })
        .button(Action::new("yes-crisis", escalate(level)))
        .button(Action::new("no-stays", escalate(incident.level)).about(incident.level.word()))
}

fn suspicion(incident: &Incident) -> Message {
    let malicious = |value: &str| Invocation::new("incident impact").about(incident.id).with("malicious", value);
    Message::of(first_line(incident))
        .and(Line::MaliciousSuspected {})
        .and(Line::OrType { command: malicious("yes") })
        .button(Action::new("yes-malicious", malicious("yes")))
        .button(Action::new("no-malicious", malicious("no")))
}

fn activation(incident: &Incident, entity: &EntityId) -> Message {
    let activate = Invocation::new("cmt activate").about(incident.id).with("entity", entity);
    let not = Invocation::new("cmt standdown").about(incident.id).with("entity", entity);
    Message::of(first_line(incident))
        .and(level::now(incident))
        .and(Line::ActivateQuestion { entity: entity.clone() })
        .and(Line::OrType { command: activate.clone() })
        .button(Action::new("yes-activate", activate))
        .button(Action::new("no-activate", not))
}

/// A rule that joins an open ping, or that the phase covers already (T3). A new chase says it by its first call.
pub(super) fn rule_met(incident: &Incident, body: &RuleMet) -> Vec<Effect> {
    let line = Line::Recommended { rule: body.rule.clone(), phase: body.phase, text: body.text.clone() };
    let message = Message::of(first_line(incident)).and(line);
    let mut effects = Vec::new();
    if let Some(ping) = incident.chases.get(&ChaseKind::Ping) {
        let joined = message.clone().and(Line::JoinsPing {});
        let actions = self::ping(incident).actions;
        let post = Message { actions, ..joined };
        let room = ping.room.clone();
        let mentions: Vec<PersonId> = ping.called.clone();
        effects.push(Effect::call(ChaseKind::Ping, room, post, mentions));
        effects.push(Effect::MailCcvo { subject: first_line(incident), message: message.clone() });
        // The call item, when it becomes due by the same fact, tells the meldpunt everything in its own post.
        if !call_follows(incident) {
            effects.extend(tell::quietly(tell::working(incident), &message.and(Line::CcvoIsCalled {})));
        }
    } else if recommendation::covered(incident.phase, body.phase) {
        let phase = incident.phase;
        let message = message.and(Line::PhaseCovers { phase });
        effects.extend(tell::quietly(tell::following(incident), &message));
    }
    effects
}

/// A rule that no longer holds lowers nothing by itself (T4).
pub(super) fn rule_withdrawn(incident: &Incident, rule: &RuleId) -> Vec<Effect> {
    let known = incident.recommendations.iter().rev().find(|recommendation| recommendation.rule == *rule);
    let text = known.map(|recommendation| recommendation.text.clone()).unwrap_or_default();
    let line = Line::RuleNoLongerMet { incident: incident.id, rule: rule.clone(), text };
    let message = Message::of(line).maybe(incident.phase.active().map(|_| Line::PhaseStays { phase: incident.phase }));
    let rooms = tell::and_ccvo(tell::working(incident), incident);
    tell::quietly(rooms, &message).collect()
}

/// A chase that was called off tells everybody whom it called.
pub(super) fn ended(incident: &Incident, body: &ChaseEnded) -> Option<Effect> {
    if body.answered || !incident.is_open() || body.kind != ChaseKind::Ping {
        return None;
    }
    let room = incident.desk.room.clone().unwrap_or_else(|| incident.report_room.clone());
    let called = incident.called.iter().filter(|(_, at)| *at == room).map(|(person, _)| person.clone());
    let mentions = called.collect();
    let message = Message::of(first_line(incident)).and(Line::CalledOff {});
    Some(Effect::post(room, message, mentions))
}

/// The answer to a request goes to the meldpunt, and stands in the crisis centre's room.
pub(super) fn request_answered(incident: &Incident, body: &RequestAnswered, by: &Actor) -> Vec<Effect> {
    let request = usize::try_from(body.request).ok().and_then(|place| incident.requests.get(place));
    let Some(request) = request else { return Vec::new() };
    // A change of phase tells both rooms by itself.
    if matches!(body.answer, RequestAnswer::Alarm | RequestAnswer::Vooralarm) {
        return Vec::new();
    }
    let line =
        Line::RequestAnswered { incident: incident.id, request: request.kind, reply: body.answer, by: by.clone() };
    let rooms = tell::and_ccvo(tell::working(incident), incident);
    tell::quietly(rooms, &Message::of(line)).collect()
}
