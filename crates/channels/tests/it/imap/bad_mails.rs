//! One bad mail never stops a mailbox, and is never passed over silently.

use crate::support::{Inbox, PASSWORD, USER, Watching, mail, mailbox, plain};
use channels::{
    Stopper, TroubleKind,
    imap::{BEGINNING_MAX_BYTES, Extent, refetch},
};
use std::sync::Arc;
use testkit::{
    dovecot::Dovecot,
    fake_imap::{Defect, FakeImap},
};

fn extents(inbox: &Inbox) -> Vec<(u32, Extent)> {
    inbox
        .look()
        .arrivals
        .iter()
        .map(|arrival| (arrival.source.position.uid, arrival.extent.clone()))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn of_an_oversize_mail_the_beginning_is_taken() {
    let dovecot = Dovecot::start(&[(USER, PASSWORD)]);
    let mut big = mail(2);
    big.extend(b"0123456789abcdef\r\n".repeat(40_000));
    for mail in [&mail(1), &big, &mail(3)] {
        dovecot.deliver(USER, "INBOX", mail);
    }
    let inbox = Arc::new(Inbox::default());
    let mut settings = mailbox(plain(dovecot.port));
    settings.mail_max_bytes = 500_000;
    let watching = Watching::start(&settings, &inbox);
    inbox.until("the mails", |taken| taken.is_ok("INBOX")).await;
    watching.stop().await;
    let size_bytes = big.len() as u64;
    assert_eq!(
        extents(&inbox),
        [(1, Extent::Whole), (2, Extent::Beginning { size_bytes }), (3, Extent::Whole)]
    );
    let source = {
        let taken = inbox.look();
        assert_eq!(taken.arrivals[1].raw, big[..BEGINNING_MAX_BYTES]);
        taken.arrivals[1].source.clone()
    };
    // People raise the limit and ask for it again.
    settings.mail_max_bytes = size_bytes;
    let (_stopper, stop) = Stopper::new();
    let arrival = refetch(&settings, &source, &stop).await.unwrap().unwrap();
    assert_eq!((arrival.raw == big, arrival.extent), (true, Extent::Whole));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_size_that_was_understated_is_found_out() {
    let server = FakeImap::start();
    let mut big = mail(1);
    big.extend(b"0123456789abcdef\r\n".repeat(600_000));
    server.put(1, &big);
    server.put(2, &mail(2));
    server.spoil(1, Defect::Understated);
    let inbox = Arc::new(Inbox::default());
    let mut settings = mailbox(plain(server.port()));
    settings.mail_max_bytes = 5_000_000;
    let watching = Watching::start(&settings, &inbox);
    inbox.until("the mails", |taken| taken.is_ok("INBOX")).await;
    watching.stop().await;
    let size_bytes = big.len() as u64;
    assert_eq!(extents(&inbox), [(1, Extent::Beginning { size_bytes }), (2, Extent::Whole)]);
    assert_eq!(inbox.look().arrivals[0].raw, big[..BEGINNING_MAX_BYTES]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_the_server_fails_on_is_shown_to_people_and_the_others_are_taken() {
    for defect in [Defect::Refused, Defect::HangsUp] {
        let server = FakeImap::start();
        for uid in 1..=4 {
            server.put(uid, &mail(uid as usize));
        }
        server.spoil(2, defect);
        let inbox = Arc::new(Inbox::default());
        let settings = mailbox(plain(server.port()));
        let watching = Watching::start(&settings, &inbox);
        inbox.until("the mails", |taken| taken.arrivals.len() == 4 && taken.is_ok("INBOX")).await;
        watching.stop().await;
        let extents = extents(&inbox);
        assert_eq!(extents.iter().map(|(uid, _)| *uid).collect::<Vec<_>>(), [1, 2, 3, 4], "{defect:?}");
        for (uid, extent) in extents {
            assert_eq!(matches!(extent, Extent::Unreadable { .. }), uid == 2, "{defect:?}: {uid} {extent:?}");
        }
        // Later the server is mended, and people press the button.
        server.mend(2);
        let source = inbox.look().arrivals[1].source.clone();
        let (_stopper, stop) = Stopper::new();
        let arrival = refetch(&settings, &source, &stop).await.unwrap().unwrap();
        assert_eq!((arrival.raw, arrival.extent), (mail(2), Extent::Whole));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_fails_on_all_mails_is_waited_for() {
    let server = FakeImap::start();
    for uid in 1..=3 {
        server.put(uid, &mail(uid as usize));
        server.spoil(uid, Defect::Refused);
    }
    let inbox = Arc::new(Inbox::default());
    let watching = Watching::start(&mailbox(plain(server.port())), &inbox);
    inbox.until("people to hear of it", |taken| taken.was_told_of(TroubleKind::Protocol)).await;
    // Far more attempts than one bad mail would be given.
    testkit::server_process::wait_until("many attempts", || {
        server.commands().iter().filter(|command| command.starts_with("EXAMINE")).count() > 10
    });
    assert!(inbox.look().arrivals.is_empty());
    for uid in 1..=3 {
        server.mend(uid);
    }
    inbox.until("the mails", |taken| taken.is_ok("INBOX")).await;
    watching.stop().await;
    assert_eq!(extents(&inbox), [(1, Extent::Whole), (2, Extent::Whole), (3, Extent::Whole)]);
}
