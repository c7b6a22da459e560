//! Times at which nobody of a duty rota is on duty: whoever can fill one hears of it a week ahead, once.

use serde::{Deserialize, Serialize};

use super::{
    draft::Draft,
    ids::{RoomId, RotaId},
    line::Line,
    message::{Effect, Message},
    organisation::{Organisation, RoomKind},
    rota::Rota,
    state::State,
    time::{Span, Timestamp},
    timer::Timer,
    words::Verbatim,
};

/// How long before it begins a gap is warned of.
pub const AHEAD: Span = Span::hours(7 * 24);
/// How often the rotas are looked at: a calendar may have changed meanwhile.
const DAILY: Span = Span::hours(24);
/// How many gaps are named; of the others it is said how many there are.
const NAMED: usize = 3;

/// A time at which nobody is on duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// From when.
    pub from: Timestamp,
    /// Until when; none: for good.
    pub until: Option<Timestamp>,
}

impl Gap {
    fn holds(&self, at: Timestamp) -> bool {
        self.from <= at && self.until.is_none_or(|until| at < until)
    }

    fn meets(&self, other: &Self) -> bool {
        let begins_before = |one: &Self, other: &Self| other.until.is_none_or(|until| one.from < until);
        begins_before(self, other) && begins_before(other, self)
    }
}

/// Whoever can fill them heard of gaps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GapWarned {
    /// In which rota.
    pub rota: RotaId,
    /// Whose it is: the id of a team or an entity.
    pub whose: String,
    /// Where it was said.
    pub room: RoomId,
    /// The gaps, at least one.
    pub gaps: Vec<Gap>,
}

impl GapWarned {
    pub(super) fn apply(&self, state: &mut State, at: Timestamp) {
        let told = state.gaps_told.entry(self.rota.clone()).or_default();
        told.retain(|gap| gap.until.is_none_or(|until| until > at));
        told.extend(&self.gaps);
    }

    pub(super) fn told(&self) -> Effect {
        let whose = || Verbatim(self.whose.clone());
        let mut message = Message::default();
        for gap in self.gaps.iter().take(NAMED) {
            message = message.and(match gap.until {
                Some(until) => Line::RotaGap { whose: whose(), from: gap.from, until },
                None => Line::RotaEnds { whose: whose(), from: gap.from },
            });
        }
        let more = i64::try_from(self.gaps.len().saturating_sub(NAMED)).unwrap_or(i64::MAX);
        let message = message.maybe((more > 0).then_some(Line::RotaGapsMore { count: more }));
        Effect::quiet(self.room.clone(), message.and(Line::RotaGapMeanwhile {}).and(Line::RotaGapDo {}))
    }
}

/// Somebody is on duty in gaps of which people were warned: when they open again, that is news.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GapFilled {
    /// In which rota.
    pub rota: RotaId,
    /// Whose it is: the id of a team or an entity.
    pub whose: String,
    /// The gaps as they were told, at least one.
    pub gaps: Vec<Gap>,
}

impl GapFilled {
    pub(super) fn apply(&self, state: &mut State) {
        if let Some(told) = state.gaps_told.get_mut(&self.rota) {
            told.retain(|gap| !self.gaps.contains(gap));
        }
    }
}

/// Looks at every rota, and is done again in a day, or when the next gap is a week away.
pub(super) fn look(draft: &mut Draft<'_>) {
    let (now, organisation) = (draft.now(), draft.organisation());
    if organisation.rotas.is_empty() {
        return;
    }
    let mut again = now.plus(DAILY);
    // Of a calendar that cannot be read whoever runs the bot hears.
    for rota in organisation.rotas.values().filter(|rota| !rota.turns.is_unknown()) {
        let rota = draft.state().standing_in(rota);
        let (mut gaps, later): (Vec<Gap>, Vec<Gap>) =
            rota.gaps(now, AHEAD.plus(DAILY)).into_iter().partition(|gap| gap.from.minus(AHEAD) <= now);
        again = later.iter().map(|gap| gap.from.minus(AHEAD)).fold(again, Timestamp::min);
        let told = draft.state().gaps_told.get(&rota.id).map(Vec::as_slice).unwrap_or_default();
        let ahead = |gap: &&Gap| gap.until.is_none_or(|until| until > now);
        let open = |told: &Gap| gaps.iter().chain(&later).any(|gap| gap.meets(told));
        let filled: Vec<Gap> = told.iter().filter(ahead).filter(|told| !open(told)).copied().collect();
        gaps.retain(|gap| !told.iter().any(|told| told.holds(gap.from)));
        if !filled.is_empty() {
            draft.record_organisation(GapFilled { rota: rota.id.clone(), whose: rota.whose(), gaps: filled });
        }
        let Some(room) = room(organisation, &rota).filter(|_| !gaps.is_empty()) else { continue };
        draft.record_organisation(GapWarned { rota: rota.id.clone(), whose: rota.whose(), room, gaps });
    }
    draft.arm_organisation(Timer::Rotas, again);
}

/// Where those are who rely on it: the report room of the entity, else the room of the crisis centre.
pub(super) fn room(organisation: &Organisation, rota: &Rota) -> Option<RoomId> {
    let report = rota.owner(organisation).and_then(|entity| organisation.report_room(entity));
    let room = report.or_else(|| organisation.ccvo_room());
    let any = || organisation.rooms.values().find(|room| room.kind == RoomKind::Report);
    room.or_else(any).map(|room| room.id.clone())
}

#[cfg(test)]
#[path = "duty_gap_test.rs"]
mod tests;
