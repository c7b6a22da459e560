//! Mistakes about a file as such.

use super::{super::mistake::Fault, quoted};

/// A reason in our words where we have them; else the system's.
fn reason(error: &std::io::Error) -> (String, String) {
    let (nl, en) = match error.kind() {
        std::io::ErrorKind::NotFound => ("bestaat niet", "does not exist"),
        std::io::ErrorKind::PermissionDenied => ("geen toegang", "permission denied"),
        std::io::ErrorKind::NotADirectory => ("is geen map", "is not a folder"),
        _ => return (error.to_string(), error.to_string()),
    };
    (nl.to_owned(), en.to_owned())
}

pub(in super::super) fn folder(error: &std::io::Error) -> Fault {
    let (nl, en) = reason(error);
    Fault::new(
        format!("deze configuratiemap kan niet gelezen worden ({nl})"),
        format!("this configuration folder cannot be read ({en})"),
    )
    .help(
        "Geef met --config een map waarin de configuratie staat.",
        "With --config, give a folder that holds the configuration.",
    )
}

pub(in super::super) fn missing(nearest: Option<&str>) -> Fault {
    let fault = Fault::new("dit bestand ontbreekt", "this file is missing");
    match nearest {
        Some(other) => fault.help(
            format!("Heet het nu {}? Geef het dan deze naam.", quoted(other)),
            format!("Is it now called {}? Then give it this name.", quoted(other)),
        ),
        None => fault.help(
            "De voorbeeldorganisatie in config/ heeft er een om over te nemen.",
            "The example organisation in config/ has one to copy.",
        ),
    }
}

pub(in super::super) fn unreadable(error: &std::io::Error) -> Fault {
    let (nl, en) = reason(error);
    Fault::new(format!("dit bestand kan niet gelezen worden ({nl})"), format!("this file cannot be read ({en})"))
}

pub(in super::super) fn not_plain() -> Fault {
    Fault::new("dit is geen gewoon bestand", "this is not a plain file")
}

pub(in super::super) fn not_utf8() -> Fault {
    Fault::new("vanaf hier is dit geen tekst in UTF-8", "from here on this is not text in UTF-8")
        .help("Bewaar het bestand opnieuw als UTF-8.", "Save the file again as UTF-8.")
}

pub(in super::super) fn too_large(limit: u64) -> Fault {
    let kib = limit / 1024;
    Fault::new(format!("dit bestand is groter dan {kib} KiB"), format!("this file is larger than {kib} KiB"))
}

/// A TOML file that stands there and is not read.
pub(in super::super) fn stray(nearest: Option<&str>) -> Fault {
    let fault = Fault::new("dit bestand wordt niet gelezen", "this file is not read").warning();
    match nearest.map(quoted) {
        Some(meant) => fault.help(format!("Bedoelde je {meant}?"), format!("Did you mean {meant}?")),
        None => fault,
    }
}

/// In the parser's own words, which are English.
pub(in super::super) fn syntax(reason: &str) -> Fault {
    Fault::new(format!("dit is geen geldige TOML ({reason})"), format!("this is not valid TOML ({reason})"))
}

pub(in super::super) fn more_syntax(more: usize) -> Fault {
    Fault::new(
        format!("nog {more} andere plaatsen in dit bestand zijn geen geldige TOML"),
        format!("{more} more places in this file are not valid TOML"),
    )
}

/// Mistakes beyond those that are told one by one.
pub(in super::super) fn more(more: usize) -> Fault {
    Fault::new(
        format!("dit bestand heeft nog {more} andere fouten, die hier niet staan"),
        format!("this file has {more} more mistakes, which are not shown here"),
    )
}
