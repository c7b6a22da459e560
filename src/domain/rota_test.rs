use jiff::{ToSpan, civil::date};
use proptest::prelude::*;

use super::*;

fn week() -> Rotation {
    Rotation {
        people: vec!["a".into(), "b".into(), "c".into()],
        // A Monday.
        start: date(2026, 10, 12).at(9, 0, 0, 0),
        days: 7,
        until: None,
    }
}

fn rota(turns: Rotation) -> Rota {
    let turns = Turns::Rotation(turns);
    Rota { id: "noord.wacht".into(), team: None, entity: None, turns, overrides: Vec::new() }
}

fn at(text: &str) -> Timestamp {
    Timestamp(text.parse::<jiff::Timestamp>().unwrap().as_millisecond())
}

fn who(rota: &Rota, text: &str) -> String {
    rota.on_duty(at(text)).map_or("nobody".to_owned(), ToString::to_string)
}

#[test]
fn the_hand_over_is_at_nine_in_brussels_before_and_after_the_clock_goes_back() {
    let rota = rota(week());
    assert_eq!(who(&rota, "2026-10-12T06:59:59Z"), "nobody");
    assert_eq!(who(&rota, "2026-10-12T07:00:00Z"), "a");
    assert_eq!(who(&rota, "2026-10-19T06:59:59Z"), "a");
    assert_eq!(who(&rota, "2026-10-19T07:00:00Z"), "b");
    // The clock went back on the 25th: nine is an hour later in UTC, and that turn took an hour longer.
    assert_eq!(who(&rota, "2026-10-26T07:00:00Z"), "b");
    assert_eq!(who(&rota, "2026-10-26T08:00:00Z"), "c");
    assert_eq!(who(&rota, "2026-11-02T08:00:00Z"), "a");
    assert_eq!(rota.next(at("2026-10-20T00:00:00Z")), Some((at("2026-10-26T08:00:00Z"), Some(&"c".into()))));
    // And forward on 28 March.
    assert_eq!(who(&rota, "2027-03-29T06:59:59Z"), "c");
    assert_eq!(who(&rota, "2027-03-29T07:00:00Z"), "a");
}

#[test]
fn a_hand_over_in_the_hour_that_comes_twice_or_never_happens_once() {
    let twice = rota(Rotation { start: date(2026, 10, 24).at(2, 30, 0, 0), days: 1, ..week() });
    assert_eq!(who(&twice, "2026-10-25T00:29:59Z"), "a");
    assert_eq!(who(&twice, "2026-10-25T00:30:00Z"), "b");
    // Half past two again, an hour later: nothing is handed over.
    assert_eq!(who(&twice, "2026-10-25T01:30:00Z"), "b");
    assert_eq!(who(&twice, "2026-10-26T01:29:59Z"), "b");
    assert_eq!(who(&twice, "2026-10-26T01:30:00Z"), "c");
    let never = rota(Rotation { start: date(2027, 3, 27).at(2, 30, 0, 0), days: 1, ..week() });
    assert_eq!(who(&never, "2027-03-28T01:29:59Z"), "a");
    assert_eq!(who(&never, "2027-03-28T01:30:00Z"), "b");
    assert_eq!(who(&never, "2027-03-29T00:29:59Z"), "b");
    assert_eq!(who(&never, "2027-03-29T00:30:00Z"), "c");
}

#[test]
fn an_override_stands_in_and_the_turns_go_on_behind_it() {
    let instead = Override {
        from: instant(date(2026, 10, 18).at(9, 0, 0, 0)),
        until: instant(date(2026, 10, 20).at(9, 0, 0, 0)),
        person: "z".into(),
    };
    let rota = Rota { overrides: vec![instead], ..rota(week()) };
    assert_eq!(who(&rota, "2026-10-18T06:59:59Z"), "a");
    assert_eq!(who(&rota, "2026-10-18T07:00:00Z"), "z");
    assert_eq!(who(&rota, "2026-10-20T07:00:00Z"), "b");
    assert_eq!(rota.next(at("2026-10-18T07:00:00Z")), Some((at("2026-10-20T07:00:00Z"), Some(&"b".into()))));
}

#[test]
fn the_end_is_a_gap_until_somebody_stands_in() {
    let instead = Override {
        from: instant(date(2026, 11, 12).at(9, 0, 0, 0)),
        until: instant(date(2026, 11, 13).at(9, 0, 0, 0)),
        person: "z".into(),
    };
    let until = Some(date(2026, 11, 9).at(9, 0, 0, 0));
    let rota = Rota { overrides: vec![instead], ..rota(Rotation { until, ..week() }) };
    let (ends, back, gone) = (at("2026-11-09T08:00:00Z"), at("2026-11-12T08:00:00Z"), at("2026-11-13T08:00:00Z"));
    let week = Span::hours(7 * 24);
    assert_eq!(rota.gaps(at("2026-11-02T07:59:59Z"), week), [], "a second too early");
    let first = Gap { from: ends, until: Some(back) };
    assert_eq!(rota.gaps(at("2026-11-02T08:00:00Z"), week), [first]);
    let last = Gap { from: gone, until: None };
    assert_eq!(rota.gaps(back, week), [last], "after it there is nobody for good");
    assert_eq!(rota.gaps(at("2026-11-02T08:00:00Z"), Span::hours(30 * 24)), [first, last]);
    assert_eq!(rota.next(gone), None);
}

#[test]
fn one_person_alone_is_never_relieved() {
    let rota = rota(Rotation { people: vec!["a".into()], ..week() });
    assert_eq!(rota.next(at("2026-10-20T00:00:00Z")), None);
    assert_eq!(rota.gaps(at("2026-10-20T00:00:00Z"), Span::hours(9_000)), []);
}

proptest! {
    /// At every instant exactly one is on duty, or it is a gap that is told; and turns follow one another.
    #[test]
    fn somebody_is_on_duty_or_it_is_a_gap(
        minutes in 0_i64..2 * 366 * 24 * 60,
        hour in 0_i8..24, minute in 0_i8..60, days in 1_i64..15, count in 1_usize..5,
        end in proptest::option::of(1_i64..600), instead in 0_i64..400,
    ) {
        let start = date(2026, 2, 27).at(hour, minute, 0, 0);
        let day = |n: i64| start.checked_add(n.days()).unwrap();
        let people: Vec<PersonId> = (0..count).map(|n| PersonId::from(format!("p{n}"))).collect();
        let overrides = vec![Override { from: instant(day(instead)), until: instant(day(instead + 3)), person: "z".into() }];
        let until = end.map(day);
        let turns = Turns::Rotation(Rotation { people: people.clone(), start, days, until });
        let rota = Rota { id: "r".into(), team: None, entity: None, turns, overrides };
        let now = Timestamp(at("2026-02-25T00:00:00Z").0 + minutes * 60_000);
        let stands_in = instant(day(instead)) <= now && now < instant(day(instead + 3));
        let turns = instant(start) <= now && until.is_none_or(|until| now < instant(until));
        match rota.on_duty(now) {
            Some(person) if stands_in => prop_assert_eq!(person.as_str(), "z"),
            Some(person) => {
                prop_assert!(turns && people.contains(person));
                // Counted one turn after the other, as a person with a calendar would.
                let turn = (0..1_000).take_while(|n| instant(day(n * days)) <= now).count() - 1;
                prop_assert_eq!(person, &people[turn % count]);
            }
            None => {
                prop_assert!(!stands_in && !turns);
                prop_assert_eq!(rota.gaps(now, Span(0)).first().map(|gap| gap.from), Some(now));
            }
        }
        if let Some((change, person)) = rota.next(now) {
            prop_assert!(change > now && person != rota.on_duty(now));
            prop_assert_eq!(rota.on_duty(Timestamp(change.0 - 1)), rota.on_duty(now), "until then it stays so");
            prop_assert_eq!(rota.on_duty(change), person);
        }
    }
}
