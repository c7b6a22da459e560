use jiff::civil::date;

use super::*;
use crate::domain::{
    actor::Actor,
    command::Command,
    organisation::{Bilingual, Entity, Room},
    rota::{Rotation, Turns, instant},
    timer::TimerChange,
    turn::{Context, Decision, decide},
};

fn organisation(until: Option<jiff::civil::DateTime>) -> Organisation {
    let mut organisation = Organisation::default();
    let room =
        Room { id: "meldingen-noord".into(), kind: RoomKind::Report, entity: Some("noord".into()), language: None };
    organisation.rooms.insert(room.id.clone(), room);
    let noord = Entity {
        id: "noord".into(),
        name: Bilingual::default(),
        mail: None,
        phone: None,
        first_responders: Vec::new(),
        language: None,
    };
    organisation.entities.insert(noord.id.clone(), noord);
    let start = date(2026, 10, 12).at(9, 0, 0, 0);
    let turns = Turns::Rotation(Rotation { people: vec!["noord.kernlid1".into()], start, days: 7, until });
    let rota = Rota { id: "wacht".into(), team: None, entity: Some("noord".into()), turns, overrides: Vec::new() };
    organisation.rotas.insert(rota.id.clone(), rota);
    organisation
}

fn look_at(state: &State, organisation: &Organisation, now: Timestamp) -> Decision {
    let context = Context { actor: Actor::Bot, room: None, now, said_at: now, year: 2026, organisation };
    decide(state, &Command::Rotas, &context).unwrap()
}

fn again(decision: &Decision) -> Option<Timestamp> {
    decision.timers.iter().find_map(|(_, change)| match change {
        TimerChange::Arm(Timer::Rotas, at) => Some(*at),
        _ => None,
    })
}

#[test]
fn a_gap_is_told_once_when_it_is_a_week_away() {
    let ends = date(2026, 12, 1).at(9, 0, 0, 0);
    let organisation = organisation(Some(ends));
    let week_before = instant(date(2026, 11, 24).at(9, 0, 0, 0));
    let day = Span::hours(24);
    let early = look_at(&State::default(), &organisation, week_before.minus(day).minus(Span(1)));
    assert_eq!((early.effects.len(), again(&early)), (0, Some(week_before.minus(Span(1)))), "looked at again in a day");
    let a_day_before = look_at(&State::default(), &organisation, week_before.minus(Span::hours(20)));
    assert_eq!((a_day_before.effects.len(), again(&a_day_before)), (0, Some(week_before)), "when it is a week away");
    let told = look_at(&State::default(), &organisation, week_before);
    let [(_, Effect::Post { room, mentions, .. })] = told.effects.as_slice() else { panic!("{:?}", told.effects) };
    assert_eq!((room.as_str(), mentions.len()), ("meldingen-noord", 0));
    assert_eq!(again(&told), Some(week_before.plus(day)));
    // Neither the next day nor while it is there.
    for later in [week_before.plus(day), instant(ends), instant(ends).plus(day)] {
        let quiet = look_at(&told.state, &organisation, later);
        assert_eq!(quiet.effects, [], "told before: {later:?}");
    }
}

#[test]
fn a_gap_that_was_filled_and_opens_again_is_told_again() {
    let open = organisation(Some(date(2026, 12, 1).at(9, 0, 0, 0)));
    let monday = instant(date(2026, 11, 30).at(9, 0, 0, 0));
    let hour = Span::hours(1);
    let told = look_at(&State::default(), &open, monday);
    assert_eq!(told.effects.len(), 1);
    let filled = look_at(&told.state, &organisation(None), monday.plus(hour));
    assert_eq!((filled.events.len(), filled.effects.len()), (1, 0), "it is written down, and nobody is told");
    assert_eq!(look_at(&filled.state, &organisation(None), monday.plus(hour)).events, [], "once");
    let again = look_at(&filled.state, &open, monday.plus(hour).plus(hour));
    assert_eq!(again.effects.len(), 1);
}

#[test]
fn where_the_rota_goes_on_nobody_hears_anything_and_without_one_nothing_is_looked_at() {
    let now = instant(date(2026, 11, 24).at(9, 0, 0, 0));
    let goes_on = look_at(&State::default(), &organisation(None), now);
    assert_eq!((goes_on.effects.len(), again(&goes_on)), (0, Some(now.plus(Span::hours(24)))));
    let none = look_at(&State::default(), &Organisation::default(), now);
    assert_eq!((none.events.len(), none.timers.len()), (0, 0));
}

#[test]
fn a_gap_of_the_crisis_centre_is_told_in_its_room() {
    let mut organisation = organisation(Some(date(2026, 12, 1).at(9, 0, 0, 0)));
    let room = Room { id: "ccvo".into(), kind: RoomKind::Ccvo, entity: None, language: None };
    organisation.rooms.insert(room.id.clone(), room);
    for rota in organisation.rotas.values_mut() {
        (rota.entity, rota.team) = (None, Some("ccvo".into()));
    }
    let told = look_at(&State::default(), &organisation, instant(date(2026, 11, 30).at(9, 0, 0, 0)));
    let [(_, Effect::Post { room, .. })] = told.effects.as_slice() else { panic!("{:?}", told.effects) };
    assert_eq!(room.as_str(), "ccvo");
}
