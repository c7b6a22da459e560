use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;
use crate::domain::rota::civil;

fn people() -> BTreeMap<PersonId, Person> {
    let person = |id: &str, name: &str, mail: &str| Person {
        id: id.into(),
        name: name.to_owned(),
        entity: None,
        phone: None,
        mail: Some(mail.to_owned()),
        language: None,
        chats: Vec::new(),
        before_chat: 0,
        channels: Vec::new(),
        quiet: Vec::new(),
        webhook: None,
    };
    let all = [
        person("noord.kernlid1", "Kernlid 1 noord", "een@noord.invalid"),
        person("noord.kernlid2", "Kernlid 2 noord", "twee@noord.invalid"),
        person("noord.voorzitter", "Voorzitter noord", "drie@noord.invalid"),
    ];
    all.into_iter().map(|person| (person.id.clone(), person)).collect()
}

fn calendar(events: &[&str]) -> String {
    let mut text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//noodklok//test\r\n".to_owned();
    for (n, event) in events.iter().enumerate() {
        let uid = if event.contains("UID:") { String::new() } else { format!("UID:{n}\r\n") };
        let lines = event.replace('\n', "\r\n");
        let _ = write!(text, "BEGIN:VEVENT\r\n{uid}DTSTAMP:20260101T000000Z\r\n{lines}\r\nEND:VEVENT\r\n");
    }
    text + "END:VCALENDAR\r\n"
}

/// Each turn as `who from - until` by the clock in Brussels, the first of them.
fn read(events: &[&str]) -> Vec<String> {
    let shifts = shifts(calendar(events).as_bytes(), &people(), None).unwrap();
    let at = |at| civil(at).unwrap().strftime("%m-%d %H:%M").to_string();
    let one = |shift: &Shift| format!("{} {} - {}", shift.person, at(shift.from), at(shift.until));
    shifts.iter().take(6).map(one).collect()
}

fn problem(events: &[&str]) -> Problem {
    let mut problems = shifts(calendar(events).as_bytes(), &people(), None).unwrap_err();
    assert_eq!(problems.len(), 1, "{problems:?}");
    problems.remove(0)
}

#[test]
fn a_turn_is_of_whoever_is_invited_or_named_in_the_title() {
    let read = read(&[
        "SUMMARY:Wacht\nATTENDEE;CN=Iemand;ROLE=REQ-PARTICIPANT:mailto:buiten@elders.invalid\n\
         ATTENDEE:MAILTO:Twee@noord.invalid\nDTSTART;TZID=Europe/Brussels:20261123T090000\n\
         DTEND;TZID=Europe/Brussels:20261124T090000",
        "SUMMARY:noord.kernlid1\nDTSTART:20261124T080000Z\nDTEND:20261125T080000Z",
        "SUMMARY:voorzitter noord\nDTSTART:20261125T090000\nDURATION:P1D",
        "SUMMARY:Wacht: noord.kernlid2 (nacht)\nDTSTART;VALUE=DATE:20261127",
        "SUMMARY:vervallen\nSTATUS:CANCELLED\nDTSTART:20261123T090000Z\nDTEND:20261124T090000Z",
    ]);
    assert_eq!(
        read,
        [
            "noord.kernlid2 11-23 09:00 - 11-24 09:00",
            "noord.kernlid1 11-24 09:00 - 11-25 09:00",
            "noord.voorzitter 11-25 09:00 - 11-26 09:00",
            "noord.kernlid2 11-27 00:00 - 11-28 00:00",
        ]
    );
}

#[test]
fn turns_that_repeat_are_handed_over_by_the_clock_on_the_wall_before_and_after_it_goes_back() {
    let turn = |who: &str, day: u8| {
        format!(
            "SUMMARY:{who}\nDTSTART;TZID=Romance Standard Time:202610{day:02}T090000\n\
             DTEND;TZID=Romance Standard Time:202610{:02}T090000\nRRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20261116T080000Z",
            day + 7
        )
    };
    let (one, two) = (turn("noord.kernlid1", 12), turn("noord.kernlid2", 19));
    let turns = [
        "noord.kernlid1 10-12 09:00 - 10-19 09:00",
        "noord.kernlid2 10-19 09:00 - 10-26 09:00",
        "noord.kernlid1 10-26 09:00 - 11-02 09:00",
        "noord.kernlid2 11-02 09:00 - 11-09 09:00",
        "noord.kernlid1 11-09 09:00 - 11-16 09:00",
        "noord.kernlid2 11-16 09:00 - 11-23 09:00",
    ];
    assert_eq!(read(&[&one, &two]), turns);
}

#[test]
fn a_hand_over_in_the_hour_that_comes_twice_or_never_leaves_nobody_out_and_nobody_twice() {
    for (month, night, first) in [("202610", 24, "10-24 02:30"), ("202703", 27, "03-27 02:30")] {
        let turn = |who: &str, after: u32| {
            let day = night + after;
            format!(
                "SUMMARY:{who}\nDTSTART;TZID=Europe/Brussels:{month}{day:02}T023000\nDURATION:P1D\n\
                 RRULE:FREQ=DAILY;INTERVAL=2;COUNT=3"
            )
        };
        let (one, two) = (turn("noord.kernlid1", 0), turn("noord.kernlid2", 1));
        let shifts = shifts(calendar(&[&one, &two]).as_bytes(), &people(), None).unwrap();
        assert_eq!(civil(shifts[0].from).unwrap().strftime("%m-%d %H:%M").to_string(), first);
        assert_eq!(shifts.len(), 6);
        for pair in shifts.windows(2) {
            assert_eq!(pair[0].until, pair[1].from, "neither a gap nor an overlap");
            assert_ne!(pair[0].person, pair[1].person);
        }
    }
}

#[test]
fn one_date_of_a_series_can_be_left_out_or_be_of_somebody_else() {
    let series = "UID:a\nSEQUENCE:3\nSUMMARY:noord.kernlid1\nDTSTART;TZID=Europe/Brussels:20261123T090000\n\
                  DTEND;TZID=Europe/Brussels:20261124T090000\nRRULE:FREQ=DAILY;COUNT=5\n\
                  EXDATE:20261124T080000Z";
    let other = "UID:a\nSEQUENCE:4\nRECURRENCE-ID;TZID=Europe/Brussels:20261125T090000\nSUMMARY:noord.voorzitter\n\
                 DTSTART;TZID=Europe/Brussels:20261125T090000\nDTEND;TZID=Europe/Brussels:20261126T090000";
    let gone = "UID:a\nSTATUS:CANCELLED\nRECURRENCE-ID;TZID=Europe/Brussels:20261126T090000\nSUMMARY:noord.kernlid1\n\
                DTSTART;TZID=Europe/Brussels:20261126T090000\nDTEND;TZID=Europe/Brussels:20261127T090000";
    assert_eq!(
        read(&[series, other, gone]),
        [
            "noord.kernlid1 11-23 09:00 - 11-24 09:00",
            "noord.voorzitter 11-25 09:00 - 11-26 09:00",
            "noord.kernlid1 11-27 09:00 - 11-28 09:00",
        ]
    );
}

#[test]
fn what_cannot_be_a_rota_says_why() {
    let at = |day: u8| format!("DTSTART:202611{day:02}T080000Z\nDTEND:202611{:02}T080000Z", day + 1);
    let of = |title: &str, day: u8| format!("SUMMARY:{title}\n{}", at(day));
    let Problem::Nobody(title, _) = problem(&[&of("Teamoverleg", 23)]) else { panic!("of nobody") };
    assert_eq!(title, "Teamoverleg");
    let overlap = problem(&[
        &of("noord.kernlid1", 23),
        "SUMMARY:noord.kernlid2\nDTSTART:20261123T120000Z\nDTEND:20261125T080000Z",
    ]);
    let says = overlap.say(Language::En);
    assert!(says.contains("`noord.kernlid1` and `noord.kernlid2` are on duty at the same time, from 2026-11-23T13:00 to 2026-11-24T09:00"), "{says}");
    let backwards = "SUMMARY:noord.kernlid1\nDTSTART:20261123T080000Z\nDTEND:20261122T080000Z";
    assert_eq!(problem(&[backwards]), Problem::Times("noord.kernlid1".to_owned()));
    assert_eq!(problem(&["SUMMARY:x\nDTSTART:morgen\nDTEND:20261122T080000Z"]), Problem::Times("x".to_owned()));
    let nowhere = "SUMMARY:x\nDTSTART;TZID=Nowhere/Atlantis:20261123T080000\nDTEND:20261124T080000Z";
    assert_eq!(problem(&[nowhere]), Problem::Zone("x".to_owned(), "Nowhere/Atlantis".to_owned()));
    assert_eq!(problem(&[]), Problem::Empty);
    let often = "SUMMARY:noord.kernlid1\nDTSTART:20261123T080000Z\nDURATION:PT1S\nRRULE:FREQ=SECONDLY";
    assert_eq!(problem(&[often]), Problem::TooMuch);
    for text in [&b"<html>please log in</html>"[..], b"", b"\xff\xfe", b"BEGIN:VCARD\r\nEND:VCARD\r\n"] {
        assert_eq!(shifts(text, &people(), None), Err(vec![Problem::NotACalendar]), "{text:?}");
    }
}

#[test]
fn what_is_over_is_nobodys_business() {
    let old = "SUMMARY:Iemand die weg is\nDTSTART:20251123T080000Z\nDTEND:20251124T080000Z";
    let next = "SUMMARY:noord.kernlid1\nDTSTART:20261123T080000Z\nDTEND:20261124T080000Z";
    let text = calendar(&[old, next]);
    let now = crate::domain::rota::instant(jiff::civil::date(2026, 11, 23).at(12, 0, 0, 0));
    assert_eq!(shifts(text.as_bytes(), &people(), Some(now)).unwrap().len(), 1, "the one that goes on");
    let later = now.plus(Span::hours(48));
    assert_eq!(shifts(text.as_bytes(), &people(), Some(later)).unwrap().len(), 0);
}

/// Lines that a calendar could hold, and others.
fn line() -> impl Strategy<Value = String> {
    let name = prop::sample::select(vec![
        "DTSTART",
        "DTEND",
        "DURATION",
        "RRULE",
        "RDATE",
        "EXDATE",
        "RECURRENCE-ID",
        "SUMMARY",
        "ATTENDEE",
        "UID",
        "SEQUENCE",
        "STATUS",
        "BEGIN",
        "END",
        "TZID",
        "DUE",
        "X-A",
    ]);
    let parameter = prop::sample::select(vec![
        "",
        ";TZID=Europe/Brussels",
        ";TZID=Romance Standard Time",
        ";VALUE=DATE",
        ";VALUE=PERIOD",
        ";TZID=\"",
        ";RANGE=THISANDFUTURE",
    ]);
    let value = prop_oneof![
        "[0-9]{8}T[0-9]{6}Z?",
        "2026(0[1-9]|1[0-2])[0-2][0-9]T[0-2][0-9][0-5]000Z?",
        "P[0-9]{1,4}(W|D|DT[0-9]{1,9}S)",
        "-?PT[0-9]{1,19}[HMS]",
        "FREQ=(SECONDLY|HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY);(INTERVAL|COUNT|BYMONTHDAY|BYSETPOS|BYWEEKNO|BYHOUR|BYYEARDAY)=-?[0-9]{1,6}",
        "FREQ=(MONTHLY|YEARLY);BYMONTH=2;BYMONTHDAY=3[01];UNTIL=[0-9]{8}(T[0-9]{6}Z?)?",
        "FREQ=WEEKLY;BYDAY=(MO|-5TU|99SU)(,WE)?;WKST=SU",
        "VEVENT|VCALENDAR|VTIMEZONE|VALARM|STANDARD",
        "noord.kernlid1|mailto:een@noord.invalid|CANCELLED",
        ".{0,40}",
    ];
    (name, parameter, value).prop_map(|(name, parameter, value)| format!("{name}{parameter}:{value}"))
}

proptest! {
    #[test]
    fn arbitrary_bytes_are_a_calendar_or_a_sentence(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        if let Err(problems) = shifts(&bytes, &people(), None) {
            prop_assert!(problems.iter().all(|problem| !problem.say(Language::Nl).is_empty()));
        }
    }

    #[test]
    fn arbitrary_lines_are_turns_in_order_or_a_sentence(lines in prop::collection::vec(line(), 0..30), split in 1_usize..10) {
        let events: Vec<String> = lines.chunks(split).map(|lines| lines.join("\n")).collect();
        let events: Vec<&str> = events.iter().map(String::as_str).collect();
        match shifts(calendar(&events).as_bytes(), &people(), None) {
            Ok(shifts) => {
                prop_assert!(shifts.iter().all(|shift| shift.from < shift.until));
                prop_assert!(shifts.windows(2).all(|pair| pair[0].until <= pair[1].from));
            }
            Err(problems) => prop_assert!(problems.iter().all(|problem| !problem.say(Language::Nl).is_empty())),
        }
    }
}
