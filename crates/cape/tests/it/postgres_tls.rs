//! A PostgreSQL that is reached through TLS.

use crate::support::CAPE;
use tempfile::TempDir;
use testkit::cape_process::CapeFolder;
use testkit::postgres::Postgres;

#[test]
fn a_certificate_must_be_vouched_for() {
    let server = Postgres::start_with_tls();
    server.create("cape_tls");
    let (url, root) = server.tls_url("cape_tls");
    let folder = TempDir::new().expect("a folder");
    let migrated = |house: CapeFolder| {
        let output = house.command(&["migrate"]).stderr(std::process::Stdio::piped()).output().expect("cape");
        (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let house = || CapeFolder::new(CAPE, folder.path(), "").with("CAPE_POSTGRES", &url);
    let (done, words) = migrated(house());
    assert!(!done && words.contains("certificate"), "nobody vouches for it here: {words}");
    let (done, words) = migrated(house().with("SSL_CERT_FILE", root.to_str().expect("a path")));
    assert!(done, "{words}");
}
