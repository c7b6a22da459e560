//! Mistakes about one key or value.

use super::{super::mistake::Fault, allowed, quoted};

/// The form of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Shape {
    Text,
    Number,
    Fraction,
    Flag,
    Moment,
    List,
    Table,
    Tables,
}

impl Shape {
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Text => ("een tekst tussen aanhalingstekens", "a text in quotes"),
            Self::Number => ("een geheel getal", "a whole number"),
            Self::Fraction => ("een kommagetal", "a number with a decimal point"),
            Self::Flag => ("true of false", "true or false"),
            Self::Moment => ("een datum of uur", "a date or time"),
            Self::List => ("een lijst tussen [ ]", "a list in [ ]"),
            Self::Table => ("een tabel", "a table"),
            Self::Tables => {
                ("een reeks tabellen met dubbele haken [[ ]]", "a series of tables in double brackets [[ ]]")
            }
        }
    }
}

pub(in super::super) fn unknown_key(key: &str, keys: &[&'static str]) -> Fault {
    let help = allowed(key, keys);
    Fault::new(format!("{} is hier geen sleutel", quoted(key)), format!("{} is not a key here", quoted(key)))
        .help(help.nl, help.en)
}

pub(in super::super) fn missing_key(key: &str) -> Fault {
    Fault::new(format!("`{key}` ontbreekt"), format!("`{key}` is missing"))
}

pub(in super::super) fn wrong_shape(key: &str, wanted: Shape, given: Shape) -> Fault {
    let (wanted, given) = (wanted.words(), given.words());
    Fault::new(
        format!("`{key}` moet {} zijn, en is {}", wanted.0, given.0),
        format!("`{key}` must be {}, and is {}", wanted.1, given.1),
    )
}

pub(in super::super) fn blank(key: &str) -> Fault {
    Fault::new(format!("`{key}` is leeg"), format!("`{key}` is empty"))
}

pub(in super::super) fn too_long(key: &str, most: usize) -> Fault {
    Fault::new(format!("`{key}` is langer dan {most} tekens"), format!("`{key}` is longer than {most} characters"))
}

pub(in super::super) fn invisible(key: &str) -> Fault {
    Fault::new(
        format!("`{key}` bevat een regeleinde of een ander onzichtbaar teken"),
        format!("`{key}` holds a line break or another invisible character"),
    )
}

pub(in super::super) fn bad_id(id: &str) -> Fault {
    Fault::new(format!("{} is geen geldig id", quoted(id)), format!("{} is not a valid id", quoted(id))).help(
        "Toegelaten: kleine letters a-z, cijfers, punt, koppelteken, liggend streepje; eerst een letter of cijfer; ten hoogste 64 tekens.",
        "Allowed: lower case letters a-z, digits, dot, hyphen, underscore; a letter or digit first; at most 64 characters.",
    )
}

pub(in super::super) fn bad_rule_id(id: &str) -> Fault {
    Fault::new(
        format!("{} is geen geldig id van een regel", quoted(id)),
        format!("{} is not a valid id of a rule", quoted(id)),
    )
    .help(
        "Toegelaten: letters a-z en A-Z en cijfers, ten hoogste 12, zoals V1.",
        "Allowed: letters a-z and A-Z and digits, at most 12, such as V1.",
    )
}

pub(in super::super) fn not_one_of(key: &str, given: &str, choices: &[&str]) -> Fault {
    let help = allowed(given, choices);
    Fault::new(
        format!("{} is geen waarde van `{key}`", quoted(given)),
        format!("{} is not a value of `{key}`", quoted(given)),
    )
    .help(help.nl, help.en)
}

/// A kind of team of one's own that is very like one that has a meaning.
pub(in super::super) fn almost_kind(given: &str, meant: &str) -> Fault {
    Fault::new(
        format!("de soort {} lijkt op `{meant}`, maar is het niet", quoted(given)),
        format!("the kind {} looks like `{meant}`, but is not", quoted(given)),
    )
    .help(
        format!("Toegelaten: `cmt`, `communication`, `ccvo`, of een eigen woord dat er niet op lijkt. Bedoelde je `{meant}`?"),
        format!("Allowed: `cmt`, `communication`, `ccvo`, or a word of your own that is not like them. Did you mean `{meant}`?"),
    )
}

pub(in super::super) fn bad_duration(given: &str) -> Fault {
    Fault::new(format!("{} is geen tijdsduur", quoted(given)), format!("{} is not a length of time", quoted(given)))
        .help(
            "Toegelaten: een getal en een eenheid, s, m of h, zoals `90s`, `15m`, `48h`; ten hoogste een jaar.",
            "Allowed: a number and a unit, s, m or h, such as `90s`, `15m`, `48h`; at most a year.",
        )
}

pub(in super::super) fn zero_duration(key: &str) -> Fault {
    Fault::new(format!("`{key}` mag niet nul zijn"), format!("`{key}` must not be zero"))
        .help("Toegelaten: minstens `1s`, bijvoorbeeld `10m`.", "Allowed: at least `1s`, for example `10m`.")
}

pub(in super::super) fn bad_mail(given: &str) -> Fault {
    Fault::new(format!("{} is geen mailadres", quoted(given)), format!("{} is not a mail address", quoted(given)))
        .help("Toegelaten: één adres, zoals `naam@dienst.be`.", "Allowed: one address, such as `name@service.be`.")
}

pub(in super::super) fn bad_phone(given: &str) -> Fault {
    Fault::new(
        format!("{} is geen telefoonnummer", quoted(given)),
        format!("{} is not a telephone number", quoted(given)),
    )
    .help(
        "Toegelaten: 3 tot 20 cijfers, met spaties, punten, haakjes, / en -, en + vooraan.",
        "Allowed: 3 to 20 digits, with spaces, dots, brackets, / and -, and + in front.",
    )
}

/// The id of an account or room of a chat network.
pub(in super::super) fn bad_account(key: &str, example: &str) -> Fault {
    Fault::new(format!("`{key}` heeft niet de juiste vorm"), format!("`{key}` does not have the right form"))
        .help(format!("Toegelaten: een id zoals `{example}`."), format!("Allowed: an id such as `{example}`."))
}

pub(in super::super) fn out_of_range(key: &str, given: &str, most: u32) -> Fault {
    Fault::new(format!("`{key}` kan niet {} zijn", quoted(given)), format!("`{key}` cannot be {}", quoted(given)))
        .help(format!("Toegelaten: 1 tot {most}."), format!("Allowed: 1 to {most}."))
}

/// A part that belongs to a later version.
pub(in super::super) fn not_built(part: &str) -> Fault {
    Fault::new(format!("`{part}` is in deze versie niet ingebouwd"), format!("`{part}` is not built into this version"))
        .help(
            "Neem dit weg. Toegelaten: opslag in een SQLite-bestand; de console, en de netwerken die wel ingebouwd zijn.",
            "Take this away. Allowed: storage in an SQLite file; the console, and the networks that are built in.",
        )
}

pub(in super::super) fn bad_storage(given: &str) -> Fault {
    Fault::new(format!("{} is geen opslagplaats", quoted(given)), format!("{} is not a storage place", quoted(given)))
        .help(
            "Toegelaten: `sqlite:` en een bestandsnaam in de gegevensmap (--data), zoals `sqlite:noodklok.db`.",
            "Allowed: `sqlite:` and the name of a file in the data folder (--data), such as `sqlite:noodklok.db`.",
        )
}
