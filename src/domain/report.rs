//! Reporting: one line is recorded at once, however little is known (C4, L4, T9).

use serde::{Deserialize, Serialize};

use super::{
    actor::Actor,
    alert, command, consequence,
    draft::Draft,
    duplicate,
    event::Envelope,
    fact::Facts,
    ids::{EntityId, IncidentId, RoomId, TextId},
    impact,
    incident::{CcvoPhase, Desk, Incident, Level, Status},
    line::Line,
    message::{Effect, Message, Slot},
    numbering::{GUEST_REPORTS, GUEST_WINDOW, Numbered},
    question,
    time::Timestamp,
    turn::Answer,
    words::{Due, Place},
};

/// A report was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    /// First line.
    pub title: TextId,
    /// The rest.
    pub description: Option<TextId>,
    /// The reporting point.
    pub meldpunt: Option<EntityId>,
    /// Where it was reported.
    pub origin: RoomId,
    /// The meldpunt's report room, else the origin.
    pub report_room: RoomId,
    /// A drill.
    pub exercise: bool,
    /// Somebody known stands behind it.
    pub verified: bool,
    /// Since when it goes on.
    pub since: Option<Timestamp>,
    /// How the crisis centre is reached.
    pub desk: Desk,
}

/// An unknown account that reports too often: its text is added to its last record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appended {
    /// First line.
    pub title: TextId,
    /// The rest.
    pub description: Option<TextId>,
}

/// Somebody known stands behind the report (T9).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verified {}

/// The reporting point became known, or was named wrongly before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Located {
    /// The reporting point.
    pub meldpunt: EntityId,
    /// Its report room, else the origin.
    pub report_room: RoomId,
}

impl Recorded {
    pub(super) fn apply(&self, id: IncidentId, envelope: &Envelope) -> Incident {
        Incident {
            id,
            version: 1,
            title: self.title.clone(),
            description: self.description.clone(),
            status: Status::Open,
            exercise: self.exercise,
            verified: self.verified,
            reporter: envelope.actor.clone(),
            origin: self.origin.clone(),
            meldpunt: self.meldpunt.clone(),
            report_room: self.report_room.clone(),
            since: self.since,
            level: Level::Issue,
            provisional: true,
            proposal: None,
            facts: Facts::default(),
            claims: Vec::new(),
            question: None,
            asked: Vec::new(),
            batch: 0,
            recommendations: Vec::new(),
            phase: CcvoPhase::None,
            calls: Vec::new(),
            requests: Vec::new(),
            desk: self.desk.clone(),
            ccvo_told: self.desk.room.as_ref() == Some(&self.origin),
            ccvo_mail: None,
            chases: std::collections::BTreeMap::new(),
            reaching: std::collections::BTreeMap::new(),
            tries: std::collections::BTreeMap::new(),
            told: None,
            refused: Vec::new(),
            called: Vec::new(),
            cmts: std::collections::BTreeMap::new(),
            tasks: std::collections::BTreeMap::new(),
            roles: std::collections::BTreeMap::new(),
            offers: std::collections::BTreeMap::new(),
            links: std::collections::BTreeMap::new(),
            compared: Vec::new(),
            last_update: None,
            next_update_at: None,
            update_asked: false,
            sure: None,
            texts: std::iter::once((1, self.texts())).collect(),
            redacted: rpds::RedBlackTreeMapSync::default(),
            decisions: Vec::new(),
            pages: std::collections::BTreeMap::new(),
            rechecks: std::collections::BTreeMap::new(),
            communication: std::collections::BTreeMap::new(),
            public: std::collections::BTreeMap::new(),
            opened_at: envelope.at,
            closed_at: None,
            duty: std::collections::BTreeMap::new(),
            takeovers: std::collections::BTreeMap::new(),
            likened: None,
            alerts: rpds::RedBlackTreeMapSync::default(),
            last_alert: None,
            acts: rpds::RedBlackTreeMapSync::default(),
            resting: std::collections::BTreeMap::new(),
            undoable: Vec::new(),
        }
    }

    fn texts(&self) -> Vec<TextId> {
        std::iter::once(&self.title).chain(&self.description).cloned().collect()
    }
}

impl Appended {
    pub(super) fn apply(&self, incident: &mut Incident) {
        if incident.description.is_none() {
            incident.description = Some(self.title.clone());
        }
    }
}

impl Located {
    pub(super) fn apply(&self, incident: &mut Incident) {
        incident.meldpunt = Some(self.meldpunt.clone());
        for claim in &mut incident.claims {
            if claim.statement.entity.is_none() && !claim.statement.fact.is_general() {
                claim.statement.entity = Some(self.meldpunt.clone());
            }
        }
        incident.report_room = self.report_room.clone();
    }
}

/// Records a report, whatever is missing.
pub(super) fn decide(draft: &mut Draft<'_>, report: &command::Report) -> Result<Answer, Message> {
    if let Some(last) = guest_who_repeats(draft) {
        return append(draft, last, report);
    }
    let id = record(draft, report);
    impact::take(draft, id, report.statements.clone(), impact::About::default());
    duplicate::ask(draft, id);
    consequence::follow(draft);
    question::next(draft, id);
    let incident = draft.incident(id)?;
    Ok(Answer { incident: Some(id), message: recorded(draft, incident), slot: Some(Slot::Question) })
}

/// Gives the record its number and writes its first event.
pub(super) fn record(draft: &mut Draft<'_>, report: &command::Report) -> IncidentId {
    let context = draft.context;
    let organisation = draft.organisation();
    let year = context.year;
    let n = draft.state().numbers.get(&year).copied().unwrap_or(0).saturating_add(1);
    let id = IncidentId { year, n };
    let origin = context.room.clone().unwrap_or_else(|| RoomId::from("noodklok"));
    let (guest, verified) = match &context.actor {
        Actor::Outsider(account) => (Some(account.clone()), false),
        Actor::Source(source) => (Some(alert::counted_as(source)), true),
        Actor::Person(_) | Actor::Bot => (None, true),
    };
    let recorded = Recorded {
        title: report.title.clone(),
        description: report.description.clone(),
        meldpunt: report.entity.clone(),
        report_room: draft.report_room(report.entity.as_ref(), &origin),
        origin,
        exercise: report.exercise || organisation.demo,
        verified,
        since: report.since,
        desk: Desk {
            room: organisation.ccvo_room().map(|room| room.id.clone()),
            phone: organisation.ccvo.phone.clone(),
        },
    };
    draft.record_organisation(Numbered { incident: id, guest });
    draft.record(id, recorded);
    id
}

/// The open record to which a further report of an unknown account is added, when it made its share already.
fn guest_who_repeats(draft: &Draft<'_>) -> Option<IncidentId> {
    let Actor::Outsider(account) = &draft.context.actor else { return None };
    let guest = draft.state().guests.get(account)?;
    let window = draft.now().minus(GUEST_WINDOW);
    let lately = guest.reports.iter().filter(|report| **report > window).count();
    guest.last.filter(|last| lately >= GUEST_REPORTS && draft.find(*last).is_some())
}

fn append(draft: &mut Draft<'_>, id: IncidentId, report: &command::Report) -> Result<Answer, Message> {
    draft.record(id, Appended { title: report.title.clone(), description: report.description.clone() });
    if !report.statements.is_empty() {
        impact::claim(draft, id, report.statements.clone());
    }
    tell_of_more(draft, id, &report.title);
    let incident = draft.incident(id)?;
    let message = Message::of(Line::ReportAppended { incident: id, text: report.title.clone() })
        .and(Line::CallDangerFirst {})
        .and(Line::AppendedWhy { count: i64::try_from(GUEST_REPORTS).unwrap_or(i64::MAX) })
        .maybe(who_is_called(draft, incident));
    Ok(Answer { incident: Some(id), message, slot: None })
}

/// The meldpunt reads what was added, and whoever was called for the report is called for it.
fn tell_of_more(draft: &mut Draft<'_>, id: IncidentId, text: &TextId) {
    let Some(incident) = draft.find(id) else { return };
    let room = incident.report_room.clone();
    let called = incident.called.iter().filter(|(_, at)| *at == room).map(|(person, _)| person.clone());
    let message = Message::of(Line::ReportAppended { incident: id, text: text.clone() });
    let mentions = called.collect();
    let post = Effect::post(room, message, mentions);
    draft.effect(id, post);
}

/// The first answer: recorded, 112, level, what happens now, the one question.
fn recorded(draft: &Draft<'_>, incident: &Incident) -> Message {
    let (id, at) = (incident.id, draft.now());
    let site = incident.site(false);
    let title = incident.title.clone();
    let first = if incident.verified {
        Line::ReportRecorded { incident: id, at, title, site }
    } else {
        Line::ReportRecordedUnverified { incident: id, at, title, site }
    };
    let message = Message::of(first).and(Line::CallDangerFirst {}).and(super::level::now(incident));
    let message = if incident.claims.is_empty() {
        message.maybe(who_is_called(draft, incident))
    } else {
        message.and(Line::ClaimsWait { place: Place(incident.meldpunt.clone()) })
    };
    question::put(message, incident, draft.organisation())
}

pub(super) fn who_is_called(draft: &Draft<'_>, incident: &Incident) -> Option<Line> {
    let waits = duplicate::calls_wait(draft.state(), incident, draft.now());
    if let Some(waits) = waits.filter(|_| consequence::needs_responders(draft, incident)) {
        return Some(Line::RespondersKnow { other: waits.other, due: Due(waits.until) });
    }
    let chase = incident.chases.get(&super::chase::ChaseKind::FirstResponders)?;
    let people = chase.called.clone();
    let next = chase.plan.call(chase.calls).map(|(_, people)| people.to_vec());
    Some(match (next, chase.next_at) {
        (Some(next), Some(at)) => Line::RespondersCalled { people, next, due: Due(at) },
        _ => Line::RespondersCalledOnly { people },
    })
}
