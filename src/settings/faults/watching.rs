//! Mistakes about what watches the bot: the server that it asks, and whom it tells that it lives.

use super::{super::mistake::Fault, quoted};

pub(in super::super) fn bad_listen(given: &str) -> Fault {
    Fault::new(
        format!("{} is geen adres met een poort", quoted(given)),
        format!("{} is not an address with a port", quoted(given)),
    )
    .help(
        "Toegelaten: een IP-adres van deze machine en een poort, zoals `127.0.0.1:8080` of `[::1]:8080`.",
        "Allowed: an IP address of this machine and a port, such as `127.0.0.1:8080` or `[::1]:8080`.",
    )
}

pub(in super::super) fn open_listen(given: &str) -> Fault {
    Fault::new(
        format!(
            "op {} kan iedereen op het netwerk vragen hoe het met noodklok gaat, en hoeveel dossiers er lopen",
            quoted(given)
        ),
        format!("at {} everybody on the network can ask how noodklok is, and how many records are open", quoted(given)),
    )
    .help(
        "Laat dit alleen toe achter een firewall of een proxy die vraagt wie het is; anders `127.0.0.1:8080`.",
        "Allow this only behind a firewall or a proxy that asks who it is; otherwise `127.0.0.1:8080`.",
    )
    .warning()
}

pub(in super::super) fn bad_public_url(given: &str) -> Fault {
    Fault::new(
        format!("{} is geen veilig adres waarop mensen noodklok bereiken", quoted(given)),
        format!("{} is not a safe address at which people reach noodklok", quoted(given)),
    )
    .help(
        "Geef het adres van de proxy die versleutelt, zoals `https://noodklok.organisatie.be`, zonder `?` of `#`; zonder versleuteling mag het alleen op deze machine staan.",
        "Give the address of the proxy that encrypts, such as `https://noodklok.organisation.be`, without `?` or `#`; unencrypted it may only be on this machine.",
    )
}

/// It is not repeated: whoever knows it can pretend that the bot lives.
pub(in super::super) fn bad_target() -> Fault {
    Fault::new("dit is geen adres waarnaar een teken van leven kan", "this is not an address for a sign of life").help(
        "Toegelaten: een adres dat begint met `https://` (of `http://`).",
        "Allowed: an address that begins with `https://` (or `http://`).",
    )
}

pub(in super::super) fn no_target() -> Fault {
    Fault::new("`url_file` ontbreekt", "`url_file` is missing").help(
        "Geef het bestand waarin het adres staat, of het adres zelf met `url`.",
        "Give the file that holds the address, or the address itself with `url`.",
    )
}

pub(in super::super) fn two_targets() -> Fault {
    Fault::new("`url` en `url_file` staan er beide", "`url` and `url_file` are both there")
        .help("Toegelaten: een van de twee.", "Allowed: one of the two.")
}
