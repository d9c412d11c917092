//! From settings to an open connection.

use super::{Endpoint, Security, Trouble, TroubleKind, duplex::Duplex, lines::Wire, tls};
use std::{io, net::IpAddr, time::Duration};
use tokio::{net::TcpStream, time::timeout};

/// Opens the connection, protected at once for [`Security::Tls`], within `patience` for each of the two steps.
/// Lines longer than `line_max_bytes` are cut.
pub(crate) async fn connect(
    endpoint: &Endpoint,
    patience: Duration,
    line_max_bytes: usize,
) -> Result<Wire, Trouble> {
    let address = (endpoint.host.as_str(), endpoint.port);
    let tcp = timeout(patience, TcpStream::connect(address)).await;
    let tcp = tcp.map_err(|_| Trouble::silent(patience))?.map_err(|e| unreachable(endpoint, &e))?;
    if endpoint.security == Security::Plain && !endpoint.plain_elsewhere {
        check_plain(tcp.peer_addr().map_err(|e| unreachable(endpoint, &e))?.ip())?;
    }
    // Commands are short and waited for: holding them back to fill a packet only costs time.
    let _ = tcp.set_nodelay(true);
    let wire = Wire::new(Box::new(tcp), line_max_bytes);
    if endpoint.security == Security::Tls { secure(wire, endpoint, patience).await } else { Ok(wire) }
}

/// Puts TLS over an open connection (at once, or after STARTTLS).
pub(crate) async fn secure(wire: Wire, endpoint: &Endpoint, patience: Duration) -> Result<Wire, Trouble> {
    let line_max_bytes = wire.line_max_bytes();
    let stream: Box<dyn Duplex> = wire.into_stream()?;
    let protected = timeout(patience, tls::protect(stream, endpoint)).await;
    Ok(Wire::new(protected.map_err(|_| Trouble::silent(patience))??, line_max_bytes))
}

/// Refuses an unprotected connection that leaves this machine. Judged by the address that was really reached.
fn check_plain(peer: IpAddr) -> Result<(), Trouble> {
    if peer.to_canonical().is_loopback() {
        return Ok(());
    }
    let what = "An unprotected connection is only used to a server on this machine. Choose TLS or STARTTLS.";
    Err(Trouble::new(TroubleKind::Settings, what))
}

fn unreachable(endpoint: &Endpoint, error: &io::Error) -> Trouble {
    let Endpoint { host, port, .. } = endpoint;
    let what = match error.kind() {
        io::ErrorKind::ConnectionRefused => format!("Nothing answers at {host}, port {port}."),
        _ => format!("The mail server {host}, port {port}, can't be reached: {error}."),
    };
    Trouble::new(TroubleKind::Network, what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_connections_stay_on_this_machine() {
        let ok = |address: &str| check_plain(address.parse().unwrap()).is_ok();
        assert!(ok("127.0.0.1") && ok("127.8.9.1") && ok("::1") && ok("::ffff:127.0.0.1"));
        assert!(!ok("192.0.2.1") && !ok("10.0.0.1") && !ok("2001:db8::1") && !ok("::ffff:192.0.2.1"));
    }
}
