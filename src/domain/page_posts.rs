//! What a page says: to whoever is called, to whoever called them, and in the picture.

use super::{
    actor::Actor,
    chase::{ChaseCalled, ChaseKind},
    command::Coming,
    ids::{PersonId, RoomId},
    incident::Incident,
    line::Line,
    message::{Action, Effect, Invocation, Message},
    page::{Page, PageAnswered, PageMode, PageStopped},
    react::first_line,
    words::PhoneOf,
};

/// How many people whoever called is asked to telephone at once; it must fit on a telephone's screen.
const TELEPHONED: usize = 4;

/// What for, by whom, and how to answer.
pub(super) fn call(incident: &Incident, n: u32) -> Message {
    let message = Message::of(first_line(incident));
    let Some(page) = incident.pages.get(&n) else { return message };
    let ack = |answer: &str| Invocation::new("ack").about(incident.id).with("answer", answer).with("page", n);
    let message = message.and(Line::PagedFor { number: i64::from(n), by: page.by.clone(), text: page.text.clone() });
    let message = match page.mode {
        PageMode::One => message.and(Line::PagedOne {}).button(Action::new("take-page", ack("coming"))),
        PageMode::Each => message
            .and(Line::PagedEach {})
            .button(Action::new("coming", ack("coming")))
            .button(Action::new("online", ack("online"))),
    };
    message.and(Line::OrType { command: ack("coming") }).button(Action::new("unable", ack("unable")))
}

/// Once everybody was called and nobody answered, whoever called is given the numbers; each full round would only say it
/// again.
pub(super) fn beside(incident: &Incident, body: &ChaseCalled) -> Option<Effect> {
    let ChaseKind::Page(n) = body.kind else { return None };
    let chase = incident.chases.get(&body.kind)?;
    let first_round = body.full_round && body.n == chase.plan.rungs.len();
    let page = incident.pages.get(&n).filter(|_| first_round && !body.people.is_empty())?;
    let line = Line::PagedSilent { incident: incident.id, number: i64::from(n) };
    Some(to_caller(page, telephone(Message::of(line), &body.people)))
}

fn telephone(message: Message, people: &[PersonId]) -> Message {
    let lines = people.iter().take(TELEPHONED);
    lines.fold(message, |message, person| {
        message.and(Line::WhoIsSilent { person: person.clone(), phone: PhoneOf(person.clone()) })
    })
}

fn to_caller(page: &Page, message: Message) -> Effect {
    let mentions = page.by.person().cloned().into_iter().collect();
    Effect::post(page.from.clone(), message, mentions)
}

/// The first answer is told once to everybody who was called; others to those who see who comes.
pub(super) fn answered(incident: &Incident, body: &PageAnswered) -> Vec<Effect> {
    let Some(page) = incident.pages.get(&body.n) else { return Vec::new() };
    let (id, number, person) = (incident.id, i64::from(body.n), body.person.clone());
    if page.taken_by() == Some(&body.person) {
        let message = Message::of(Line::PagedTaken { incident: id, number, person });
        return everybody(page, &message, Some(&body.person));
    }
    let answer = body.answer;
    let message = Message::of(Line::PagedAnswer { incident: id, number, person, answer });
    let message = message.maybe(body.deputy.clone().map(|person| Line::PagedCallDeputy { person }));
    let alone = body.deputy.is_none() && answer == Coming::Unable && !page.done;
    let message = message.maybe(alone.then_some(Line::PagedNoDeputy {}));
    let message = message.maybe((page.done && page.mode == PageMode::Each).then_some(Line::PagedComplete {}));
    let mut effects: Vec<Effect> = rooms(page).map(|room| Effect::quiet(room, message.clone())).collect();
    if page.done && page.answers.iter().all(|(_, answer)| *answer == Coming::Unable) {
        let nobody = Message::of(Line::PagedNobodyCan { incident: id, number, who: page.who.clone() });
        effects.push(to_caller(page, telephone(nobody, &page.called)));
    }
    effects
}

/// Where they are called, and where the caller is.
fn rooms(page: &Page) -> impl Iterator<Item = RoomId> {
    let from = Some(page.from.clone()).filter(|from| *from != page.room);
    std::iter::once(page.room.clone()).chain(from)
}

/// Everybody who was called, and whoever called them; not whoever does it, who knows.
fn everybody(page: &Page, message: &Message, but: Option<&PersonId>) -> Vec<Effect> {
    let caller = page.by.person().filter(|by| !page.called.contains(by));
    let here = |room: &RoomId| {
        let theirs = page.called.iter().filter(|_| *room == page.room);
        let people = theirs.chain(caller.filter(|_| *room == page.from));
        people.filter(|person| Some(*person) != but).cloned().collect()
    };
    let post = |room: RoomId| {
        let mentions = here(&room);
        Effect::post(room, message.clone(), mentions)
    };
    rooms(page).map(post).collect()
}

pub(super) fn stopped(incident: &Incident, body: &PageStopped, by: &Actor) -> Vec<Effect> {
    let Some(page) = incident.pages.get(&body.n) else { return Vec::new() };
    let line = Line::PagedStoppedForAll { incident: incident.id, number: i64::from(body.n), by: by.clone() };
    everybody(page, &Message::of(line), by.person())
}

/// Each page of the record, with who was called and what they answered.
pub(super) fn listed(incident: &Incident) -> Vec<Line> {
    let mut lines = Vec::new();
    for (n, page) in &incident.pages {
        let (who, mode, by, called) = (page.who.clone(), page.mode, page.by.clone(), page.called.clone());
        lines.push(Line::PagedListed { number: i64::from(*n), who, mode, by, called });
        let answers = page.answers.iter();
        lines.extend(answers.map(|(person, answer)| Line::WhoAnswered { person: person.clone(), answer: *answer }));
        if !page.done {
            let silent = page.called.iter().filter(|person| !page.answered(person));
            lines.extend(
                silent.map(|person| Line::WhoIsSilent { person: person.clone(), phone: PhoneOf(person.clone()) }),
            );
        }
    }
    lines
}
