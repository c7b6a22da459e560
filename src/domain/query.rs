//! Questions: what can be seen without changing anything.

use super::{
    actor::Actor,
    briefing, calling,
    command::Query,
    ids::TaskId,
    incident::{Incident, Task},
    line::Line,
    link,
    message::{Action, Invocation, Message},
    on_duty::Duty,
    oncall, picture,
    state::State,
    turn::Context,
    words::{Clauses, Due, Place, Somebody},
};

/// How many records `status` and `list` show before they say how many more there are.
const SHOWN: usize = 10;

/// Answers a question. `log show` and `help` need more than the state and are answered elsewhere.
#[must_use]
pub fn answer(state: &State, query: &Query, context: &Context<'_>) -> Message {
    let one = |id| state.incident(id).ok_or_else(|| Message::of(Line::NoSuchIncident { incident: id }));
    let message = match query {
        Query::List => Ok(list(state)),
        Query::Status => Ok(status(state, context)),
        Query::Oncall => Ok(oncall::shown(Duty { organisation: context.organisation, state, now: context.now })),
        Query::Ping => Ok(Message::of(Line::Pong { at: context.now })),
        Query::Show(id) => one(*id).map(|incident| show(state, incident)),
        Query::Picture(id) => one(*id).map(picture::of),
        Query::CmtWho(id, entity) => one(*id).map(|incident| who(incident, entity.as_ref())),
        Query::TaskList(id) => one(*id).map(tasks),
        Query::RoleList(id) => one(*id).map(roles),
        Query::LogShow(_) | Query::Help(_) => Ok(Message::default()),
    };
    message.unwrap_or_else(|refusal| refusal)
}

/// Open records, the youngest first.
fn open(state: &State) -> impl Iterator<Item = &Incident> {
    state.incidents().rev().filter(|incident| incident.is_open())
}

/// A line about one record among others: a drill says so, for it stands beside what is real.
#[must_use]
pub fn marked(incident: &Incident, entry: Line) -> Line {
    if incident.exercise { Line::DrillEntry { entry: Clauses(vec![entry]) } } else { entry }
}

fn list(state: &State) -> Message {
    let mut message = Message::default();
    for incident in open(state).take(SHOWN) {
        message = message.and(marked(
            incident,
            Line::ListEntry {
                incident: incident.id,
                title: incident.title.clone(),
                place: Place(incident.meldpunt.clone()),
                level: incident.level,
                phase: incident.phase,
            },
        ));
    }
    more(state, message)
}

fn status(state: &State, context: &Context<'_>) -> Message {
    let mut message = Message::default();
    for incident in open(state).take(SHOWN) {
        message = message
            .and(marked(
                incident,
                Line::StatusEntry {
                    incident: incident.id,
                    title: incident.title.clone(),
                    place: Place(incident.meldpunt.clone()),
                    level: incident.level,
                    phase: incident.phase,
                    age: Due(incident.opened_at),
                },
            ))
            .and(calling::lead(incident))
            .maybe(briefing::follower(incident));
    }
    let message = more(state, message);
    match &context.actor {
        Actor::Person(person) if waits_for(state, person) => message.and(Line::YouAreAwaited {}),
        _ => message,
    }
}

fn waits_for(state: &State, person: &super::ids::PersonId) -> bool {
    open(state).any(|incident| {
        let asked = |role| incident.roles.get(role) == Some(person);
        incident.chases.values().any(|chase| chase.called.contains(person)) || incident.takeovers.keys().any(asked)
    })
}

fn more(state: &State, message: Message) -> Message {
    if message.lines.is_empty() {
        return Message::of(Line::NothingOpen {})
            .and(Line::OrType { command: Invocation::new("incident report").hinting("what-happens") });
    }
    let rest = open(state).skip(SHOWN).count();
    message.maybe((rest > 0).then(|| Line::AndMore { count: i64::try_from(rest).unwrap_or(i64::MAX) }))
}

fn show(state: &State, incident: &Incident) -> Message {
    let mut message = picture::of(incident);
    message.lines.extend(incident.description.clone().map(|text| Line::InTheirWords { text }));
    for (other, kind) in &incident.links {
        message = message.and(Line::LinkedTo { other: *other, link: link::word(*kind, state.incident(*other)) });
    }
    message.lines.extend(super::page_posts::listed(incident));
    message.lines.extend(super::ccvo_mail::last(incident));
    for (kind, chase) in &incident.chases {
        message.lines.extend(chase.called.iter().filter_map(|person| super::attempt::tries(incident, kind, person)));
        if let (Some((_, people)), Some(at)) = (chase.plan.call(chase.calls), chase.next_at) {
            message = message.and(Line::WithoutAnswer { people: people.to_vec(), due: Due(at) });
        }
    }
    message
}

fn who(incident: &Incident, entity: Option<&super::ids::EntityId>) -> Message {
    let cmts = incident.cmts.iter().filter(|(id, _)| entity.is_none_or(|entity| entity == *id));
    let mut message = Message::of(super::react::first_line(incident));
    let mut any = false;
    for (entity, cmt) in cmts {
        any = true;
        message = message.and(Line::CmtOf { entity: entity.clone(), room: cmt.room.clone() });
        for (person, answer) in &cmt.members {
            message = message.and(match answer {
                Some(answer) => Line::WhoAnswered { person: person.clone(), answer: *answer },
                None => Line::WhoIsSilent { person: person.clone(), phone: super::words::PhoneOf(person.clone()) },
            });
        }
    }
    if any {
        return message;
    }
    let command = Invocation::new("cmt activate").about(incident.id);
    message
        .and(Line::NoCmtActive {})
        .and(Line::OrType { command: command.clone() })
        .button(Action::new("activate", command))
}

fn tasks(incident: &Incident) -> Message {
    let mut message = Message::of(super::react::first_line(incident));
    for (task, known) in &incident.tasks {
        message = message.and(self::task(*task, known));
    }
    if incident.tasks.is_empty() {
        let command = Invocation::new("task add").about(incident.id).hinting("task");
        message = message.and(Line::NoTasks {}).and(Line::OrType { command });
    }
    message
}

/// One task, as it is listed.
pub(super) fn task(task: TaskId, known: &Task) -> Line {
    let (text, owner) = (known.text.clone(), Somebody(known.owner.clone()));
    match (known.done_at, known.due) {
        (Some(at), _) => Line::TaskListDone { task, text, owner, at },
        (None, Some(due)) => Line::TaskListDue { task, text, owner, due: Due(due) },
        (None, None) => Line::TaskListOpen { task, text, owner },
    }
}

/// Who holds which role, and since when they are on duty in it.
pub(super) fn duties(incident: &Incident) -> impl Iterator<Item = Line> {
    incident.roles.iter().map(|(role, holder)| briefing::duty(incident, role, holder))
}

fn roles(incident: &Incident) -> Message {
    let mut message = Message::of(super::react::first_line(incident));
    message.lines.extend(duties(incident));
    for (role, to) in &incident.offers {
        message = message.and(Line::RoleWaits { role: role.clone(), to: to.clone() });
    }
    for (role, waiting) in &incident.takeovers {
        let (by, due) = (waiting.by.clone(), Due(waiting.at));
        message = message.and(Line::RoleAskedBy { role: role.clone(), by, due });
    }
    if incident.roles.is_empty() && incident.offers.is_empty() {
        let command = Invocation::new("role take").about(incident.id).with("role", "logger");
        message = message.and(Line::NoRoles {}).and(Line::OrType { command });
    }
    message
}
