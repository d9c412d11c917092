//! From where a request comes, as far as that can be known behind a proxy.

use crate::house::House;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use serde::Deserialize;
use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

/// The longest prefix of an IPv6 address that tells customers of a provider apart: each has all addresses behind it.
const IPV6_PREFIX: u8 = 64;

/// A network such as `10.0.0.0/8`, or one address.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(try_from = "String")]
pub struct Network {
    address: IpAddr,
    prefix: u8,
}

impl Network {
    fn contains(self, address: IpAddr) -> bool {
        same_version(self.address, address)
            && masked(self.address, self.prefix) == masked(address, self.prefix)
    }
}

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text} is no address or network such as 127.0.0.1 or 10.0.0.0/8");
        let (address, prefix) = text.split_once('/').map_or((text, None), |(one, other)| (one, Some(other)));
        let address: IpAddr = address.parse().map_err(|_| wrong())?;
        let bits = if address.is_ipv4() { 32 } else { 128 };
        let prefix = prefix.map_or(Ok(bits), str::parse).map_err(|_| wrong())?;
        if prefix > bits { Err(wrong()) } else { Ok(Self { address, prefix }) }
    }
}

impl TryFrom<String> for Network {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

fn same_version(one: IpAddr, other: IpAddr) -> bool {
    one.is_ipv4() == other.is_ipv4()
}

/// The address without the bits behind the prefix.
fn masked(address: IpAddr, prefix: u8) -> IpAddr {
    match address {
        IpAddr::V4(address) => {
            let mask = u32::MAX.checked_shl(32 - u32::from(prefix.min(32))).unwrap_or(0);
            IpAddr::from((address.to_bits() & mask).to_be_bytes())
        }
        IpAddr::V6(address) => {
            let mask = u128::MAX.checked_shl(128 - u32::from(prefix.min(128))).unwrap_or(0);
            IpAddr::from((address.to_bits() & mask).to_be_bytes())
        }
    }
}

/// The client behind a request; none when it can't be told from others.
pub(crate) struct Client(pub(crate) Option<String>);

impl FromRequestParts<House> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, house: &House) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
        let client = peer.and_then(|peer| behind(peer, &parts.headers, &house.settings.trusted_proxies));
        Ok(Self(client.map(|client| {
            let prefix = if client.is_ipv4() { 32 } else { IPV6_PREFIX };
            masked(client, prefix).to_string()
        })))
    }
}

/// Who asked the proxies to ask us: the last hop of `X-Forwarded-For` that isn't a trusted proxy. What stands before
/// it was written by anybody. On this machine everybody seems to come from a proxy that nobody named.
fn behind(peer: IpAddr, headers: &HeaderMap, trusted: &[Network]) -> Option<IpAddr> {
    let peer = peer.to_canonical();
    let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.contains(address));
    if !is_trusted(peer) {
        return (!peer.is_loopback()).then_some(peer);
    }
    let lines = headers.get_all("x-forwarded-for").iter().rev();
    let hops = lines.filter_map(|line| line.to_str().ok()).flat_map(|line| line.rsplit(','));
    for hop in hops {
        let hop = address(hop.trim())?;
        if !is_trusted(hop) {
            return Some(hop);
        }
    }
    None
}

/// An address as proxies write it, with or without a port.
fn address(hop: &str) -> Option<IpAddr> {
    let plain = hop.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    plain
        .or_else(|_| hop.parse::<SocketAddr>().map(|with_port| with_port.ip()))
        .ok()
        .map(|ip| ip.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_are_read_and_hold_what_is_theirs() {
        for (network, address, inside) in [
            ("127.0.0.1", "127.0.0.1", true),
            ("127.0.0.1", "127.0.0.2", false),
            ("10.0.0.0/8", "10.200.3.4", true),
            ("10.0.0.0/8", "11.0.0.0", false),
            ("0.0.0.0/0", "198.51.100.7", true),
            ("0.0.0.0/0", "::1", false),
            ("2001:db8::/32", "2001:db8:1::1", true),
            ("::/0", "2001:db8:1::1", true),
        ] {
            let network: Network = network.parse().unwrap();
            assert_eq!(network.contains(address.parse().unwrap()), inside, "{address} in {network:?}");
        }
        for wrong in ["", "proxy", "10.0.0.0/33", "::1/129", "10.0.0.0/-1", "10.0.0/8"] {
            assert!(wrong.parse::<Network>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn only_what_trusted_proxies_say_is_believed() {
        let trusted: Vec<Network> = ["127.0.0.1", "10.0.0.0/8"].map(|text| text.parse().unwrap()).into();
        for (peer, forwarded, client) in [
            ("198.51.100.7", vec![], Some("198.51.100.7")),
            ("198.51.100.7", vec!["203.0.113.9"], Some("198.51.100.7")),
            ("127.0.0.1", vec!["203.0.113.9"], Some("203.0.113.9")),
            ("::ffff:127.0.0.1", vec!["203.0.113.9:4711"], Some("203.0.113.9")),
            ("127.0.0.1", vec!["192.0.2.1, 203.0.113.9, 10.1.1.1"], Some("203.0.113.9")),
            ("127.0.0.1", vec!["192.0.2.1", "203.0.113.9"], Some("203.0.113.9")),
            ("127.0.0.1", vec!["[2001:db8::1]:80"], Some("2001:db8::1")),
            ("127.0.0.1", vec!["203.0.113.9, unknown"], None),
            ("127.0.0.1", vec![], None),
            ("::1", vec!["203.0.113.9"], None),
        ] {
            let mut headers = HeaderMap::new();
            for line in &forwarded {
                headers.append("x-forwarded-for", line.parse().unwrap());
            }
            let found = behind(peer.parse().unwrap(), &headers, &trusted);
            assert_eq!(found, client.map(|client| client.parse().unwrap()), "{forwarded:?} by {peer}");
        }
    }
}
