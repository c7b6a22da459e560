//! Which addresses are on the public internet: what somebody writes into the configuration must not make this program knock
//! at doors within the own network.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// Whether all addresses of a name are: of several the connection may go to any.
#[must_use]
pub fn are_public(addresses: &[SocketAddr]) -> bool {
    addresses.iter().all(|address| is_public(address.ip()))
}

/// Whether everybody can reach it, so that reaching it gives nobody anything.
#[must_use]
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

/// The registry of special addresses for IPv4, and what is multicast or reserved.
fn is_public_v4(address: Ipv4Addr) -> bool {
    let special = [
        ([0, 0, 0, 0], 8),
        ([10, 0, 0, 0], 8),
        ([100, 64, 0, 0], 10),
        ([127, 0, 0, 0], 8),
        ([169, 254, 0, 0], 16),
        ([172, 16, 0, 0], 12),
        ([192, 0, 0, 0], 24),
        ([192, 0, 2, 0], 24),
        ([192, 88, 99, 0], 24),
        ([192, 168, 0, 0], 16),
        ([198, 18, 0, 0], 15),
        ([198, 51, 100, 0], 24),
        ([203, 0, 113, 0], 24),
        ([224, 0, 0, 0], 3),
    ];
    !special.into_iter().any(|(network, length)| {
        let cut = u32::MAX.checked_shl(32_u32.saturating_sub(length)).unwrap_or_default();
        u32::from(address) & cut == u32::from(Ipv4Addr::from(network))
    })
}

/// Only what is given out to the world, without what holds an address of IPv4 or is for documents and measurements.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    let given_out = first & 0xe000 == 0x2000;
    let special = (first == 0x2001 && (second < 0x0200 || second == 0x0db8)) || first == 0x2002 || first == 0x3fff;
    given_out && !special
}

#[cfg(test)]
mod tests {
    use super::*;

    fn public(text: &str) -> bool {
        is_public(text.parse().unwrap_or_else(|_| panic!("{text} is an address")))
    }

    #[test]
    fn what_is_inside_a_network_is_not_public() {
        for inside in [
            "0.0.0.0",
            "10.0.0.1",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.255.255.254",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.168.1.1",
            "198.19.0.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:10.0.0.1",
            "::ffff:8.8.8.8",
            "::127.0.0.1",
            "64:ff9b::a00:1",
            "fc00::1",
            "fd12::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
            "2001::1",
            "2001:db8::1",
            "2002:a00:1::",
            "3fff::1",
        ] {
            assert!(!public(inside), "{inside}");
        }
    }

    #[test]
    fn a_name_with_one_address_inside_is_inside() {
        let all = |addresses: &[&str]| {
            let addresses: Vec<SocketAddr> = addresses.iter().map(|one| one.parse().unwrap()).collect();
            are_public(&addresses)
        };
        assert!(all(&["1.1.1.1:443", "[2606:4700::1111]:443"]));
        assert!(!all(&["1.1.1.1:443", "10.0.0.1:443"]) && !all(&["[::1]:443", "1.1.1.1:443"]));
    }

    #[test]
    fn what_everybody_reaches_is() {
        for outside in [
            "1.1.1.1",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "172.15.0.1",
            "172.32.0.1",
            "192.167.0.1",
            "223.255.255.255",
            "2001:4860:4860::8888",
            "2a00:1450::1",
            "2606:4700::1111",
        ] {
            assert!(public(outside), "{outside}");
        }
    }
}
