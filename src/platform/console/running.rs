//! What a script and a person at the console have in common: who may speak where, and how it reaches the engine.

use std::{future::Future, pin::Pin, sync::Arc};

use super::{
    absence,
    advance::{self, Moved},
    input::{Entry, Mistake, Stamp},
    rooms,
};
use crate::{
    domain::{
        actor::Actor,
        ids::{IncidentId, PersonId, RoomId},
        line::Line,
        time::{Span, Timestamp},
        words::Verbatim,
    },
    engine::port::{Clock, Input, Payload},
    engine::{Engine, ticket::Progress},
    platform::{
        clock::{Real, Simulated},
        stop::Stop,
        words::Words,
    },
};

/// Reads the state document of a record, as a JSON object; none if there is no such record.
pub trait Records: Send + Sync {
    /// The error is a sentence about the storage.
    fn document(&self, incident: IncidentId) -> Document<'_>;
}

/// A document that is being read.
pub type Document<'a> = Pin<Box<dyn Future<Output = Result<Option<String>, String>> + Send + 'a>>;

/// The clock of the console.
#[derive(Clone)]
pub enum ConsoleClock {
    /// Only moved by hand.
    Simulated(Arc<Simulated>),
    /// Of the machine.
    Real(Arc<Real>),
}

impl ConsoleClock {
    /// As the engine takes it.
    #[must_use]
    pub fn shared(&self) -> Arc<dyn Clock> {
        match self {
            Self::Simulated(clock) => clock.clone(),
            Self::Real(clock) => clock.clone(),
        }
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        match self {
            Self::Simulated(clock) => clock.now(),
            Self::Real(clock) => clock.now(),
        }
    }
}

/// A running engine with everything that the console needs beside it.
pub struct Running {
    /// The engine.
    pub engine: Engine,
    /// What the console says by itself, and the organisation.
    pub words: Words,
    /// Business time.
    pub clock: ConsoleClock,
    /// For `show`.
    pub records: Box<dyn Records>,
    /// When it was closed in order before.
    pub closed_at: Option<Timestamp>,
    /// Drawn at the start; part of every key that is made here.
    pub boot: String,
    /// Whether somebody asked to stop.
    pub stop: Stop,
}

impl Running {
    /// What lies from before: effects that did not get out, and timers that went off meanwhile.
    pub async fn catch_up(&self) {
        self.engine.settle().await;
        self.engine.fire_due().await;
        self.engine.settle().await;
        if let Some(since) = self.closed_at {
            let told = absence::open(&self.engine, since).await;
            // While nothing can be stored that waits; whoever wants to stop then need not.
            tokio::select! {
                _ = told.done() => self.engine.settle().await,
                () = self.stop.asked() => {}
            }
        }
        if matches!(self.clock, ConsoleClock::Real(_)) {
            self.engine.run_timers();
        }
    }

    /// Ends in order.
    pub async fn close(&self) {
        absence::close(&self.engine, self.clock.now()).await;
        self.engine.stop().await;
    }

    /// The person of the configuration, else a stranger.
    #[must_use]
    pub fn actor(&self, from: &str) -> Actor {
        let person = PersonId::from(from);
        if self.words.organisation.people.contains_key(&person) {
            return Actor::Person(person);
        }
        Actor::Outsider(from.to_owned())
    }

    /// What somebody says as an input; none when it is talk among people.
    ///
    /// # Errors
    /// There is no such room.
    pub fn said(
        &self,
        from: &str,
        room: RoomId,
        text: String,
        reply_to: Option<String>,
        stamp: Stamp,
        line: u64,
    ) -> Result<Option<Input>, Mistake> {
        let organisation = &self.words.organisation;
        if !rooms::exists(&room, organisation, &self.engine.view().state) {
            let rooms = organisation.rooms.keys().map(RoomId::as_str).collect::<Vec<_>>().join(", ");
            let unknown = Line::ConsoleUnknownRoom { room: room.to_string(), rooms: Verbatim(rooms) };
            return Err(Mistake::new("unknown_room", unknown));
        }
        if !is_addressed(&text) {
            return Ok(None);
        }
        Ok(Some(self.input(from, Payload::Said { room, text, reply_to, place: None }, stamp, line)))
    }

    /// Something that somebody did, with a key and a time where it has none.
    #[must_use]
    pub fn input(&self, from: &str, payload: Payload, stamp: Stamp, line: u64) -> Input {
        let now = self.clock.now();
        let key = match stamp.key {
            // Apart, so that no script can name a key that is made here or by a timer.
            Some(key) => format!("key:{key}"),
            None => format!("line:{}:{line}", self.boot),
        };
        // Nobody can have said it later than now.
        let said_at = stamp.said_at.map_or(now, |said_at| said_at.min(now));
        Input { key, from: self.actor(from), said_at, payload, doubt: None }
    }

    /// Turns what a line says into an input; none when there is nothing to do.
    ///
    /// # Errors
    /// There is no such room.
    pub fn input_of(&self, entry: Entry, line: u64) -> Result<Option<Input>, Mistake> {
        match entry {
            Entry::Said { from, room, text, reply_to, stamp } => self.said(&from, room, text, reply_to, stamp, line),
            Entry::Pressed { from, action, stamp } => {
                Ok(Some(self.input(&from, Payload::Pressed { action, place: None }, stamp, line)))
            }
            Entry::Advance(_) | Entry::Show(_) => Ok(None),
        }
    }

    /// What the engine says of an input, where that is a mistake of whoever sent it.
    ///
    /// # Errors
    /// Why it was not taken.
    pub fn checked(&self, progress: Option<Progress>) -> Result<(), Mistake> {
        match progress {
            Some(Progress::Refused { code: "unknown_action", .. }) => {
                Err(Mistake::new("unknown_action", Line::ConsoleUnknownAction {}))
            }
            Some(Progress::Refused { code, text }) => Err(Mistake::new(code, Line::ConsoleRefused { problem: text })),
            Some(Progress::Busy) => {
                let ccvo = Verbatim(self.words.organisation.ccvo.phone.clone());
                Err(Mistake::new("busy", Line::ConsoleBusy { ccvo }))
            }
            Some(Progress::Done | Progress::NotStored | Progress::Stopped) | None => Ok(()),
        }
    }

    /// Moves the simulated clock on.
    ///
    /// # Errors
    /// The clock is real, or something that is due could not be stored.
    pub async fn advance(&self, span: Span) -> Result<(), Mistake> {
        let ConsoleClock::Simulated(clock) = &self.clock else {
            return Err(Mistake::new("real_clock", Line::ConsoleRealClock {}));
        };
        match advance::advance(&self.engine, clock, span, &self.stop).await {
            Moved::There | Moved::Stopped => Ok(()),
            Moved::Stuck => Err(Mistake::new("not_stored", Line::ConsoleTimersStuck {})),
        }
    }
}

/// Whether a text is meant for Noodklok: a command by its lead, or a mention of the bot.
#[must_use]
pub fn is_addressed(text: &str) -> bool {
    crate::catalog::is_addressed(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn talk_among_people_is_not_for_the_bot() {
        for text in
            ["", "  ", "brand!", "zie https://example.invalid/x", "noodklok, help", "a !meld b", "hé @noodklok help"]
        {
            assert!(!is_addressed(text), "{text}");
        }
        for text in ["!", "!meld brand", "  /help", "@noodklok help", "@Noodklok: help"] {
            assert!(is_addressed(text), "{text}");
        }
    }
}
