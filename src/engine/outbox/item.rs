//! An effect that waits, with the ways that it still has to go and what became of the others.

use std::sync::Arc;

use super::Signed;
use crate::{
    domain::{
        ccvo_mail,
        chase::{self, ChaseKind},
        heard::Heard,
        ids::{IncidentId, PersonId, RoomId},
        message::Effect,
        reach::{self, Reach},
        state::State,
    },
    engine::{
        port::{Act, Delivery, Way},
        ticket::Token,
        tried::Tried,
    },
    store::{
        batch::{EffectRow, Ended, Receipt},
        codec::Body,
        memory,
    },
};

/// How the way of one network ended for good: why not, if it did not get through.
pub type Through = (String, Option<String>);

/// An effect that waits.
#[derive(Debug)]
pub struct Item {
    pub(super) seq: u64,
    pub(super) urgent: bool,
    pub(super) target: Option<u64>,
    pub(super) delivery: Arc<Delivery>,
    pub(super) ways: Vec<Pending>,
    pub(super) through: Vec<Through>,
    pub(super) token: Option<Arc<Token>>,
    chased: Chased,
    /// The networks on which whoever chases knows that it does not get through.
    pub(super) unheard: Vec<String>,
}

/// What whoever chases wants to know about it.
#[derive(Debug)]
enum Chased {
    /// Nothing.
    Not,
    /// Whether the channel of somebody who is called took it.
    Own(Reach),
    /// How the call stands on each network.
    Chat(ChaseKind),
    /// Whether the mail to the crisis centre went.
    Centre,
}

/// A way that an effect still has to go.
#[derive(Debug)]
pub(super) struct Pending {
    pub(super) way: Way,
    /// It goes somewhere else on this way than on the others.
    pub(super) rerouted: Option<Arc<Delivery>>,
    pub(super) token: Option<Arc<Token>>,
}

impl Item {
    /// From its row.
    #[must_use]
    pub fn new(row: &EffectRow, body: &Body, delivery: Delivery) -> Self {
        let target = match body {
            Body::Effect(Effect::Edit { .. } | Effect::Pin { .. }) | Body::Rewrite { .. } => row.target,
            Body::Effect(_) => None,
        };
        let chased = match body {
            Body::Effect(Effect::Reach { reach, .. }) => Chased::Own(reach.clone()),
            Body::Effect(Effect::Post { calls: Some(kind), .. }) => Chased::Chat(kind.clone()),
            // What of an exercise is only shown is no mail.
            Body::Effect(Effect::MailCcvo { .. }) if delivery.shown().is_none() => Chased::Centre,
            _ => Chased::Not,
        };
        let (ways, through, unheard) = (Vec::new(), Vec::new(), Vec::new());
        let (seq, urgent, delivery) = (row.seq, row.urgent, Arc::new(delivery));
        Self { seq, urgent, target, delivery, ways, through, token: None, chased, unheard }
    }

    /// It is said to whoever asked, in the place where they did.
    #[must_use]
    pub fn answers(&self) -> bool {
        self.delivery.answers.is_some()
    }

    /// With something that is released when it was attempted.
    #[must_use]
    pub fn holding(mut self, token: Token) -> Self {
        self.token = Some(Arc::new(token));
        self
    }

    /// Where it got through before, or never will.
    #[must_use]
    pub fn after(mut self, through: Vec<Through>) -> Self {
        self.through = through;
        self
    }

    /// The record about which it calls somebody, if it does.
    #[must_use]
    pub fn calls(&self) -> Option<IncidentId> {
        self.delivery.incident.filter(|_| self.delivery.calls())
    }

    /// Its id and room, where it has buttons.
    pub(in super::super) fn offers(&self) -> Option<(&str, &RoomId)> {
        match &self.delivery.act {
            Act::Post { room, actions, .. } | Act::Edit { room, actions, .. } if !actions.is_empty() => {
                Some((&self.delivery.effect, room))
            }
            _ => None,
        }
    }

    pub(super) fn opens(&self) -> Option<&RoomId> {
        if let Act::OpenRoom { room, .. } = &self.delivery.act { Some(room) } else { None }
    }

    pub(super) fn pending(&self, network: &str) -> Option<&Pending> {
        self.ways.iter().find(|pending| pending.way.network == network)
    }

    /// What goes out by this way.
    pub(super) fn by(&self, network: &str) -> Option<&Arc<Delivery>> {
        self.pending(network).map(|pending| pending.rerouted.as_ref().unwrap_or(&self.delivery))
    }

    /// The same as it is to go out now: an answer stops what waits too. Nothing, where it calls somebody by a channel of their
    /// own who is not called any more; in a room it is still said, and alarms nobody of those.
    pub(super) fn now(&self, delivery: Arc<Delivery>, state: &State) -> Option<Arc<Delivery>> {
        let incident = delivery.incident.and_then(|id| state.incident(id));
        let called = |kind: &ChaseKind, person: &PersonId| {
            incident.is_some_and(|incident| chase::still_calls(incident, kind, person))
        };
        if let Chased::Own(reach) = &self.chased {
            return called(&reach.kind, &reach.person).then_some(delivery);
        }
        let (Chased::Chat(kind), Act::Post { mentions, .. }) = (&self.chased, &delivery.act) else {
            return Some(delivery);
        };
        if mentions.iter().all(|person| called(kind, person)) {
            return Some(delivery);
        }
        let left: Vec<PersonId> = mentions.iter().filter(|person| called(kind, person)).cloned().collect();
        let mut quieter = delivery.as_ref().clone();
        if let Act::Post { mentions, .. } = &mut quieter.act {
            *mentions = left;
        }
        Some(Arc::new(quieter))
    }

    /// Whether it calls somebody, in a room or by a channel of their own.
    pub(super) fn pages(&self) -> bool {
        matches!(self.chased, Chased::Own(_)) || self.delivery.calls()
    }

    /// How it ended, with what whoever chases wants to know of that.
    pub(super) fn signed(&self, token: Option<Arc<Token>>) -> Signed {
        let receipt = self.ended();
        let there = receipt.end == Ended::Delivered;
        let tried = self.delivery.incident.and_then(|incident| match &self.chased {
            Chased::Own(reach) => Some(Tried::Own(reach::Outcome { incident, reach: reach.clone(), taken: there })),
            Chased::Centre => Some(Tried::Centre(ccvo_mail::Outcome { incident, taken: there })),
            Chased::Chat(_) | Chased::Not => None,
        });
        Signed { receipt, token, tried }
    }

    /// How the call that it is stands on a network.
    pub(super) fn heard(&self, network: &str, taken: bool) -> Option<Heard> {
        let (Chased::Chat(kind), Act::Post { mentions, .. }) = (&self.chased, &self.delivery.act) else { return None };
        let incident = self.delivery.incident?;
        let there = self.through.iter().filter(|(_, failed)| failed.is_none()).map(|(network, _)| network.as_str());
        let waits = self.ways.iter().map(|pending| pending.way.network);
        let waits = waits.filter(|network| !self.unheard.iter().any(|unheard| unheard == network));
        let elsewhere = there.chain(waits).filter(|other| *other != network).map(ToOwned::to_owned).collect();
        Some(Heard {
            incident,
            kind: kind.clone(),
            people: mentions.clone(),
            network: network.to_owned(),
            taken,
            elsewhere,
        })
    }

    /// It was attempted by every way: how it ended, and what was kept of the ways meanwhile is forgotten.
    fn ended(&self) -> Receipt {
        let failed = self.through.iter().all(|(_, failed)| failed.is_some());
        let reasons: Vec<&str> = self.through.iter().filter_map(|(_, failed)| failed.as_deref()).collect();
        let end = if failed && !reasons.is_empty() { Ended::Failed(reasons.join("; ")) } else { Ended::Delivered };
        let several = self.through.len() > 1;
        let notes = self.through.iter().filter(|_| several).map(|(network, _)| memory::way(self.seq, network, None));
        Receipt { seq: self.seq, end, notes: notes.collect() }
    }
}
