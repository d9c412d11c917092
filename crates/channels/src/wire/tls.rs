//! TLS: the public root certificates, those a company adds, and nothing that skips the check.

use super::{Endpoint, Trouble, TroubleKind, duplex::Duplex};
use rustls::{
    CertificateError, ClientConfig, RootCertStore,
    pki_types::{CertificateDer, ServerName, pem::PemObject},
};
use std::{path::Path, sync::Arc};
use tokio_rustls::TlsConnector;

/// Wraps `stream` in TLS and checks the server's certificate against `endpoint.host`.
pub(crate) async fn protect(
    stream: Box<dyn Duplex>,
    endpoint: &Endpoint,
) -> Result<Box<dyn Duplex>, Trouble> {
    let name = ServerName::try_from(endpoint.host.clone())
        .map_err(|_| Trouble::new(TroubleKind::Settings, "The server's name isn't a valid host name."))?;
    let connector = TlsConnector::from(config(endpoint.root_certificates.as_deref()).await?);
    let stream = connector.connect(name, stream).await.map_err(|e| Trouble::broken(&e))?;
    Ok(Box::new(stream))
}

/// Built per connection: connections are few and long, and a changed file of roots is seen without a restart.
async fn config(extra_roots: Option<&Path>) -> Result<Arc<ClientConfig>, Trouble> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    if let Some(path) = extra_roots {
        let unusable = |why: String| {
            Trouble::new(
                TroubleKind::Settings,
                format!("The file of root certificates can't be used: {why}."),
            )
        };
        let pem = tokio::fs::read(path).await.map_err(|e| unusable(e.to_string()))?;
        let mut found = 0;
        for certificate in CertificateDer::pem_slice_iter(&pem) {
            let certificate = certificate.map_err(|e| unusable(e.to_string()))?;
            roots.add(certificate).map_err(|e| unusable(e.to_string()))?;
            found += 1;
        }
        if found == 0 {
            return Err(unusable("no certificate in it".into()));
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|e| trouble(&e))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(Arc::new(config))
}

/// A failure of TLS in plain words.
pub(super) fn trouble(error: &rustls::Error) -> Trouble {
    use rustls::Error::InvalidCertificate;
    let what = match error {
        InvalidCertificate(CertificateError::Expired | CertificateError::ExpiredContext { .. }) => {
            "The mail server's certificate has expired.".into()
        }
        InvalidCertificate(CertificateError::UnknownIssuer) => {
            "The mail server's certificate comes from an issuer we don't know. If it is your own, name its root \
             certificate file in the settings."
                .into()
        }
        InvalidCertificate(CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. }) => {
            "The mail server's certificate is for another name.".into()
        }
        InvalidCertificate(_) => format!("The mail server's certificate isn't valid: {error}."),
        _ => format!("The protected connection (TLS) to the mail server failed: {error}."),
    };
    Trouble::new(TroubleKind::Tls, what)
}
