//! Duty rotas: who is on duty when. People take turns of a day or a week; the hand-over is by the clock on the wall in
//! Brussels, in both nights when that is moved; an override puts somebody else in for a time.

use std::sync::{Arc, LazyLock};

use jiff::{civil::DateTime, tz::TimeZone};

use super::{
    duty_gap::Gap,
    ids::{EntityId, PersonId, RotaId, TeamId},
    organisation::Organisation,
    time::{Span, Timestamp},
};

/// The bundled database always holds Brussels.
static BRUSSELS: LazyLock<TimeZone> = LazyLock::new(|| TimeZone::get("Europe/Brussels").unwrap_or(TimeZone::UTC));

/// How many changes are looked at to find who is next: whoever has that many turns in a row is on duty for good.
const CHANGES: usize = 1_000;

/// Who is on duty when, for a team, an entity or both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rota {
    /// Its id, such as `ccvo.wacht`.
    pub id: RotaId,
    /// The team of which whoever is on duty is called first.
    pub team: Option<TeamId>,
    /// The entity of which whoever is on duty is the first responder.
    pub entity: Option<EntityId>,
    /// Who, where nobody stands in.
    pub turns: Turns,
    /// Who is on duty instead for a time; of two at the same time the first.
    pub overrides: Vec<Override>,
}

/// Where the turns come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Turns {
    /// People relieve one another.
    Rotation(Rotation),
    /// A calendar says it: in order of time and never at the same time.
    Calendar(Arc<[Shift]>),
}

/// People who relieve one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rotation {
    /// In turn; at least one.
    pub people: Vec<PersonId>,
    /// When the first turn begins; each hand-over is at this time of day.
    pub start: DateTime,
    /// How many days a turn takes, from 1.
    pub days: i64,
    /// When the last turn ends; none: it goes on.
    pub until: Option<DateTime>,
}

/// One turn in a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shift {
    /// From when.
    pub from: Timestamp,
    /// To when, which is not part of it.
    pub until: Timestamp,
    /// Who.
    pub person: PersonId,
}

/// Somebody who is on duty instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Override {
    /// From when.
    pub from: Timestamp,
    /// To when, which is not part of it.
    pub until: Timestamp,
    /// Who.
    pub person: PersonId,
}

/// The zone of that clock.
#[must_use]
pub fn brussels() -> TimeZone {
    BRUSSELS.clone()
}

/// The instant at which the clock in Brussels shows this. What it shows twice is the first time; what it skips is as
/// much later as it skips.
#[must_use]
pub fn instant(civil: DateTime) -> Timestamp {
    let edge = if civil.year() < 2000 { i64::MIN } else { i64::MAX };
    civil
        .to_zoned_datetime(BRUSSELS.clone())
        .map_or(Timestamp(edge), |zoned| Timestamp(zoned.timestamp().as_millisecond()))
}

/// What the clock in Brussels shows.
#[must_use]
pub fn civil(at: Timestamp) -> Option<DateTime> {
    let zoned = jiff::Timestamp::from_millisecond(at.0).ok()?.to_zoned_datetime(BRUSSELS.clone());
    Some(zoned.datetime())
}

impl Rotation {
    /// When the n-th turn begins, from 0.
    fn turn(&self, n: i64) -> Option<Timestamp> {
        let days = n.checked_mul(self.days)?;
        let date = self.start.date().checked_add(jiff::Span::new().try_days(days).ok()?).ok()?;
        Some(instant(date.to_datetime(self.start.time())))
    }

    /// The turn in which an instant lies; none before the first.
    fn turn_at(&self, at: Timestamp) -> Option<i64> {
        let day = civil(at)?.date();
        let days = i64::from(self.start.date().until(day).ok()?.get_days());
        // On the day of a hand-over itself the clock decides.
        let guess = days.div_euclid(self.days.max(1));
        let begun = |n: &i64| self.turn(*n).is_some_and(|begins| begins <= at);
        [guess.saturating_add(1), guess, guess.saturating_sub(1)].into_iter().find(begun).filter(|n| *n >= 0)
    }

    fn on_duty(&self, at: Timestamp) -> Option<&PersonId> {
        if self.until.is_some_and(|until| instant(until) <= at) {
            return None;
        }
        let n = usize::try_from(self.turn_at(at)?).ok()?;
        self.people.get(n.checked_rem(self.people.len())?)
    }

    fn change_after(&self, at: Timestamp) -> Option<Timestamp> {
        let next = self.turn_at(at).map_or(0, |n| n.saturating_add(1));
        self.until.map(instant).into_iter().chain(self.turn(next)).filter(|edge| *edge > at).min()
    }
}

impl Turns {
    /// Whether they stand in a calendar, which other people keep.
    #[must_use]
    pub const fn is_calendar(&self) -> bool {
        matches!(self, Self::Calendar(_))
    }

    /// Whether nothing is known of them: a calendar that was never read.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        matches!(self, Self::Calendar(shifts) if shifts.is_empty())
    }

    fn on_duty(&self, at: Timestamp) -> Option<&PersonId> {
        match self {
            Self::Rotation(rotation) => rotation.on_duty(at),
            Self::Calendar(shifts) => {
                let begun = shifts.partition_point(|shift| shift.from <= at);
                let last = shifts.get(begun.checked_sub(1)?)?;
                (at < last.until).then_some(&last.person)
            }
        }
    }

    /// The first instant after this one at which somebody else can be on duty.
    fn change_after(&self, at: Timestamp) -> Option<Timestamp> {
        match self {
            Self::Rotation(rotation) => rotation.change_after(at),
            Self::Calendar(shifts) => {
                let begun = shifts.partition_point(|shift| shift.from <= at);
                let ends = begun.checked_sub(1).and_then(|last| shifts.get(last)).map(|shift| shift.until);
                let begins = shifts.get(begun).map(|shift| shift.from);
                ends.into_iter().chain(begins).filter(|edge| *edge > at).min()
            }
        }
    }

    fn people(&self) -> Vec<&PersonId> {
        match self {
            Self::Rotation(rotation) => rotation.people.iter().collect(),
            Self::Calendar(shifts) => shifts.iter().map(|shift| &shift.person).collect(),
        }
    }
}

impl Rota {
    /// Who is on duty at an instant; none is a gap.
    #[must_use]
    pub fn on_duty(&self, at: Timestamp) -> Option<&PersonId> {
        let instead = self.overrides.iter().find(|one| one.from <= at && at < one.until);
        instead.map_or_else(|| self.turns.on_duty(at), |one| Some(&one.person))
    }

    /// The first instant after this one at which somebody else can be on duty.
    fn change_after(&self, at: Timestamp) -> Option<Timestamp> {
        let edges = self.overrides.iter().flat_map(|one| [one.from, one.until]);
        edges.chain(self.turns.change_after(at)).filter(|edge| *edge > at).min()
    }

    /// When somebody else, or nobody, is on duty next, and who; none where it stays as it is.
    #[must_use]
    pub fn next(&self, at: Timestamp) -> Option<(Timestamp, Option<&PersonId>)> {
        let now = self.on_duty(at);
        let changes = std::iter::successors(self.change_after(at), |change| self.change_after(*change));
        changes.take(CHANGES).map(|change| (change, self.on_duty(change))).find(|(_, person)| *person != now)
    }

    /// The gaps that are there at an instant or begin within a time from it: from when, and until when.
    #[must_use]
    pub fn gaps(&self, at: Timestamp, within: Span) -> Vec<Gap> {
        let end = at.plus(within);
        let changes = std::iter::successors(Some(at), |change| self.change_after(*change));
        let mut gaps: Vec<Gap> = Vec::new();
        for change in changes.take(CHANGES).take_while(|change| *change <= end) {
            let inside = gaps.last().is_some_and(|gap| gap.until.is_none_or(|until| change < until));
            if !inside && self.on_duty(change).is_none() {
                gaps.push(Gap { from: change, until: self.next(change).map(|(ends, _)| ends) });
            }
        }
        gaps
    }

    /// Everybody who is ever on duty, each once.
    #[must_use]
    pub fn everybody(&self) -> Vec<PersonId> {
        let mut people: Vec<PersonId> = Vec::new();
        for person in self.turns.people().into_iter().chain(self.overrides.iter().map(|one| &one.person)) {
            if !people.contains(person) {
                people.push(person.clone());
            }
        }
        people
    }

    /// Whose rota it is: the id of the team, else of the entity.
    #[must_use]
    pub fn whose(&self) -> String {
        let team = self.team.as_ref().map(ToString::to_string);
        team.or_else(|| self.entity.as_ref().map(EntityId::to_string)).unwrap_or_default()
    }
}

impl Rota {
    /// The entity for which it is; none is the crisis centre.
    #[must_use]
    pub fn owner<'a>(&'a self, organisation: &'a Organisation) -> Option<&'a EntityId> {
        let team = || organisation.teams.get(self.team.as_ref()?)?.entity.as_ref();
        self.entity.as_ref().or_else(team)
    }
}

#[cfg(test)]
#[path = "rota_test.rs"]
mod tests;
