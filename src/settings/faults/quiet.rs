//! Mistakes in quiet hours.

use super::{super::mistake::Fault, quoted};

pub(in super::super) fn bad_time(given: &str) -> Fault {
    Fault::new(format!("{} is geen uur", quoted(given)), format!("{} is not a time of the day", quoted(given))).help(
        "Toegelaten: van `00:00` tot `23:59`, op de klok in Brussel.",
        "Allowed: from `00:00` to `23:59`, by the clock in Brussels.",
    )
}

pub(in super::super) fn no_length() -> Fault {
    Fault::new("het begin en het einde zijn hetzelfde uur", "the beginning and the end are the same time").help(
        "Een hele dag zijn twee vensters, zoals 00:00 tot 12:00 en 12:00 tot 00:00.",
        "A whole day is two windows, such as 00:00 to 12:00 and 12:00 to 00:00.",
    )
}

pub(in super::super) fn no_days() -> Fault {
    Fault::new("op geen enkele dag", "on no day at all")
        .help("Laat `days` weg voor elke dag.", "Leave `days` out for every day.")
}

pub(in super::super) fn whole_week() -> Fault {
    Fault::new(
        "deze stille uren vullen de hele week: wat wacht, zou deze persoon nooit horen",
        "these quiet hours fill the whole week: this person would never hear what waits",
    )
    .help("Laat elke week wat tijd over.", "Leave some time of each week.")
}
