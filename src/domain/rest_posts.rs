//! What is said of people who are left alone, and to them when their quiet hours are over.

use std::collections::BTreeMap;

use super::{
    ids::{IncidentId, PersonId},
    incident::Incident,
    line::Line,
    message::{Action, Effect, Invocation, Message},
    query,
    react::Reaction,
    rest::{CaughtUp, LeftAlone, Waiting, by_end},
    time::Timestamp,
    timer::{Timer, TimerChange},
    words::Due,
};

/// How many things are named; it must fit on a telephone's screen.
const NAMED: usize = 3;

/// Nobody was alarmed by the post: until when, and how they can be all the same.
pub(super) fn left_alone(id: IncidentId, people: &BTreeMap<PersonId, Timestamp>) -> Vec<Line> {
    let lines = by_end(people).into_iter().map(|(until, people)| Line::LeftAlone { people, until: Due(until) });
    let page = |person| Invocation::new("page").about(id).with("who", person).hinting("catalogue-text");
    let page = people.keys().next().map(|person| Line::LeftAloneUnless { command: page(person) });
    lines.chain(page).collect()
}

/// They are mentioned when it ends.
pub(super) fn begun(reaction: Reaction, body: &LeftAlone) -> Reaction {
    let timers = body.people.iter().map(|(person, until)| TimerChange::Arm(Timer::Rest(person.clone()), *until));
    timers.fold(reaction, Reaction::and)
}

/// What still waits for them, where the work is done.
pub(super) fn caught_up(incident: &Incident, body: &CaughtUp) -> Effect {
    let (title, person) = (incident.title.clone(), body.person.clone());
    let mut message = Message::of(Line::CaughtUp { incident: incident.id, title, person });
    let known = body.what.iter().filter_map(|what| line(incident, &body.person, what));
    message.lines.extend(known.take(NAMED));
    let more = i64::try_from(body.what.len().saturating_sub(NAMED)).unwrap_or(i64::MAX);
    let message = message.maybe((more > 0).then_some(Line::CaughtUpMore { count: more }));
    let message = match body.what.as_slice() {
        [only] => answer(incident, only, message),
        _ => message.and(Line::CaughtUpAll { command: Invocation::new("incident show").about(incident.id) }),
    };
    Effect::post(incident.work_room(), message, vec![body.person.clone()])
}

fn line(incident: &Incident, person: &PersonId, what: &Waiting) -> Option<Line> {
    match what {
        Waiting::Update => Some(Line::UpdateWantedFrom { person: super::words::Somebody(Some(person.clone())) }),
        Waiting::Task(task) => Some(query::task(*task, incident.tasks.get(task)?)),
        Waiting::Public(n) => Some(Line::PublicTextWaits { text: incident.public.get(n)?.text.clone() }),
        Waiting::Recheck(seq) => {
            let text = incident.texts.get(seq)?.first()?.clone();
            Some(Line::RecheckWaits { seq: i64::try_from(*seq).unwrap_or(i64::MAX), text })
        }
    }
}

/// How the one thing that waits is answered.
fn answer(incident: &Incident, what: &Waiting, message: Message) -> Message {
    let about = |path: &str| Invocation::new(path).about(incident.id);
    match what {
        Waiting::Update => message.and(Line::OrType { command: about("update").hinting("update") }),
        Waiting::Task(task) => {
            let command = about("task done").with("task", task);
            message.and(Line::WhenDone { command: command.clone() }).button(Action::new("task-done", command))
        }
        Waiting::Public(n) => {
            let command = about("update release").with("number", n);
            message.and(Line::OrType { command: command.clone() }).button(Action::new("yes-release", command))
        }
        Waiting::Recheck(_) => message.and(Line::RecheckQuestion { command: about("log").hinting("catalogue-text") }),
    }
}
