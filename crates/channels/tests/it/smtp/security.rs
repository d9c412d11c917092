//! Protection and login on the way out, at a real Postfix with Dovecot's logins.

use super::{letter, send};
use crate::support::{PASSWORD, USER, plain, way_out};
use channels::{
    Credential, Endpoint, SecretSource, Security, TroubleKind,
    smtp::{Outcome, Settings},
};
use testkit::{
    dovecot::Dovecot,
    fake_smtp::FakeSmtp,
    postfix::{HandOver, Postfix},
};

const ANN: &str = "ann@customer.example";

fn ways(postfix: &Postfix) -> [Settings; 2] {
    let root = &postfix.certificates.root;
    [(postfix.submission_tls_port, Security::Tls), (postfix.submission_port, Security::StartTls)]
        .map(|(port, security)| way_out(Endpoint::new("localhost", port, security).trusting(root)))
}

#[tokio::test(flavor = "multi_thread")]
async fn every_protection_with_every_login() {
    for mechanisms in ["plain", "login", "xoauth2", "oauthbearer"] {
        let dovecot = Dovecot::start_offering(&[(USER, PASSWORD)], mechanisms);
        dovecot.tokens.issue("token-1", USER);
        let postfix = Postfix::start(HandOver::Maildir, Some(&dovecot));
        for (at, way) in ways(&postfix).into_iter().enumerate() {
            let login = if mechanisms.contains("oauth") || mechanisms.contains("bearer") {
                Credential::bearer(USER, SecretSource::Command(vec!["echo".into(), "token-1".into()]))
            } else {
                Credential::password(USER, PASSWORD)
            };
            let outcomes = send(way.with_login(login), &letter(&[ANN])).await;
            let log = || format!("{mechanisms}: {outcomes:?}\n{}\n{}", postfix.log(), dovecot.log());
            assert!(matches!(outcomes[0], Outcome::Accepted { .. }), "{}", log());
            testkit::server_process::wait_until("the mail", || postfix.mails().len() == at + 1);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_secret_blames_no_address() {
    let dovecot = Dovecot::start(&[(USER, PASSWORD)]);
    let postfix = Postfix::start(HandOver::Maildir, Some(&dovecot));
    for way in ways(&postfix) {
        let token = SecretSource::Command(vec!["echo".into(), "stale".into()]);
        for login in [Credential::password(USER, "wrong"), Credential::bearer(USER, token)] {
            let outcomes = send(way.clone().with_login(login), &letter(&[ANN])).await;
            let Outcome::Unreachable(trouble) = &outcomes[0] else { panic!("{outcomes:?}") };
            assert_eq!(trouble.kind, TroubleKind::Login, "{trouble:?}");
        }
    }
    assert!(postfix.mails().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_issuer_is_refused() {
    let postfix = Postfix::start(HandOver::Maildir, None);
    for mut way in ways(&postfix) {
        way.server.root_certificates = None;
        let outcomes = send(way, &letter(&[ANN])).await;
        assert!(
            matches!(&outcomes[0], Outcome::Unreachable(t) if t.kind == TroubleKind::Tls),
            "{outcomes:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_password_is_sent_when_starttls_or_auth_is_missing() {
    let server = FakeSmtp::start(&["AUTH PLAIN"]);
    let mut way = way_out(plain(server.port())).with_login(Credential::password(USER, PASSWORD));
    way.server.security = Security::StartTls;
    let outcomes = send(way, &letter(&[ANN])).await;
    assert!(matches!(&outcomes[0], Outcome::Unreachable(t) if t.kind == TroubleKind::Tls), "{outcomes:?}");

    let without_auth = FakeSmtp::start(&[]);
    let way = way_out(plain(without_auth.port())).with_login(Credential::password(USER, PASSWORD));
    let outcomes = send(way, &letter(&[ANN])).await;
    assert!(matches!(&outcomes[0], Outcome::Unreachable(t) if t.kind == TroubleKind::Login), "{outcomes:?}");
    for server in [server, without_auth] {
        assert!(server.commands().iter().all(|command| command.starts_with("EHLO") || command == "QUIT"));
    }
}
