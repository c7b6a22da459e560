//! Mistakes in quiet hours.

use jiff::civil::{Weekday, time};

use super::*;
use crate::domain::quiet::Window;

const ORGANISATION: &str = "organisation.toml";

fn with(windows: &str) -> Copy {
    let name = "name = \"Kernlid 1 CMT noord\"\n";
    Copy::new().with(ORGANISATION, name, &format!("{name}quiet = {windows}\n"))
}

#[test]
fn quiet_hours() {
    let loaded = with(r#"[{ from = "22:00", until = "07:00", days = ["fri", "sat"] }]"#).load().unwrap();
    let person = &loaded.organisation.people[&"noord.kernlid1".into()];
    let days = vec![Weekday::Friday, Weekday::Saturday];
    assert_eq!(person.quiet, [Window { from: time(22, 0, 0, 0), until: time(7, 0, 0, 0), days }]);
    // Without days it is each of them; what overlaps is fine.
    let windows = r#"[{ from = "22:00", until = "07:00" }, { from = "06:00", until = "12:00", days = ["sun"] }]"#;
    let loaded = with(windows).load().unwrap();
    let person = &loaded.organisation.people[&"noord.kernlid1".into()];
    assert_eq!(person.quiet.iter().map(|window| window.days.len()).collect::<Vec<_>>(), [7, 1]);
    // All of the week but a minute.
    let almost = r#"[{ from = "12:00", until = "11:59" }, { from = "11:00", until = "12:00", days = ["mon"] }]"#;
    assert!(with(almost).load().is_ok());
}

/// What the example shows is right as it stands.
#[test]
fn the_example_of_quiet_hours() {
    let example = include_str!("../../../config/organisation.toml");
    let shown = example.lines().find_map(|line| line.strip_prefix("#           quiet = ")).unwrap();
    let loaded = with(shown).load().unwrap();
    assert_eq!(loaded.organisation.people[&"noord.kernlid1".into()].quiet[0].days.len(), 5);
}

#[test]
fn bad_quiet_hours() {
    let cases = [
        (r#"[{ from = "25:00", until = "07:00" }]"#, "`25:00` is not a time of the day. Allowed: from `00:00` to"),
        (r#"[{ from = "22:00", until = "7u" }]"#, "`7u` is not a time of the day"),
        (r#"[{ from = "22:00", until = "7:00" }]"#, "`7:00` is not a time of the day"),
        (r#"[{ from = "22:00", until = "24:00" }]"#, "`24:00` is not a time of the day"),
        (r#"[{ from = "22:00", until = "22:00" }]"#, "the beginning and the end are the same time. A whole day is two"),
        (r#"[{ from = "22:00", until = "07:00", days = ["maandag"] }]"#, "`maandag` is not a value of"),
        (r#"[{ from = "22:00", until = "07:00", days = [] }]"#, "on no day at all. Leave `days` out"),
        (r#"[{ from = "22:00" }]"#, "`until`"),
        (r#"[{ from = "22:00", until = "07:00", day = ["mon"] }]"#, "`day`"),
        (r#""22:00""#, "`quiet`"),
        (
            r#"[{ from = "00:00", until = "12:00" }, { from = "12:00", until = "00:00" }]"#,
            "these quiet hours fill the whole week: this person would never hear what waits",
        ),
    ];
    for (windows, words) in cases {
        let copy = with(windows);
        let says = copy.says();
        let there = |line: &String| line.starts_with("organisation.toml:") && line.contains(words);
        assert!(says.iter().any(there), "{words}: {says:#?}");
        assert!(copy.load().is_err(), "refused: {words}");
    }
}
