//! Settings as people write them, and trying them out.

use crate::support::{PASSWORD, USER, mailbox, plain, surroundings, way_out};
use channels::{Credential, Endpoint, SecretSource, Security, Stopper, TroubleKind, imap, smtp};
use std::path::Path;
use testkit::{dovecot::Dovecot, fake_smtp::FakeSmtp, server_process::free_port};

#[test]
fn a_mailbox_in_toml() {
    let settings: imap::Settings = toml::from_str(
        r#"
        name = "support"
        server = { host = "imap.shop.example", port = 993, security = "tls" }
        login.bearer = { user = "support@shop.example", token.command = ["/usr/bin/fetch-token", "mail"] }
        folders = ["INBOX", "Orders"]
        "#,
    )
    .unwrap();
    assert_eq!(settings.server.security, Security::Tls);
    assert_eq!((settings.poll_seconds, settings.idle, settings.folders.len()), (120, true, 2));
    assert_eq!(settings.take, imap::Take::All, "nothing is missed unless somebody says so");
    assert!(
        matches!(settings.login, Credential::Bearer { token: SecretSource::Command(words), .. } if words.len() == 2)
    );
    assert!(settings.server.root_certificates.is_none() && !settings.server.plain_elsewhere);
}

#[test]
fn a_way_out_in_toml_and_its_mistakes() {
    let text = r#"
        name = "smarthost"
        server = { host = "mail.shop.example", port = 587, security = "starttls", root_certificates = "/etc/roots.pem" }
        login.password = { user = "cape", password.file = "/etc/cape/password" }
        hello_name = "cape.shop.example"
        timeouts.answer_seconds = 900
        "#;
    let settings: smtp::Settings = toml::from_str(text).unwrap();
    assert_eq!((settings.timeouts.answer_seconds, settings.timeouts.connect_seconds), (900, 30));
    assert_eq!(settings.server.root_certificates.as_deref(), Some(Path::new("/etc/roots.pem")));
    for (right, wrong) in
        [("starttls", "ssl"), ("hello_name", "helo"), ("root_certificates", "accept_invalid")]
    {
        assert!(toml::from_str::<smtp::Settings>(&text.replace(right, wrong)).is_err(), "{wrong}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn trying_a_mailbox_out() {
    let dovecot = Dovecot::start(&[(USER, PASSWORD)]);
    let (_stopper, stop) = Stopper::new();
    let right = mailbox(plain(dovecot.port));
    imap::check(&right, &stop).await.unwrap();

    let mut wrong = right.clone();
    wrong.login = Credential::password(USER, "guess");
    assert_eq!(imap::check(&wrong, &stop).await.unwrap_err().kind, TroubleKind::Login);
    let mut wrong = right.clone();
    wrong.folders.push("Nowhere".into());
    assert_eq!(imap::check(&wrong, &stop).await.unwrap_err().kind, TroubleKind::Folder);
    let mut wrong = right.clone();
    wrong.server = plain(free_port());
    assert_eq!(imap::check(&wrong, &stop).await.unwrap_err().kind, TroubleKind::Network);
    let mut wrong = right;
    wrong.server = Endpoint::new("127.0.0.1", dovecot.tls_port, Security::Tls).trusting("/no/such/file");
    assert_eq!(imap::check(&wrong, &stop).await.unwrap_err().kind, TroubleKind::Settings);
}

#[tokio::test(flavor = "multi_thread")]
async fn trying_a_way_out() {
    let server = FakeSmtp::start(&[]);
    let mut client = smtp::Client::new(way_out(plain(server.port())), surroundings());
    client.check().await.unwrap();
    client.rest().await;
    assert!(server.received().is_empty());
    let mut client = smtp::Client::new(way_out(plain(free_port())), surroundings());
    assert_eq!(client.check().await.unwrap_err().kind, TroubleKind::Network);
}
