//! `[http]`: where whatever watches the bot asks it.

use std::net::{Ipv4Addr, SocketAddr};

use super::{
    faults::watching as faults,
    section::{Field, Section},
};

/// On this machine only: to be asked from elsewhere must be written out.
const LISTEN: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 8080);

/// The server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Http {
    /// The address and port at which it listens.
    pub listen: SocketAddr,
}

pub(super) fn read(mut table: Section<'_>) -> Option<Http> {
    let listen = table.may("listen").map_or(Some(LISTEN), |field| listen(&field));
    table.finish();
    Some(Http { listen: listen? })
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
