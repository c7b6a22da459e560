//! Mistakes about webhooks.

use super::{super::mistake::Fault, quoted};

/// No address that may be told of a call. It is not repeated: whoever knows it can often write there.
pub(in super::super) fn bad_address() -> Fault {
    Fault::new("dit is geen veilig adres voor een webhook", "this is not a safe address for a webhook").help(
        "Toegelaten: een adres dat begint met `https://`, zonder naam of wachtwoord erin; zonder versleuteling mag het alleen op deze machine staan.",
        "Allowed: an address that begins with `https://`, without a name or password in it; unencrypted it may only be on this machine.",
    )
}

/// A pager inside the own network that nobody allowed. Of its address only the place is repeated.
pub(in super::super) fn inside(place: &str) -> Fault {
    let place = quoted(place);
    Fault::new(
        format!("{place} staat in het eigen netwerk of is niet versleuteld, en `allow` in [webhook] noemt het niet: er gaat niets heen"),
        format!("{place} is inside the own network or not encrypted, and `allow` in [webhook] does not name it: nothing goes there"),
    )
    .help(
        format!("Mag het, zet dan {place} in `allow` van [webhook] in noodklok.toml."),
        format!("If it may, put {place} in `allow` of [webhook] in noodklok.toml."),
    )
}

/// No secret of the Standard Webhooks form. It is not repeated.
pub(in super::super) fn bad_secret() -> Fault {
    Fault::new("in dit bestand staat geen geheim voor webhooks", "this file holds no secret for webhooks").help(
        "Zet er `whsec_` in met daarachter 24 tot 64 willekeurige bytes in base64, zoals de ontvanger ze ook kent: `echo whsec_$(openssl rand -base64 32)`.",
        "Put `whsec_` in it, followed by 24 to 64 random bytes in base64, which the receiver knows too: `echo whsec_$(openssl rand -base64 32)`.",
    )
}

/// No host and port that may be inside the own network.
pub(in super::super) fn bad_allowed(given: &str) -> Fault {
    Fault::new(
        format!("{} is geen naam of adres met een poort", quoted(given)),
        format!("{} is not a name or address with a port", quoted(given)),
    )
    .help(
        "Geef wat in de webhook staat, zoals `pager.intern:8443` of `10.0.0.7:443`.",
        "Give what stands in the webhook, such as `pager.internal:8443` or `10.0.0.7:443`.",
    )
}
