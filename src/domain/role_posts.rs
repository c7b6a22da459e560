//! What is said, and to whom, when roles change hands.

use super::{
    actor::Actor,
    duty::DutyWarned,
    handover::RoleDeclined,
    ids::{PersonId, RoleId, RoomId},
    incident::Incident,
    level,
    line::Line,
    message::{Action, Effect, Invocation, Message},
    react::Reaction,
    role::{FOLLOWER, RoleAsked, RoleKept, RoleTaken},
    timer::{Timer, TimerChange},
    words::{Due, Somebody},
};

/// Where the people of a role are called: the crisis centre's own in its room, the others where the meldpunt works.
pub(super) fn room(incident: &Incident, role: &RoleId) -> RoomId {
    let desk = incident.desk.room.clone().filter(|_| role.as_str() == FOLLOWER);
    desk.unwrap_or_else(|| incident.work_room())
}

fn call(incident: &Incident, role: &RoleId, message: Message, mentions: Vec<PersonId>) -> Effect {
    Effect::post(room(incident, role), message, mentions)
}

fn about(incident: &Incident, path: &str, role: &RoleId) -> Invocation {
    Invocation::new(path).about(incident.id).with("role", role)
}

fn only(label: &str, command: Invocation, person: &PersonId) -> Action {
    Action { only: Some(person.clone()), ..Action::new(label, command) }
}

/// The offer, as it is chased; the briefing stands just below the first one.
pub(super) fn offered(incident: &Incident, role: &RoleId) -> Message {
    let take = about(incident, "role take", role);
    let holder = Somebody(incident.roles.get(role).cloned());
    let message = Message::of(Line::RoleOfferedTo { incident: incident.id, role: role.clone(), holder })
        .and(level::now(incident))
        .and(Line::OrType { command: take.clone() });
    let Some(to) = incident.offers.get(role) else { return message };
    message.button(only("accept-role", take, to)).button(only(
        "decline-role",
        about(incident, "role decline", role),
        to,
    ))
}

pub(super) fn declined(incident: &Incident, body: &RoleDeclined, by: &Actor) -> Effect {
    let (id, role) = (incident.id, body.role.clone());
    if by.is(&body.to) {
        let line = Line::RoleRefused { incident: id, role, to: body.to.clone(), holder: body.holder.clone() };
        let again = Invocation::new("role list").about(id);
        let message = Message::of(line).and(Line::RoleOfferOther { command: again });
        return call(incident, &body.role, message, vec![body.holder.clone()]);
    }
    let line = Line::RoleOfferEnded { incident: id, role, to: body.to.clone(), holder: body.holder.clone() };
    call(incident, &body.role, Message::of(line), vec![body.to.clone()])
}

pub(super) fn asked(reaction: Reaction, incident: &Incident, body: &RoleAsked) -> Reaction {
    let (by, holder) = (body.by.clone(), body.holder.clone());
    let yes = Invocation::new("role handover").about(incident.id).with("person", &by).with("role", &body.role);
    let line = Line::RoleWanted { incident: incident.id, role: body.role.clone(), by, holder };
    let message = Message::of(line)
        .and(Line::RoleGoesOver { by: body.by.clone(), due: Due(body.at) })
        .and(Line::OrType { command: yes.clone() })
        .button(only("take-over-role", yes, &body.holder))
        .button(only("keep-role", about(incident, "role decline", &body.role), &body.holder));
    reaction
        .with([call(incident, &body.role, message, vec![body.holder.clone()])])
        .and(TimerChange::Arm(Timer::TakeOver(body.role.clone()), body.at))
}

pub(super) fn kept(reaction: Reaction, incident: &Incident, body: &RoleKept) -> Reaction {
    let line = Line::RoleIsKept {
        incident: incident.id,
        role: body.role.clone(),
        holder: body.holder.clone(),
        by: body.by.clone(),
    };
    reaction
        .with([call(incident, &body.role, Message::of(line), vec![body.by.clone()])])
        .and(TimerChange::Clear(Timer::TakeOver(body.role.clone())))
}

/// Whoever held the role before is told by name; whoever got it without an answer too.
pub(super) fn taken(reaction: Reaction, incident: &Incident, body: &RoleTaken) -> Reaction {
    let before = body.before.clone().filter(|before| *before != body.holder);
    let told = before.map(|before| {
        let (id, role, holder) = (incident.id, body.role.clone(), body.holder.clone());
        if body.unanswered {
            let people = vec![before.clone(), holder.clone()];
            let line = Line::RoleTakenUnanswered { incident: id, role, holder, before };
            return call(incident, &body.role, Message::of(line), people);
        }
        let people = vec![before.clone()];
        call(incident, &body.role, Message::of(Line::RoleChanged { incident: id, role, holder, before }), people)
    });
    let duty = Timer::Duty(body.role.clone());
    reaction.with(told).and(TimerChange::Clear(Timer::TakeOver(body.role.clone()))).and(match body.warn_at {
        Some(at) => TimerChange::Arm(duty, at),
        None => TimerChange::Clear(duty),
    })
}

pub(super) fn warned(incident: &Incident, body: &DutyWarned) -> Effect {
    let line = Line::DutyLong {
        incident: incident.id,
        role: body.role.clone(),
        holder: body.holder.clone(),
        since: Due(body.since),
    };
    let command = Invocation::new("role list").about(incident.id);
    let message = Message::of(line).and(Line::DutyThen { command });
    call(incident, &body.role, message, vec![body.holder.clone()])
}

/// The timers of roles in an ended record, and of the follower when the crisis centre handed the lead back.
pub(super) fn timers(incident: &Incident) -> impl Iterator<Item = Timer> {
    let roles = incident.roles.keys().cloned();
    roles.flat_map(|role| [Timer::TakeOver(role.clone()), Timer::Duty(role)])
}

/// The follower's timers as the record has it now.
pub(super) fn follower_timers(incident: &Incident) -> [TimerChange; 2] {
    let [take_over, duty] = follower_gone();
    let follower = RoleId::from(FOLLOWER);
    let warn_at = incident.duty.get(&follower).and_then(|duty| duty.warn_at);
    [take_over, warn_at.map_or(duty, |at| TimerChange::Arm(Timer::Duty(follower), at))]
}

/// Nobody follows any longer: nobody is asked to go on with it.
pub(super) fn follower_gone() -> [TimerChange; 2] {
    let follower = RoleId::from(FOLLOWER);
    [TimerChange::Clear(Timer::TakeOver(follower.clone())), TimerChange::Clear(Timer::Duty(follower))]
}
