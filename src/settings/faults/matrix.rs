//! Mistakes about the Matrix network.

use std::path::Path;

use super::{
    super::{
        mistake::Fault,
        secret::{SecretError, SecretProblem},
    },
    listed,
    organisation::What,
    quoted,
};

pub(in super::super) fn bad_homeserver(given: &str) -> Fault {
    Fault::new(
        format!("{} is geen adres van een homeserver", quoted(given)),
        format!("{} is not the address of a homeserver", quoted(given)),
    )
    .help(
        "Toegelaten: een adres zoals `https://matrix.server.be`, of een servernaam zoals `server.be`.",
        "Allowed: an address such as `https://matrix.server.be`, or a server name such as `server.be`.",
    )
}

pub(in super::super) fn homeserver_with_password() -> Fault {
    Fault::new(
        "in het adres van de homeserver staat een gebruiker of wachtwoord",
        "a user or password stands in the address of the homeserver",
    )
    .help(
        "Zet de gebruiker in `user` en het wachtwoord in een bestand (`password_file`).",
        "Put the user in `user` and the password in a file (`password_file`).",
    )
}

pub(in super::super) fn plain_http(given: &str) -> Fault {
    Fault::new(
        format!("naar {} gaat alles onversleuteld, ook het wachtwoord", quoted(given)),
        format!("everything goes to {} unencrypted, the password too", quoted(given)),
    )
    .help("Gebruik `https://`.", "Use `https://`.")
    .warning()
}

pub(in super::super) fn upper_case(id: &str) -> Fault {
    Fault::new(
        format!("{} heeft hoofdletters; een account heeft er bijna nooit", quoted(id)),
        format!("{} has capital letters; an account hardly ever has", quoted(id)),
    )
    .help(
        format!("Bedoelde je {}?", quoted(&id.to_lowercase())),
        format!("Did you mean {}?", quoted(&id.to_lowercase())),
    )
    .warning()
}

pub(in super::super) fn no_login() -> Fault {
    Fault::new("`password_file` ontbreekt", "`password_file` is missing").help(
        "Geef het bestand met het wachtwoord, of `access_token_file` met `device_id`.",
        "Give the file that holds the password, or `access_token_file` with `device_id`.",
    )
}

pub(in super::super) fn two_logins() -> Fault {
    Fault::new(
        "`password_file` en `access_token_file` staan er beide",
        "`password_file` and `access_token_file` are both there",
    )
    .help("Toegelaten: een van de twee.", "Allowed: one of the two.")
}

pub(in super::super) fn token_without_device() -> Fault {
    Fault::new("`device_id` ontbreekt bij `access_token_file`", "`device_id` is missing beside `access_token_file`")
        .help(
            "Geef het toestel waarvoor het token gemaakt is; de homeserver gaf beide samen.",
            "Give the device that the token was made for; the homeserver gave both together.",
        )
}

pub(in super::super) fn device_without_token() -> Fault {
    Fault::new("`device_id` hoort bij `access_token_file`", "`device_id` belongs to `access_token_file`").help(
        "Neem het weg: met een wachtwoord kiest de homeserver het toestel.",
        "Take it away: with a password the homeserver chooses the device.",
    )
}

pub(in super::super) fn bad_room_version(given: &str, first: u32) -> Fault {
    Fault::new(
        format!("{} is geen bruikbare kamerversie", quoted(given)),
        format!("{} is not a room version that can be used", quoted(given)),
    )
    .help(
        format!("Toegelaten: `{first}` of hoger, tussen aanhalingstekens; zonder deze regel die van de homeserver."),
        format!("Allowed: `{first}` or higher, in quotes; without this line that of the homeserver."),
    )
}

/// The file of a secret cannot be used, at least not here and now.
pub(in super::super) fn secret(key: &str, error: &SecretError) -> Fault {
    let file = quoted(&error.path.display().to_string());
    let (nl, en) = match &error.problem {
        SecretProblem::Missing => ("is er niet".to_owned(), "is not there".to_owned()),
        SecretProblem::Empty => ("is leeg".to_owned(), "is empty".to_owned()),
        SecretProblem::NoSecret => {
            ("bevat geen geheim van één regel".to_owned(), "does not hold a secret of one line".to_owned())
        }
        SecretProblem::Unreadable(reason) => {
            (format!("kan niet gelezen worden ({reason})"), format!("cannot be read ({reason})"))
        }
    };
    Fault::new(format!("`{key}`: het bestand {file} {nl}"), format!("`{key}`: the file {file} {en}"))
        .help(
            "Zet er het geheim in, één regel, alleen leesbaar voor het account van noodklok (chmod 600). Komt het van systemd (LoadCredential=), dan is het er pas als die noodklok start.",
            "Put the secret in it, one line, readable by noodklok's account only (chmod 600). If it comes from systemd (LoadCredential=), it is there only when that starts noodklok.",
        )
        .warning()
}

pub(in super::super) fn open_secret(path: &Path) -> Fault {
    let file = quoted(&path.display().to_string());
    Fault::new(
        format!("iedereen op deze machine kan het geheim in {file} lezen"),
        format!("everybody on this machine can read the secret in {file}"),
    )
    .help("Doe `chmod 600` op het bestand.", "Do `chmod 600` on the file.")
    .warning()
}

pub(in super::super) fn account_of_the_bot(id: &str) -> Fault {
    Fault::new(
        format!("{} is het account van noodklok zelf", quoted(id)),
        format!("{} is the account of noodklok itself", quoted(id)),
    )
    .help(
        "Geef de persoon een eigen account, of noodklok een ander in [matrix].",
        "Give the person an account of their own, or noodklok another one in [matrix].",
    )
}

/// An account or room that stands for somebody or something else already.
pub(in super::super) fn taken(what: What, id: &str, first: &str) -> Fault {
    let (nl, en) = match what {
        What::Room => ("kamer", "room"),
        _ => ("persoon", "person"),
    };
    Fault::new(
        format!("{} staat al bij {nl} {}", quoted(id), quoted(first)),
        format!("{} stands with {en} {} already", quoted(id), quoted(first)),
    )
    .help("Elk account en elke kamer komt één keer voor.", "Each account and each room is given once.")
}

pub(in super::super) fn people_without_account(people: &[&str]) -> Fault {
    Fault::new(
        format!("wie opgeroepen wordt en geen Matrixaccount heeft: {}", listed(people)),
        format!("who is called and has no Matrix account: {}", listed(people)),
    )
    .help(
        "Zet matrix = \"@naam:server.be\" bij de persoon, anders ziet die daar geen oproep.",
        "Put matrix = \"@name:server.be\" with the person, who otherwise sees no call there.",
    )
    .warning()
}

pub(in super::super) fn rooms_without_ref(rooms: &[&str]) -> Fault {
    Fault::new(
        format!("kamers die niet op Matrix staan: {}", listed(rooms)),
        format!("rooms that are not on Matrix: {}", listed(rooms)),
    )
    .help(
        "Zet matrix = \"!…\" of \"#naam:server.be\" bij de kamer, anders kan daar niemand melden of opvolgen.",
        "Put matrix = \"!…\" or \"#name:server.be\" with the room, otherwise nobody can report or follow up there.",
    )
    .warning()
}
