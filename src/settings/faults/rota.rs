//! Mistakes in duty rotas.

use super::{super::mistake::Fault, quoted};
use crate::domain::{ids::PersonId, on_duty::Unfit};

pub(in super::super) fn bad_moment(given: &str) -> Fault {
    Fault::new(format!("{} is geen dag en uur", quoted(given)), format!("{} is not a date and a time", quoted(given)))
        .help(
            "Toegelaten: zoals `2026-11-23T09:00`, op de klok in Brussel.",
            "Allowed: such as `2026-11-23T09:00`, by the clock in Brussels.",
        )
}

pub(in super::super) fn ends_before_it_begins() -> Fault {
    Fault::new("het einde ligt niet na het begin", "the end is not after the beginning")
}

pub(in super::super) fn of_nobody() -> Fault {
    Fault::new("deze wachtdienst is van niemand", "this rota is of nobody").help(
        "Zet `team` of `entity` erbij: waar wie wacht heeft het eerst wordt opgeroepen.",
        "Add `team` or `entity`: where whoever is on duty is called first.",
    )
}

pub(in super::super) fn second_rota(first: &str) -> Fault {
    Fault::new(
        format!("dit team of deze entiteit heeft al een wachtdienst: {}", quoted(first)),
        format!("this team or entity has a rota already: {}", quoted(first)),
    )
    .help("Maak er één van, met `override`.", "Make them one, with `override`.")
}

pub(in super::super) fn overlap(from: &str, until: &str) -> Fault {
    Fault::new(
        format!("twee vervangingen vallen samen, van {from} tot {until}"),
        format!("two overrides overlap, from {from} to {until}"),
    )
}

pub(in super::super) fn unfit(person: &PersonId, why: &Unfit) -> Fault {
    let person = quoted(person.as_str());
    let Unfit::Outsider(team) = why else {
        return Fault::new(
            format!("{person} heeft wacht en heeft geen account, mail of telefoon"),
            format!("{person} is on duty and has no account, mail or telephone"),
        );
    };
    let team = quoted(team.as_str());
    Fault::new(
        format!("{person} heeft wacht voor {team} en staat niet in dat team: een oproep kan zo niet beantwoord worden"),
        format!("{person} is on duty for {team} and not in that team: a call could not be answered"),
    )
    .help("Zet die persoon in het team, of uit de wachtdienst.", "Put the person into the team, or out of the rota.")
}

/// A gap between turns is a mistake; an end may be meant, and the running bot warns of it a week ahead.
pub(in super::super) fn gap(from: &str, until: Option<&str>, calendar: bool) -> Fault {
    let fault = match until {
        Some(until) => Fault::new(
            format!("van {from} tot {until} heeft niemand wacht"),
            format!("from {from} to {until} nobody is on duty"),
        ),
        None => Fault::new(format!("vanaf {from} heeft niemand wacht"), format!("from {from} on nobody is on duty")),
    };
    match until {
        _ if calendar => fault.help(
            "Zet er iemand in de agenda, of een `override` hier.",
            "Put somebody into the calendar there, or an `override` here.",
        ),
        Some(_) => fault.help("Zet er een `override` voor.", "Put an `override` there."),
        None => {
            fault.help("Neem `until` weg, of zet een latere dag.", "Take `until` away, or make it later.").warning()
        }
    }
}
