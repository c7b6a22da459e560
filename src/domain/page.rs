//! Paging: people whom somebody calls about a record, until they answer, the page is called off, or the record ends.

use serde::{Deserialize, Serialize};

use super::{
    actor::Actor,
    chase::{self, ChaseKind},
    cmt,
    command::Coming,
    draft::Draft,
    ids::{IncidentId, PersonId, RoomId, TeamId, TextId},
    incident::Incident,
    line::Line,
    message::{Action, Invocation, Message},
    organisation::{Organisation, Team, TeamKind},
    time::Timestamp,
    words::Verbatim,
};

/// Whether one answer is enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PageMode {
    /// The first answer stops it for everybody.
    #[default]
    One,
    /// Everybody answers for themselves.
    Each,
}

/// Who is paged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Paged {
    /// One person.
    Person(PersonId),
    /// A team, in its duty order or, where it has none, all of it.
    Team(TeamId),
}

impl Paged {
    /// The team, if it is one.
    #[must_use]
    pub const fn team(&self) -> Option<&TeamId> {
        match self {
            Self::Person(_) => None,
            Self::Team(team) => Some(team),
        }
    }
}

/// A page of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Who called.
    pub by: Actor,
    /// Where they did.
    pub from: RoomId,
    /// Where the people are called.
    pub room: RoomId,
    /// Who was paged.
    pub who: Paged,
    /// Whether one answer is enough.
    pub mode: PageMode,
    /// What for.
    pub text: TextId,
    /// Who can be called, in order; deputies join it.
    pub people: Vec<PersonId>,
    /// Who was called.
    pub called: Vec<PersonId>,
    /// Who answered, and how.
    pub answers: Vec<(PersonId, Coming)>,
    /// It was answered, or called off: nobody is called again.
    pub done: bool,
}

/// People were paged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageOpened {
    /// Its number in the record, from 1.
    pub n: u32,
    /// Who was paged.
    pub who: Paged,
    /// Whether one answer is enough.
    pub mode: PageMode,
    /// What for.
    pub text: TextId,
    /// Who can be called, in order.
    pub people: Vec<PersonId>,
    /// Where it was asked.
    pub from: RoomId,
    /// Where the people are called.
    pub room: RoomId,
}

/// Somebody who was paged answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageAnswered {
    /// Which page.
    pub n: u32,
    /// Who.
    pub person: PersonId,
    /// How.
    pub answer: Coming,
    /// Who is called for them.
    pub deputy: Option<PersonId>,
}

/// A page was called off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageStopped {
    /// Which.
    pub n: u32,
}

impl Page {
    /// Whether the person answered.
    #[must_use]
    pub fn answered(&self, person: &PersonId) -> bool {
        self.answers.iter().any(|(known, _)| known == person)
    }

    /// Who did not answer yet, of everybody who can be called.
    #[must_use]
    pub fn silent(&self) -> Vec<PersonId> {
        self.people.iter().filter(|person| !self.answered(person)).cloned().collect()
    }

    /// Who took it up, where one answer is enough.
    #[must_use]
    pub fn taken_by(&self) -> Option<&PersonId> {
        let able = self.answers.iter().find(|(_, answer)| *answer != Coming::Unable);
        able.filter(|_| self.mode == PageMode::One).map(|(person, _)| person)
    }
}

impl PageOpened {
    pub(super) fn apply(&self, incident: &mut Incident, by: &Actor) {
        let page = Page {
            by: by.clone(),
            from: self.from.clone(),
            room: self.room.clone(),
            who: self.who.clone(),
            mode: self.mode,
            text: self.text.clone(),
            people: self.people.clone(),
            called: Vec::new(),
            answers: Vec::new(),
            done: false,
        };
        incident.pages.insert(self.n, page);
    }
}

impl PageAnswered {
    pub(super) fn apply(&self, incident: &mut Incident) {
        let Some(page) = incident.pages.get_mut(&self.n) else { return };
        page.answers.retain(|(person, _)| *person != self.person);
        page.answers.push((self.person.clone(), self.answer));
        if let Some(deputy) = self.deputy.as_ref().filter(|deputy| !page.people.contains(deputy)) {
            page.people.push(deputy.clone());
            if let Some(chase) = incident.chases.get_mut(&ChaseKind::Page(self.n)) {
                let rungs = chase.plan.rungs.iter_mut().map(|rung| &mut rung.people);
                rungs.chain([&mut chase.plan.all]).for_each(|people| people.push(deputy.clone()));
            }
        }
        page.done = page.taken_by().is_some() || page.silent().is_empty();
    }
}

impl PageStopped {
    pub(super) fn apply(&self, incident: &mut Incident) {
        if let Some(page) = incident.pages.get_mut(&self.n) {
            page.done = true;
        }
    }
}

/// `page`: calls a person or a team. The people whom nothing reaches are told of; with nobody left, nothing is done.
pub(super) fn open(
    draft: &mut Draft<'_>,
    id: IncidentId,
    who: &Paged,
    text: &TextId,
    mode: PageMode,
) -> Result<Option<Message>, Message> {
    let incident = draft.open(id)?;
    let mut people = listed(draft, who);
    // Whoever pages their own team is there already.
    if people.len() > 1 {
        people.retain(|person| !draft.context.actor.is(person));
    }
    let reachable = |person: &PersonId| draft.organisation().reaches(person);
    let (people, unreachable): (Vec<PersonId>, Vec<PersonId>) = people.into_iter().partition(reachable);
    if people.is_empty() {
        return Err(nobody(draft, incident, who));
    }
    let n = incident.pages.keys().next_back().map_or(1, |last| last.saturating_add(1));
    let room = room(draft.organisation(), incident, who, &people);
    let from = draft.context.room.clone().unwrap_or_else(|| incident.work_room());
    let (number, paged) = (i64::from(n), who.clone());
    draft.record(id, PageOpened { n, who: who.clone(), mode, text: text.clone(), people, from, room: room.clone() });
    chase::open(draft, id, &ChaseKind::Page(n));
    let called = draft.incident(id)?.pages.get(&n).map(|page| page.called.clone()).unwrap_or_default();
    let stop = stop_command(id, n);
    let message = Message::of(Line::PagedSent { incident: id, number, who: paged, mode })
        .and(Line::PagedIsCalled { people: called, room })
        .maybe((!unreachable.is_empty()).then_some(Line::PagedWithout { people: unreachable }))
        .and(Line::PagedStopBy { command: stop.clone() });
    Ok(Some(message.button(Action::new("page-stop", stop))))
}

pub(super) fn stop_command(id: IncidentId, n: u32) -> Invocation {
    Invocation::new("page stop").about(id).with("number", n)
}

/// The people of whoever is paged, in the order in which they are called.
fn listed(draft: &Draft<'_>, who: &Paged) -> Vec<PersonId> {
    match who {
        Paged::Person(person) => vec![person.clone()],
        Paged::Team(team) => {
            let team = draft.organisation().teams.get(team);
            team.map(|team| draft.duty().called_of(team)).unwrap_or_default()
        }
    }
}

/// Whoever came on duty in the team since it was paged, and can be called.
pub(super) fn came_on_duty(draft: &Draft<'_>, page: &Page) -> Vec<PersonId> {
    let mut people = if page.who.team().is_some() { listed(draft, &page.who) } else { Vec::new() };
    let reachable = |person: &PersonId| draft.organisation().reaches(person);
    people.retain(|person| !page.people.contains(person) && !page.by.is(person) && reachable(person));
    people
}

/// The last page that somebody did and that is still open, with the instant.
pub(super) fn last_of(incident: &Incident, actor: &Actor) -> Option<(Timestamp, u32)> {
    let open = incident.pages.iter().rev().filter(|(_, page)| !page.done && page.by == *actor);
    open.filter_map(|(n, _)| Some((incident.chases.get(&ChaseKind::Page(*n))?.opened_at, *n))).max()
}

/// Nothing was done: whom to telephone instead.
fn nobody(draft: &Draft<'_>, incident: &Incident, who: &Paged) -> Message {
    let organisation = draft.organisation();
    let team = match who {
        Paged::Team(team) => organisation.teams.get(team).and_then(|team| team.entity.clone()),
        Paged::Person(person) => organisation.people.get(person).and_then(|person| person.entity.clone()),
    };
    let phone = team.and_then(|entity| organisation.entities.get(&entity));
    let phone = phone.and_then(|entity| Some((entity.id.clone(), Verbatim(entity.phone.clone()?))));
    Message::of(Line::PagedNobody { incident: incident.id, who: who.clone() })
        .maybe(phone.map(|(entity, phone)| Line::PagedCallEntity { entity, phone }))
        .and(Line::PagedCallCcvo { phone: Verbatim(incident.desk.phone.clone()) })
}

/// Where they can read it: the crisis centre in its own room, members of an active CMT in their crisis room, others in
/// the report room of their entity; people of several entities where the meldpunt works.
fn room(organisation: &Organisation, incident: &Incident, who: &Paged, people: &[PersonId]) -> RoomId {
    if people.iter().all(|person| organisation.is_ccvo(person)) {
        return incident.desk.room.clone().unwrap_or_else(|| incident.report_room.clone());
    }
    let team = who.team().and_then(|team| organisation.teams.get(team)?.entity.as_ref());
    let entity_of = |person: &PersonId| organisation.people.get(person).and_then(|person| person.entity.as_ref());
    let first = people.first().and_then(entity_of);
    let shared = first.filter(|_| people.iter().all(|person| entity_of(person) == first));
    let Some(entity) = team.or(shared) else { return incident.work_room() };
    let member = |person: &PersonId| {
        let members = incident.active_cmt(entity).map(|cmt| cmt.members.as_slice()).unwrap_or_default();
        members.iter().any(|(known, _)| known == person)
    };
    if people.iter().all(member) {
        return RoomId::crisis(incident.id, entity);
    }
    organisation.report_room(entity).map_or_else(|| incident.work_room(), |room| room.id.clone())
}

/// `page stop`: everybody who was called hears that nothing is asked of them any more.
pub(super) fn stop(draft: &mut Draft<'_>, id: IncidentId, number: Option<u32>) -> Result<Option<Message>, Message> {
    let incident = draft.open(id)?;
    let mut open = incident.pages.iter().filter(|(n, page)| !page.done && number.is_none_or(|number| number == **n));
    let Some(n) = open.next_back().map(|(n, _)| *n) else {
        return Err(Message::of(match number.map(i64::from) {
            Some(number) => Line::PagedNotOpen { incident: id, number },
            None => Line::PagedNoneOpen { incident: id },
        }));
    };
    draft.record(id, PageStopped { n });
    chase::end(draft, id, &ChaseKind::Page(n), false);
    Ok(draft.unless_said(Message::of(Line::PagedIsStopped { incident: id, number: i64::from(n) })))
}

/// `ack`: whoever is called answers for themselves. Without a number it answers every page that waits for them, and the
/// call of their CMT while that does.
pub(super) fn acknowledge(
    draft: &mut Draft<'_>,
    id: IncidentId,
    given: Option<Coming>,
    number: Option<u32>,
) -> Result<Option<Message>, Message> {
    let Some(person) = draft.context.actor.person().cloned() else { return cmt::answer(draft, id, given) };
    let incident = draft.incident(id)?;
    let waits = |page: &&Page| !page.done && page.called.contains(&person) && !page.answered(&person);
    let pages: Vec<u32> = match number {
        Some(number) => vec![number],
        None => incident.pages.iter().filter(|(_, page)| waits(page)).map(|(n, _)| *n).collect(),
    };
    if pages.is_empty() {
        return cmt::answer(draft, id, given);
    }
    let cmt = number.is_none() && cmt::waits_for(incident, &person);
    let answer = given.unwrap_or_default();
    for n in pages {
        answer_one(draft, id, n, &person, answer)?;
    }
    if cmt {
        return cmt::answer(draft, id, given);
    }
    Ok(draft.unless_said(Message::of(Line::AnswerNoted { incident: id, person, answer })))
}

fn answer_one(draft: &mut Draft<'_>, id: IncidentId, n: u32, person: &PersonId, answer: Coming) -> Result<(), Message> {
    let incident = draft.incident(id)?;
    let (number, kind) = (i64::from(n), ChaseKind::Page(n));
    let page = incident.pages.get(&n).filter(|page| page.called.contains(person));
    let Some(page) = page else { return Err(Message::of(Line::PagedNotYours { incident: id, number })) };
    if let Some(by) = page.taken_by() {
        return Err(Message::of(Line::PagedTakenBefore { incident: id, number, person: by.clone() }));
    }
    if !incident.chases.contains_key(&kind) {
        return Err(Message::of(Line::PagedNotOpen { incident: id, number }));
    }
    let deputy = deputy(draft.organisation(), page, person).filter(|_| answer == Coming::Unable);
    draft.record(id, PageAnswered { n, person: person.clone(), answer, deputy: deputy.clone() });
    if draft.incident(id)?.pages.get(&n).is_some_and(|page| page.done) {
        chase::end(draft, id, &kind, true);
    } else if let Some(deputy) = deputy {
        chase::call_besides(draft, id, &kind, deputy);
    }
    Ok(())
}

/// Who is called for somebody who cannot: the next who was not called yet, of the page and then of the team; for its
/// chair a deputy.
fn deputy(organisation: &Organisation, page: &Page, person: &PersonId) -> Option<PersonId> {
    let free = |other: &&PersonId| {
        organisation.reaches(other) && *other != person && !page.called.contains(other) && !page.by.is(other)
    };
    let teams: Vec<&Team> = match &page.who {
        Paged::Team(team) => organisation.teams.get(team).into_iter().collect(),
        Paged::Person(_) => {
            let own = organisation.teams.values().filter(|team| team.everybody().contains(person));
            let mut own: Vec<&Team> = own.collect();
            own.sort_by_key(|team| team.kind != TeamKind::Cmt);
            own
        }
    };
    let of_team = |team: &&Team| {
        let deputies = team.deputies.iter().filter(|_| team.chair.as_ref() == Some(person));
        let people: Vec<PersonId> = deputies.cloned().chain(team.everybody()).collect();
        people.iter().find(free).cloned()
    };
    page.people.iter().find(free).cloned().or_else(|| teams.iter().find_map(of_team))
}
