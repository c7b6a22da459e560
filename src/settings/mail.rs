//! Outgoing mail: `[mail]` in `noodklok.toml`.

use std::path::{Path, PathBuf};

use super::{
    faults::mail as faults,
    files::File,
    reading::{Place, Reading},
    secret::SecretFile,
    section::{Field, NAME},
};
use crate::domain::organisation::Organisation;

/// How mail is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// The name of the mail server, which its certificate must carry.
    pub server: String,
    /// Its port.
    pub port: u16,
    /// How what is said to it is kept secret.
    pub tls: Tls,
    /// Who the mail is from.
    pub from: String,
    /// The account, where the server wants one.
    pub login: Option<Login>,
    /// Certificates of an authority of the organisation's own, in PEM, trusted beside those that everybody trusts.
    pub authority: Option<PathBuf>,
}

/// An account of the mail server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Login {
    /// Its name.
    pub user: String,
    /// Its password.
    pub password: SecretFile,
}

/// How the connection is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tls {
    /// It begins in the clear and must become encrypted before anything is said (STARTTLS, RFC 3207).
    #[default]
    StartTls,
    /// From the first byte (RFC 8314).
    Implicit,
    /// Never: only to a server on this machine.
    None,
}

impl Tls {
    const fn port(self) -> u16 {
        match self {
            Self::StartTls => 587,
            Self::Implicit => 465,
            Self::None => 25,
        }
    }
}

const TLS: [(&str, Tls); 3] = [("starttls", Tls::StartTls), ("tls", Tls::Implicit), ("none", Tls::None)];

pub(super) fn read(field: Field<'_>, config: &Path) -> Option<Mail> {
    let mut section = field.table()?;
    let server = section.must("server").and_then(|field| server(&field));
    let tls = section.may("tls");
    let mode = tls.as_ref().and_then(|field| field.one_of(&TLS)).unwrap_or_default();
    if let (Some(field), Tls::None, Some(server)) = (&tls, mode, &server)
        && !is_this_machine(server)
    {
        field.add(faults::in_the_clear(server));
    }
    let port = section.may("port").and_then(|field| field.number(u16::MAX.into()));
    let port = port.and_then(|port| u16::try_from(port).ok()).unwrap_or_else(|| mode.port());
    let from = section.must("from").and_then(|field| field.mail());
    let user = section.may("user").and_then(|field| field.text(NAME));
    let login = match (user, section.may("password_file")) {
        (Some(user), Some(field)) => field.secret(config).map(|password| Login { user, password }),
        (None, None) => None,
        (Some(_), None) => {
            section.must("password_file");
            None
        }
        (None, Some(_)) => {
            section.must("user");
            None
        }
    };
    let authority = section.may("authority_file").and_then(|field| authority(&field, config));
    section.finish();
    Some(Mail { server: server?, port, tls: mode, from: from?, login, authority })
}

/// Nothing is there to mail with, and somebody waits for mail.
pub(super) fn missing(reading: &Reading<'_>, organisation: &Organisation) {
    let mail = &organisation.ccvo.mail;
    // What ends in .invalid reaches nobody anyway, which is told elsewhere.
    if !mail.is_empty() && !mail.ends_with(".invalid") {
        reading.add(Place::whole(File::Noodklok), faults::nobody_mails());
    }
}

/// A name or an address, without a scheme or a port.
fn server(field: &Field<'_>) -> Option<String> {
    let given = field.text(253)?;
    if url::Host::parse(&given).is_err() && given.parse::<std::net::Ipv6Addr>().is_err() {
        field.add(faults::bad_server(&given));
        return None;
    }
    Some(given)
}

fn is_this_machine(server: &str) -> bool {
    server == "localhost" || server.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn authority(field: &Field<'_>, config: &Path) -> Option<PathBuf> {
    let path = config.join(field.text(300)?);
    if let Err(error) = std::fs::metadata(&path) {
        field.add(faults::no_authority(&path.display().to_string(), &error.to_string()));
    }
    Some(path)
}
