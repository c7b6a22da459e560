//! Whoever is called and stays silent in the chat is reached over their own channels, one after the other in the order
//! that the configuration gives, until the chase for which they are called ends or they answer. Chat alone wakes nobody.

use serde::{Deserialize, Serialize};

use super::{
    attempt::{By, Try},
    calling,
    chase::{self, ChaseKind},
    draft::Draft,
    ids::{IncidentId, PersonId},
    incident::Incident,
    line::Line,
    message::{Effect, Invocation, Message},
    react::{Reaction, first_line},
    time::Timestamp,
    timer::{Timer, TimerChange},
};

/// A channel of a person beside the chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// A mail to their own address.
    Mail,
    /// A text message to their own number.
    Sms,
    /// An automated call to their own number. It never stands for the telephone call to the crisis centre (K4).
    Phone,
    /// Their own pager, or what stands for it, is told over HTTP.
    Webhook,
}

impl Channel {
    /// As in the configuration.
    pub const ALL: [(&str, Self); 4] =
        [("mail", Self::Mail), ("sms", Self::Sms), ("phone", Self::Phone), ("webhook", Self::Webhook)];

    /// Its word in texts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Mail => "channel-mail",
            Self::Sms => "channel-sms",
            Self::Phone => "channel-phone",
            Self::Webhook => "channel-webhook",
        }
    }
}

/// One person, for one chase, by one channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reach {
    /// What they are called for.
    pub kind: ChaseKind,
    /// Who.
    pub person: PersonId,
    /// By which channel.
    pub channel: Channel,
}

/// What became of it, as the channel says: it was taken, or never will be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Of which record.
    pub incident: IncidentId,
    /// Whom, for what, by which channel.
    pub reach: Reach,
    /// It was taken; whether anybody heard it is another matter.
    pub taken: bool,
}

/// How what a channel took did not get through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Loss {
    /// They were in another call.
    Busy,
    /// It rang, and nobody took it.
    NoAnswer,
    /// It never came there.
    Undelivered,
}

impl Loss {
    /// Its word in texts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Busy => "loss-busy",
            Self::NoAnswer => "loss-no-answer",
            Self::Undelivered => "loss-undelivered",
        }
    }
}

/// A channel that took a call says that it did not get through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// Of which record.
    pub incident: IncidentId,
    /// Whom, for what, by which channel.
    pub reach: Reach,
    /// When it was sent: a channel may be tried again later.
    pub sent_at: Timestamp,
    /// How.
    pub how: Loss,
}

/// From now on somebody is reached over these channels, as long as they are silent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReachBegun {
    /// What they are called for.
    pub kind: ChaseKind,
    /// Who.
    pub person: PersonId,
    /// When by which channel, in order of time.
    pub steps: Vec<(Timestamp, Channel)>,
}

/// Somebody was sent something by one of their channels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reached {
    /// Whom, for what, by which channel.
    pub reach: Reach,
    /// When the next channel follows.
    pub next: Option<Timestamp>,
}

/// What a channel took did not get through.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReachLost {
    /// Whom, for what, by which channel.
    pub reach: Reach,
    /// How.
    pub how: Loss,
}

/// The channel said what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReachTried {
    /// Whom, for what, by which channel.
    pub reach: Reach,
    /// It was taken; else it never will be.
    pub taken: bool,
}

impl ReachBegun {
    pub(super) fn apply(&self, incident: &mut Incident) {
        incident.reaching.insert((self.kind.clone(), self.person.clone()), self.steps.clone());
    }
}

impl ReachTried {
    pub(super) fn apply(&self, incident: &mut Incident) {
        // That it did not get through may be known before that it was taken.
        if let Some(known) = last(incident, &self.reach).filter(|known| known.taken.is_none()) {
            known.taken = Some(self.taken);
        }
    }
}

impl ReachLost {
    pub(super) fn apply(&self, incident: &mut Incident) {
        if let Some(known) = last(incident, &self.reach) {
            known.taken = Some(false);
        }
    }
}

/// The last try by that channel.
fn last<'a>(incident: &'a mut Incident, reach: &Reach) -> Option<&'a mut Try> {
    let tries = incident.tries.get_mut(&(reach.kind.clone(), reach.person.clone()))?;
    tries.get_mut(&By::Own(reach.channel))
}

impl Reached {
    pub(super) fn apply(&self, incident: &mut Incident, at: Timestamp) {
        let key = (self.reach.kind.clone(), self.reach.person.clone());
        incident.tries.entry(key.clone()).or_default().insert(By::Own(self.reach.channel), Try { at, taken: None });
        if let Some(steps) = incident.reaching.get_mut(&key) {
            steps.retain(|(_, channel)| *channel != self.reach.channel);
            if steps.is_empty() {
                incident.reaching.remove(&key);
            }
        }
    }
}

/// Whoever was just called in the chat is reached further, as far as their channels wait for that; by a channel that does
/// not, and without any chat, at once.
pub(super) fn begin(draft: &mut Draft<'_>, id: IncidentId, kind: &ChaseKind, people: &[PersonId]) {
    let (now, every) = (draft.now(), draft.organisation().escalation.next_channel);
    for person in people {
        let Some(known) = draft.organisation().people.get(person) else { continue };
        let chat = (!known.chats.is_empty()).then_some(known.before_chat);
        let (mut at, mut steps) = (now, Vec::new());
        for (place, channel) in known.channels.iter().enumerate() {
            // The chat has its own time in the order.
            if chat == Some(place) {
                at = at.plus(every);
            }
            steps.push((at, *channel));
            at = at.plus(every);
        }
        let under_way = |incident: &Incident| incident.reaching.contains_key(&(kind.clone(), person.clone()));
        if steps.is_empty() || draft.find(id).is_none_or(under_way) {
            continue;
        }
        draft.record(id, ReachBegun { kind: kind.clone(), person: person.clone(), steps });
        if chat != Some(0) {
            next(draft, id, kind, person);
        }
    }
}

/// The next channel of somebody who is still silent, while the chase goes on.
pub(super) fn next(draft: &mut Draft<'_>, id: IncidentId, kind: &ChaseKind, person: &PersonId) {
    let Some(incident) = draft.find(id).filter(|incident| chase::waits_for(incident, kind, person)) else { return };
    let steps = incident.reaching.get(&(kind.clone(), person.clone())).map(Vec::as_slice).unwrap_or_default();
    let [(planned, channel), rest @ ..] = steps else { return };
    let reach = Reach { kind: kind.clone(), person: person.clone(), channel: *channel };
    // The channels keep their distance from each other: after an outage, after one that failed at once, and when the clock
    // was set back.
    let next = rest.first().map(|(at, _)| draft.now().plus(at.since(*planned)));
    draft.record(id, Reached { reach, next });
}

/// A channel said what became of it: one that fails gives way to the next at once.
pub(super) fn tried(draft: &mut Draft<'_>, outcome: &Outcome) {
    let Outcome { incident: id, reach, taken } = outcome;
    if draft.find(*id).is_none() {
        return;
    }
    draft.record(*id, ReachTried { reach: reach.clone(), taken: *taken });
    if !taken {
        next(draft, *id, &reach.kind, &reach.person);
    }
}

/// What a channel took did not get through: the next one follows at once, unless it did already. What is told again, or of
/// an earlier time, changes nothing.
pub(super) fn lost(draft: &mut Draft<'_>, lost: &Lost) {
    let Lost { incident: id, reach, sent_at, how } = lost;
    let key = (reach.kind.clone(), reach.person.clone());
    let Some(tries) = draft.find(*id).and_then(|incident| incident.tries.get(&key)) else { return };
    let own = |by: &By| matches!(by, By::Own(_));
    let known = tries.get(&By::Own(reach.channel));
    if known.is_none_or(|known| known.at != *sent_at || known.taken == Some(false)) {
        return;
    }
    let latest = tries.iter().filter(|(by, _)| own(by)).all(|(_, other)| other.at <= *sent_at);
    draft.record(*id, ReachLost { reach: reach.clone(), how: *how });
    if latest {
        next(draft, *id, &reach.kind, &reach.person);
    }
}

/// Somebody whom no chat can have called gets the next channel at once, unless one was tried for it already.
pub(super) fn unheard(draft: &mut Draft<'_>, id: IncidentId, kind: &ChaseKind, person: &PersonId) {
    let channels = draft.organisation().people.get(person).map_or(0, |known| known.channels.len());
    let steps = draft.find(id).and_then(|incident| incident.reaching.get(&(kind.clone(), person.clone())));
    if steps.is_some_and(|steps| steps.len() == channels) {
        next(draft, id, kind, person);
    }
}

/// The first channel follows in time.
pub(super) fn begun(mut reaction: Reaction, body: &ReachBegun) -> Reaction {
    let timer = Timer::Reach(body.kind.clone(), body.person.clone());
    reaction.timers.extend(body.steps.first().map(|(at, _)| TimerChange::Arm(timer, *at)));
    reaction
}

/// The chase is over: nothing follows by any channel. What was to come is forgotten when it begins again.
pub(super) fn ended(mut reaction: Reaction, incident: &Incident, kind: &ChaseKind) -> Reaction {
    let people = incident.reaching.keys().filter(|(of, _)| of == kind);
    let timers = people.map(|(_, person)| TimerChange::Clear(Timer::Reach(kind.clone(), person.clone())));
    reaction.timers.extend(timers);
    reaction
}

/// Something goes out by a channel, and the next one follows in time.
pub(super) fn sent(mut reaction: Reaction, incident: &Incident, body: &Reached) -> Reaction {
    let timer = Timer::Reach(body.reach.kind.clone(), body.reach.person.clone());
    reaction.effects.push(effect(incident, &body.reach));
    reaction.timers.push(match body.next {
        Some(at) => TimerChange::Arm(timer, at),
        None => TimerChange::Clear(timer),
    });
    reaction
}

/// What is sent: title, what is wanted and where to answer. No words or names of people: it leaves the organisation's own
/// rooms.
fn effect(incident: &Incident, reach: &Reach) -> Effect {
    let answer = |path: &str| Invocation::new(path).about(incident.id);
    let answer = match reach.kind {
        ChaseKind::FirstResponders | ChaseKind::Cmt(_) => answer("ack"),
        ChaseKind::Ping | ChaseKind::Request(_) => answer("ccvo ack"),
        ChaseKind::Page(n) => answer("ack").with("page", n),
        ChaseKind::Call => answer("ccvo called").hinting("who-answered"),
        _ => answer("incident show"),
    };
    let room =
        incident.chases.get(&reach.kind).map_or_else(|| incident.report_room.clone(), |chase| chase.room.clone());
    let latest = calling::latest(incident).filter(|_| reach.kind == ChaseKind::FirstResponders);
    let message = Message::of(first_line(incident)).maybe(latest).and(Line::ReachWanted { room, command: answer });
    Effect::Reach { reach: reach.clone(), message }
}
