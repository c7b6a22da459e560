//! Mistakes about text messages and calls.

use super::{super::mistake::Fault, quoted};

/// No address to which a token may go.
pub(in super::super) fn bad_api(given: &str) -> Fault {
    Fault::new(
        format!("{} is geen veilig adres", quoted(given)),
        format!("{} is not a safe address", quoted(given)),
    )
    .help(
        "Geef het adres van de leverancier, zoals `https://api.leverancier.be`; zonder versleuteling mag het alleen op deze machine staan.",
        "Give the address of the provider, such as `https://api.provider.be`; unencrypted it may only be on this machine.",
    )
}

/// No name of an account.
pub(in super::super) fn bad_account(given: &str) -> Fault {
    Fault::new(format!("{} is geen account", quoted(given)), format!("{} is not an account", quoted(given))).help(
        "Een account bestaat uit letters en cijfers, zoals de leverancier het toont.",
        "An account consists of letters and digits, as the provider shows it.",
    )
}
