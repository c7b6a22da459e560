//! Mistakes in calendars that say who is on duty.

use super::{
    super::{calendar::Problem, mistake::Fault},
    quoted, rota as rota_faults,
};
use crate::domain::{rota, time::Timestamp};

fn shown(at: Timestamp) -> String {
    rota::civil(at).map(|at| at.strftime("%Y-%m-%dT%H:%M").to_string()).unwrap_or_default()
}

pub(in super::super) fn problem(problem: &Problem) -> Fault {
    match problem {
        Problem::Unreadable(why) => Fault::new(
            format!("deze agenda kan niet gelezen worden ({why})"),
            format!("this calendar cannot be read ({why})"),
        )
        .help(
            "Toegelaten: een iCalendar-bestand (.ics) naast de configuratie, dat gelezen mag worden.",
            "Allowed: an iCalendar file (.ics) beside the configuration that may be read.",
        ),
        Problem::TooLarge(limit) => {
            let kib = limit / 1024;
            Fault::new(format!("deze agenda is groter dan {kib} KiB"), format!("this calendar is larger than {kib} KiB"))
                .help(
                    "Voer alleen de wachtdienst uit, van nu af.",
                    "Export only the duty turns, from now on.",
                )
        }
        Problem::NotACalendar => Fault::new("dit is geen iCalendar", "this is not an iCalendar").help(
            "Toegelaten: wat een agenda als .ics uitvoert; het begint met `BEGIN:VCALENDAR`.",
            "Allowed: what a calendar exports as .ics; it begins with `BEGIN:VCALENDAR`.",
        ),
        Problem::Empty => Fault::new("in deze agenda staat niets", "nothing stands in this calendar").help(
            "Zet er de beurten in, of neem `calendar` weg.",
            "Put the turns into it, or take `calendar` away.",
        ),
        Problem::TooMuch => Fault::new(
            "in deze agenda staan meer beurten dan iemand plant",
            "more turns stand in this calendar than anybody plans",
        )
        .help("Voer alleen de wachtdienst uit, van nu af.", "Export only the duty turns, from now on."),
        Problem::Times(title) => Fault::new(
            format!("in deze agenda zijn de tijden van {} niet te begrijpen", quoted(title)),
            format!("in this calendar the times of {} cannot be understood", quoted(title)),
        )
        .help(
            "Toegelaten: een begin, en een later einde of een duur.",
            "Allowed: a beginning, and a later end or a duration.",
        ),
        Problem::Zone(title, zone) => Fault::new(
            format!("in deze agenda staat {} in een onbekende tijdzone, {}", quoted(title), quoted(zone)),
            format!("in this calendar {} is in an unknown time zone, {}", quoted(title), quoted(zone)),
        )
        .help("Toegelaten: zoals `Europe/Brussels`.", "Allowed: such as `Europe/Brussels`."),
        Problem::Nobody(title, at) => Fault::new(
            format!("in deze agenda is {} van {} van niemand", quoted(title), shown(*at)),
            format!("in this calendar {} of {} is of nobody", quoted(title), shown(*at)),
        )
        .help(
            "Nodig iemand uit met het mailadres dat hier bij die persoon staat, of zet het id of de naam als titel.",
            "Invite somebody by the mail address that stands here with that person, or make the id or the name its title.",
        ),
        Problem::Overlap(first, second, from, until) => Fault::new(
            format!(
                "in deze agenda hebben {} en {} tegelijk wacht, van {} tot {}",
                quoted(first.as_str()),
                quoted(second.as_str()),
                shown(*from),
                shown(*until)
            ),
            format!(
                "in this calendar {} and {} are on duty at the same time, from {} to {}",
                quoted(first.as_str()),
                quoted(second.as_str()),
                shown(*from),
                shown(*until)
            ),
        )
        .help("Laat er één over.", "Leave one of them."),
        Problem::Unfit(person, why) => rota_faults::unfit(person, why),
    }
}

pub(in super::super) fn two_sources() -> Fault {
    Fault::new("deze wachtdienst heeft twee bronnen", "this rota has two sources").help(
        "Toegelaten: `people`, `start` en `every`, of één van `calendar`, `calendar_url` en `calendar_url_file`.",
        "Allowed: `people`, `start` and `every`, or one of `calendar`, `calendar_url` and `calendar_url_file`.",
    )
}

/// It is not repeated: whoever knows it can read the calendar.
pub(in super::super) fn bad_address() -> Fault {
    Fault::new("dit is geen adres van een agenda", "this is not the address of a calendar")
        .help("Toegelaten: een adres dat begint met `https://`.", "Allowed: an address that begins with `https://`.")
}
