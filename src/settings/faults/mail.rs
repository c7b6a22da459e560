//! Mistakes about outgoing mail.

use super::{super::mistake::Fault, quoted};

/// No host name or address.
pub(in super::super) fn bad_server(given: &str) -> Fault {
    Fault::new(
        format!("{} is geen naam van een server", quoted(given)),
        format!("{} is not the name of a server", quoted(given)),
    )
    .help(
        "Geef alleen de naam, zoals `server = \"smtp.server.be\"`; een andere poort staat in `port`.",
        "Give the name alone, such as `server = \"smtp.server.be\"`; another port goes into `port`.",
    )
}

/// Passwords and reports would cross a network unencrypted.
pub(in super::super) fn in_the_clear(server: &str) -> Fault {
    Fault::new(
        format!("naar {} gaat mail niet zonder versleuteling", quoted(server)),
        format!("mail does not go to {} unencrypted", quoted(server)),
    )
    .help(
        "Neem `tls = \"starttls\"` of `tls = \"tls\"`; `none` is er alleen voor een server op deze machine.",
        "Take `tls = \"starttls\"` or `tls = \"tls\"`; `none` is only for a server on this machine.",
    )
}

/// The file of the authority is not there.
pub(in super::super) fn no_authority(file: &str, reason: &str) -> Fault {
    Fault::new(
        format!("het bestand {} kan niet gelezen worden ({reason})", quoted(file)),
        format!("the file {} cannot be read ({reason})", quoted(file)),
    )
    .help(
        "Zet er de certificaten van de uitgever in, in PEM.",
        "Put the certificates of the authority into it, in PEM.",
    )
}

/// Pings of the crisis centre are mailed too, and nothing is there to mail with.
pub(in super::super) fn nobody_mails() -> Fault {
    Fault::new(
        "er is geen `[mail]`: berichten aan het CCVO gaan dan alleen naar de kamer, niet per mail",
        "there is no `[mail]`: messages to the crisis centre then go to the room only, not by mail",
    )
    .help(
        "Geef `[mail]` een server; de voorbeelden staan in noodklok.toml.",
        "Give `[mail]` a server; noodklok.toml has the example.",
    )
    .warning()
}
