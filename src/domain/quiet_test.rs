use jiff::civil::time;

use super::*;

const EVERY_DAY: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

fn window(from: (i8, i8), until: (i8, i8), days: &[Weekday]) -> Window {
    Window { from: time(from.0, from.1, 0, 0), until: time(until.0, until.1, 0, 0), days: days.to_vec() }
}

/// When it ends, in UTC; none where nobody is left alone.
fn ends(windows: &[Window], at: &str) -> Option<String> {
    let at = Timestamp(at.parse::<jiff::Timestamp>().unwrap().as_millisecond());
    until(windows, at).map(|until| jiff::Timestamp::from_millisecond(until.0).unwrap().to_string())
}

#[test]
fn a_night_belongs_to_the_day_on_which_it_begins() {
    // 2026-11-27 is a Friday.
    let friday = [window((22, 0), (7, 0), &[Weekday::Friday])];
    assert_eq!(ends(&friday, "2026-11-27T20:59:59Z"), None);
    assert_eq!(ends(&friday, "2026-11-27T21:00:00Z"), Some("2026-11-28T06:00:00Z".to_owned()));
    assert_eq!(ends(&friday, "2026-11-28T05:59:59Z"), Some("2026-11-28T06:00:00Z".to_owned()));
    assert_eq!(ends(&friday, "2026-11-28T06:00:00Z"), None);
    assert_eq!(ends(&friday, "2026-11-27T05:00:00Z"), None, "the night from Thursday is another");
    assert_eq!(ends(&friday, "2026-11-28T22:00:00Z"), None);
    let noon = [window((12, 0), (13, 0), &[Weekday::Friday])];
    assert_eq!(ends(&noon, "2026-11-27T11:30:00Z"), Some("2026-11-27T12:00:00Z".to_owned()));
    assert_eq!(ends(&noon, "2026-11-28T11:30:00Z"), None);
}

#[test]
fn windows_that_touch_or_overlap_are_one() {
    let windows = [
        window((22, 0), (7, 0), &EVERY_DAY),
        window((7, 0), (12, 0), &[Weekday::Saturday]),
        window((6, 0), (8, 0), &[Weekday::Sunday]),
    ];
    assert_eq!(
        ends(&windows, "2026-11-27T22:00:00Z"),
        Some("2026-11-28T11:00:00Z".to_owned()),
        "Saturday goes on until noon"
    );
    assert_eq!(ends(&windows, "2026-11-28T22:00:00Z"), Some("2026-11-29T07:00:00Z".to_owned()), "Sunday until eight");
    assert_eq!(ends(&windows, "2026-11-29T22:00:00Z"), Some("2026-11-30T06:00:00Z".to_owned()));
}

#[test]
fn the_night_in_which_the_clock_goes_back_is_an_hour_longer() {
    let night = [window((22, 0), (7, 0), &EVERY_DAY)];
    // From 22:00 in summer time to 07:00 in winter time: ten hours.
    assert_eq!(ends(&night, "2026-10-24T19:59:59Z"), None);
    assert_eq!(ends(&night, "2026-10-24T20:00:00Z"), Some("2026-10-25T06:00:00Z".to_owned()));
    assert_eq!(ends(&night, "2026-10-25T05:59:59Z"), Some("2026-10-25T06:00:00Z".to_owned()));
    // Half past two comes twice: the first one counts, so that nobody is left alone again.
    let short = [window((23, 0), (2, 30), &EVERY_DAY)];
    assert_eq!(ends(&short, "2026-10-25T00:29:59Z"), Some("2026-10-25T00:30:00Z".to_owned()));
    assert_eq!(ends(&short, "2026-10-25T01:15:00Z"), None);
}

#[test]
fn the_night_in_which_the_clock_goes_forward_is_an_hour_shorter() {
    let night = [window((22, 0), (7, 0), &EVERY_DAY)];
    // From 22:00 in winter time to 07:00 in summer time: eight hours.
    assert_eq!(ends(&night, "2027-03-27T21:00:00Z"), Some("2027-03-28T05:00:00Z".to_owned()));
    assert_eq!(ends(&night, "2027-03-28T05:00:00Z"), None);
    // Half past two never comes: it is as much later as the clock skips.
    let short = [window((23, 0), (2, 30), &EVERY_DAY)];
    assert_eq!(ends(&short, "2027-03-28T01:15:00Z"), Some("2027-03-28T01:30:00Z".to_owned()));
    // A window that lies within the hour that is skipped, or would end before it begins, is none.
    let none = [window((2, 30), (3, 0), &EVERY_DAY)];
    assert_eq!(ends(&none, "2027-03-28T01:30:00Z"), None);
}

#[test]
fn what_never_ends_is_followed_no_further() {
    let always = [window((0, 0), (12, 0), &EVERY_DAY), window((12, 0), (0, 0), &EVERY_DAY)];
    assert!(ends(&always, "2026-11-27T21:00:00Z").is_some());
}
