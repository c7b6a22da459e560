use super::*;

const START: Timestamp = Timestamp(1_700_000_000_000);

/// As long as the next one may begin at once, it does; how many did in this time, and when.
fn as_often_as_allowed(budget: &mut Budget, hours: i64) -> Vec<Timestamp> {
    let (memory, mut now, mut begun) = (Memory::of("discord"), START, Vec::new());
    while now < START.plus(Span::hours(hours)) {
        let wait = budget.wait(now);
        if wait == Span(0) {
            let _ = budget.begin(&memory, now);
            begun.push(now);
        }
        now = now.plus(Span(wait.0.max(1_000)));
    }
    begun
}

#[test]
fn the_first_begins_at_once_and_the_next_after_five_seconds() {
    let mut budget = Budget::default();
    assert_eq!(budget.wait(START), Span(0));
    let _ = budget.begin(&Memory::of("discord"), START);
    assert_eq!(budget.wait(START.plus(Span(1_000))), Span(4_000));
}

#[test]
fn whoever_begins_again_and_again_waits_for_minutes_in_the_end() {
    let begun = as_often_as_allowed(&mut Budget::default(), 24);
    assert!(begun[9].since(START) < Span::minutes(1));
    let pauses: Vec<i64> = begun.windows(2).map(|two| two[1].since(two[0]).0).collect();
    assert_eq!(pauses[9..12], [5_000, 10_000, 20_000]);
    assert!(begun.len() < 400, "{}", begun.len());
    let last_hour = begun.iter().filter(|at| at.since(START) > Span::hours(23)).count();
    assert!(last_hour <= 16, "{last_hour}");
}

#[test]
fn a_restart_changes_nothing_and_a_quiet_hour_forgives() {
    let mut budget = Budget::default();
    let mut noted = None;
    for n in 0..14 {
        noted = budget.begin(&Memory::of("discord"), START.plus(Span(n))).value;
    }
    let begun = noted.unwrap().split(' ').map(|at| Timestamp(at.parse().unwrap())).collect();
    let again = Budget { begun, not_before: Timestamp::default() };
    assert_eq!(again.wait(START.plus(Span(13))), Span(80_000));
    assert_eq!(again.wait(START.plus(Span::minutes(61))), Span(0));
    // A clock that was set back by a year does not close the door for a year.
    assert!(again.wait(START.minus(Span::hours(9_000))) <= LONGEST);
}

#[test]
fn what_discord_says_of_it_counts() {
    let mut budget = Budget::default();
    budget.spent(START.plus(Span::hours(3)));
    assert_eq!(budget.wait(START), Span::hours(3));
    assert_eq!(budget.wait(START.plus(Span::hours(3))), Span(0));
}

#[test]
fn a_day_never_sees_all_of_them() {
    let begun = (0..800).map(|n| START.plus(Span(n))).collect();
    let budget = Budget { begun, not_before: Timestamp::default() };
    let later = START.plus(Span::hours(5));
    assert_eq!(budget.wait(later), Span::hours(19));
}
