//! Protection of the connection: TLS, STARTTLS, and what is refused.

use crate::support::{Inbox, PASSWORD, USER, Watching, mail, mailbox};
use channels::{Endpoint, Security, TroubleKind};
use std::{
    io::{BufRead, BufReader, Write},
    sync::{Arc, Mutex},
};
use testkit::{dovecot::Dovecot, fake_imap::FakeImap, loopback::Loopback};

#[tokio::test(flavor = "multi_thread")]
async fn tls_and_starttls_with_a_root_of_our_own() {
    let dovecot = Dovecot::start(&[(USER, PASSWORD)]);
    dovecot.deliver(USER, "INBOX", &mail(1));
    for (port, security) in [(dovecot.tls_port, Security::Tls), (dovecot.port, Security::StartTls)] {
        for host in ["localhost", "127.0.0.1"] {
            let inbox = Arc::new(Inbox::default());
            let server = Endpoint::new(host, port, security).trusting(&dovecot.certificates.root);
            let watching = Watching::start(&mailbox(server), &inbox);
            inbox.until("the mail", |taken| taken.is_ok("INBOX")).await;
            assert_eq!(inbox.look().raw("INBOX"), [mail(1)]);
            watching.stop().await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_issuer_is_refused() {
    let dovecot = Dovecot::start(&[(USER, PASSWORD)]);
    for (port, security) in [(dovecot.tls_port, Security::Tls), (dovecot.port, Security::StartTls)] {
        let inbox = Arc::new(Inbox::default());
        let watching = Watching::start(&mailbox(Endpoint::new("127.0.0.1", port, security)), &inbox);
        inbox.until("the refusal", |taken| taken.was_told_of(TroubleKind::Tls)).await;
        let told = format!("{:?}", inbox.look().healths);
        assert!(told.contains("issuer we don't know"), "{told}");
        watching.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_password_is_sent_when_starttls_is_missing() {
    let server = FakeImap::start();
    let inbox = Arc::new(Inbox::default());
    let endpoint = Endpoint::new("127.0.0.1", server.port(), Security::StartTls);
    let watching = Watching::start(&mailbox(endpoint), &inbox);
    inbox.until("the refusal", |taken| taken.was_told_of(TroubleKind::Tls)).await;
    watching.stop().await;
    let commands = server.commands();
    assert!(commands.contains(&"CAPABILITY".to_owned()), "{commands:?}");
    assert!(!commands.iter().any(|command| command.starts_with("LOGIN")), "{commands:?}");
}

/// CVE-2011-0411: somebody in between adds plain answers behind the go-ahead for TLS.
#[tokio::test(flavor = "multi_thread")]
async fn words_put_in_before_tls_end_the_connection() {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let hears = Arc::clone(&heard);
    let attacker = Loopback::serve(move |stream| {
        let mut writer = &stream;
        let _ = writer.write_all(b"* OK [CAPABILITY IMAP4rev1 STARTTLS] ready\r\n");
        for line in BufReader::new(&stream).lines().map_while(Result::ok) {
            let tag = line.split(' ').next().unwrap_or_default().to_owned();
            hears.lock().unwrap().push(line);
            let _ = writer.write_all(format!("{tag} OK go\r\n* CAPABILITY IMAP4rev1\r\n").as_bytes());
        }
    });
    let inbox = Arc::new(Inbox::default());
    let endpoint = Endpoint::new("127.0.0.1", attacker.port(), Security::StartTls);
    let watching = Watching::start(&mailbox(endpoint), &inbox);
    // Whether the words come with the go-ahead or a moment later: either way nothing is said to this server.
    inbox.until("the refusal", |taken| !taken.healths.is_empty()).await;
    watching.stop().await;
    assert!(!inbox.look().is_ok("INBOX"));
    let heard = heard.lock().unwrap();
    assert!(heard.iter().all(|line| !line.contains("LOGIN") && !line.contains("AUTHENTICATE")), "{heard:?}");
}
