//! Whoever was called outside the chat hears there that it is over: nobody should get out of bed for what somebody else does.

use super::{
    actor::Actor,
    attempt::{By, Try},
    chase::ChaseEnded,
    ids::PersonId,
    incident::Incident,
    line::Line,
    message::{Effect, Message},
    page::Page,
    reach::{Channel, Reach},
    react::first_line,
};
use crate::domain::chase::ChaseKind;

/// What is sent when a chase ends; not to whoever ended it, nor to those who answered.
pub(super) fn told(incident: &Incident, body: &ChaseEnded, by: &Actor) -> Vec<Effect> {
    let tries = incident.tries.iter().filter(|((kind, _), _)| *kind == body.kind);
    let silent = tries.filter(|((_, person), _)| !by.is(person) && !has_answered(incident, &body.kind, person));
    let line = if body.answered { Line::ReachOverAnswered {} } else { Line::ReachOverCalledOff {} };
    let message = Message::of(first_line(incident)).and(line);
    let effects = silent.flat_map(|((kind, person), tries)| {
        let took = |channel| matches!(tries.get(&By::Own(channel)), Some(Try { taken: Some(true), .. }));
        let reach = |channel| Reach { kind: kind.clone(), person: person.clone(), channel };
        channels(took).into_iter().map(reach).collect::<Vec<_>>()
    });
    effects.map(|reach| Effect::ReachOver { reach, message: message.clone() }).collect()
}

/// A pager always; beside it one message that can be read. Nobody's telephone rings for it.
fn channels(took: impl Fn(Channel) -> bool) -> Vec<Channel> {
    let written = if took(Channel::Sms) || took(Channel::Phone) {
        Some(Channel::Sms)
    } else {
        Some(Channel::Mail).filter(|mail| took(*mail))
    };
    Some(Channel::Webhook).filter(|webhook| took(*webhook)).into_iter().chain(written).collect()
}

fn has_answered(incident: &Incident, kind: &ChaseKind, person: &PersonId) -> bool {
    match kind {
        ChaseKind::Page(n) => incident.pages.get(n).is_some_and(|page: &Page| page.answered(person)),
        ChaseKind::Cmt(entity) => {
            let members = incident.cmts.get(entity).map(|cmt| cmt.members.as_slice()).unwrap_or_default();
            members.iter().any(|(member, answer)| member == person && answer.is_some())
        }
        _ => false,
    }
}
