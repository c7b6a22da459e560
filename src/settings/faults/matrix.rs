//! Mistakes about the Matrix network.

use super::{super::mistake::Fault, quoted};

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
