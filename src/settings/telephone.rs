//! Text messages and automated calls: `[telephone]` in `noodklok.toml`.

use std::path::Path;

use url::Url;

use super::{
    faults::telephone as faults,
    secret::SecretFile,
    section::{Field, NAME},
    value::is_loopback,
};

/// A provider, or a gateway of one's own, with the messages and calls of Twilio's API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telephone {
    /// Where it is, up to the version in the path.
    pub api: Url,
    /// The account.
    pub account: String,
    /// Its token.
    pub token: SecretFile,
    /// The number that messages and calls come from, as it is dialled.
    pub from: String,
}

pub(super) fn read(field: Field<'_>, config: &Path) -> Option<Telephone> {
    let mut section = field.table()?;
    let api = section.must("api").and_then(|field| api(&field));
    let account = section.must("account").and_then(|field| account(&field));
    let token = section.must("token_file").and_then(|field| field.secret(config));
    let from = section.must("from").and_then(|field| field.phone());
    section.finish();
    Some(Telephone { api: api?, account: account?, token: token?, from: dialled(&from?) })
}

/// A number without what only makes it readable.
#[must_use]
pub fn dialled(number: &str) -> String {
    number.chars().filter(|letter| letter.is_ascii_digit() || *letter == '+').collect()
}

/// The token and everything that is said go there.
fn api(field: &Field<'_>) -> Option<Url> {
    let given = field.text(300)?;
    let url = Url::parse(&given).ok().filter(|url| url.scheme() == "https" || is_loopback(url));
    let plain = |url: &Url| url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
    let url = url.filter(|url| plain(url) && url.password().is_none());
    if url.is_none() {
        field.add(faults::bad_api(&given));
    }
    url
}

/// It becomes a part of the path.
fn account(field: &Field<'_>) -> Option<String> {
    let given = field.text(NAME)?;
    if !given.chars().all(|letter| letter.is_ascii_alphanumeric()) {
        field.add(faults::bad_account(&given));
        return None;
    }
    Some(given)
}
