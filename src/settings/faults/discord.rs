//! Mistakes about the Discord network.

use super::{super::mistake::Fault, quoted};

/// The token goes to whatever stands here.
pub(in super::super) fn bad_api(given: &str) -> Fault {
    Fault::new(
        format!("{} is geen adres op deze machine", quoted(given)),
        format!("{} is not an address on this machine", quoted(given)),
    )
    .help(
        "Neem `api` weg: het dient alleen om noodklok te beproeven, met een adres zoals `http://127.0.0.1:9000`.",
        "Take `api` away: it only serves to try noodklok out, with an address such as `http://127.0.0.1:9000`.",
    )
}

/// The role that everybody on the server has carries the number of the server.
pub(in super::super) fn everyone() -> Fault {
    Fault::new(
        "dit is het nummer van de server, en dus de rol van iedereen",
        "this is the number of the server, and so the role of everybody",
    )
    .help(
        "Geef het nummer van een rol die alleen de leden van het team hebben.",
        "Give the number of a role that only the members of the team have.",
    )
}
