//! Where a server is and how the connection to it is protected.

use serde::Deserialize;
use std::path::PathBuf;

/// How the bytes on the wire are protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Security {
    /// TLS from the first byte (RFC 8314): IMAP port 993, SMTP port 465.
    Tls,
    /// Plain first, then STARTTLS before anything secret; a server that doesn't offer it is refused.
    StartTls,
    /// No protection: for servers on this machine, or elsewhere when [`Endpoint::plain_elsewhere`] says so.
    Plain,
}

/// A mail server. Certificates are always checked; there is no switch to turn that off.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Endpoint {
    /// Name or address of the server; the certificate must be for this name.
    pub host: String,
    /// TCP port.
    pub port: u16,
    /// Protection of the connection.
    pub security: Security,
    /// PEM file with further root certificates, for a server whose certificate a company signs itself.
    #[serde(default)]
    pub root_certificates: Option<PathBuf>,
    /// Allows [`Security::Plain`] to a server that isn't on this machine: passwords then travel readably.
    #[serde(default)]
    pub plain_elsewhere: bool,
}

impl Endpoint {
    /// A server with the usual trust: the public root certificates, no plain connections to other machines.
    pub fn new(host: impl Into<String>, port: u16, security: Security) -> Self {
        Self { host: host.into(), port, security, root_certificates: None, plain_elsewhere: false }
    }

    /// The same server, trusting the certificates in the PEM file at `path` as well.
    #[must_use]
    pub fn trusting(mut self, path: impl Into<PathBuf>) -> Self {
        self.root_certificates = Some(path.into());
        self
    }
}
