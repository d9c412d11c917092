//! News: at once with IDLE, at the next look without.

use crate::support::{Inbox, PASSWORD, USER, Watching, mail, mailbox, plain};
use std::{sync::Arc, time::Instant};
use testkit::{
    dovecot::Dovecot,
    fake_imap::{FakeImap, ImapAct, ImapStep},
};

#[tokio::test(flavor = "multi_thread")]
async fn a_new_mail_is_taken_at_once() {
    let dovecot = Dovecot::start(&[(USER, PASSWORD)]);
    let inbox = Arc::new(Inbox::default());
    // The next look is an hour away, so only IDLE can bring these.
    let watching = Watching::start(&mailbox(plain(dovecot.port)), &inbox);
    inbox.until("the connection", |taken| taken.is_ok("INBOX")).await;
    for number in 1..=3 {
        let start = Instant::now();
        dovecot.deliver(USER, "INBOX", &mail(number));
        inbox.until("the mail", |taken| taken.arrivals.len() == number).await;
        println!("IDLE: mail {number} was taken {} ms after its delivery", start.elapsed().as_millis());
    }
    watching.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_idle_the_next_look_finds_it() {
    let dovecot = Dovecot::start(&[(USER, PASSWORD)]);
    let inbox = Arc::new(Inbox::default());
    let mut settings = mailbox(plain(dovecot.port));
    (settings.idle, settings.poll_seconds) = (false, 1);
    let watching = Watching::start(&settings, &inbox);
    inbox.until("the connection", |taken| taken.is_ok("INBOX")).await;
    dovecot.deliver(USER, "INBOX", &mail(1));
    inbox.until("the mail", |taken| taken.arrivals.len() == 1).await;
    watching.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_does_not_offer_idle_is_looked_at_again() {
    let server = FakeImap::start();
    server.without_idle();
    let inbox = Arc::new(Inbox::default());
    let mut settings = mailbox(plain(server.port()));
    settings.poll_seconds = 1;
    let watching = Watching::start(&settings, &inbox);
    inbox.until("the connection", |taken| taken.is_ok("INBOX")).await;
    server.put(5, &mail(1));
    inbox.until("the mail", |taken| taken.arrivals.len() == 1).await;
    watching.stop().await;
    assert!(!server.commands().contains(&"IDLE".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn idle_is_renewed_and_a_refused_idle_is_replaced_by_looks() {
    let server = FakeImap::start();
    server.next(ImapStep::Idle, ImapAct::End("NO not now".into()));
    let inbox = Arc::new(Inbox::default());
    let mut settings = mailbox(plain(server.port()));
    settings.poll_seconds = 1;
    let watching = Watching::start(&settings, &inbox);
    inbox.until("the connection", |taken| taken.is_ok("INBOX")).await;
    server.put(5, &mail(1));
    inbox.until("the mail", |taken| taken.arrivals.len() == 1).await;
    watching.stop().await;

    let server = FakeImap::start();
    settings.server = plain(server.port());
    let watching = Watching::start(&settings, &inbox);
    testkit::server_process::wait_until("a renewed IDLE", || {
        server.commands().iter().filter(|command| *command == "IDLE").count() >= 2
    });
    watching.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bye_in_idle_leads_to_a_new_connection() {
    let server = FakeImap::start();
    server.next(ImapStep::Idle, ImapAct::SayAndHangUp(b"* BYE server shutting down\r\n".to_vec()));
    let inbox = Arc::new(Inbox::default());
    let watching = Watching::start(&mailbox(plain(server.port())), &inbox);
    inbox.until("the connection", |taken| taken.is_ok("INBOX")).await;
    server.put(1, &mail(1));
    inbox.until("the mail", |taken| taken.arrivals.len() == 1).await;
    assert!(server.is_done(ImapStep::Idle), "the BYE was said");
    watching.stop().await;
}
