//! Outgoing webhooks: `[webhook]` in `noodklok.toml`, and the addresses of people.

use std::{collections::BTreeMap, net::IpAddr, path::Path};

use data_encoding::BASE64;
use secrecy::{ExposeSecret as _, SecretSlice};
use url::{Host, Url};

use super::{
    faults::{organisation::What, webhook as faults},
    files::File,
    public::is_public,
    reading::{Place, Reading},
    secret::{SecretError, SecretFile},
    section::{Field, Section},
    value::is_loopback,
};
use crate::domain::organisation::Organisation;

/// The longest address.
const LONGEST: usize = 2_000;
/// What a secret begins with, and how long its key may be, as the Standard Webhooks say.
const LEAD: &str = "whsec_";
const KEY: std::ops::RangeInclusive<usize> = 24..=64;

/// How webhooks are sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Webhook {
    /// What they are signed with.
    pub secret: SecretFile,
    /// Receivers that have a secret of their own, by host with port: whoever knows it cannot speak to the others.
    pub own: BTreeMap<String, SecretFile>,
    /// Hosts with their port that may be inside the own network.
    pub allow: Vec<String>,
}

impl Webhook {
    /// The key of the secret that this receiver knows.
    ///
    /// # Errors
    /// The file cannot be used; the inner one: what stands in it is no secret.
    pub fn key(&self, receiver: &Url) -> Result<Option<SecretSlice<u8>>, SecretError> {
        let own = place(receiver).and_then(|place| self.own.get(&place));
        own.unwrap_or(&self.secret).read().map(|secret| key(secret.expose_secret()))
    }

    /// Pagers that would be told nothing, as far as that shows before their name is looked up.
    pub(super) fn check(&self, reading: &Reading<'_>, organisation: &Organisation) {
        for person in organisation.people.values() {
            if let Some(place) = person.webhook.as_deref().and_then(|address| self.refused(address)) {
                let at = reading.place_of(What::Person, person.id.as_str(), File::Organisation);
                reading.add(at, faults::inside(&place));
            }
        }
        for place in organisation.exercise_webhook.iter().filter_map(|address| self.refused(address)) {
            reading.add(Place::whole(File::Organisation), faults::inside(&place));
        }
    }

    /// The place to which nothing goes: inside the own network, where alone an address may be without encryption, and not
    /// allowed.
    fn refused(&self, address: &str) -> Option<String> {
        let url = Url::parse(address).ok()?;
        let place = place(&url).filter(|place| !self.allow.contains(place))?;
        let inside = match url.host() {
            Some(Host::Ipv4(address)) => !is_public(IpAddr::V4(address)),
            Some(Host::Ipv6(address)) => !is_public(IpAddr::V6(address)),
            Some(Host::Domain(_)) | None => is_loopback(&url),
        };
        inside.then_some(place)
    }
}

pub(super) fn read(field: Field<'_>, config: &Path) -> Option<Webhook> {
    let mut section = field.table()?;
    let secret = section.must("secret_file").and_then(|field| secret(&field, config));
    let allow = section.may("allow");
    let allow = allow.iter().flat_map(Field::items).filter_map(|item| allowed(&item)).collect();
    let own = section.elements("receiver").into_iter().filter_map(|receiver| receiver_of(receiver, config)).collect();
    section.finish();
    Some(Webhook { secret: secret?, own, allow })
}

/// A receiver with a secret of its own.
fn receiver_of(mut section: Section<'_>, config: &Path) -> Option<(String, SecretFile)> {
    let at = section.must("at").and_then(|field| allowed(&field));
    let secret = section.must("secret_file").and_then(|field| secret(&field, config));
    section.finish();
    Some((at?, secret?))
}

fn secret(field: &Field<'_>, config: &Path) -> Option<SecretFile> {
    let file = field.secret(config)?;
    // What is wrong with the file itself was told.
    if file.read().is_ok_and(|secret| key(secret.expose_secret()).is_none()) {
        field.add(faults::bad_secret());
    }
    Some(file)
}

fn key(text: &str) -> Option<SecretSlice<u8>> {
    let key = BASE64.decode(text.strip_prefix(LEAD)?.as_bytes()).ok()?;
    KEY.contains(&key.len()).then(|| SecretSlice::from(key))
}

/// Where somebody's pager is told of calls.
pub(super) fn address(field: &Field<'_>) -> Option<String> {
    let given = field.raw()?;
    let url =
        Url::parse(given).ok().filter(|url| url.scheme() == "https" || (url.scheme() == "http" && is_loopback(url)));
    let url = url.filter(|url| given.len() <= LONGEST && url.username().is_empty() && url.password().is_none());
    if url.is_none() {
        field.add(faults::bad_address());
    }
    url.map(String::from)
}

/// As [`place`] writes it.
fn allowed(field: &Field<'_>) -> Option<String> {
    let given = field.raw()?;
    let place = Url::parse(&format!("https://{given}/")).ok().and_then(|url| place(&url));
    if place.is_none() || given.contains(['/', '@', '?', '#']) {
        field.add(faults::bad_allowed(given));
        return None;
    }
    place
}

/// The host of an address with its port.
#[must_use]
pub fn place(url: &Url) -> Option<String> {
    Some(format!("{}:{}", url.host_str()?, url.port_or_known_default()?))
}
