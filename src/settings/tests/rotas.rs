//! Mistakes in duty rotas.

use super::*;
use crate::{
    domain::rota::Turns,
    settings::{Occasion, load_for},
};

const ORGANISATION: &str = "organisation.toml";

/// A rota with one change, and what is said of it.
#[test]
fn rotas() {
    let rota = "\n[[rota]]\nid = \"wacht\"\nentity = \"noord\"\npeople = [\"noord.kernlid1\", \"noord.kernlid2\"]\n\
                start = \"2026-11-23T09:00\"\nevery = \"week\"\n";
    let shift = |from: &str, until: &str| {
        format!("[[rota.override]]\nfrom = \"{from}\"\nuntil = \"{until}\"\nperson = \"noord.voorzitter\"\n")
    };
    assert!(Copy::new().append(ORGANISATION, rota).load().is_ok(), "as it stands it is right");
    let day = shift("2026-12-24T18:00", "2026-12-26T09:00");
    assert!(Copy::new().append(ORGANISATION, &format!("{rota}{day}")).load().is_ok());
    let ends = rota.replace("every", "until = \"2026-12-21T09:00\"\nevery");
    let cases = [
        (rota.replace("noord.kernlid2", "noord.kernlid9"), "there is no person `noord.kernlid9`"),
        (rota.replace("\"noord.kernlid1\", \"noord.kernlid2\"", ""), "the list `people` is empty"),
        (rota.replace("entity = \"noord\"\n", ""), "this rota is of nobody"),
        (rota.replace("2026-11-23T09:00", "maandag 9 uur"), "`maandag 9 uur` is not a date and a time"),
        (rota.replace("week", "month"), "`month` is not a value of `every`. Allowed: `day`, `week`"),
        (rota.replace("every", "until = \"2026-11-01T09:00\"\nevery"), "the end is not after the beginning"),
        ([rota, &shift("2026-12-26T09:00", "2026-12-24T18:00")].concat(), "the end is not after the beginning"),
        (
            [rota, &day, &shift("2026-12-25T09:00", "2026-12-27T09:00")].concat(),
            "two overrides overlap, from 2026-12-25T09:00 to 2026-12-26T09:00",
        ),
        ([ends, day.clone()].concat(), "from 2026-12-21T09:00 to 2026-12-24T18:00 nobody is on duty"),
        (
            rota.replace("entity = \"noord\"", "team = \"ccvo\""),
            "`noord.kernlid1` is on duty for `ccvo` and not in that team",
        ),
        ([rota, &rota.replace("wacht", "wacht2")].concat(), "this team or entity has a rota already: `wacht`"),
    ];
    for (rota, words) in cases {
        let says = Copy::new().append(ORGANISATION, &rota).says();
        assert!(says.iter().any(|line| line.contains(words)), "{words}: {says:#?}");
    }
    // The telephone and the mail of somebody on duty are taken away.
    let alone = Copy::new()
        .with(ORGANISATION, "phone = \"+32 2 000 00 14\"\nmail = \"kernlid1.noord@noodklok.invalid\"\n", "")
        .append(ORGANISATION, rota);
    let says = alone.says();
    assert!(says.iter().any(|line| line.contains("`noord.kernlid1` is on duty and has no account, mail")), "{says:#?}");
}

const CALENDAR: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:noord.kernlid1\r\n\
    DTSTART;TZID=Europe/Brussels:20261123T090000\r\nDTEND;TZID=Europe/Brussels:20261130T090000\r\nEND:VEVENT\r\n\
    BEGIN:VEVENT\r\nUID:2\r\nSUMMARY:noord.kernlid2\r\nDTSTART;TZID=Europe/Brussels:20261130T090000\r\n\
    DTEND;TZID=Europe/Brussels:20261207T090000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

/// A rota of which the turns stand in a calendar, and what is said of it.
#[test]
fn calendars() {
    let rota = "\n[[rota]]\nid = \"wacht\"\nentity = \"noord\"\ncalendar = \"wacht.ics\"\n";
    let with = |calendar: &str| Copy::new().append(ORGANISATION, rota).write("wacht.ics", calendar);
    let loaded = with(CALENDAR).load().unwrap();
    assert_eq!(loaded.calendars.len(), 1);
    let turns = &loaded.organisation.rotas.values().next().unwrap().turns;
    assert!(matches!(turns, Turns::Calendar(shifts) if shifts.len() == 2), "{turns:?}");

    let cases = [
        (with("<html>"), "this is not an iCalendar. Allowed: what a calendar exports as .ics"),
        (with(CALENDAR).remove("wacht.ics"), "this calendar cannot be read"),
        (with(&CALENDAR.replace("noord.kernlid2", "Overleg")), "`Overleg` of 2026-11-30T09:00 is of nobody. Invite"),
        (
            with(&CALENDAR.replace("20261130T090000\r\nDTEND", "20261130T080000\r\nDTEND")),
            "`noord.kernlid1` and `noord.kernlid2` are on duty at the same time, from 2026-11-30T08:00 to 2026-11-30T09:00",
        ),
        (
            with(&CALENDAR.replace("20261130T090000\r\nDTEND", "20261201T090000\r\nDTEND")),
            "from 2026-11-30T09:00 to 2026-12-01T09:00 nobody is on duty. Put somebody into the calendar there",
        ),
        (with(CALENDAR).append(ORGANISATION, "every = \"week\"\n"), "this rota has two sources"),
        (with(CALENDAR).append(ORGANISATION, "calendar_url = \"https://x.invalid/\"\n"), "this rota has two sources"),
        (with(CALENDAR).append(ORGANISATION, "refresh = \"0s\"\n"), "`refresh` must not be zero"),
    ];
    for (copy, words) in cases {
        let says = copy.says();
        assert!(
            says.iter().any(|line| line.starts_with("organisation.toml:") && line.contains(words)),
            "{words}: {says:#?}"
        );
        assert!(copy.load().is_err(), "refused: {words}");
    }
    // Whoever starts anyhow is only warned of what other people keep.
    let broken = with(&CALENDAR.replace("noord.kernlid2", "Overleg"));
    let occasion = Occasion { now: None, starting: true };
    let loaded = load_for(Source::Folder(broken.0.path()), occasion).unwrap();
    assert!(loaded.warnings.iter().any(|warning| warning.say(Language::En).contains("is of nobody")));
}

#[test]
fn calendars_at_an_address() {
    let rota = |key: &str| format!("\n[[rota]]\nid = \"wacht\"\nentity = \"noord\"\n{key}\n");
    let with = |key: &str| Copy::new().append(ORGANISATION, &rota(key));
    let loaded = with("calendar_url = \"https://agenda.invalid/wacht.ics\"\nrefresh = \"5m\"").load().unwrap();
    assert_eq!(loaded.calendars[0].every, std::time::Duration::from_mins(5));
    assert!(loaded.organisation.rotas.values().all(|rota| rota.turns.is_unknown()), "nothing is fetched by reading");
    for url in ["http://agenda.invalid/wacht.ics", "wacht.ics", "file:///etc/passwd"] {
        let says = with(&format!("calendar_url = \"{url}\"")).says();
        assert!(says.iter().any(|line| line.contains("not the address of a calendar. Allowed")), "{url}: {says:#?}");
        assert!(!says.iter().any(|line| line.contains("agenda.invalid")), "it is not repeated: {says:#?}");
    }
    let secret = with("calendar_url_file = \"agenda\"").secret("agenda", "https://agenda.invalid/abc", 0o600);
    assert!(secret.load().is_ok());
    let wrong = with("calendar_url_file = \"agenda\"").secret("agenda", "ftp://agenda.invalid/abc", 0o600);
    assert!(wrong.says().iter().any(|line| line.contains("not the address of a calendar")), "{:#?}", wrong.says());
}

/// What the example shows of a rota is right as soon as somebody takes the marks of a comment away.
#[test]
fn the_example_of_a_rota() {
    let example = include_str!("../../../config/organisation.toml");
    let (_, shown) = example.split_once("# [[rota]]\n").unwrap();
    let lines = shown.lines().take_while(|line| line.starts_with('#'));
    let lines: Vec<&str> = lines.map(|line| line.trim_start_matches(['#', ' '])).collect();
    let rota = format!("\n[[rota]]\n{}\n", lines.join("\n"));
    let loaded = Copy::new().append(ORGANISATION, &rota).load().unwrap();
    let rota = loaded.organisation.rotas.values().next().unwrap();
    assert_eq!((rota.whose().as_str(), rota.everybody().len(), rota.overrides.len()), ("noord", 3, 1));
}
