//! Ports on loopback for what the tests start.

use std::{
    net::{Ipv4Addr, SocketAddr, TcpListener},
    process,
    sync::atomic::{AtomicU32, Ordering},
};

/// The first, and how many: below those that systems give out by themselves, of which any connection may take one while a
/// program is being started again.
const FIRST: u32 = 12_000;
const COUNT: u32 = 18_000;

/// An address at which nothing listens. Nobody else gets it in this run, so that whoever is killed finds it at the next
/// start.
pub fn free() -> SocketAddr {
    static GIVEN: AtomicU32 = AtomicU32::new(0);
    // Runs side by side begin far from each other.
    let first = process::id().wrapping_mul(97);
    let mut tried = (0..COUNT).map(|_| {
        let next = first.wrapping_add(GIVEN.fetch_add(1, Ordering::Relaxed));
        let port = u16::try_from(FIRST + next % COUNT).expect("below 30,000");
        SocketAddr::from((Ipv4Addr::LOCALHOST, port))
    });
    tried.find(|address| TcpListener::bind(address).is_ok()).expect("a free port")
}
