//! `[http]`: where whatever watches the bot asks it, and where people answer from outside the chat.

use std::net::{Ipv4Addr, SocketAddr};

use url::Url;

use super::{
    faults::watching as faults,
    section::{Field, Section},
    value::is_loopback,
};

/// On this machine only: to be asked from elsewhere must be written out.
const LISTEN: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 8080);

/// The server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Http {
    /// The address and port at which it listens.
    pub listen: SocketAddr,
    /// How people and the telephone provider reach it, without a slash at the end; none: they do not.
    pub public_url: Option<String>,
}

pub(super) fn read(mut table: Section<'_>) -> Option<Http> {
    let listen = table.may("listen").map_or(Some(LISTEN), |field| listen(&field));
    let public_url = table.may("public_url").and_then(|field| public_url(&field));
    table.finish();
    Some(Http { listen: listen?, public_url })
}

/// Whoever knows a link that begins with this can answer, so that nobody may read it under way.
fn public_url(field: &Field<'_>) -> Option<String> {
    let given = field.text(300)?;
    let url = Url::parse(&given).ok().filter(|url| url.scheme() == "https" || is_loopback(url));
    let plain = |url: &Url| url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
    let url = url.filter(|url| plain(url) && url.password().is_none() && url.host().is_some());
    if url.is_none() {
        field.add(faults::bad_public_url(&given));
    }
    url.map(|url| url.as_str().trim_end_matches('/').to_owned())
}

fn listen(field: &Field<'_>) -> Option<SocketAddr> {
    let given = field.raw()?;
    let Ok(address) = given.parse::<SocketAddr>() else {
        field.add(faults::bad_listen(given));
        return None;
    };
    if !address.ip().is_loopback() {
        field.add(faults::open_listen(given));
    }
    Some(address)
}
