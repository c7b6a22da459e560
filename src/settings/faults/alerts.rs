//! Mistakes about systems that report.

use super::{super::mistake::Fault, quoted};

/// Nobody listens for what they send.
pub(in super::super) fn nothing_listens() -> Fault {
    Fault::new(
        "zonder `[http]` luistert er niets naar wat hier staat",
        "without `[http]` nothing listens for what stands here",
    )
    .help("Voeg `[http]` toe; het voorbeeld staat in noodklok.toml.", "Add `[http]`; noodklok.toml has the example.")
}

/// It could be guessed.
pub(in super::super) fn short_secret(least: usize) -> Fault {
    Fault::new(
        format!("dit geheim is korter dan {least} tekens, en is dus te raden"),
        format!("this secret is shorter than {least} characters, and so can be guessed"),
    )
    .help(
        "Maak een nieuw, bijvoorbeeld met `openssl rand -hex 32`.",
        "Make a new one, for example with `openssl rand -hex 32`.",
    )
}

/// Not repeated: it is a secret.
pub(in super::super) fn bad_signing_secret() -> Fault {
    Fault::new(
        "dit is geen geheim om mee te ondertekenen (Standard Webhooks)",
        "this is not a secret to sign with (Standard Webhooks)",
    )
    .help(
        "Toegelaten: `whsec_` en 24 tot 64 bytes in base64, bijvoorbeeld van `echo whsec_$(openssl rand -base64 32)`.",
        "Allowed: `whsec_` and 24 to 64 bytes in base64, for example from `echo whsec_$(openssl rand -base64 32)`.",
    )
}

/// No alert ever comes to it.
pub(in super::super) fn rule_behind_all() -> Fault {
    Fault::new(
        "deze regel staat achter een die voor elke melding geldt, en geldt dus nooit",
        "this rule stands behind one that fits every alert, and so never counts",
    )
    .help("Zet de regel zonder `match` als laatste.", "Put the rule without `match` last.")
}

/// A rule says both that it is an issue and that it is graver.
pub(in super::super) fn issue_with_facts(key: &str) -> Fault {
    Fault::new(
        format!("`{key}` past niet bij `level = \"issue\"`"),
        format!("`{key}` does not go with `level = \"issue\"`"),
    )
    .help(
        "Van een issue wordt niemand wakker; haal `level` weg, of de feiten.",
        "Nobody is woken for an issue; take `level` away, or the facts.",
    )
}

/// No regular expression.
pub(in super::super) fn bad_pattern(given: &str) -> Fault {
    Fault::new(
        format!("{} is geen reguliere uitdrukking", quoted(given)),
        format!("{} is not a regular expression", quoted(given)),
    )
    .help(
        "Ze moet op het hele label passen, zoals `critical|warning` of `db-.*`; een leesteken zelf krijgt `\\\\` ervoor.",
        "It must fit the whole label, such as `critical|warning` or `db-.*`; a sign itself gets `\\\\` before it.",
    )
}

/// Braces that name nothing.
pub(in super::super) fn bad_template(given: &str) -> Fault {
    Fault::new(
        format!("in {} klopt een accolade niet", quoted(given)),
        format!("a brace in {} is wrong", quoted(given)),
    )
    .help(
        "Tussen accolades staat de naam van een label of annotatie, zoals `{alertname} op {instance}`.",
        "Between braces stands the name of a label or an annotation, such as `{alertname} on {instance}`.",
    )
}
