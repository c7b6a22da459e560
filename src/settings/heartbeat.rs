//! `[heartbeat]`: whom the bot tells that it lives, so that somebody notices when it no longer does.

use std::{path::Path, time::Duration};

use secrecy::{ExposeSecret as _, SecretString};
use url::Url;

use super::{
    faults::watching as faults,
    secret::{SecretError, SecretFile},
    section::{Field, Section},
};
use crate::domain::time::Span;

/// How often, where nothing else is said.
const EVERY: Span = Span::minutes(1);
/// The longest address.
const LONGEST: usize = 2_000;

/// How it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Method {
    /// A GET.
    #[default]
    Get,
    /// A POST without a body.
    Post,
}

/// Where it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// At this address.
    Url(Url),
    /// At the address in this file, since whoever knows it can pretend that the bot lives.
    File(SecretFile),
}

impl Target {
    /// The address.
    ///
    /// # Errors
    /// The file cannot be used; the inner one: what stands in it is no address.
    pub fn url(&self) -> Result<Option<Url>, SecretError> {
        match self {
            Self::Url(url) => Ok(Some(url.clone())),
            Self::File(file) => file.read().map(|secret: SecretString| address(secret.expose_secret())),
        }
    }
}

/// The heartbeat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heartbeat {
    /// Where.
    pub target: Target,
    /// How often.
    pub every: Duration,
    /// How.
    pub method: Method,
}

pub(super) fn read(mut table: Section<'_>, config: &Path) -> Option<Heartbeat> {
    let (url, file) = (table.may("url"), table.may("url_file"));
    let every = table.may("every").map_or(Some(EVERY), |field| field.some_time());
    let method = table.may("method");
    let method =
        method.map_or(Some(Method::default()), |field| field.one_of(&[("get", Method::Get), ("post", Method::Post)]));
    let target = match (url, file) {
        (Some(url), None) => plain(&url),
        (None, Some(file)) => secret(&file, config),
        (Some(_), Some(file)) => {
            file.add(faults::two_targets());
            None
        }
        (None, None) => {
            if !table.reading.is_broken(table.place.file) {
                table.reading.add(table.place.clone(), faults::no_target());
            }
            None
        }
    };
    table.finish();
    let every = Duration::from_millis(u64::try_from(every?.0).ok()?);
    Some(Heartbeat { target: target?, every, method: method? })
}

fn plain(field: &Field<'_>) -> Option<Target> {
    let url = address(field.raw()?);
    if url.is_none() {
        field.add(faults::bad_target());
    }
    url.map(Target::Url)
}

fn secret(field: &Field<'_>, config: &Path) -> Option<Target> {
    let file = field.secret(config)?;
    // What is wrong with the file itself was told.
    if file.read().is_ok_and(|secret| address(secret.expose_secret()).is_none()) {
        field.add(faults::bad_target());
    }
    Some(Target::File(file))
}

pub(super) fn address(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok().filter(|_| text.len() <= LONGEST)?;
    (matches!(url.scheme(), "http" | "https") && url.has_host()).then_some(url)
}
