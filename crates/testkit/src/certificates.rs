//! Certificates for servers on this machine, made anew for each test.

#![expect(clippy::expect_used, reason = "a test whose server can't start must fail")]

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// A root certificate and a server's certificate below it, for `localhost` and `127.0.0.1`, as PEM files.
#[derive(Clone, Debug)]
pub struct Certificates {
    /// The root, for whoever is to trust the server.
    pub root: PathBuf,
    /// The server's certificate.
    pub certificate: PathBuf,
    /// The server's private key.
    pub key: PathBuf,
}

impl Certificates {
    /// Makes them in `folder`.
    ///
    /// # Panics
    /// When they can't be made or written.
    pub fn make(folder: &Path) -> Self {
        let root_key = KeyPair::generate().expect("a key");
        let mut root = CertificateParams::new(Vec::new()).expect("parameters");
        root.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let root_certificate = root.self_signed(&root_key).expect("a root certificate");
        let issuer = Issuer::new(root, root_key);
        let key = KeyPair::generate().expect("a key");
        let names = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
        let server = CertificateParams::new(names).expect("parameters");
        let certificate = server.signed_by(&key, &issuer).expect("a certificate");
        let write = |name: &str, pem: String| {
            let path = folder.join(name);
            fs::write(&path, pem).expect("a PEM file");
            path
        };
        Self {
            root: write("root.pem", root_certificate.pem()),
            certificate: write("server.pem", certificate.pem()),
            key: write("server.key", key.serialize_pem()),
        }
    }
}
