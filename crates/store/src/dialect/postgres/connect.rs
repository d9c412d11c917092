//! Connecting, and the settings every connection gets.

use crate::error::{Error, Result};
use postgres::config::SslMode;
use postgres::{Client, Config, NoTls};
use rustls::{ClientConfig, RootCertStore, crypto::ring};
use std::sync::Arc;
use tokio_postgres_rustls::MakeRustlsConnect;

/// Connects and sets what every session needs.
///
/// Through TLS when the connection string says `sslmode=require`. Unlike other clients we then always look whose
/// certificate it is, and there is no "if the server happens to offer it": Debian's server offers TLS with a certificate
/// that nobody vouches for, and a connection that may or may not be private is of no use to anybody.
pub(crate) fn connect(url: &str) -> Result<Client> {
    let config: Config = url.parse()?;
    let mut client = match config.get_ssl_mode() {
        SslMode::Require => config.connect(MakeRustlsConnect::new(tls()?))?,
        _ => config.connect(NoTls)?,
    };
    // A statement that hangs must not hold its locks for ever; migrations lift the limit for themselves.
    client.batch_execute("SET statement_timeout = '60s'; SET lock_timeout = '20s'; SET TIME ZONE 'UTC';")?;
    Ok(client)
}

/// Trusts whom the system trusts: its own store of root certificates, or the file in `SSL_CERT_FILE`.
fn tls() -> Result<ClientConfig> {
    let found = rustls_native_certs::load_native_certs();
    let mut roots = RootCertStore::empty();
    let (usable, _) = roots.add_parsable_certificates(found.certs);
    if usable == 0 {
        let why = found.errors.first().map(ToString::to_string).unwrap_or_default();
        return Err(Error::Certificates(why));
    }
    Ok(ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| Error::Certificates(error.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth())
}
